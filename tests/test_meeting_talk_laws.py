"""Laws of meetings, disputes and notices that hold whatever anybody presses, says or sends."""

from collections.abc import Callable
from functools import lru_cache, partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from conversations.catalog import CATALOG
from conversations.messages import Attached, FileKind, FileRef, Input, Said, Tapped
from domain.disputes.dispute import Dispute
from domain.meetings.meeting import ItemState, Meeting, Stage
from domain.meetings.minutes import Minutes, MinutesState
from storage.disputes.keeping import dispute_numbered
from storage.meetings.lists import meeting_numbered
from storage.meetings.minutes import minutes_of
from tests.errands import copy_of, new_village, standing
from tests.meetings import REPS, at_item, calls, names, number_in, opens, the_clock_ticks, ticks
from tests.test_decision_path import begins
from tests.test_notice_stories import puts_up
from tests.village import Seat, Village

ACTORS = (
    *("secretary-01", "cadre-01", "secretary-01", "cadre-01", "he-dacheng", "li-xiaoqin"),
    *("zhang-guilan", "township-01", "justice-01", "city-desk", "zhou-yan"),
)
SUBJECTS = ("meeting", "action", "dispute", "notice", "decision", "body", "topic")
FLOWS = sorted(
    [(name, flow.subject) for name, flow in CATALOG.items() if flow.subject in SUBJECTS]
    + [(name, "") for name in ("council", "call_meeting", "disputes", "notices", "decisions")]
    + [(name, "") for name in ("bodies", "actions", "topics", "raise_topic", "publish", "dispute")]
)
FEW = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@lru_cache
def beginning() -> tuple[Village, dict[str, str]]:
    """A meeting under way with fourteen, a task, a dispute, a notice, a big matter, a topic."""
    village = new_village()
    chen, feng = village.seat("secretary-01"), village.seat("cadre-01")
    number = calls(chen, REPS, "修路每家出多少钱", "淘沟")
    village.passes(hours=24)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    feng.says(number)
    feng.presses("派任务")
    feng.says("收钱")
    feng.presses("样例·何大成")
    action = number_in(feng.says("12月20日"))
    he = village.seat("he-dacheng")
    he.says("我想说个事")
    he.says("水井")
    topic = number_in(he.presses("下次开会就行"))
    feng.says("纠纷")
    feng.presses("登记纠纷")
    feng.presses("没有")
    feng.presses("邻里")
    feng.says("样例·甲、样例·乙")
    feng.says("就这几位")
    feng.says("水井")
    feng.presses("我来调解")
    dispute = number_in(feng.presses("⚖ 登记"))
    numbers = {
        "meeting": number, "action": action, "dispute": dispute, "notice": puts_up(chen),
        "decision": begins(chen), "body": "1", "topic": topic,
    }  # fmt: skip
    return village, numbers


Do = Callable[[Seat], Input]


def press(number: int) -> Do:
    def pressed(seat: Seat) -> Input:
        buttons = [(t, str(m.id)) for m in seat.screen()[-3:] for _, t in m.buttons]
        return Tapped(*buttons[-1 - number % len(buttons)]) if buttons else Said("3")

    return pressed


def simply(came: Input) -> Do:
    return lambda _seat: came


def begin(flow: tuple[str, str]) -> Input:
    name, subject = flow
    given_ = f":{subject}={beginning()[1][subject]}" if subject else ""
    more = ":item=1" if "item" in CATALOG[name].brings else ""
    return Tapped(f"s:{name}{given_}{more}", "1")


words = st.sampled_from(
    ["1", "2", "12", "14", "0", "好", "返回", "算了", "明天", "9点", "样例·何大成", "样例·何大成：修",
     "3", "开会", "签到 471123", "就这些", "点完了", "说完了", "x" * 1200, "2027-01-01"]
)  # fmt: skip
deeds: st.SearchStrategy[Do] = st.one_of(
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    st.sampled_from(FLOWS).map(lambda flow: simply(begin(flow))),
    st.sampled_from(FLOWS).map(lambda flow: simply(begin(flow))),
    words.map(lambda text: simply(Said(text))),
    words.map(lambda text: simply(Said(text))),
    st.just(simply(Attached(FileRef("web:v", FileKind.VOICE, 9)))),
    st.just(simply(Attached(FileRef("web:p", FileKind.PHOTO, 9)))),
)
hours = st.sampled_from([0.0] * 6 + [2.5, 26.0, 200.0])
walks = st.lists(st.tuples(st.sampled_from(ACTORS), deeds, hours), max_size=14)


