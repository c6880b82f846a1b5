"""What an office writes about meetings and markets: what is shipped is whole, and every slip is told."""

import shutil
from pathlib import Path

import pytest

from domain.markets import Calendar
from domain.meetings.kinds import Base, Called, Share
from storage.catalogue import load_catalogue
from tests.clerk import SHIPPED, Desk
from tests.village import sample

RULES = sample().catalogue.meetings
SLIPS = {
    "a figure is gone": (("publication_days = 7\n", ""), "meetings.toml › publication_days: 缺少这一项"),
    "a share is more than the whole": (
        ("members = { of = [2, 3] }", "members = { of = [4, 3] }"),
        "of 写成 [几, 几份]",
    ),
    "a vote without a quorum": (
        ('key = "council"', 'key = "council"\npasses = { of = [1, 2] }'),
        "写了 passes（要表决）就要写 quorum",
    ),
    "members are counted where everybody comes": (
        ('name = { zh = "村民代表会议", en = "Villagers\' representatives" }\ncalled = "members"',
         'name = { zh = "村民代表会议", en = "Villagers\' representatives" }\ncalled = "everybody"'),
        "called 要写 members",
    ),
    "a kind twice": (('key = "yard"', 'key = "market"'), "“market”重复了"),
    "a step by a kind that is none": (('kinds = ["party"]', 'kinds = ["partei"]'), "没有“partei”这种会"),
    "a step before its time": (('after = "propose"', 'after = "result"'), "“result”要写在这一步前面"),
    "a second beginning": (('after = "party"\n', ""), "只有第一步可以不写 after"),
    "a key too long for a button": (
        ('key = "assembly"', 'key = "assemblyofall"'),
        "最多10个字符",
    ),
    "nobody decides": (("decides = true", "decides = false"), "却没有一种会的 decides 是 true"),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(SHIPPED, tmp_path / "catalogue")))


def test_the_figures_are_those_of_the_law() -> None:
    two_thirds, half = Share(2, 3), Share(1, 2, more=True)
    assembly, reps = RULES.kind("assembly"), RULES.kind("reps")
    assert assembly.quorum == {Base.ADULTS: half, Base.HOUSEHOLDS: two_thirds}
    assert (assembly.notice_days, assembly.passes, assembly.called) == (10, half, Called.EVERYBODY)
    assert (reps.quorum, reps.every_quarter) == ({Base.MEMBERS: two_thirds}, True)
    assert [k.key for k in RULES.kinds.values() if k.decides] == ["assembly", "reps"]
    assert len(RULES.reserved) == 8


def test_every_kind_and_matter_has_its_source() -> None:
    assert all(kind.source for kind in RULES.kinds.values())
    assert all(matter.source and matter.words for matter in RULES.reserved.values())
    assert "2026年1月1日" in RULES.law


def test_villages_have_markets_of_their_own_and_real_townships_none() -> None:
    city = sample().city
    kinds = {
        market.calendar
        for code in ("511381116901", "511381116902", "511381116903")
        if (market := city.market_of(code))
    }
    assert kinds == {Calendar.SOLAR, Calendar.LUNAR}
    assert all(township.market is None for township in city.townships.values())
    assert city.market_of("511381116904") is None
    assert city.market_of("nowhere") is None


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_slip_is_told(desk: Desk, name: str) -> None:
    (old, new), told = SLIPS[name]
    desk.edits("meetings.toml", old, new)
    if name == "nobody decides":
        desk.edits("meetings.toml", old, new)
    assert told in "\n".join(desk.is_told())


def test_a_market_on_no_day_is_told(desk: Desk) -> None:
    old, new = "day_endings = [1, 4, 7], opens", "day_endings = [], opens"
    desk.edits("sample/villages.toml", old, new)
    assert "day_endings" in "\n".join(desk.is_told())


def test_what_is_shipped_loads_without_the_sample() -> None:
    assert load_catalogue(SHIPPED, sample=False).catalogue.meetings == RULES
