"""What the office may write into activities.toml, and how a slip is told."""

import shutil
from pathlib import Path

import pytest

from storage.catalogue import CatalogueError, load_catalogue
from tests.clerk import SHIPPED, Desk
from tests.village import sample

RULES = sample().catalogue.activities
Slip = tuple[tuple[str, str], str]
SLIPS: dict[str, Slip] = {
    "a figure is gone": (("crowd = 20\n", ""), "activities.toml › crowd: 缺少这一项"),
    "reminded too late": (("remind_on = 8", "remind_on = 10"), "remind_on（提醒）要比 enter_days"),
    "a radius of nothing": (("radius = 300", "radius = 3"), "radius"),
    "danger without a word": (
        ('risk = "有危险：按要求防护，不舒服马上说；未满18岁的不参加。"\n', ""),
        "招募时要把风险说清楚",
    ),
    "a key twice": (('key = "flood"', 'key = "river"'), "river"),
    "a key with capitals": (('key = "other"', 'key = "Other"'), "小写英文字母"),
    "no words": (('words = ["值班", "坐班", "值守", "加班"]', "words = []"), "words"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_slip_is_told(desk: Desk, name: str) -> None:
    (old, new), told = SLIPS[name]
    desk.edits("activities.toml", old, new)
    assert told in "\n".join(desk.is_told())


def test_the_kinds_of_the_field_are_there() -> None:
    names = {kind.name.zh for kind in RULES.kinds.values()}
    assert {"包地块", "包结对", "包环境", "包宣传", "三服务", "防汛抢险", "防疫"} <= names
    assert all(kind.risk for kind in RULES.kinds.values() if kind.dangerous)


def test_figures_say_where_they_come_from() -> None:
    assert "67号" in RULES.source
    assert all(kind.source for kind in RULES.kinds.values())
    assert all(excluded.source for excluded in RULES.excluded.values())
    assert (RULES.enter_days, RULES.remind_on) == (10, 8)


def test_without_the_file_the_house_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as told:
        load_catalogue(tmp_path, sample=False)
    assert "activities.toml" in str(told.value)
