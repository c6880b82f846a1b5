"""Requests in the records: moves, the clock that can stand still, and what is kept."""

from datetime import datetime, timedelta
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.effects import MoveRequest
from domain.deadlines import due
from domain.requests import MOVES, OPEN, STANDING_STILL, Move, Request, Stage, after
from domain.workdays import working_time_between
from storage.requests import lists as kept
from storage.requests.keeping import QuickerOne, move_request
from tests.errands import (
    LIMIT,
    PATHS,
    brought_to,
    copy_of,
    file_one,
    move_one,
    new_village,
    person,
    the_one,
)
from tests.village import ZONE, Village, world

ONE = "DB-20261123-0009"


@lru_cache
def beginning() -> Village:
    village = new_village()
    file_one(village, ONE)
    return village


@pytest.fixture
def village() -> Village:
    return copy_of(beginning())


def until(request: Request, now: datetime) -> datetime:
    return due(request.sent_at, LIMIT, request.pauses, now, ZONE)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_can_be_reached(stage: Stage) -> None:
    village = new_village()
    brought_to(village, ONE, stage)
    assert the_one(village, ONE).stage is stage


def test_what_is_filed_is_read_again(village: Village) -> None:
    request = the_one(village, ONE)
    assert (request.applicant.name, request.agent) == ("样例·何大成", None)
    assert [(p.key, p.status) for p in request.papers] == [("id", "later"), ("hukou", "later")]
    assert [(entry.who, entry.what) for entry in request.history] == [("样例·何大成", "file")]


def test_waiting_for_papers_does_not_cost_the_agent_time(village: Village) -> None:
    move_one(village, ONE, Move.ACCEPT)
    before = until(the_one(village, ONE), village.now)
    move_one(village, ONE, Move.ASK)
    village.passes(days=2)
    move_one(village, ONE, Move.SUPPLY, "he-dacheng")
    waiting = the_one(village, ONE)
    assert before == datetime(2026, 12, 7, 17, 30, tzinfo=ZONE)
    assert until(waiting, village.now) == datetime(2026, 12, 9, 17, 30, tzinfo=ZONE)


def test_asking_twice_is_one_pause(village: Village) -> None:
    move_one(village, ONE, Move.ASK)
    village.passes(days=1)
    move_one(village, ONE, Move.ASK)
    village.passes(days=1)
    move_one(village, ONE, Move.TRANSFER)
    (pause,) = the_one(village, ONE).pauses
    assert pause.end
    assert pause.end - pause.start == timedelta(days=2)


def test_papers_and_a_notice_are_two_pauses(village: Village) -> None:
    for move in (Move.ACCEPT, Move.POST_NOTICE, Move.END_NOTICE, Move.ASK):
        village.passes(days=1)
        move_one(village, ONE, move)
    request = the_one(village, ONE)
    assert [pause.end is None for pause in request.pauses] == [False, True]
    village.passes(days=1)
    assert until(request, village.now) > until(request, village.now - timedelta(days=1))


def test_a_move_from_a_stage_that_is_past_is_refused(village: Village) -> None:
    move_one(village, ONE, Move.ACCEPT)
    late = MoveRequest(ONE, Move.ACCEPT, Stage.SENT)
    with pytest.raises(QuickerOne):
        village.records.run_here(
            lambda s: move_request(s, late, person(s, "agent-01"), village.now)
        )
    assert len(the_one(village, ONE).history) == 2


def test_the_same_request_open_is_found_until_it_ends(village: Village) -> None:
    run = village.records.run_here

    def same(for_name: str = "") -> str:
        return run(lambda s: kept.same_open(s, person(s, "he-dacheng"), "disability", for_name))

    before, other = same(), same("样例·别人")
    move_one(village, ONE, Move.WITHDRAW, "he-dacheng")
    assert (before, other, same()) == (ONE, "", "")


def test_an_agents_desk_holds_what_is_theirs_and_what_nobody_took(village: Village) -> None:
    file_one(village, "DB-20261123-0010")
    move_one(village, ONE, Move.ACCEPT)

    def desk(key: str) -> list[str]:
        villages = ["511381116901"] if key == "agent-01" else []
        found = village.records.run_here(
            lambda s: kept.requests_on_desk(s, person(s, key), villages, 10)
        )
        return sorted(request.number for request in found)

    assert desk("agent-01") == [ONE, "DB-20261123-0010"]
    assert desk("agent-02") == []


def test_originals_are_kept_until_they_are_given_back(village: Village) -> None:
    move_one(village, ONE, Move.ACCEPT)
    move_one(village, ONE, Move.TAKE_PAPERS)
    (held,) = the_one(village, ONE).originals
    back = MoveRequest(ONE, Move.RETURN_PAPERS, Stage.ACCEPTED, original=held.id)
    village.records.run_here(lambda s: move_request(s, back, person(s, "agent-01"), village.now))
    (returned,) = the_one(village, ONE).originals
    assert (held.what, held.returned_at, returned.returned_at) == ("因为", None, village.now)


SOME = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
steps = st.tuples(st.sampled_from(list(Move)), st.sampled_from([0, 3, 30, 100]))


def tries(village: Village, move: Move) -> bool:
    """Whether the records let this move be made now."""
    try:
        move_one(village, ONE, move)
    except QuickerOne:
        return False
    return True


@SOME
@given(st.lists(steps, max_size=12))
def test_any_moves_in_any_order_keep_the_record_sound(moves: list[tuple[Move, int]]) -> None:
    village = copy_of(beginning())
    for move, hours in moves:
        before = the_one(village, ONE)
        made = tries(village, move)
        request = the_one(village, ONE)
        allowed = after(before.stage, move)
        assert made == (allowed is not None)
        assert request.stage in {allowed or before.stage, Stage.WAITING}
        assert request.history[: len(before.history)] == before.history
        assert len(request.history) == len(before.history) + made
        still = [pause.end is None for pause in request.pauses]
        assert (True in still) == (request.stage in STANDING_STILL)
        assert True not in still[:-1]
        earlier = until(request, village.now)
        village.passes(hours=hours)
        assert until(request, village.now) >= earlier


def left(village: Village) -> timedelta:
    """Working time until the answer is owed."""
    return working_time_between(village.now, until(the_one(village, ONE), village.now))


@SOME
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 300)), max_size=4))
def test_the_clock_never_runs_while_it_stands_still(stretches: list[tuple[int, int]]) -> None:
    """However long the standstills, no more of the limit is used up than ran in between."""
    village = copy_of(beginning())
    move_one(village, ONE, Move.ACCEPT)
    ought_to_be_left = left(village)
    for running, still in stretches:
        start = village.now
        village.passes(hours=running)
        ought_to_be_left -= working_time_between(start, village.now)
        move_one(village, ONE, Move.POST_NOTICE)
        village.passes(hours=still)
        move_one(village, ONE, Move.END_NOTICE)
        assert left(village) >= ought_to_be_left


def test_every_move_leads_from_a_stage_to_a_stage_and_open_ones_can_be_ended() -> None:
    assert set(MOVES) == set(Move)
    ends = {stage for stage in Stage if MOVES[Move.REFUSE].get(stage) is Stage.REFUSED}
    assert ends == set(OPEN)
    assert set(PATHS) == set(Stage)
    assert world().catalogue.services["disability"].limit_days == LIMIT
