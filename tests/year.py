"""A village lives for a while, tick by tick: twelve cadres on duty, errands, issues, meetings, activities.

What happens is made up from a seed; what the clock said is then compared with what it had to say.
"""

import heapq
import itertools
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.clock import EVERY_MINUTE
from conversations.duty.effects import (
    AnswerSwap,
    AskSwap,
    ChangeShift,
    ComeOn,
    HandOver,
    MakeRoster,
    PublishRoster,
)
from domain.duty.days import days_between
from domain.duty.shift import How, Shift
from domain.records import PersonRef
from domain.requests import Move
from domain.roles import Post, Role
from domain.workdays import is_workday
from storage import chats, people
from storage.activities.tables import Activities
from storage.duty import keeping, lists, swaps
from storage.duty.tables import Shifts, Swaps
from storage.issues.tables import Issues
from storage.tables import Letters
from tests import activities, meetings
from tests.duty import QINGQUAN, the_room_works
from tests.errands import file_one, move_one
from tests.issues import file_an_issue
from tests.village import ZONE, Seat, Village, sample, world

RULES = sample().catalogue.duty
CADRES = 12
ONE_DAY = timedelta(days=1)
Deed = Callable[[], None]


@dataclass
class Life:
    """Deeds at their moments, between the ticks of the clock."""

    first: date
    last: date
    seed: int = 1
    requests: int = 200
    issues: int = 150
    meetings: int = 40
    activities: int = 60
    village: Village = field(init=False)
    cadres: list[PersonRef] = field(default_factory=list)
    ahead: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    sat_out: set[int] = field(default_factory=set)
    """Shifts that changed hands: what was said of them is said to several."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # nothing to guess here
        self._count = itertools.count()
        self.village = Village(datetime.combine(self.first - ONE_DAY, time(8), ZONE))
        self.village.records.run_here(self._cadres_come)
        self.chen: Seat = self.village.seat("secretary-01")
        self._rosters()
        self._matters()

    def _cadres_come(self, session: Session) -> None:
        for n in range(CADRES):
            name, phone = f"样例·值班{n + 1}", f"1390000{n:04d}"
            who = people.add_person(session, name, phone, QINGQUAN, self.village.now)
            people.give_post(session, who, Post(Role.CADRE, QINGQUAN), self.village.now)
            chats.seat(session, f"web:cadre-{n}", who, "", "", self.village.now)
            self.cadres.append(PersonRef(who, name, phone))

    def at(self, moment: datetime, deed: Deed) -> None:
        heapq.heappush(self.ahead, (moment, next(self._count), deed))

    def run(
        self,
        step: timedelta,
        hours: tuple[int, int] = (0, 24),
        told: Callable[[date], None] = lambda _day: None,
    ) -> int:
        """Tick by tick to the end; how many ticks. Deeds come before the tick of their minute."""
        now = datetime.combine(self.first, time(), ZONE)
        end = datetime.combine(self.last + ONE_DAY, time(), ZONE)
        ticks = 0
        while now < end:
            while self.ahead and self.ahead[0][0] <= now:
                moment, _, deed = heapq.heappop(self.ahead)
                self.village.now = moment
                deed()
            if hours[0] <= now.hour < hours[1]:
                self.village.now = now
                self.village.records.run_here(self._tick)
                ticks += 1
            if (now + step).day == 1 and now.day != 1:
                told(now.date())
            now += step
        return ticks

    def _tick(self, session: Session) -> None:
        for due in EVERY_MINUTE:
            due(session, world(), self.village.now)

    # ── Duty ──

    def _rosters(self) -> None:
        """A quarter at a time, published ten days before it begins."""
        first = self.first
        while first <= self.last:
            month = 3 * ((first.month - 1) // 3) + 3
            end = date(first.year + month // 12, month % 12 + 1, 1) - ONE_DAY
            end = min(end, self.last)
            published = datetime.combine(first - 10 * ONE_DAY, time(10), ZONE)
            moment = max(self.village.now, published)
            self.at(moment, partial(self._publish, first, end))
            first = end + ONE_DAY

    def _publish(self, first: date, end: date) -> None:
        number = f"ZB-{first:%Y%m%d}-0001"
        wish = {
            "people": [p.id for p in self.cadres],
            "together": 1,
            "women": [],
            "where": "村委会",
            "tasks": ["guests"],
            "deputies": True,
        }
        asked = MakeRoster(number, QINGQUAN, first, end, wish)  # type: ignore[arg-type]
        who = self.cadres[0].id
        now = self.village.now
        self.village.records.run_here(lambda s: keeping.make_roster(s, asked, who, now))
        the_room_works(self.village)
        run = self.village.records.run_here
        run(lambda s: keeping.publish(s, PublishRoster(number), who, RULES, now))
        drawn = run(lambda s: lists.roster_numbered(s, number))
        assert drawn
        for shift in drawn.shifts:
            self._lives_through(shift)
        for shift in self.chance.sample(drawn.shifts, len(drawn.shifts) // 15):
            self._is_swapped(shift, drawn.shifts)

    def _lives_through(self, shift: Shift) -> None:
        start, end = shift.starts_at.astimezone(ZONE), shift.ends_at.astimezone(ZONE)
        luck = self.chance.random()
        if luck < 0.88:
            early = timedelta(minutes=self.chance.randint(0, 40))
            self.at(start - timedelta(minutes=10) + early, lambda: self._comes(shift.id))
        elif luck < 0.95:
            self.at(start + timedelta(minutes=40), lambda: self._gets(shift.id, How.DEPUTY))
        else:
            self.at(start + timedelta(minutes=70), lambda: self._gets(shift.id, How.SUBSTITUTE))
            self.at(start + timedelta(minutes=80), lambda: self._comes(shift.id))
        if self.chance.random() < 0.6:
            self.at(end - timedelta(minutes=5), lambda: self._hands_over(shift.id))

    def _now(self, shift: int) -> Shift:
        found = self.village.records.run_here(lambda s: lists.shift_numbered(s, shift))
        assert found
        return found

    def _comes(self, number: int) -> None:
        shift = self._now(number)
        if not shift.came_at:
            now = self.village.now
            run = self.village.records.run_here
            run(lambda s: keeping.come_on(s, ComeOn(number), shift.person.id, now))

    def _gets(self, number: int, how: How) -> None:
        shift = self._now(number)
        others = [c for c in self.cadres if c.id != shift.person.id]
        to = shift.deputy if how is How.DEPUTY else self.chance.choice(others)
        there = how is How.DEPUTY
        asked = ChangeShift(number, to, how, shift.changes, there=there)
        now = self.village.now
        run = self.village.records.run_here
        run(lambda s: keeping.change_shift(s, asked, to.id, RULES, now))
        self.sat_out.add(number)

    def _hands_over(self, number: int) -> None:
        shift = self._now(number)
        if shift.came_at and not shift.handover:
            left = HandOver(number, "", None, (), keys=True)
            now = self.village.now
            run = self.village.records.run_here
            run(lambda s: keeping.hand_over(s, left, shift.came, now))

    def _is_swapped(self, shift: Shift, others: Iterable[Shift]) -> None:
        near = [s for s in others if s.person.id != shift.person.id and s.day > shift.day + ONE_DAY]
        if not near:
            return
        theirs = self.chance.choice(near)
        moment = datetime.combine(shift.day - 3 * ONE_DAY, time(11), ZONE)
        if moment > self.village.now:
            self.at(moment, lambda: self._swap(shift.id, theirs.id))

    def _swap(self, mine: int, theirs: int) -> None:
        one, other = self._now(mine), self._now(theirs)
        if one.person.id == other.person.id or {mine, theirs} & self.sat_out:
            return
        self.sat_out |= {mine, theirs}
        now = self.village.now

        def agreed(session: Session) -> None:
            ask = AskSwap(mine, theirs, other.person.id, now + timedelta(hours=6))
            swaps.ask_swap(session, ask, one.person.id, now)
            number = session.execute(select(Swaps.id).order_by(Swaps.id.desc())).scalars().first()
            assert number
            swaps.answer_swap(session, AnswerSwap(number, agreed=True), other.person.id, RULES, now)

        self.village.records.run_here(agreed)

    # ── Everything else ──

    def _matters(self) -> None:
        days = [d for d in days_between(self.first, self.last) if is_workday(d)]
        for n in range(self.requests):
            self._on(days, partial(self._errand, n))
        for n in range(self.issues):
            self._on(days, partial(self._issue, n))
        for n in range(self.meetings):
            self._on(days[: max(1, len(days) - 3)], partial(self._meets, n))
        for n in range(self.activities):
            self._on(days[: max(1, len(days) - 5)], partial(self._calls, n))

    def _on(self, days: list[date], deed: Deed) -> None:
        day = self.chance.choice(days)
        clock = time(self.chance.randint(9, 16), self.chance.randint(0, 59))
        self.at(datetime.combine(day, clock, ZONE), deed)

    def _errand(self, n: int) -> None:
        number = f"DB-{self.village.now:%Y%m%d}-{n + 1000:04d}"
        file_one(self.village, number)
        self.at(self.village.now + timedelta(hours=1), lambda: self._moves(number, Move.ACCEPT))
        done = timedelta(days=self.chance.randint(1, 20))
        self.at(self.village.now + done, lambda: self._moves(number, Move.FINISH))

    def _moves(self, number: str, move: Move) -> None:
        move_one(self.village, number, move)

    def _issue(self, n: int) -> None:
        number = f"WG-{self.village.now:%Y%m%d}-{n + 1000:04d}"
        file_an_issue(self.village, number, reported_at=self.village.now)
        done = timedelta(days=self.chance.randint(1, 14))
        self.at(self.village.now + done, lambda: self._mended(number))

    def _mended(self, number: str) -> None:
        values = {"stage": "closed", "closed_at": self.village.now, "look_at": None}
        change = update(Issues).where(Issues.number == number).values(**values)
        self.village.records.run_here(lambda s: s.execute(change))

    def _meets(self, n: int) -> None:
        meetings.calls(self.chen, meetings.REPS, f"修路{n}")

    def _calls(self, n: int) -> None:
        number = activities.calls(self.chen, f"清河道{n}", day="后天")
        self.at(self.village.now + 4 * ONE_DAY, lambda: self._settled(number))

    def _settled(self, number: str) -> None:
        change = update(Activities).where(Activities.number == number)
        done = change.values(stage="entered", look_at=None)
        self.village.records.run_here(lambda s: s.execute(done))


# ── What was said, beside what had to be said ──


@dataclass(frozen=True, slots=True)
class Findings:
    shifts: int
    reminders: int
    letters: int
    wrong: tuple[str, ...]


def what_the_clock_said(life: Life) -> Findings:
    shifts = life.village.records.run_here(lambda s: s.execute(select(Shifts)).scalars().all())
    letters = life.village.records.run_here(
        lambda s: s.execute(select(Letters).where(Letters.push)).scalars().all()
    )
    said = {letter.key: letter.posted_at.astimezone(ZONE) for letter in letters}
    wrong: list[str] = []
    expected = 0
    begun, over = (datetime.combine(d, time(), ZONE) for d in (life.first, life.last + ONE_DAY))
    for shift in shifts:
        if shift.id in life.sat_out:
            continue
        wanted = {k: m for k, m in _wanted(shift).items() if begun <= m < over}
        expected += len(wanted)
        found = {k: m for k, m in said.items() if k.startswith(f"duty:{shift.id}:")}
        own = {k: m for k, m in found.items() if "unreachable" not in k}
        if own != wanted:
            wrong.append(f"{shift.day}: {_apart(own, wanted)}")
    wrong += [f"at night: {k} {m:%m-%d %H:%M}" for k, m in said.items() if _night(m)]
    wrong += _twice(letters)
    return Findings(len(shifts), expected, len(letters), tuple(wrong))


def _apart(own: dict[str, datetime], wanted: dict[str, datetime]) -> str:
    return f"said {sorted(own.items() - wanted.items())} not {sorted(wanted.items() - own.items())}"


def _night(moment: datetime) -> bool:
    return not 7 <= moment.hour < 21


def _wanted(shift: Shifts) -> dict[str, datetime]:
    """By the rules as the office wrote them down, computed here without the house's own."""
    start = shift.starts_at.astimezone(ZONE)
    end = shift.ends_at.astimezone(ZONE)
    key = f"duty:{shift.id}:{start.timestamp():.0f}"
    eve = datetime.combine(start.date() - ONE_DAY, time(20), ZONE)
    morning = datetime.combine(start.date(), time(7, 45), ZONE)
    mine = shift.person_id
    wanted = {f"{key}:eve:{mine}": eve, f"{key}:morning:{mine}": morning}
    came = shift.came_at.astimezone(ZONE) if shift.came_at else None
    if came is None or came > start + timedelta(minutes=30):
        wanted[f"{key}:nobody:{shift.deputy_id}"] = start + timedelta(minutes=30)
    handed = shift.handover["at"] if shift.handover else ""
    asked = end - timedelta(minutes=15)
    if came and not (handed and datetime.fromisoformat(handed) <= asked):
        wanted[f"{key}:handover:{mine}"] = asked
    return wanted


def _twice(letters: Iterable[Letters]) -> list[str]:
    """The same words to the same address on one day; a redrawn message is no second one."""
    seen: set[tuple[str, str, str, date]] = set()
    found = []
    for letter in letters:
        if letter.edits is not None:
            continue
        words, day = str(letter.body["text"]), letter.posted_at.astimezone(ZONE).date()
        this = (letter.address, letter.key.rpartition(":")[0], words, day)
        same = (letter.address, "", words, day)
        if same in seen:
            found.append(f"twice: {letter.key}")
        seen |= {this, same}
    return found
