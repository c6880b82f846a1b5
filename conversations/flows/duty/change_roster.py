"""One day of a roster is changed by tapping: somebody else, one more, or nobody."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from conversations.choices import Choice, Option
from conversations.days import Day
from conversations.duty.about import line, rules, when
from conversations.duty.acting import stop
from conversations.duty.effects import AddShift, ChangeShift, StrikeShift
from conversations.duty.facts import RosterNumbered, StaffOf
from conversations.duty.proposals import act_on, named
from conversations.effects import Effect, Tell, ToPerson
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.duty.days import days_between, kind_of
from domain.duty.rights import makes_roster
from domain.duty.shift import How, Roster, RosterStage, Shift
from domain.records import PersonRef

ROSTER = Known(key="roster", text=NOTHING)
ADD, STRIKE = "add", "off"
CHANGEABLE = frozenset({RosterStage.DRAFT, RosterStage.PUBLISHED})
OFFERED = 5


def _questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield ROSTER
    known = RosterNumbered(answers[ROSTER])
    yield known
    roster = answers[known]
    if (
        roster is None
        or not makes_roster(facts.me.posts, roster.place)
        or roster.stage not in CHANGEABLE
    ):
        yield stop(say("没有找到这张值班表。"))
        return
    if roster.last < _today(facts):
        yield stop(say("这张值班表已经过了。"))
    yield _day(answers, facts)
    if _of_day(answers, facts):
        yield _which(answers, facts)
    yield StaffOf(roster.place)
    yield _who(answers, facts)
    if problem := _there_twice(answers, facts):
        yield stop(problem)


def _roster(answers: Answers) -> Roster:
    roster = answers[RosterNumbered(answers[ROSTER])]
    assert roster is not None
    return roster


def _today(facts: Facts) -> date:
    return facts.now.astimezone(facts.zone).date()


def _day(answers: Answers, facts: Facts) -> Day:
    """Days without anybody are offered first."""
    roster = _roster(answers)
    first = max(roster.first, _today(facts))
    manned = {s.day for s in roster.shifts}
    days = list(days_between(first, roster.last))
    gaps = [d for d in days if d not in manned]
    offers = sorted([*gaps, *(d for d in days if d in manned)][:OFFERED])
    return Day(
        key="day",
        text=say("改哪一天？按一天，或者写日子，比如：12月5日。"),
        today=_today(facts),
        earliest=first,
        offers=tuple(offers),
        too_early=say("这张表从{day}起。", day=first),
        latest=roster.last,
    )


def _of_day(answers: Answers, facts: Facts) -> tuple[Shift, ...]:
    day = answers[_day(answers, facts)]
    return tuple(s for s in _roster(answers).shifts if s.day == day and s.ends_at > facts.now)


def _which(answers: Answers, facts: Facts) -> Choice[str]:
    theirs = _of_day(answers, facts)
    options = [Option(str(s.id), say("换{who}", who=verbatim(s.person.name))) for s in theirs]
    text = lines(
        say("那天是这样的："),
        *(line(facts, n, s) for n, s in enumerate(theirs, 1)),
        say("改哪一个？"),
    )
    more = Option(ADD, say("➕ 那天加一个人"))
    return Choice(key="which", text=text, decode=str, options=(*options, more))


def _chosen(answers: Answers, facts: Facts) -> Shift | None:
    theirs = _of_day(answers, facts)
    which = answers[_which(answers, facts)] if theirs else ADD
    return next((s for s in theirs if str(s.id) == which), None)


def _who(answers: Answers, facts: Facts) -> Choice[str]:
    shift = _chosen(answers, facts)
    now = shift.person.id if shift else 0
    staff = [p for p in answers[StaffOf(_roster(answers).place)] if p.id != now]
    options = [Option(str(p.id), verbatim(p.name), names=(p.name,)) for p in staff]
    nobody = [Option(STRIKE, say("✖ 那天不要这个班"))] if shift else []
    return Choice(key="who", text=say("谁来值？"), decode=str, options=(*nobody, *options))


def _person(answers: Answers, facts: Facts) -> PersonRef | None:
    value = answers[_who(answers, facts)]
    staff = answers[StaffOf(_roster(answers).place)]
    return next((p for p in staff if str(p.id) == value), None)


def _there_twice(answers: Answers, facts: Facts) -> Words | None:
    who, shift = _person(answers, facts), _chosen(answers, facts)
    if who is None:
        return None
    wanted = shift or _new(answers, facts, who)
    others = (s for s in _roster(answers).shifts if s.person.id == who.id and s.id != wanted.id)
    if any(s.overlaps(wanted) for s in others):
        return say("{who}那个时间已经有班了。", who=verbatim(who.name))
    return None


def _new(answers: Answers, facts: Facts, who: PersonRef) -> Shift:
    """Like the others of that day; else as the office laid it down."""
    day, roster = answers[_day(answers, facts)], _roster(answers)
    like = next((s for s in roster.shifts if s.day == day), None)
    laid_down = rules(facts).hours_on(kind_of(day))
    start = datetime.combine(day, laid_down.begins, facts.zone)
    end = datetime.combine(day, laid_down.ends, facts.zone)
    if end <= start:
        end += timedelta(days=1)
    known = like or (roster.shifts[0] if roster.shifts else None)
    return Shift(
        id=0,
        place=roster.place,
        day=day,
        starts_at=like.starts_at if like else start,
        ends_at=like.ends_at if like else end,
        person=who,
        where=known.where if known else "",
        tasks=known.tasks if known else tuple(t.key for t in rules(facts).tasks),
        on_call=like.on_call if like else laid_down.on_call,
        roster=roster.number,
    )


def _finish(answers: Answers, facts: Facts) -> Outcome:
    roster, shift, who = _roster(answers), _chosen(answers, facts), _person(answers, facts)
    published = roster.stage is RosterStage.PUBLISHED
    if shift and who is None:
        effect: Effect = StrikeShift(shift.id, shift.changes)
        news = [_off(facts, shift)] if published else []
        said = say(
            "✖ 去掉了：{when} {who}", when=when(facts, shift), who=verbatim(shift.person.name)
        )
        return _changed(roster, said, (effect, *news))
    assert who is not None
    if shift:
        effect = ChangeShift(shift.id, who, How.SUBSTITUTE, shift.changes)
        news = [_on(facts, shift, who), _off(facts, shift)] if published else []
        said = say("✅ 改好了：{when} {who}", when=when(facts, shift), who=verbatim(who.name))
        return _changed(roster, said, (effect, *news))
    new = _new(answers, facts, who)
    news = [_on(facts, new, who)] if published else []
    said = say("✅ 加上了：{when} {who}", when=when(facts, new), who=verbatim(who.name))
    return _changed(roster, said, (AddShift(roster.number, new), *news))


def _changed(roster: Roster, said: Words, effects: tuple[Effect, ...]) -> Outcome:
    rows = (
        (act_on(say("✏ 再改一天"), "roster_day", roster),),
        (act_on(say("🗓 看整张表"), "roster", roster),),
    )
    return Outcome((Reply(lines(said, named(roster)), rows),), effects)


def _on(facts: Facts, shift: Shift, who: PersonRef) -> Effect:
    words = say("👤 值班表改了，请您值：{when}。", when=when(facts, shift))
    key = f"duty:{shift.place}:{shift.day}:{shift.id}:on:{facts.now.timestamp():.0f}"
    return Tell(ToPerson(who.id), Reply(words), key)


def _off(facts: Facts, shift: Shift) -> Effect:
    words = say("👤 值班表改了，{when}您不用来了。", when=when(facts, shift))
    return Tell(ToPerson(shift.person.id), Reply(words), f"duty:{shift.id}:off:{shift.changes}")


FLOW = Flow("roster_day", say("改值班表"), _questions, _finish, subject="roster")