def is_answered(seat: Seat, came: Input) -> None:
    before = standing(seat).talk
    answer = seat.does(came, str(came))
    quiet = isinstance(came, Attached) and before is not None and before.album is not None
    twice = isinstance(came, Tapped) and before is not None and came.token == before.last
    drawn = seat.log[-1].startswith("<")
    assert answer or drawn or quiet or twice, f"no answer to {came}"


Known = tuple[Meeting, tuple[Minutes, ...], Dispute]


def read(session: Session) -> Known:
    numbers = beginning()[1]
    meeting = meeting_numbered(session, numbers["meeting"])
    dispute = dispute_numbered(session, numbers["dispute"])
    assert meeting is not None
    assert dispute is not None
    return meeting, minutes_of(session, numbers["meeting"]), dispute


def nothing_that_was_said_is_lost(now: Meeting, before: Meeting) -> None:
    for item in before.items:
        kept = now.item(item.n)
        assert kept is not None
        assert [s.id for s in item.statements] == [s.id for s in kept.statements][
            : len(item.statements)
        ]
        if item.vote:
            assert kept.vote == item.vote
    assert {a.number for a in before.actions} <= {a.number for a in now.actions}
    assert {a.id for a in before.roll} <= {a.id for a in now.roll}
    assert set(before.photos) <= set(now.photos)


def votes_fit_those_who_were_there(now: Meeting) -> None:
    for item in now.items:
        if item.vote:
            counts = item.vote.ayes + item.vote.noes + item.vote.abstained
            assert counts == item.vote.present
            assert item.state in {ItemState.DECIDED, ItemState.REFUSED}


def nobody_is_there_twice(now: Meeting) -> None:
    people = [a.person for a in now.roll if a.person]
    assert len(people) == len(set(people))
    for line in now.roll:
        ends = [s.left for s in line.spells[:-1]]
        assert None not in ends, f"{line.name} came while there"


def what_is_final_stays(now: tuple[Minutes, ...], before: tuple[Minutes, ...]) -> None:
    kept = {m.version: m for m in now}
    for version in before:
        if version.state is not MinutesState.DRAFT:
            assert kept[version.version].sheet == version.sheet
    assert sum(m.state is MinutesState.FINAL for m in now) <= 1


def keep_the_laws(session: Session, before: Known) -> Known:
    now = read(session)
    nothing_that_was_said_is_lost(now[0], before[0])
    votes_fit_those_who_were_there(now[0])
    nobody_is_there_twice(now[0])
    what_is_final_stays(now[1], before[1])
    assert now[0].stage is not Stage.CALLED
    assert now[2].parties == before[2].parties
    assert len(now[2].history) >= len(before[2].history)
    return now


def fits_every_channel(village: Village, seat: Seat) -> None:
    for letter in village.letters(seat.address):
        assert 0 < len(letter.body["text"]) <= 4096
        tokens = [token for row in letter.body["rows"] for _, token in row]
        assert [t for t in tokens if not (t.isascii() and len(t) <= 64)] == []


@pytest.mark.slow
@FEW
@given(walks)
def test_nothing_is_lost_whoever_presses_what(walk: list[tuple[str, Do, float]]) -> None:
    village = copy_of(beginning()[0])
    seats: dict[str, Seat] = {}
    known = village.records.run_here(read)
    for key, deed, passing in walk:
        seat = seats.setdefault(key, village.seat(key))
        seat.reads()
        village.passes(seconds=5)
        is_answered(seat, deed(seat))
        fits_every_channel(village, seat)
        if passing:
            village.passes(hours=passing)
            the_clock_ticks(village)
        known = village.records.run_here(partial(keep_the_laws, before=known))


def leads_out_again(village: Village, key: str, begun: Input) -> None:
    """However a talk begins, going back and back again ends it."""
    village.passes(seconds=5)
    seat = village.seat(key)
    seat.reads()
    is_answered(seat, begun)
    for _ in range(20):
        if standing(seat).talk is None:
            break
        is_answered(seat, Said("返回"))
    assert standing(seat).talk is None, seat.transcript()
    fits_every_channel(village, seat)


@pytest.mark.parametrize("flow", FLOWS, ids=[name for name, _ in FLOWS])
def test_every_talk_begins_for_everybody_and_leads_out_again(flow: tuple[str, str]) -> None:
    village = copy_of(beginning()[0])
    for key in ("secretary-01", "he-dacheng", "zhang-guilan"):
        leads_out_again(village, key, begin(flow))


def test_the_vote_of_the_beginning_can_be_taken() -> None:
    village, numbers = beginning()
    feng = copy_of(village).seat("cadre-01")
    at_item(feng, numbers["meeting"])
    assert "怎么表决" in feng.presses("表决")
