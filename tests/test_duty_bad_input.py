"""What goes wrong with duty: sheets that do not fit, swaps that cannot be, taps that come too early."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import tzset

import pytest
from openpyxl import Workbook
from sqlalchemy import update

from bot.duty.roster_form import empty_sheet
from bot.duty.roster_sheet import COLUMNS, Ground, read_roster
from domain.duty.shift import Shift, Stage
from domain.records import PersonRef
from domain.workdays import known
from storage.duty.tables import Shifts
from storage.tables import Files
from tests.duty import (
    QINGQUAN,
    at,
    draws,
    give_to,
    it_is,
    number_in,
    publishes,
    roster,
    shift,
    shift_on,
    the_room_works,
)
from tests.village import ZONE, Seat, Village, sample

pytest_plugins = ["tests.activity_seats"]
TODAY = date(2026, 11, 23)
STAFF = (
    PersonRef(1, "样例·冯文书", "13800000121"),
    PersonRef(2, "样例·蒲小波", "13800000045"),
    PersonRef(3, "样例·李二", "13800000001"),
    PersonRef(4, "样例·李二", "13800000002"),
)
GROUND = Ground(QINGQUAN, "村委会一楼", STAFF, sample().catalogue.duty, TODAY, ZONE)
FENG, PU = "样例·冯文书", "样例·蒲小波"


def sheet(path: Path, *rows: Sequence[object], head: Sequence[str] = COLUMNS) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    file = path / "表.xlsx"
    book.save(file)
    return file


def read(path: Path, *rows: Sequence[object]) -> list[str]:
    found = read_roster(sheet(path, *rows), GROUND)
    assert isinstance(found, list), found
    return found


def test_a_good_sheet_is_taken_with_every_way_to_write_a_day(tmp_path: Path) -> None:
    found = read_roster(
        sheet(
            tmp_path,
            [
                datetime.combine(date(2026, 12, 1), time()),
                time(8, 30),
                time(17, 30),
                FENG,
                "",
                PU,
                "",
                "",
            ],
            ["2026-12-02", "8:30", "17:30", FENG, "", "", "村小学", "接电话、上传下达"],
            ["12月3日", "", "", "样例·李二", "13800000002", "", "", ""],
            [46360, 0.75, 0.25, PU, "", "", "", ""],
        ),
        GROUND,
    )
    assert not isinstance(found, list)
    assert [s.day.day for s in found] == [1, 2, 3, 4]
    assert [s.person.id for s in found] == [1, 1, 4, 2]
    assert found[0].deputy.id == 2
    assert (found[1].where, found[1].tasks) == ("村小学", ("phone", "report"))
    assert found[3].starts_at == datetime(2026, 12, 4, 18, tzinfo=ZONE)
    assert found[3].ends_at == datetime(2026, 12, 5, 6, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["12月1日", "", "", "样例·没有这人"], "名单里没有“样例·没有这人”这个人"),
        (["12月1日", "", "", "样例·李二"], "不止一个，请写上他的电话"),
        (["2月31日", "", "", FENG], "日期“2月31日”看不懂，或者没有这一天"),
        (["2027-02-31", "", "", FENG], "没有这一天"),
        (["哪天都行", "", "", FENG], "看不懂"),
        (["", "", "", FENG], "没有写日期"),
        (["2026-01-05", "", "", FENG], "已经过了"),
        (["2031-01-05", "", "", FENG], "太远了"),
        (["12月1日", "早点", "", FENG], "开始“早点”不是几点几分"),
        (["12月1日", "8:30", "8:30", FENG], "同一个时间"),
        (["12月1日", "", "", ""], "没有写姓名"),
        (["12月1日", "", "", FENG, "", FENG], "副班不能是他自己"),
    ],
)
def test_a_bad_row_is_told_by_its_number_and_nothing_is_taken(
    tmp_path: Path, row: list[str], told: str
) -> None:
    good = ["12月9日", "", "", PU]
    (problem,) = read(tmp_path, good, row)
    assert problem.startswith("第3行：")
    assert told in problem


def test_a_person_twice_at_one_time_is_told_with_both_rows(tmp_path: Path) -> None:
    (problem,) = read(
        tmp_path, ["12月1日", "8:30", "12:00", FENG], ["12月1日", "11:00", "17:00", FENG]
    )
    assert problem == "第3行：和第2行是同一个人、同一个时间"


def test_files_that_are_no_roster_are_refused_with_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    assert read_roster(empty, GROUND) == ["文件是空的，一个字节也没有。"]
    large = tmp_path / "large.xlsx"
    large.write_bytes(b"PK" + bytes(20 * 1024 * 1024))
    assert "文件太大" in str(read_roster(large, GROUND)[0])
    headless = sheet(tmp_path, ["12月1日", FENG], head=["甲", "乙"])
    assert "没有找到表头" in str(read_roster(headless, GROUND)[0])
    assert read(tmp_path) == ["表里还没有一个班。"]


def test_the_empty_sheet_can_be_sent_back_and_its_example_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "空表.xlsx"
    file.write_bytes(empty_sheet(GROUND))
    assert read_roster(file, GROUND) == ["表里还没有一个班。"]


def test_a_sheet_sent_in_the_chat_becomes_a_proposal_or_a_list_of_what_is_wrong(
    village: Village, chen: Seat, tmp_path: Path
) -> None:
    bad = sheet(tmp_path, ["2月31日", "", "", FENG], ["12月2日", "", "", "样例·没有这人"])
    read = sends(village, chen, bad)
    assert "一行也没有收" in read
    assert "第2行：" in read
    assert "第3行：名单里没有" in read
    good = sheet(tmp_path, ["12月1日", "", "", FENG], ["12月3日", "", "", PU])
    read = sends(village, chen, good)
    assert "还没有发布" in read
    assert "没有人的：12月2日" in read
    number = number_in(read)
    drawn = roster(village, number)
    assert (drawn.first, drawn.last) == (date(2026, 12, 1), date(2026, 12, 3))


def sends(village: Village, seat: Seat, file: Path) -> str:
    """As the file room would have it: the bytes are there once they are fetched."""
    seat.says("值班表")
    seat.presses("用 Excel 发一张")
    seat.presses("有，发文件")
    seat.sends_document(file.name, "", size=file.stat().st_size)

    change = update(Files).values(state="kept", digest=file.name)
    village.records.run_here(lambda s: s.execute(change))
    the_room_works(village, file.parent)
    return seat.reads()


def test_what_is_no_excel_file_is_refused_at_once(chen: Seat) -> None:
    chen.says("值班表")
    chen.presses("用 Excel 发一张")
    chen.presses("有，发文件")
    assert "旧格式" in chen.sends_document("表.xls", "application/vnd.ms-excel")
    assert "不是 Excel" in chen.sends_document("表.pdf")
    assert "最多20兆" in chen.sends_document("表.xlsx", "", size=25 * 1024 * 1024)
    assert "要 Excel 文件" in chen.sends_photo()
    assert "请把填好的 Excel" in chen.says("给你")


@pytest.fixture
def mine(village: Village, chen: Seat) -> Shift:
    """Feng's duty on 1 December."""
    number = draws(chen)
    publishes(chen, number)
    return give_to(village, shift_on(village, number, date(2026, 12, 1)), "cadre-01")


