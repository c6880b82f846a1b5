"""Issues on their way into documents: found by place and time, with what gives people away masked."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bot.issues.maps import map_sheet
from bot.issues.rows import Scribe
from conversations.issues.facts import Visit
from domain.issues.issue import Issue, Seat, Stage
from domain.issues.kinds import Severity
from domain.records import PersonRef
from domain.roles import Role
from papers.issue_ledger import LedgerRow
from papers.map_picture import MapSheet
from storage.issues.export import ids_for_export, issues_with_ids
from tests.issues import GRID, NEIGHBOUR, PLACE, an_issue, file_an_issue
from tests.plans import plans_of
from tests.village import MONDAY, Village, world

DAY = timedelta(days=1)
VILLAGE, TOWNSHIP = GRID[:12], GRID[:9]
SCRIBE = Scribe.of(world(), MONDAY)
COMPLAINT = {"severity": Severity.COMPLAINT, "kind": "bribe"}


@pytest.fixture
def village() -> Village:
    return Village()


def exported(village: Village, place: str, limit: int = 100, **span: object) -> list[str]:
    def read(session: object) -> tuple[Issue, ...]:
        days = {"since": None, "until": None} | span
        ids = ids_for_export(session, place, limit=limit, **days)  # type: ignore[arg-type]
        return issues_with_ids(session, ids)  # type: ignore[arg-type]

    return [issue.number for issue in village.records.run_here(read)]


def on_map(village: Village, place: str = VILLAGE) -> MapSheet:
    scribe = Scribe.of(world(), village.now)
    return village.records.run_here(partial(map_sheet, place=place, scribe=scribe))


def test_issues_of_a_place_and_time_come_newest_first(village: Village) -> None:
    for n in range(4):
        file_an_issue(village, f"WG-{n}", reported_at=MONDAY + n * DAY)
    file_an_issue(village, "WG-9", area="511381116902001", closed_at=MONDAY)
    assert exported(village, GRID) == ["WG-3", "WG-2", "WG-1", "WG-0"]
    assert exported(village, TOWNSHIP) == ["WG-3", "WG-2", "WG-1", "WG-9", "WG-0"]
    assert exported(village, VILLAGE, limit=2) == ["WG-3", "WG-2"]
    since, until = MONDAY + DAY, MONDAY + 3 * DAY
    assert exported(village, VILLAGE, since=since, until=until) == ["WG-2", "WG-1"]
    assert exported(village, "511381117") == []


def test_an_index_finds_them(village: Village) -> None:
    query = text(
        "SELECT id FROM issues WHERE area >= '5' AND area < '6' ORDER BY reported_at DESC, id DESC"
    )
    steps = village.records.run_here(lambda s: plans_of(s, lambda s: s.execute(query).all()))
    assert "ix_issues_place" in steps[0]


def row(issue: Issue) -> LedgerRow:
    return SCRIBE.ledger_row(issue)


def test_a_row_says_it_in_the_words_of_the_office() -> None:
    found = row(an_issue("WG-1", followers=(5, 6), bounces=1, reopened=2))
    assert (found.kind, found.severity, found.stage) == ("路灯不亮", "一般", "待接")
    assert found.grid == "样例·清泉村 第1网格（1—3组）"
    assert (found.place, found.words, found.source) == ("黄桷树", "路灯不亮", "群众报的")
    assert found.owner == "样例·清泉村 第1网格（1—3组）网格员"
    assert (found.reporters, found.bounces, found.reopened) == (3, 1, 2)
    assert (found.latitude, found.longitude) == PLACE


def test_phones_house_numbers_and_the_reporter_are_masked() -> None:
    words = "我是何大成，电话13800000003，住5号院"
    issue = an_issue("WG-1", words=words, understood="何大成说的", landmark="何大成家，3栋2单元")
    told = (row(issue).words, row(issue).place)
    assert told == ("我是何*成，电话138****0003，住*号院\n何*成说的", "何*成家，*栋*单元")
    feature = SCRIBE.feature(issue)
    assert (feature.description, feature.landmark) == told
    everything = f"{row(issue)} {feature}"
    assert NEIGHBOUR.name not in everything
    assert NEIGHBOUR.phone not in everything


def test_of_a_matter_about_people_neither_words_nor_place_are_written() -> None:
    found = row(an_issue("WG-1", kind="neighbour", words="隔壁天天骂我", understood="骂"))
    assert (found.words, found.place) == ("（关系到人，不写）", "")
    assert (found.latitude, found.longitude) == (None, None)


def test_of_a_complaint_the_words_are_written_and_the_place_is_not() -> None:
    seat = Seat("supervision", Role.SUPERVISOR, "511381", PersonRef(7, "样例·监督员"))
    found = row(an_issue("WG-1", **COMPLAINT, seat=seat, words="收了钱"))
    assert (found.words, found.place, found.longitude) == ("收了钱", "", None)
    assert (found.severity, found.owner) == ("投诉举报", "样例·监督员")


def test_what_is_late_is_late_only_while_it_is_open_and_nobody_is_asked() -> None:
    past = MONDAY - DAY
    asked = an_issue("WG-1", due_at=past, stage=Stage.ASKED)
    closed = an_issue("WG-1", due_at=past, stage=Stage.CLOSED, closed_at=MONDAY)
    late = an_issue("WG-1", due_at=past)
    assert [row(issue).overdue for issue in (late, asked, closed)] == [True, False, False]


def test_a_visit_names_no_household() -> None:
    visit = Visit("ZF-1", "样例·李", GRID, "三组赵大爷家", "elder", "电话13800000003", MONDAY)
    written = SCRIBE.visit_row(visit)
    assert (written.household, written.purpose) == ("三***家", "看望独居老人")
    assert (written.findings, written.visitor) == ("电话138****0003", "样例·李")


def test_the_map_shows_open_places_by_urgency_and_counts_what_has_none(village: Village) -> None:
    file_an_issue(village, "WG-1", due_at=MONDAY - DAY)
    file_an_issue(village, "WG-2", severity=Severity.URGENT, kind="landslip")
    file_an_issue(village, "WG-3", latitude=None, longitude=None)
    file_an_issue(village, "WG-4", closed_at=MONDAY, stage=Stage.CLOSED)
    file_an_issue(village, "WG-5", area="511381116902001")
    sheet = on_map(village)
    assert sheet.title == "样例·清泉村 · 没办完的问题 3 件"
    assert sheet.subtitle == "2026年11月23日 09:00"
    assert [(pin.number, pin.label, pin.level, pin.overdue) for pin in sheet.pins] == [
        (1, "滑坡、坡上裂口", "urgent", False),
        (2, "路灯不亮", "ordinary", True),
    ]
    assert sheet.unplaced == 1
    assert len(on_map(village, TOWNSHIP).pins) == 3


def test_no_map_shows_complaints_or_matters_about_people(village: Village) -> None:
    seat = Seat("supervision", Role.SUPERVISOR, "511381")
    file_an_issue(village, "WG-1", **COMPLAINT, seat=seat)
    file_an_issue(village, "WG-2", seat=seat)
    file_an_issue(village, "WG-3", kind="neighbour")
    file_an_issue(village, "WG-4", kind="gone")
    sheet = on_map(village)
    assert (sheet.pins, sheet.unplaced) == ((), 0)


def test_a_village_finds_its_way_by_grids_and_a_township_by_villages(village: Village) -> None:
    grids = [ground.name for ground in on_map(village, GRID).grounds]
    assert grids[0] == "第1网格（1—3组）"
    assert len(grids) == 3
    villages = [ground.name for ground in on_map(village, TOWNSHIP).grounds]
    assert villages[0] == "样例·清泉村"
    assert on_map(village, "511381116999").grounds == ()
