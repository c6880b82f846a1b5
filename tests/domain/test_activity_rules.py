"""Places and the waiting list, codes that tell the time, locations, and when the clock speaks."""

from datetime import timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activities.activity import Reach, SignUp, Stage
from domain.activities.arriving import Here, NotNow, Verdict, judged, not_now, takes_late_codes
from domain.activities.codes import code_at, is_now, moments_of, seconds_left
from domain.activities.rights import invited, leads
from domain.activities.seats import Closed, closed, moved_up, seats
from domain.activities.watch import Due, asked_at, enter_by, looks_of_activity
from domain.roles import Post, Role
from tests.domain.activity_ground import HERE, RULES, START, ZONE, activity, at


def people(*withdrawn: bool) -> tuple[SignUp, ...]:
    return tuple(SignUp(n, f"样例·{n}", withdrawn=w) for n, w in enumerate(withdrawn, 1))


def test_who_comes_after_the_last_place_waits_in_order() -> None:
    found = seats(activity(places=2, signups=people(False, True, False, False, False)))
    assert [s.id for s in found.seated] == [1, 3]
    assert [found.rank(n) for n in (1, 4, 5)] == [0, 1, 2]
    assert found.free == 0


def test_the_first_who_waits_moves_up() -> None:
    full = activity(places=2, signups=people(False, False, False, False))
    assert [s.id for s in moved_up(full, frozenset({1}))] == [3]
    assert [s.id for s in moved_up(full, frozenset({1, 2}))] == [3, 4]
    assert moved_up(full, frozenset({4})) == ()


def test_without_a_limit_nobody_waits() -> None:
    found = seats(activity(signups=people(*[False] * 500)))
    assert (len(found.seated), found.waiting, found.free) == (500, (), None)


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 10))
def test_never_more_than_there_are_places(withdrawn: list[bool], places: int) -> None:
    found = seats(activity(places=places, signups=people(*withdrawn)))
    assert len(found.seated) <= places
    assert not found.waiting or len(found.seated) == places


def test_sign_up_ends_in_time() -> None:
    open_ = activity(until=at(18, day=27))
    assert closed(open_, at(18, day=27)) is None
    assert closed(open_, at(18, 1, day=27)) is Closed.TOO_LATE
    assert closed(open_, at(9)) is Closed.BEGUN
    assert closed(open_, at(12)) is Closed.OVER
    assert closed(activity(stage=Stage.CALLED_OFF), at(8)) is Closed.CALLED_OFF


def test_a_code_is_good_for_its_half_minute_and_its_neighbours() -> None:
    code = code_at(activity(), at(9), RULES)
    assert is_now(activity(), code, at(9), RULES)
    assert is_now(activity(), code, at(9) + timedelta(seconds=59), RULES)
    assert is_now(activity(), code, at(9) - timedelta(seconds=30), RULES)
    assert not is_now(activity(), code, at(9) + timedelta(seconds=61), RULES)
    assert not is_now(activity(secret=""), code, at(9), RULES)


def test_a_code_told_later_says_when_it_was_shown() -> None:
    shown = at(9, 2) + timedelta(seconds=10)
    code = code_at(activity(), shown, RULES)
    assert moments_of(activity(), code, at(20), RULES) == (at(9, 2),)
    assert moments_of(activity(), "000000", at(20), RULES) == ()
    assert moments_of(activity(), "４７１１２３", at(20), RULES) == ()


def test_a_code_of_before_or_after_the_activity_is_none() -> None:
    early = code_at(activity(), at(7), RULES)
    late = code_at(activity(), at(15), RULES)
    assert moments_of(activity(), early, at(20), RULES) == ()
    assert moments_of(activity(), late, at(20), RULES) == ()


def test_the_seconds_to_the_next_code_are_told() -> None:
    assert seconds_left(at(9), RULES) == 30
    assert seconds_left(at(9) + timedelta(seconds=29), RULES) == 1


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (at(8), NotNow.EARLY),
        (at(8, 29), NotNow.EARLY),
        (at(8, 30), None),
        (at(10), None),
        (at(12), NotNow.OVER),
    ],
)
def test_an_hour_early_is_too_early_and_an_hour_late_is_not_too_late(
    moment: object, why: NotNow | None
) -> None:
    assert not_now(activity(), moment, RULES) is why  # type: ignore[arg-type]


