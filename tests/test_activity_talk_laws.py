"""Laws of volunteering that hold whatever anybody presses, says or sends."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache, partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from conversations.catalog import CATALOG
from conversations.messages import Attached, FileKind, FileRef, Input, Located, Said, Tapped
from domain.activities.activity import Activity, Stage
from domain.activities.hours import whole
from domain.activities.seats import seats
from storage.activities.lists import activity_numbered
from tests.activities import RIVER, SATURDAY, calls, checks_in, code, signs_up
from tests.errands import copy_of, new_village
from tests.meetings import the_clock_ticks
from tests.test_meeting_talk_laws import fits_every_channel, is_answered, leads_out_again
from tests.village import Seat, Village

ACTORS = (
    *("secretary-01", "cadre-01", "he-dacheng", "li-xiaoqin", "li-xiaoqin", "wang-xiuying"),
    *("zhang-guilan", "township-01", "city-desk", "zhou-yan"),
)
SUBJECTS = ("activity", "group")
FLOWS = sorted(
    [(name, flow.subject) for name, flow in CATALOG.items() if flow.subject in SUBJECTS]
    + [(name, "") for name in ("volunteer", "call_activity", "my_hours", "record_sheet")]
    + [(name, "") for name in ("near_activities", "liked_activities", "like_kinds", "groups")]
    + [(name, "") for name in ("waiting_hours", "entering", "hours_chart", "forget_hours")]
)
FEW = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@lru_cache
def beginning() -> tuple[Village, str]:
    """An activity of two places under way: one is there, one has a place, one waits."""
    village = new_village()
    chen = village.seat("secretary-01")
    number = calls(chen, places="2", reach="全乡镇、街道的人")
    for key in ("li-xiaoqin", "he-dacheng", "zhang-guilan"):
        signs_up(village.seat(key), number)
    li = village.seat("li-xiaoqin")
    li.says(number)
    li.presses("带人一起报")
    li.presses("样例·王秀英")
    li.presses("就这些")
    li.presses("没有别人")
    village.now = SATURDAY + timedelta(minutes=10)
    checks_in(li, number)
    return village, number


Do = Callable[[Seat], Input]


def press(number: int) -> Do:
    def pressed(seat: Seat) -> Input:
        buttons = [(t, str(m.id)) for m in seat.screen()[-3:] for _, t in m.buttons]
        return Tapped(*buttons[-1 - number % len(buttons)]) if buttons else Said("4")

    return pressed


def simply(came: Input) -> Do:
    return lambda _seat: came


def tells_the_code(word: str) -> Do:
    return lambda seat: Said(f"{word} {code(seat.village, beginning()[1])}".strip())


def begin(flow: tuple[str, str]) -> Input:
    name, subject = flow
    subjects = {"activity": beginning()[1], "group": "1"}
    given_ = f":{subject}={subjects[subject]}" if subject else ""
    more = ":line=1" if "line" in CATALOG[name].brings else ""
    return Tapped(f"s:{name}{given_}{more}", "1")


words = st.sampled_from(
    ["1", "2", "0", "好", "返回", "算了", "明天", "9点", "样例·何大成", "4", "发征集令", "2.5", "11点半",
     "签到 000000", "签退 123456", "471123", "就这些", "点完了", "不发", "x" * 1200, "2027-01-01"]
)  # fmt: skip
deeds: st.SearchStrategy[Do] = st.one_of(
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    st.sampled_from(FLOWS).map(lambda flow: simply(begin(flow))),
    st.sampled_from(FLOWS).map(lambda flow: simply(begin(flow))),
    st.sampled_from(["签到", "签退", ""]).map(tells_the_code),
    st.sampled_from(["签到", "签退", ""]).map(tells_the_code),
    words.map(lambda text: simply(Said(text))),
    st.sampled_from([RIVER, (31.85, 105.97)]).map(lambda at: simply(Located(*at, 20.0))),
    st.just(simply(Attached(FileRef("web:p", FileKind.PHOTO, 9)))),
)
hours = st.sampled_from([0.0] * 6 + [0.5, 2.5, 26.0])
walks = st.lists(st.tuples(st.sampled_from(ACTORS), deeds, hours), max_size=14)


def read(session: Session) -> Activity:
    found = activity_numbered(session, beginning()[1])
    assert found is not None
    return found


def never_more_than_there_are_places(now: Activity) -> None:
    assert len(seats(now).seated) <= now.places
    assert not seats(now).waiting or len(seats(now).seated) == now.places


def nobody_has_two_lines_or_is_there_twice(now: Activity) -> None:
    people = [s.person for s in now.signups if s.person]
    assert len(people) == len(set(people))
    for line in now.signups:
        assert all(s.left is not None for s in line.stays[:-1]), line.name
        assert all(s.left is None or s.left >= s.came for s in line.stays)


def hours_stay_within_the_activity(now: Activity) -> None:
    most = whole(now).total_seconds() / 60
    for line in now.signups:
        assert line.minutes is None or 0 <= line.minutes <= most
    if now.stage in {Stage.SETTLED, Stage.ENTERED}:
        assert all(s.minutes is not None for s in now.attended)


def who_came_is_never_lost(now: Activity, before: Activity) -> None:
    kept = {s.id: s for s in now.signups}
    for line in before.signups:
        if line.came:
            assert len(kept[line.id].stays) >= len(line.stays)
    assert set(before.photos) <= set(now.photos)


def keep_the_laws(session: Session, before: Activity) -> Activity:
    now = read(session)
    never_more_than_there_are_places(now)
    nobody_has_two_lines_or_is_there_twice(now)
    hours_stay_within_the_activity(now)
    who_came_is_never_lost(now, before)
    return now


@pytest.mark.slow
@FEW
@given(walks)
def test_nobody_is_lost_whoever_presses_what(walk: list[tuple[str, Do, float]]) -> None:
    village = copy_of(beginning()[0])
    seats_: dict[str, Seat] = {}
    known = village.records.run_here(read)
    for key, deed, passing in walk:
        seat = seats_.setdefault(key, village.seat(key))
        seat.reads()
        village.passes(seconds=5)
        is_answered(seat, deed(seat))
        fits_every_channel(village, seat)
        if passing:
            village.passes(hours=passing)
            the_clock_ticks(village)
        known = village.records.run_here(partial(keep_the_laws, before=known))


@pytest.mark.parametrize("flow", FLOWS, ids=[name for name, _ in FLOWS])
def test_every_talk_begins_for_everybody_and_leads_out_again(flow: tuple[str, str]) -> None:
    village = copy_of(beginning()[0])
    for later in (0, 30):
        village.passes(hours=later)
        for key in ("secretary-01", "li-xiaoqin", "zhou-yan"):
            leads_out_again(village, key, begin(flow))
