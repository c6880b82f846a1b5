"""Draws a roster that keeps the hard rules and is as fair as can be (dossier §6).

Hard: nobody on leave, no two days in a row, one woman in every pair where asked, a limit to days
off in a month. Then fair counts of workdays, weekends and holidays, each for itself, going on from
the weeks before. The same wish always gives the same roster: one worker, a fixed seed, a limit in
the solver's own steps and not in seconds. Why OR-Tools: docs/decisions/0018.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from domain.duty.days import DayKind, day_off, days_between, kind_of
from domain.duty.rota import Candidate, Drawn, Impossible, Short, Wish

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

WEIGHTS = {DayKind.HOLIDAY: 20, DayKind.WEEKEND: 12, DayKind.WORKDAY: 8}
"""How much an uneven count of each kind weighs; the rarer, the more."""
ALL_KINDS = 6
"""And how much an uneven count of all duties together weighs."""
MOST_AHEAD = 3
"""Duties of the weeks before that count, above those of whoever had the fewest."""
STEPS = 2.0
"""The solver's own measure of work for one try; about as many seconds here."""


def draw(wish: Wish) -> Drawn | Impossible:
    """The first of ever closer spacings for which there is a roster, at last without any."""
    ordered = replace(wish, people=tuple(sorted(wish.people, key=_longest_since)))
    tries = [(gap, len(_groups(ordered)) > 1) for gap in _gaps(ordered)] + [(1, False)]
    for gap, one_woman in dict.fromkeys(tries):
        found = _solve(ordered, gap, one_woman=one_woman)
        if found:
            return found
    return Impossible(_missing(ordered))


def _longest_since(candidate: Candidate) -> tuple[date, int]:
    """Ties go to whoever had no duty for longest."""
    return candidate.past.last or date.min, candidate.id