def test_codes_may_be_told_until_a_day_after() -> None:
    assert takes_late_codes(activity(), at(12, day=29), RULES)
    assert not takes_late_codes(activity(), at(12, 1, day=29), RULES)
    assert not takes_late_codes(activity(stage=Stage.SETTLED), at(13), RULES)


NORTH = 1 / 111_195
"""Degrees of latitude in a metre."""


@pytest.mark.parametrize(
    ("metres", "accuracy", "age", "verdict"),
    [
        (0, 10, 5, Verdict.HERE),
        (290, None, None, Verdict.HERE),
        (310, None, None, Verdict.FAR),
        (350, 60, 5, Verdict.HERE),
        (400, 60, 5, Verdict.FAR),
        (250, 1500, 5, Verdict.COARSE),
        (30_000, 1500, 5, Verdict.FAR),
        (0, 250, 5, Verdict.HERE),
        (0, 10, 121, Verdict.OLD),
        (30_000, 10, 5, Verdict.FAR),
    ],
)
def test_a_location_is_judged_with_its_error(
    metres: int, accuracy: float | None, age: float | None, verdict: Verdict
) -> None:
    here = Here(HERE[0] + metres * NORTH, HERE[1], accuracy, age)
    found = judged(activity(), here, RULES)
    assert found.verdict is verdict
    assert found.metres == pytest.approx(metres, abs=3 + metres * 0.01)


def test_without_a_place_on_the_map_no_location_is_judged() -> None:
    placeless = activity(latitude=None, longitude=None)
    assert judged(placeless, Here(*HERE), RULES).verdict is Verdict.NO_PLACE


def test_the_clock_speaks_in_order() -> None:
    looks = list(islice(looks_of_activity(activity(until=at(18, day=27)), RULES, ZONE), 6))
    assert [(look.due, look.at) for look in looks] == [
        (Due.SIGNED_UP, at(18, day=27)),
        (Due.EVE, at(19, day=27)),
        (Due.HOUR, at(8)),
        (Due.NOT_OUT, at(20)),
        (Due.SETTLE, at(9, day=30)),
        (Due.SETTLE, START.replace(month=12, day=1)),
    ]


def test_records_are_due_in_ten_working_days_and_called_for_on_the_eighth() -> None:
    assert enter_by(activity(), 10, ZONE).isoformat() == "2026-12-11"
    ended = activity(stage=Stage.SETTLED)
    first, second = islice(looks_of_activity(ended, RULES, ZONE), 2)
    assert (first.due, first.at.date().isoformat()) == (Due.ENTER, "2026-12-09")
    assert (second.due, second.at.date().isoformat()) == (Due.ENTER_LATE, "2026-12-14")
    assert list(looks_of_activity(activity(stage=Stage.ENTERED), RULES, ZONE)) == []
    paid = activity(stage=Stage.SETTLED, excluded="paid")
    assert list(looks_of_activity(paid, RULES, ZONE)) == []


def test_nobody_is_asked_at_night_when_they_left() -> None:
    assert asked_at(at(12)) == at(20)
    assert asked_at(at(20, 30)) == at(20, 30)
    assert asked_at(at(22)) == at(8, day=29)


def test_the_village_leads_where_the_organiser_has_gone() -> None:
    gone = activity(organiser_left=True)
    secretary = (Post(Role.SECRETARY, "511381116901"),)
    assert leads(activity(), 1, ())
    assert not leads(gone, 1, ())
    assert leads(gone, 2, secretary)
    assert not leads(activity(), 2, (Post(Role.SECRETARY, "511381116902"),))


@pytest.mark.parametrize(
    ("reach", "near", "far"),
    [(Reach.VILLAGE, False, False), (Reach.TOWNSHIP, True, False), (Reach.CITY, True, True)],
)
def test_a_call_goes_as_far_as_it_says(reach: Reach, *, near: bool, far: bool) -> None:
    call = activity(reach=reach)
    assert invited(call, "511381116901", ())
    assert invited(call, "511381116902", ()) is near
    assert invited(call, "511381128901", ()) is far
