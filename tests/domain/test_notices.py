"""Notices and the path of a big decision: days, order, what may not be skipped."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notices.decision import Done, next_step, out_of_order
from domain.notices.notice import Notice, State, last_moment, takes_objections
from domain.records import PersonRef
from tests.village import sample

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)
RULES = sample().catalogue.meetings
KEYS = [step.key for step in RULES.steps]
CLERK = PersonRef(1, "样例·陈大明")


def notice(state: State = State.OPEN) -> Notice:
    return Notice(
        "GS-20261123-0001", "511381116901", "公示", "内容", CLERK, NOW,
        last_moment(NOW, 7, ZONE), state,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("opened", "days", "last"),
    [
        (NOW, 7, date(2026, 11, 30)),
        (datetime(2026, 12, 28, 23, 59, tzinfo=ZONE), 7, date(2027, 1, 4)),
        (datetime(2028, 2, 25, 8, tzinfo=ZONE), 7, date(2028, 3, 3)),
    ],
)
def test_the_day_it_is_put_up_does_not_count(opened: datetime, days: int, last: date) -> None:
    until = last_moment(opened, days, ZONE)
    assert (until.date(), until.hour) == (last, 23)


def test_objections_are_taken_to_the_last_minute_of_the_last_day() -> None:
    last = notice().until
    assert takes_objections(notice(), last)
    assert not takes_objections(notice(), last + timedelta(seconds=1))
    assert not takes_objections(notice(State.WITHDRAWN), NOW)


def taken(*keys: str) -> tuple[Done, ...]:
    return tuple(Done(key, NOW, CLERK) for key in keys)


def test_the_path_begins_with_the_party_and_ends_with_the_result() -> None:
    assert KEYS == ["propose", "discuss", "party", "decide", "publish", "result"]


@pytest.mark.parametrize("far", range(6))
def test_only_the_next_step_may_be_taken(far: int) -> None:
    done = taken(*KEYS[:far])
    upcoming = next_step(RULES, done)
    assert upcoming is not None
    for key in KEYS:
        refused = out_of_order(RULES, done, key)
        if key == KEYS[far]:
            assert refused is None
        elif key in KEYS[:far]:
            assert refused is not None
            assert refused.missing is None
        else:
            assert refused is not None
            assert refused.missing == upcoming


def test_a_path_that_is_walked_has_no_next_step() -> None:
    assert next_step(RULES, taken(*KEYS)) is None


@given(st.lists(st.sampled_from(KEYS), max_size=20))
def test_whatever_is_tried_the_steps_stand_in_their_order(tries: list[str]) -> None:
    done: tuple[Done, ...] = ()
    for key in tries:
        if out_of_order(RULES, done, key) is None:
            done = (*done, *taken(key))
    assert [d.step for d in done] == KEYS[: len(done)]