def _gaps(wish: Wish) -> tuple[int, ...]:
    """Free days between two duties: as many as the turns allow, then fewer; one is a hard rule."""
    turn = len(wish.people) // wish.together
    return tuple(dict.fromkeys(max(1, gap) for gap in (turn // 2, turn // 4, 1)))


@dataclass(slots=True)
class _Table:
    """Who might be on duty on which day, as the solver sees it."""

    wish: Wish
    model: "CpModel"
    cells: dict[tuple[int, date], "IntVar"]

    def of_day(self, day: date, among: Iterable[int] | None = None) -> list["IntVar"]:
        who = (c.id for c in self.wish.people) if among is None else among
        return [self.cells[p, day] for p in who if (p, day) in self.cells]

    def of_person(self, person: int, days: Iterable[date]) -> list["IntVar"]:
        return [self.cells[person, d] for d in days if (person, d) in self.cells]


def _table(wish: Wish, gap: int) -> _Table:
    from ortools.sat.python import cp_model  # noqa: PLC0415  # two seconds to read

    model = cp_model.CpModel()
    days = tuple(days_between(wish.first, wish.last))
    cells = {
        (c.id, day): model.new_bool_var(f"{c.id}:{day}")
        for c in wish.people
        for day in days
        if day not in c.off and not _too_soon(c, day, gap)
    }
    table = _Table(wish, model, cells)
    for c in wish.people:
        for day in days:
            window = table.of_person(c.id, days_between(day, day + timedelta(days=gap)))
            if len(window) > 1:
                model.add_at_most_one(window)
    _limit_days_off(table, days)
    return table


def _too_soon(candidate: Candidate, day: date, gap: int) -> bool:
    last = candidate.past.last
    return last is not None and timedelta() <= day - last <= timedelta(days=gap)


def _limit_days_off(table: _Table, days: tuple[date, ...]) -> None:
    wish = table.wish
    by_month: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in days:
        if day_off(day):
            by_month[day.year, day.month].append(day)
    for off in by_month.values():
        for c in wish.people:
            limit = max(wish.weekends, _fair_share(wish, c, len(off)) + 1)
            if len(theirs := table.of_person(c.id, off)) > limit:
                table.model.add(sum(theirs) <= limit)


def _fair_share(wish: Wish, candidate: Candidate, days: int) -> int:
    """Of so many days; where a woman must be in every pair, they may not be many."""
    share = -(-days * wish.together // len(wish.people))
    if candidate.id in wish.women and wish.together > 1:
        return max(share, -(-days // len(wish.women)))
    return share


def _solve(wish: Wish, gap: int, *, one_woman: bool) -> Drawn | None:
    """`one_woman` in every pair and not more: where they are few, that is the fair way."""
    if len(wish.people) < wish.together:
        return None
    table = _table(wish, gap)
    days = tuple(days_between(wish.first, wish.last))
    for day in days:
        table.model.add(sum(table.of_day(day)) == wish.together)
        if wish.women and wish.together > 1:
            women = sum(table.of_day(day, sorted(wish.women)))
            table.model.add(women == 1 if one_woman else women >= 1)
    groups = _groups(wish) if one_woman else [wish.people]
    table.model.minimize(sum(_unfairness(table, days, groups)))
    chosen = _chosen(table)
    if chosen is None:
        return None
    order = [c.id for c in wish.people]
    return Drawn({d: tuple(p for p in order if (p, d) in chosen) for d in days})


def _unfairness(
    table: _Table, days: tuple[date, ...], groups: Iterable[tuple[Candidate, ...]]
) -> list["LinearExpr"]:
    """How far the most and the fewest lie apart, for each kind of day and for all together.

    Where a woman must be in every pair and there are few of them, they cannot but have more: then
    it has to be fair among them, and among the others.
    """
    kinds: dict[str, list[date]] = defaultdict(list)
    for day in days:
        kinds[kind_of(day)].append(day)
    terms = []
    for group in groups:
        for kind, theirs in sorted(kinds.items()):
            terms.append(_apart(table, group, theirs, DayKind(kind)) * WEIGHTS[DayKind(kind)])
        terms.append(_apart(table, group, days, None) * ALL_KINDS)
    return terms


def _groups(wish: Wish) -> list[tuple[Candidate, ...]]:
    women = tuple(c for c in wish.people if c.id in wish.women)
    others = tuple(c for c in wish.people if c.id not in wish.women)
    apart = women and others and wish.together > 1 and len(women) * wish.together < len(wish.people)
    return [women, others] if apart else [wish.people]


def _apart(
    table: _Table, group: tuple[Candidate, ...], days: Iterable[date], kind: DayKind | None
) -> "LinearExpr":
    """Most less fewest, the weeks before counted."""
    before = _before(group, kind)
    theirs = tuple(days)
    top = len(theirs) + max(before.values())
    name = f"{group[0].id}:{kind}"
    most = table.model.new_int_var(0, top, f"most:{name}")
    least = table.model.new_int_var(0, top, f"least:{name}")
    for person, had in before.items():
        count = sum(table.of_person(person, theirs)) + had
        table.model.add(count <= most)
        table.model.add(count >= least)
    places = len(theirs) * _places(table.wish, group)
    total = places + sum(before.values())
    table.model.add(most * len(group) >= total)
    table.model.add(least * len(group) <= total)
    return most - least


def _places(wish: Wish, group: tuple[Candidate, ...]) -> int:
    """How many of a day's places go to this group."""
    if group == wish.people:
        return wish.together
    return 1 if group[0].id in wish.women else wish.together - 1


def _before(group: tuple[Candidate, ...], kind: DayKind | None) -> dict[int, int]:
    """What counts of the past: only how far one is ahead of the one with the fewest.

    Whoever is new begins where the others are, and nobody has to make up for more than a little.
    """
    had = {
        c.id: c.past.counts.get(kind, 0) if kind else sum(c.past.counts.values())
        for c in group
        if c.past.counts
    }
    fewest = min(had.values(), default=0)
    ahead = {person: min(n - fewest, MOST_AHEAD) for person, n in had.items()}
    return {c.id: ahead.get(c.id, 0) for c in group}


def _chosen(table: _Table) -> set[tuple[int, date]] | None:
    from ortools.sat.python import cp_model  # noqa: PLC0415  # two seconds to read

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 20
    solver.parameters.max_deterministic_time = STEPS
    status = solver.solve(table.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {who_when for who_when, cell in table.cells.items() if solver.boolean_value(cell)}


def _missing(wish: Wish) -> tuple[Short, ...]:
    """The fewest days that must stay open if all else is kept."""
    days = tuple(days_between(wish.first, wish.last))
    if len(wish.people) < wish.together:
        return tuple(_short(wish, day, woman=False) for day in days)
    table = _table(wish, 1)
    open_places, no_woman = {}, {}
    for day in days:
        open_places[day] = table.model.new_int_var(0, wish.together, f"open:{day}")
        no_woman[day] = table.model.new_bool_var(f"no woman:{day}")
        table.model.add(sum(table.of_day(day)) + open_places[day] == wish.together)
        if wish.women and wish.together > 1:
            women = table.of_day(day, sorted(wish.women))
            table.model.add(sum(women) + no_woman[day] + open_places[day] >= 1)
    table.model.minimize(2 * sum(open_places.values()) + sum(no_woman.values()))
    chosen = _chosen(table) or set()
    found = [_short(wish, d, woman=False) for d in days if _count(chosen, d) < wish.together]
    known = {short.day for short in found}
    found += [
        _short(wish, d, woman=True)
        for d in days
        if d not in known and wish.women and not any((w, d) in chosen for w in wish.women)
    ]
    return tuple(sorted(found, key=lambda short: short.day))


def _count(chosen: set[tuple[int, date]], day: date) -> int:
    return sum(d == day for _, d in chosen)


def _short(wish: Wish, day: date, *, woman: bool) -> Short:
    return Short(day, tuple(c.id for c in wish.people if day in c.off), woman)


def counts(by_day: Mapping[date, Iterable[int]]) -> dict[int, dict[DayKind, int]]:
    """How often everybody is on duty, by kind of day: published, so that all can check."""
    found: dict[int, dict[DayKind, int]] = defaultdict(lambda: dict.fromkeys(DayKind, 0))
    for day, people in by_day.items():
        for person in people:
            found[person][kind_of(day)] += 1
    return dict(found)