def test_a_swap_with_oneself_is_not_offered_and_a_forged_one_is_refused(
    village: Village, mine: Shift
) -> None:
    feng = village.seat("cadre-01")
    read = feng.forges(f"s:swap:shift={mine.id}")
    assert "样例·冯文书" not in read
    assert "请按" in feng.says("样例·冯文书")


def test_a_swap_with_somebody_on_leave_is_refused(village: Village, mine: Shift) -> None:
    pu = village.seat("grid-01")
    pu.says("请假")
    pu.presses("别的日子")
    pu.says("12月1日")
    pu.says("12月1日")
    feng = village.seat("cadre-01")
    feng.forges(f"s:swap:shift={mine.id}")
    feng.presses("样例·蒲小波")
    assert "请假了，换不了" in feng.presses("请他替我一次")


def test_no_swap_after_the_shift_began(village: Village, mine: Shift) -> None:
    it_is(village, 2026, 12, 1, 8, 31)
    feng = village.seat("cadre-01")
    assert "班已经开始了" in feng.forges(f"s:swap:shift={mine.id}")


def test_a_swap_agreed_to_too_late_changes_nothing(village: Village, mine: Shift) -> None:
    feng, pu = village.seat("cadre-01"), village.seat("grid-01")
    it_is(village, 2026, 12, 1, 8, 0)
    feng.forges(f"s:swap:shift={mine.id}")
    feng.presses("样例·蒲小波")
    feng.presses("请他替我一次")
    it_is(village, 2026, 12, 1, 8, 30)
    assert "过时间了" in pu.presses("同意")
    assert shift(village, mine.id).person.name == "样例·冯文书"


def test_a_shift_given_away_meanwhile_is_not_swapped(
    village: Village, mine: Shift, chen: Seat
) -> None:
    feng, pu = village.seat("cadre-01"), village.seat("grid-01")
    feng.forges(f"s:swap:shift={mine.id}")
    feng.presses("样例·蒲小波")
    feng.presses("请他替我一次")
    chen.forges(f"s:put_in:shift={mine.id}")
    chen.presses("样例·李青山")
    assert "换过人了" in pu.presses("同意")
    assert shift(village, mine.id).person.name == "样例·李青山"


