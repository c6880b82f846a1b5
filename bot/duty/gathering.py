"""What a roster is drawn from, gathered from the records; and the shifts that come of a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.duty.roster_sheet import Ground
from bot.letters import World
from conversations.facts import Facts, Me
from domain.duty.days import SPRING, DayKind, days_between, holiday_name, kind_of
from domain.duty.drawing import counts
from domain.duty.rota import Candidate, Drawn, Impossible, Past, Short, Wish
from domain.duty.shift import Roster, Shift
from domain.records import NOBODY, PersonRef
from storage.duty import lists
from storage.duty.tables import Shifts

ONE_DAY = timedelta(days=1)
LAST_YEAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Gathered:
    roster: Roster
    ground: Ground
    wish: Wish | None = None
    """None where it is read from a file."""


def gather(session: Session, world: World, roster: Roster, now: datetime) -> Gathered:
    facts = world.facts(Me(), world.on_the_wall(now))
    ground = ground_of(session, facts, roster.place)
    if roster.wish.get("file"):
        return Gathered(roster, ground)
    return Gathered(roster, ground, _wish(session, facts, roster))


def ground_of(session: Session, facts: Facts, place: str) -> Ground:
    village = facts.city.villages.get(place)
    return Ground(
        place=place,
        office=village.office if village else "",
        staff=lists.staff_of(session, place),
        rules=facts.catalogue.duty,
        today=facts.now.date(),
        zone=facts.zone,
    )


def _wish(session: Session, facts: Facts, roster: Roster) -> Wish:
    told: Mapping[str, Any] = roster.wish
    people = tuple(int(p) for p in told["people"])
    away = lists.days_away(session, people, roster.first, roster.last)
    past = _past(session, facts, people, roster)
    not_again = _spring_again(session, facts, people, roster)
    return Wish(
        first=roster.first,
        last=roster.last,
        people=tuple(
            Candidate(
                p, away.get(p, frozenset()) | not_again.get(p, frozenset()), past.get(p, Past())
            )
            for p in people
        ),
        together=int(told["together"]),
        women=frozenset(int(w) for w in told["women"]),
        weekends=facts.catalogue.duty.weekends,
    )


def _past(session: Session, facts: Facts, people: Sequence[int], roster: Roster) -> dict[int, Past]:
    """The weeks before the roster begins, so that all have as much in the long run."""
    weeks = timedelta(weeks=facts.catalogue.duty.look_back_weeks)
    start = lists.midnight(roster.first - weeks, facts.zone)
    end = lists.midnight(roster.first, facts.zone)
    found = lists.shifts_between(session, start, end, Shifts.person_id.in_(people))
    by_day: dict[date, list[int]] = {}
    for shift in found:
        by_day.setdefault(shift.day, []).append(shift.person.id)
    counted = counts(by_day)
    last = {shift.person.id: shift.day for shift in found}
    return {p: Past(counted.get(p, dict.fromkeys(DayKind, 0)), last.get(p)) for p in last}


def _spring_again(
    session: Session, facts: Facts, people: Sequence[int], roster: Roster
) -> dict[int, frozenset[date]]:
    """Nobody has the Spring Festival two years running, unless nobody else is left."""
    ahead = frozenset(
        d for d in days_between(roster.first, roster.last) if holiday_name(d) == SPRING
    )
    if not ahead:
        return {}
    start = lists.midnight(roster.first - LAST_YEAR, facts.zone)
    end = lists.midnight(roster.first - timedelta(days=300), facts.zone)
    found = lists.shifts_between(session, start, end, Shifts.person_id.in_(people))
    had = {s.person.id for s in found if holiday_name(s.day) == SPRING}
    enough = len(people) - len(had) >= 2 * int(str(roster.wish["together"])) + 1
    return dict.fromkeys(had, ahead) if enough else {}


def shifts_of(drawn: Drawn, gathered: Gathered) -> tuple[Shift, ...]:
    """With a deputy for each where it was wished: whoever comes next in turn and is free."""
    told: Mapping[str, Any] = gathered.roster.wish
    known = {p.id: p for p in gathered.ground.staff}
    tasks = tuple(str(t) for t in told["tasks"])
    made: list[Shift] = []
    for day, people in drawn.by_day.items():
        taken = set(people)
        for person in people:
            deputy = _deputy(drawn, gathered, day, taken) if told["deputies"] else 0
            taken.add(deputy)
            ref = known.get(deputy, NOBODY)
            made.append(_shift(gathered.ground, day, known[person], ref, str(told["where"]), tasks))
    return tuple(made)


def _deputy(drawn: Drawn, gathered: Gathered, day: date, taken: set[int]) -> int:
    """Next in turn: of those not there that day, whoever has duty soonest after."""
    assert gathered.wish
    free = [c.id for c in gathered.wish.people if c.id not in taken and day not in c.off]
    for later in sorted(d for d in drawn.by_day if d > day):
        for person in drawn.by_day[later]:
            if person in free:
                return person
    return free[0] if free else 0


def _shift(
    ground: Ground,
    day: date,
    person: PersonRef,
    deputy: PersonRef,
    where: str,
    tasks: tuple[str, ...],
) -> Shift:
    hours = ground.rules.hours_on(kind_of(day))
    start = datetime.combine(day, hours.begins, ground.zone)
    end = datetime.combine(day, hours.ends, ground.zone)
    return Shift(
        id=0,
        place=ground.place,
        day=day,
        starts_at=start,
        ends_at=end if end > start else end + ONE_DAY,
        person=person,
        where=where,
        tasks=tasks,
        deputy=deputy,
        on_call=hours.on_call,
    )


def why_not(found: Impossible, gathered: Gathered) -> list[str]:
    """A sentence for each day that cannot be filled."""
    known = {p.id: p.name for p in gathered.ground.staff}
    assert gathered.wish
    total = len(gathered.wish.people)
    return [_why(short, known, total) for short in found.short]


def _why(short: Short, known: Mapping[int, str], total: int) -> str:
    day = f"{short.day.month}月{short.day.day}日"
    if short.woman:
        return f"{day}：没有能来的女同志"
    if len(short.away) == total:
        return f"{day}：都请假了"
    if short.away:
        names = "、".join(known.get(p, "") for p in short.away)
        return f"{day}：{names}请假，剩下的人前后两天有班，连不上"
    return f"{day}：人不够，同一个人不能连着两天值"
