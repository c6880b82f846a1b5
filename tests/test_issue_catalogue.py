"""What an office writes about issues: what is shipped is whole, and every slip is told."""

import shutil
from pathlib import Path

import pytest

from domain.issues.kinds import IssueRules, Severity, Span
from domain.places import Grid, Level
from domain.roles import Role
from storage.catalogue import Loaded, load_catalogue
from tests.clerk import SHIPPED, Desk
from tests.issue_slips import SLIPS


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load_catalogue(SHIPPED, sample=True)


@pytest.fixture(scope="module")
def rules(shipped: Loaded) -> IssueRules:
    return shipped.catalogue.issues


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(SHIPPED, tmp_path / "catalogue")))


def test_what_is_shipped_has_the_sizes_promised(rules: IssueRules) -> None:
    sizes = [len(rules.kinds_of(group.key)) for group in rules.groups]
    assert (len(rules.groups), len(rules.kinds), len(rules.dangers)) == (13, 60, 13)
    assert (min(sizes), max(sizes)) == (1, 5)


def test_what_villagers_need_most_comes_first(rules: IssueRules) -> None:
    first = [group.name.zh for group in rules.groups[:4]]
    assert first == ["环境垃圾", "路灯水电路桥", "安全隐患", "邻里纠纷"]


def test_the_line_goes_from_the_grid_to_the_city(rules: IssueRules) -> None:
    assert [(t.key, t.role, t.at, t.by_kind) for t in rules.tiers] == [
        ("grid", Role.GRID_OFFICER, Level.GRID, False),
        ("station", Role.SECRETARY, Level.VILLAGE, False),
        ("office", Role.DEPARTMENT, Level.DEPARTMENT, True),
        ("centre", Role.TOWNSHIP, Level.TOWNSHIP, False),
        ("city", Role.CITY_DESK, Level.CITY, False),
    ]


def test_the_limits_are_those_of_the_citizens_hotline(rules: IssueRules) -> None:
    finish = {severity: grade.finish for severity, grade in rules.grades.items()}
    assert finish == {
        Severity.URGENT: Span(hours=24),
        Severity.PRESSING: Span(workdays=2),
        Severity.ORDINARY: Span(workdays=7),
        Severity.ADVICE: Span(workdays=3),
        Severity.COMPLAINT: Span(workdays=15),
    }
    assert rules.grades[Severity.PRESSING].first == Span(office_hours=2)


def test_a_landslip_is_read_whole(rules: IssueRules) -> None:
    slip = rules.kinds["landslip"]
    assert (slip.name.zh, slip.group, slip.severity) == ("滑坡、坡上裂口", "disaster", "urgent")
    assert (slip.danger, slip.office, slip.department) == ("slide", "land", "land")
    assert "后山裂了" in slip.synonyms
    assert rules.dangers[slip.danger].calls == ("119",)


def test_what_is_about_people_is_seen_by_few(rules: IssueRules) -> None:
    for group in ("dispute", "people", "conduct"):
        assert {kind.restricted for kind in rules.kinds_of(group)} == {True}
    assert not rules.kinds["lamp"].restricted


def test_what_nobody_can_name_is_a_kind_too(rules: IssueRules) -> None:
    assert rules.kinds[rules.unknown].name.zh == "说不清，请人来看"
    assert rules.kinds[rules.unknown].severity is Severity.ORDINARY


def test_only_misconduct_is_a_complaint(rules: IssueRules) -> None:
    complaints = {k.group for k in rules.kinds.values() if k.severity is Severity.COMPLAINT}
    assert complaints == {"conduct"}


def test_everything_has_a_source_and_an_english_name(rules: IssueRules) -> None:
    lists = (rules.kinds.values(), rules.dangers.values(), rules.grades.values())
    named = [*rules.groups, *rules.tiers, *(each for some in lists for each in some)]
    assert [one.name.zh for one in named if not one.name.en] == []
    assert [danger.key for danger in rules.dangers.values() if not danger.advice.en] == []
    assert [one.name.zh for some in lists for one in some if not one.source] == []


def test_sample_grids_know_where_they_lie(shipped: Loaded) -> None:
    grid = shipped.city.grid("511381116901002")
    assert grid == Grid(
        "511381116901002", "第2网格（4—6组）", (4, 5, 6), ("老水井", "石拱桥"), 31.7600, 106.0865
    )
    bare = [g.code for g in shipped.city.grids if g.latitude is None or not g.landmarks]
    assert bare == []


def test_offices_of_sample_townships_are_there_in_sample_mode_only(shipped: Loaded) -> None:
    assert shipped.city.departments["511381116-land"].name.zh == "自然资源所"
    assert shipped.city.level_of("511381116-land") is Level.DEPARTMENT
    assert "511381116-land" not in load_catalogue(SHIPPED, sample=False).city.departments


def test_a_city_without_offices_yet_may_name_them(desk: Desk) -> None:
    desk.edits("issues.toml", 'office = "farm"', 'office = "ranch"')
    assert load_catalogue(desk.folder, sample=False).catalogue.issues.kinds["burning"].office == (
        "ranch"
    )


def test_where_a_severity_starts_is_read_from_its_grade(desk: Desk) -> None:
    desk.edits("issues.toml", 'mark = "🟠"', 'mark = "🟠"\nstarts = "station"')
    rules = load_catalogue(desk.folder, sample=True).catalogue.issues
    assert rules.by_severity == {Severity.PRESSING: "station"}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_place_and_nothing_else_is(slip: str, desk: Desk) -> None:
    edit, told = SLIPS[slip]
    desk.edits("issues.toml", *edit)
    assert desk.is_told() == (told,)


def test_every_severity_has_one_grade(desk: Desk) -> None:
    desk.edits("issues.toml", 'severity = "advice"', 'severity = "ordinary"')
    assert desk.is_told() == (
        (
            "issues.toml › 等级第4项 咨询 › severity: “ordinary”重复了，"
            "issues.toml › 等级第3项 一般 已经用过"
        ),
        'issues.toml › [[grade]]: 缺少 severity = "advice" 的一项',
    )
