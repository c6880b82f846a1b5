"""Until when a request must be answered."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import Moment, Pause, Reminder, accept_by, due, remind_at, standing_still

ZONE = ZoneInfo("Asia/Shanghai")
UTC = ZoneInfo("UTC")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


MONDAY = at(2, 10)
LATER = at(30, 12)


def due_in_five(*pauses: Pause, now: datetime = LATER) -> datetime:
    return due(MONDAY, 5, pauses, now, ZONE)


def test_five_days_end_at_closing_time_a_week_later() -> None:
    assert due_in_five() == at(9, 17, 30)


def test_a_moment_of_utc_counts_by_the_day_of_the_office() -> None:
    late_sunday_in_utc = datetime(2026, 11, 1, 17, 0, tzinfo=UTC)
    assert due(late_sunday_in_utc, 5, (), LATER, ZONE) == at(9, 17, 30)


@pytest.mark.parametrize(
    ("accepted", "end"),
    [
        (at(2, 9), at(2, 17, 30)),
        (at(2, 17, 30), at(3, 17, 30)),
        (at(7, 9), at(9, 17, 30)),
    ],
)
def test_at_once_means_while_the_desk_is_open(accepted: datetime, end: datetime) -> None:
    assert due(accepted, 0, (), LATER, ZONE) == end


def test_a_pause_over_the_weekend_adds_nothing() -> None:
    assert due_in_five(Pause(at(6, 17, 30), at(9, 8, 30))) == at(9, 17, 30)


def test_a_pause_of_two_working_days_adds_two() -> None:
    assert due_in_five(Pause(at(3, 10), at(5, 10))) == at(11, 17, 30)


def test_two_days_of_pause_around_a_weekend_add_two() -> None:
    assert due_in_five(Pause(at(6, 8, 30), at(9, 17, 30))) == at(11, 17, 30)


def test_overlapping_pauses_count_once() -> None:
    papers, notice = Pause(at(3, 8, 30), at(4, 17, 30)), Pause(at(4, 8, 30), at(5, 17, 30))
    assert due_in_five(papers, notice, notice) == at(12, 17, 30)


def test_several_short_pauses_are_added_before_a_begun_day_counts() -> None:
    mornings = [Pause(at(day, 8, 30), at(day, 12)) for day in (3, 4, 5)]
    assert due_in_five(*mornings) == at(11, 17, 30)


def test_an_open_pause_counts_until_now() -> None:
    waiting = Pause(at(3, 8, 30))
    assert due_in_five(waiting, now=at(4, 17, 30)) == at(11, 17, 30)
    assert due_in_five(waiting, now=at(6, 17, 30)) == at(13, 17, 30)


def test_what_came_before_the_acceptance_is_no_pause() -> None:
    assert due_in_five(Pause(at(1, 8), at(2, 9))) == at(9, 17, 30)


def test_asking_for_papers_when_already_late_wins_no_time() -> None:
    assert due_in_five(Pause(at(10, 9), at(20, 9))) == at(9, 17, 30)


def test_a_limit_below_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="less than 0"):
        due(MONDAY, -1, (), LATER, ZONE)


def test_the_clock_stands_still_from_the_first_moment_to_before_the_last() -> None:
    pause = Pause(at(3, 9), at(4, 9))
    moments = (at(3, 8), at(3, 9), at(4, 9))
    assert [standing_still([pause], now) for now in moments] == [False, True, False]
    assert standing_still([Pause(at(3, 9))], at(29, 9))


def test_the_owner_is_reminded_three_times() -> None:
    assert remind_at(at(2, 8, 30), 10, (), at(2, 9), ZONE) == (
        Moment(Reminder.HALF_TIME, at(9, 12)),
        Moment(Reminder.DAY_BEFORE, at(13, 17, 30)),
        Moment(Reminder.DUE, at(16, 17, 30)),
    )


def test_a_pause_moves_every_reminder() -> None:
    pause = Pause(at(3, 8, 30), at(4, 17, 30))
    assert remind_at(at(2, 8, 30), 10, [pause], at(5, 9), ZONE) == (
        Moment(Reminder.HALF_TIME, at(11, 12)),
        Moment(Reminder.DAY_BEFORE, at(17, 17, 30)),
        Moment(Reminder.DUE, at(18, 17, 30)),
    )


def test_nobody_is_reminded_while_the_clock_stands_still() -> None:
    assert remind_at(MONDAY, 5, [Pause(at(3, 9))], at(4, 9), ZONE) == ()


def test_short_limits_have_fewer_reminders() -> None:
    assert remind_at(MONDAY, 0, (), MONDAY, ZONE) == (Moment(Reminder.DUE, at(2, 17, 30)),)
    assert remind_at(MONDAY, 1, (), MONDAY, ZONE) == (
        Moment(Reminder.DAY_BEFORE, at(2, 17, 30)),
        Moment(Reminder.DUE, at(3, 17, 30)),
    )


def test_a_request_of_friday_evening_must_be_taken_by_monday_afternoon() -> None:
    assert accept_by(at(6, 20).astimezone(UTC), ZONE) == at(9, 14, 30)


moments = st.integers(0, 60 * 24 * 27).map(lambda m: at(1, 0) + timedelta(minutes=m))
pauses = st.builds(
    lambda start, minutes: Pause(
        start, None if minutes is None else start + timedelta(minutes=minutes)
    ),
    moments,
    st.none() | st.integers(0, 60 * 24 * 9),
)


@given(moments, st.integers(0, 40), st.lists(pauses, max_size=4), moments)
def test_nothing_is_due_before_it_is_accepted(
    accepted: datetime, limit: int, some: list[Pause], now: datetime
) -> None:
    end = due(accepted, limit, some, now, ZONE)
    assert end > accepted
    times = [m.at for m in remind_at(accepted, limit, some, now, ZONE)]
    assert times == sorted(t for t in times if accepted < t <= end)


@given(moments, st.integers(0, 40), st.lists(pauses, max_size=4), pauses, moments)
def test_one_more_pause_never_brings_the_end_nearer(
    accepted: datetime, limit: int, some: list[Pause], more: Pause, now: datetime
) -> None:
    before = due(accepted, limit, some, now, ZONE)
    assert due(accepted, limit, [*some, more], now, ZONE) >= before