def test_nobody_is_there_too_early_or_in_anothers_place(village: Village, mine: Shift) -> None:
    feng, pu = village.seat("cadre-01"), village.seat("grid-01")
    it_is(village, 2026, 11, 30, 20)
    assert "还早" in feng.forges(f"s:here:shift={mine.id}")
    it_is(village, 2026, 12, 1, 8)
    assert "不是您的" in pu.forges(f"s:here:shift={mine.id}")
    assert "没有找到" in feng.forges("s:here:shift=999999")
    assert "没有找到" in feng.forges("s:here:shift=x")
    it_is(village, 2026, 12, 1, 18)
    assert "已经过了" in feng.forges(f"s:here:shift={mine.id}")


def test_villagers_neither_make_nor_change_rosters(mine: Shift, he: Seat) -> None:
    assert "由村书记和村干部排" in he.says("排班")
    assert "由村书记和村干部排" in he.says("值班表")
    assert "没有找到" in he.forges(f"s:publish_roster:roster={mine.roster}")
    assert "村书记和村干部办的" in he.forges(f"s:put_in:shift={mine.id}")
    assert "不是您的" in he.forges(f"s:swap:shift={mine.id}")
    assert "没有找到" in he.says(mine.roster)


def test_a_roster_with_somebody_twice_is_not_published(village: Village, chen: Seat) -> None:
    number = draws(chen)
    first = shift_on(village, number, date(2026, 12, 1))

    twice = update(Shifts).where(Shifts.id == first.id + 1)
    same = {"starts_at": first.starts_at, "ends_at": first.ends_at, "person_id": first.person.id}
    village.records.run_here(lambda s: s.execute(twice.values(**same)))
    chen.says(number)
    assert "一个人同时有两个班" in chen.presses("发布")
    assert all(s.stage is Stage.DRAFT for s in roster(village, number).shifts)


def test_a_new_roster_takes_the_place_of_the_old_from_tomorrow_on(
    village: Village, chen: Seat
) -> None:
    old = draws(chen)
    publishes(chen, old)
    it_is(village, 2026, 12, 10, 10)
    new = draws(chen, period="这个月剩下的")
    publishes(chen, new)
    kept = roster(village, old).shifts
    assert {s.day for s in kept} == {date(2026, 12, n) for n in range(1, 11)}
    assert len(roster(village, new).shifts) == 21


def test_a_day_that_has_begun_stays_with_whoever_is_there(
    village: Village, chen: Seat, tmp_path: Path
) -> None:
    old = draws(chen)
    publishes(chen, old)
    it_is(village, 2026, 12, 10, 10)
    there = shift_on(village, old, date(2026, 12, 10))
    read = sends(
        village, chen, sheet(tmp_path, ["12月10日", "8:00", "", FENG], ["12月11日", "", "", PU])
    )
    publishes(chen, number_in(read))
    assert shift(village, there.id).stage is Stage.ON
    assert {s.day.day for s in roster(village, number_in(read)).shifts} == {11}


def test_the_clock_of_the_machine_jumps_back_and_forth(village: Village, mine: Shift) -> None:
    """Back by an hour: nothing is said twice. Forward by a day: what is stale is not said."""
    feng = village.seat("cadre-01")
    feng.reads()
    at(village, 2026, 11, 30, 20, 0)
    assert feng.reads().count("明天您值班") == 1
    at(village, 2026, 11, 30, 19, 5)
    at(village, 2026, 11, 30, 20, 0)
    assert feng.reads() == ""
    at(village, 2026, 12, 1, 20, 30)
    assert "今天您值班" not in feng.reads()
    at(village, 2026, 12, 1, 7, 45)
    assert shift(village, mine.id).told["morning"] == "stale"


def test_a_machine_in_another_zone_says_the_same(
    village: Village, mine: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    tzset()
    try:
        feng = village.seat("cadre-01")
        feng.reads()
        at(village, 2026, 11, 30, 20, 0)
        assert "明天您值班" in feng.reads()
        assert "08:30—17:30" in feng.screen()[-1].text
        assert mine.starts_at.astimezone(ZONE).hour == 8
    finally:
        monkeypatch.undo()
        tzset()


def test_the_holiday_table_ends_in_december(village: Village, chen: Seat) -> None:
    assert not known(2027)
    number = draws(chen, period="下个季度")
    assert "2027年的放假通知还没有" in chen.says(number)
    assert len(roster(village, number).shifts) == 90
    assert timedelta(days=89) == roster(village, number).last - roster(village, number).first
