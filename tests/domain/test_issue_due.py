"""Until when an issue must be answered, mended and looked at, and what the clock says when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import Pause
from domain.issues.due import (
    Due,
    due_at,
    due_now,
    end_of,
    first_by,
    look_again_at,
    moments,
    overdue,
    span_of,
)
from domain.issues.issue import OPEN, TO_BE_SEEN, Issue, Stage
from domain.issues.kinds import Severity, Span
from domain.issues.moves import Move
from tests.domain.issue_ground import (
    DAY,
    HOUR,
    MEI,
    MONDAY,
    OFFICER,
    RULES,
    SECRETARY,
    ZONE,
    at,
    moved,
    reported,
)


def on(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of 2026, whose National Day is free from 1 to 7 October; the 10th is made up for it."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


LAST = on(12, 30)
ORDER = (Due.HALF, Due.EVE, Due.OVER)
ENDED = [stage for stage in Stage if stage not in OPEN]


def said(issue: Issue, now: datetime = MONDAY) -> list[tuple[datetime, Due]]:
    return sorted(moments(RULES, issue, now))


def ticks(issue: Issue, days: Iterable[datetime]) -> list[Due | None]:
    return [due_now(RULES, issue, now) for now in days]


@pytest.mark.parametrize(
    ("severity", "answer", "end"),
    [
        (Severity.URGENT, at(23, 11), at(24, 9)),
        (Severity.PRESSING, at(23, 11), at(25, 17, 30)),
        (Severity.ORDINARY, at(24, 17, 30), on(12, 2, 17, 30)),
        (Severity.ADVICE, at(24, 17, 30), at(26, 17, 30)),
        (Severity.COMPLAINT, at(24, 17, 30), on(12, 14, 17, 30)),
    ],
)
def test_the_more_pressing_the_sooner(severity: Severity, answer: datetime, end: datetime) -> None:
    issue = reported(severity=severity)
    assert (issue.first_by, due_at(RULES, issue, MONDAY)) == (answer, end)


@pytest.mark.parametrize(
    ("severity", "when", "answer", "end"),
    [
        (Severity.URGENT, at(27, 23), at(28, 1), at(28, 23)),
        (Severity.PRESSING, at(27, 17), on(11, 30, 10), on(12, 1, 17, 30)),
        (Severity.PRESSING, at(28, 10), on(11, 30, 10, 30), on(12, 1, 17, 30)),
        (Severity.PRESSING, at(23, 11), at(23, 15), at(25, 17, 30)),
        (Severity.ORDINARY, at(28, 10), on(11, 30, 17, 30), on(12, 8, 17, 30)),
    ],
)
def test_a_danger_is_counted_over_the_night_and_an_office_matter_is_not(
    severity: Severity, when: datetime, answer: datetime, end: datetime
) -> None:
    issue = reported(severity=severity, when=when)
    assert (issue.first_by, due_at(RULES, issue, when)) == (answer, end)


@pytest.mark.parametrize(
    ("severity", "answer", "end"),
    [
        (Severity.URGENT, on(9, 30, 19), on(10, 1, 17)),
        (Severity.PRESSING, on(10, 8, 10), on(10, 9, 17, 30)),
        (Severity.ADVICE, on(10, 8, 17, 30), on(10, 10, 17, 30)),
        (Severity.ORDINARY, on(10, 8, 17, 30), on(10, 15, 17, 30)),
    ],
)
def test_around_the_national_day_the_holiday_is_free_and_the_saturday_after_it_is_worked(
    severity: Severity, answer: datetime, end: datetime
) -> None:
    issue = reported(severity=severity, when=on(9, 30, 17))
    assert (issue.first_by, issue.due_at) == (answer, end)


def test_over_the_turn_of_the_year_weekdays_are_counted_where_no_notice_is_known() -> None:
    issue = reported("pension", when=on(12, 31))
    assert issue.due_at.date() == date(2027, 1, 5)


def test_a_moment_of_another_zone_counts_by_the_day_of_the_office() -> None:
    late_sunday = at(22, 23).astimezone(ZoneInfo("UTC"))
    assert end_of(Span(workdays=1), late_sunday, (), MONDAY) == at(23, 17, 30)
    assert end_of(Span(office_hours=2), late_sunday, (), MONDAY) == at(23, 10, 30)


def test_after_it_went_up_the_shorter_span_counts() -> None:
    raised = replace(reported(), again=True)
    assert span_of(RULES, raised) == Span(workdays=3)
    assert span_of(RULES, replace(raised, severity=Severity.URGENT)) == Span(hours=4)


@pytest.mark.parametrize("stage", [Stage.DONE, Stage.DOUBTED])
@pytest.mark.parametrize("kind", ["crack", "lamp", "bribe"])
def test_whoever_looks_has_three_working_days_whatever_it_is(kind: str, stage: Stage) -> None:
    assert due_at(RULES, replace(reported(kind), stage=stage), MONDAY) == at(26, 17, 30)


def test_two_days_of_asking_back_add_two_days() -> None:
    asked = moved(reported(), Move.ASK, OFFICER, at(24, 8, 30))
    answered = moved(asked, Move.ANSWER, MEI, at(25, 17, 30))
    assert answered.due_at == on(12, 4, 17, 30)


def test_an_answer_over_the_weekend_adds_nothing() -> None:
    asked = moved(reported(), Move.ASK, OFFICER, at(27, 17, 30))
    assert moved(asked, Move.ANSWER, MEI, at(29, 20)).due_at == on(12, 2, 17, 30)


def test_a_danger_does_not_stand_still_for_a_question() -> None:
    asked = moved(reported("crack"), Move.ASK, OFFICER, at(23, 10))
    assert moved(asked, Move.ANSWER, MEI, at(23, 20)).due_at == at(24, 9)
    assert due_now(RULES, asked, at(24, 9)) is Due.OVER


def test_the_clock_speaks_at_half_time_a_day_before_and_at_the_end() -> None:
    taken = moved(reported(), Move.TAKE, OFFICER, MONDAY)
    assert said(taken) == [
        (at(27, 8, 45), Due.HALF),
        (on(12, 1, 17, 30), Due.EVE),
        (on(12, 2, 17, 30), Due.OVER),
    ]


def test_a_danger_is_spoken_of_at_half_time_and_at_the_end() -> None:
    taken = moved(reported("crack"), Move.TAKE, OFFICER, MONDAY)
    assert said(taken) == [(at(23, 21), Due.HALF), (at(24, 9), Due.OVER)]


def test_a_span_in_office_hours_has_its_half_time_in_office_hours() -> None:
    grade = replace(RULES.grades[Severity.PRESSING], finish=Span(office_hours=8))
    rules = replace(RULES, grades={**RULES.grades, Severity.PRESSING: grade})
    issue = replace(reported(severity=Severity.PRESSING), stage=Stage.TAKEN, due_at=at(24, 10))
    assert sorted(moments(rules, issue, MONDAY)) == [
        (at(23, 15), Due.HALF),
        (at(24, 10), Due.OVER),
    ]


def test_whoever_looks_is_reminded_a_day_before() -> None:
    done = moved(reported(), Move.DO, OFFICER, MONDAY)
    assert said(done) == [(at(25, 17, 30), Due.EVE), (at(26, 17, 30), Due.OVER)]


def test_what_was_answered_is_no_longer_waited_for() -> None:
    issue = reported(severity=Severity.ADVICE)
    assert said(issue)[0] == (at(24, 17, 30), Due.FIRST)
    noted = moved(issue, Move.NOTE, OFFICER, at(23, 10))
    assert [due for _, due in said(noted)] == [Due.EVE, Due.OVER]


def test_while_the_reporter_is_asked_the_clock_waits_three_working_days_for_an_answer() -> None:
    asked = moved(reported(), Move.ASK, OFFICER, at(24, 10))
    assert said(asked, at(25)) == [(at(27, 17, 30), Due.SILENT)]
    days = [at(26), at(27, 17, 30), on(12, 20)]
    assert ticks(asked, days) == [None, Due.SILENT, Due.SILENT]


def test_due_times_in_the_records_zone_are_the_same_moments() -> None:
    issue = replace(reported(), due_at=reported().due_at.astimezone(ZoneInfo("UTC")))
    assert said(issue) == said(reported())


def test_nobody_hears_of_half_time_on_the_day_it_is_due() -> None:
    """Five reporters raised it, so that it is due sooner than the new span would say."""
    sooner = replace(
        reported(severity=Severity.PRESSING),
        stage=Stage.TAKEN,
        counted_from=at(24, 12),
        due_at=at(25, 17, 30),
    )
    assert said(sooner) == [(at(25, 17, 30), Due.OVER)]


def test_after_days_without_power_only_the_weightiest_is_said() -> None:
    issue = reported()
    assert ticks(issue, [at(24, 17), at(24, 18), at(28, 9)]) == [None, Due.FIRST, Due.HALF]
    assert ticks(issue, [on(12, 2, 8), on(12, 2, 18), on(12, 30)]) == [Due.EVE, Due.OVER, Due.OVER]


def test_a_danger_that_nobody_answers_within_two_hours_goes_before_its_half_time() -> None:
    crack = reported("crack", when=at(27, 23))
    times = [at(28, 0, 59), at(28, 1), at(28, 12), at(28, 23)]
    assert ticks(crack, times) == [None, Due.FIRST, Due.FIRST, Due.OVER]


def test_a_danger_that_was_raised_is_waited_for_anew() -> None:
    raised = moved(reported("crack"), Move.RAISE, SECRETARY, at(23, 11))
    assert (raised.first_by, raised.due_at) == (at(23, 13), at(23, 15))


@pytest.mark.parametrize("stage", ENDED)
def test_what_has_ended_is_never_spoken_of_again(stage: Stage) -> None:
    ended = replace(reported(), stage=stage, closed_at=LAST)
    assert said(ended, LAST) == []
    assert (due_now(RULES, ended, LAST), look_again_at(RULES, ended, LAST)) == (None, None)
    assert not overdue(ended, LAST)


def test_what_is_past_due_is_overdue_unless_the_reporter_is_asked() -> None:
    issue = reported()
    assert [overdue(issue, now) for now in (at(24), issue.due_at, LAST)] == [False, True, True]
    assert not overdue(replace(issue, stage=Stage.ASKED), LAST)


def test_the_clock_looks_again_at_the_next_moment_and_then_daily() -> None:
    issue = reported()
    looks = [look_again_at(RULES, issue, now) for now in (MONDAY, at(24, 17, 30), LAST)]
    assert looks == [at(24, 17, 30), at(27, 8, 45), LAST + DAY]


stages = st.sampled_from(sorted(OPEN))
times = st.integers(0, 60 * 24 * 40).map(lambda m: on(9, 20) + m * HOUR / 60)


@given(st.sampled_from(Severity), stages, times, st.sampled_from(["finish", "again"]), times)
def test_what_the_clock_says_has_an_order(
    severity: Severity, stage: Stage, when: datetime, spans: str, now: datetime
) -> None:
    """Half time, the day before, the end: each once and none on the same day as another."""
    pauses = (Pause(when),) if stage is Stage.ASKED else ()
    issue = reported(severity=severity, when=when)
    issue = replace(issue, stage=stage, again=spans == "again", pauses=pauses)
    issue = replace(issue, due_at=due_at(RULES, issue, when))
    spoken = [(at, due) for at, due in said(issue, max(now, when)) if due in ORDER]
    ranks = [ORDER.index(due) for _, due in spoken]
    assert ranks == sorted(set(ranks))
    by_day = severity is not Severity.URGENT or stage in TO_BE_SEEN
    days = [at.date() for at, _ in spoken]
    assert len(days) == len(set(days)) or not by_day
    assert all(at > issue.counted_from for at, _ in spoken)


@given(st.sampled_from(Severity), st.sampled_from(Stage), times, times)
def test_the_clock_always_looks_again_in_the_future(
    severity: Severity, stage: Stage, when: datetime, now: datetime
) -> None:
    pauses = (Pause(when),) if stage is Stage.ASKED else ()
    issue = replace(reported(severity=severity, when=when), stage=stage, pauses=pauses)
    look = look_again_at(RULES, issue, max(now, when))
    assert (look is None) == (not issue.open)
    assert look is None or max(now, when) < look


@given(st.sampled_from(Severity), times)
def test_the_first_answer_is_owed_before_the_end(severity: Severity, when: datetime) -> None:
    issue = reported(severity=severity, when=when)
    assert when < first_by(RULES, severity, when) <= issue.due_at
