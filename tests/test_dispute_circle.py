"""Names of a dispute never leave the circle of three; what it goes through is kept and reminded."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.disputes.dispute import Court, Stage
from storage.tables import Chats, Letters, Posts, Unreached
from tests.errands import new_village
from tests.meetings import calls, dispute, minutes, number_in, opens, the_clock_ticks
from tests.village import Seat, Village

HE, LI = "样例·甲老汉", "样例·乙大娘"


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    """The secretary: director of mediation."""
    return village.seat("secretary-01")


@pytest.fixture
def feng(village: Village) -> Seat:
    """A cadre, who mediates."""
    return village.seat("cadre-01")


def registers(seat: Seat, parties: str = f"{HE}、{LI}", mediator: str = "我来调解") -> str:
    seat.says("纠纷")
    seat.presses("登记纠纷")
    return told_of(seat, parties, mediator)


def told_of(seat: Seat, parties: str = f"{HE}、{LI}", mediator: str = "我来调解") -> str:
    seat.presses("没有")
    seat.presses("邻里")
    seat.says(parties)
    seat.says("就这几位")
    seat.says("为水井吵架")
    seat.presses(mediator)
    return number_in(seat.presses("⚖ 登记"))


def agrees(seat: Seat) -> None:
    seat.presses("告诉权利")
    seat.presses("双方都听了")
    seat.presses("说好了")
    seat.says("围墙退一尺")
    seat.presses("口头说好的")
    seat.presses("11月30日")


def named_to(village: Village) -> set[str]:
    """The addresses to which a letter went that names a party."""

    def read(session: Session) -> set[str]:
        rows = session.execute(select(Letters.address, Letters.body))
        return {a for a, body in rows if HE in json.dumps(body, ensure_ascii=False)}

    return village.records.run_here(read)


def test_only_the_circle_reads_the_names(village: Village, chen: Seat, feng: Seat) -> None:
    number = registers(feng)
    agrees(feng)
    others = ("he-dacheng", "township-01", "city-desk", "grid-01", "agent-01", "secretary-02",
              "supervisor", "office-land")  # fmt: skip
    for key in others:
        told = village.seat(key).says(number)
        assert "只有调解的人、村书记和司法所能看" in told
        for act in ("show_dispute", "dispute_note", "dispute_agree", "told_rights", "dispute_hand"):
            assert HE not in village.seat(key).forges(f"s:{act}:dispute={number}")
    assert HE in chen.says(number)
    assert HE in village.seat("justice-01").says(number)
    assert named_to(village) == {
        chen.address,
        feng.address,
        village.seat("justice-01").address,
    }


def test_whoever_is_no_cadre_any_more_is_out(village: Village, feng: Seat) -> None:

    number = registers(feng)
    village.records.run_here(
        lambda s: s.execute(update(Posts).where(Posts.role == "cadre").values(ended_at=village.now))
    )
    assert HE not in feng.says(number)


def test_a_director_whom_no_channel_reaches_is_on_the_list_without_a_name(
    village: Village, feng: Seat
) -> None:

    village.records.run_here(
        lambda s: s.execute(
            update(Chats)
            .where(Chats.address == "web:sample-secretary-01")
            .values(unreachable_at=village.now)
        )
    )
    registers(feng)
    listed = village.records.run_here(lambda s: list(s.execute(select(Unreached.text)).scalars()))
    assert listed == ["有一件调解的事要告诉他（她），请他（她）和村里联系。"]


def test_minutes_of_a_meeting_count_disputes_and_name_nobody(
    village: Village, chen: Seat, feng: Seat
) -> None:

    meeting = calls(chen, "逢场天说事", "大家说说", day="11月26日")
    village.passes(days=3)
    opens(feng, meeting)
    feng.presses("记纠纷")
    number = told_of(feng)
    assert dispute(village, number).meeting == meeting
    feng.says(meeting)
    assert "记了纠纷1件" in feng.screen()[-1].text
    feng.presses("散会")
    feng.presses("没议的下次再议")
    sheet = minutes(village, meeting)[0].sheet
    assert sheet.disputes == 1
    assert HE not in str(sheet)


def test_danger_goes_before_mediation(feng: Seat) -> None:
    feng.says("纠纷")
    feng.presses("登记纠纷")
    assert "先打110" in feng.presses("🆘 有")


@pytest.mark.parametrize(
    ("parties", "problem"),
    [
        ("样例·甲", "另一方是谁"),
        ("样例·甲、样例·甲", "另一方是谁"),
        ("12345", "请写名字"),
        ("？？", "请写名字"),
        ("样例·甲 138", "请写名字"),
    ],
)
def test_a_dispute_has_two_sides(feng: Seat, parties: str, problem: str) -> None:
    feng.says("纠纷")
    feng.presses("登记纠纷")
    feng.presses("没有")
    feng.presses("邻里")
    told = feng.says(parties)
    assert problem in told
    assert "纠纷要有两方" in feng.says("就这几位")


def test_rare_names_and_phones_are_kept(village: Village, feng: Seat) -> None:
    number = registers(feng, "样例·𠮷田·阿依 13800000003，样例·乙")
    kept = [(p.name, p.phone) for p in dispute(village, number).parties]
    assert kept == [("样例·𠮷田·阿依", "13800000003"), ("样例·乙", "")]


def test_a_villager_does_not_register_disputes(village: Village) -> None:
    he = village.seat("he-dacheng")
    he.says("纠纷")
    assert "由村干部、网格员登记" in he.presses("登记纠纷")


def test_who_is_not_willing_is_told_of_other_ways(village: Village, feng: Seat) -> None:
    number = registers(feng)
    feng.presses("告诉权利")
    assert "可以去仲裁" in feng.presses("有一方不愿意")
    assert dispute(village, number).stage is Stage.REGISTERED
    feng.forges(f"s:dispute_fail:dispute={number}")
    feng.says("一方不愿意")
    assert dispute(village, number).stage is Stage.FAILED
    assert "一方不愿意" in village.seat("justice-01").says(number)


def test_forty_days_of_reminders_come_once_each(village: Village, chen: Seat, feng: Seat) -> None:
    """Nobody settles it: half time, the eve, the day, then daily; the director from the second day."""
    number = registers(feng)
    chen.reads()
    feng.reads()
    heard: dict[str, list[int]] = {"mediator": [], "director": []}
    village.passes(hours=9)
    for day in range(1, 41):
        village.passes(days=1)
        the_clock_ticks(village)
        the_clock_ticks(village)
        if (told := feng.reads()) and number in told:
            assert told.count(number) == 1
            heard["mediator"].append(day)
        if number in chen.reads():
            heard["director"].append(day)
    assert heard["mediator"][:3] == [15, 29, 30]
    assert len(heard["mediator"]) > 6
    assert heard["director"][0] == 32
    feng.forges(f"s:dispute_more:dispute={number}")
    feng.says("等人回来过年")
    feng.says("2027年2月20日")
    village.passes(days=1)
    the_clock_ticks(village)
    assert number not in feng.reads()


def test_return_visits_close_it_and_a_broken_word_opens_it_again(
    village: Village, feng: Seat
) -> None:
    number = registers(feng)
    agrees(feng)
    village.passes(days=7)
    the_clock_ticks(village)
    assert "该去回访了" in feng.reads()
    feng.forges(f"s:dispute_visit:dispute={number}")
    feng.presses("没有做到")
    feng.says("墙还在")
    kept = dispute(village, number)
    assert (kept.stage, kept.visits[0].kept) == (Stage.TOLD, False)
    assert kept.target_at - village.now > timedelta(days=29)


def test_judicial_confirmation_is_reminded_of_before_it_is_too_late(
    village: Village, feng: Seat
) -> None:
    number = registers(feng)
    agrees(feng)
    feng.forges(f"s:dispute_visit:dispute={number}")
    feng.presses("做到了")
    feng.presses("没有要说的")
    village.passes(days=23)
    the_clock_ticks(village)
    assert "12月23日（周三，冬月十五）是最后一天" in feng.reads()
    feng.forges(f"s:dispute_court:dispute={number}")
    feng.presses("已经去申请")
    assert dispute(village, number).court is Court.ASKED


def test_a_dispute_goes_to_somebody_else_who_may_go_on(village: Village, feng: Seat) -> None:
    number = registers(feng)
    feng.presses("换人调解")
    feng.presses("样例·严司法")
    feng.presses("不说")
    assert dispute(village, number).mediator.name == "样例·严司法"
    justice = village.seat("justice-01")
    assert "请您接着调解" in justice.reads()
    assert HE not in feng.says(number)


def test_the_circle_sees_the_paper_again_and_nobody_else(village: Village, feng: Seat) -> None:
    number = registers(feng)
    feng.presses("告诉权利")
    feng.presses("双方都听了")
    feng.presses("说好了")
    feng.says("围墙退一尺")
    feng.sends_photo()
    feng.presses("够了")
    feng.presses("11月30日")
    assert dispute(village, number).written
    feng.says(number)
    assert feng.screen()[-1].files == 1
    he = village.seat("he-dacheng")
    he.says(number)
    assert he.screen()[-1].files == 0
