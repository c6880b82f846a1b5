"""An activity is moved or called off: everybody who signed up is told, with the reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.activities.about import named, open_button, read_activity, the_activity, when
from conversations.activities.calling import by_phone, tell_all
from conversations.activities.effects import ChangeActivity
from conversations.activities.facts import SeriesOf
from conversations.choices import Choice, Option
from conversations.days import Day, TimeOfDay
from conversations.effects import Effect, RedrawCards
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers, Key
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, Span, Stage

WHY = Telling(key="why", text=say("为什么？报了名的人看得到。"), limit=200, to_be_read=True)
CLOCK = TimeOfDay(key="clock", text=say("几点开始？"))
WHERE = Telling(key="where", text=say("在哪里集合？"), limit=100, to_be_read=True)
WHICH: Choice[str] = Choice(
    key="which",
    text=say("这是每周一次的。取消哪些？"),
    decode=str,
    options=(Option("one", say("只取消这一次")), Option("all", say("后面的都取消"))),
)


def _not_begun(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, lead=True)
    activity = the_activity(answers)
    if facts.now >= activity.starts_at:
        words = say("活动已经开始了，改不了了。")
        yield Halt(Reply(words, ((open_button(activity),),)))


def _ask_move(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _not_begun(answers, facts)
    yield _day(answers, facts)
    yield _clock(answers, facts)
    yield _where(answers)
    yield WHY


def _day(answers: Answers, facts: Facts) -> Day:
    today = facts.now.astimezone(facts.zone).date()
    was = the_activity(answers).starts_at.astimezone(facts.zone).date()
    offers = sorted(
        {d for d in (was, was + timedelta(days=1), was + timedelta(days=7)) if d >= today}
    )
    return Day(
        key="day",
        text=say("改到哪天？"),
        today=today,
        earliest=today,
        offers=tuple(offers),
        latest=today + timedelta(days=180),
    )


def _clock(answers: Answers, facts: Facts) -> TimeOfDay:
    now = facts.now.astimezone(facts.zone)
    after = now.time() if answers[_day(answers, facts)] == now.date() else None
    was = the_activity(answers).starts_at.astimezone(facts.zone).time()
    return replace(CLOCK, after=after, offers=tuple(dict.fromkeys((was, *CLOCK.offers))))


def _where(answers: Answers) -> Telling:
    return replace(WHERE, offers=(Key(verbatim(the_activity(answers).where), "same"),))


def _moved(answers: Answers, facts: Facts) -> Outcome:
    """As long as before; sign-up ends as long before the beginning as it did."""
    activity = the_activity(answers)
    start = datetime.combine(
        answers[_day(answers, facts)], answers[_clock(answers, facts)], facts.zone
    )
    by = start - activity.starts_at
    where = answers[_where(answers)].text
    moved = replace(
        activity,
        starts_at=start,
        ends_at=activity.ends_at + by,
        until=activity.until + by if activity.until else None,
        breaks=tuple(Span(b.start + by, b.end + by) for b in activity.breaks),
        where=where,
        why=answers[WHY].text,
    )
    if where != activity.where:
        moved = replace(moved, latitude=None, longitude=None)
    words = say(
        "🕘 {title}改了：{when}，{where}。因为：{why}",
        title=named(activity),
        when=when(facts, moved),
        where=verbatim(where),
        why=verbatim(moved.why),
    )
    unmarked = say("换了地方，地图上的位置去掉了。") if where != activity.where else NOTHING
    told = tell_all(facts, moved, words, f"{activity.number}:move:{start.timestamp():.0f}")
    change = ChangeActivity(moved, activity.changes, "move")
    return _changed(activity, say("改好了，告诉报名的人了。"), unmarked, (change, *told))


def _changed(activity: Activity, said: Words, more: Words, effects: tuple[Effect, ...]) -> Outcome:
    text = lines(said, more, by_phone(activity))
    reply = Reply(text, ((open_button(activity),),))
    return Outcome((reply,), (*effects, RedrawCards(activity.number)))


def _ask_off(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _not_begun(answers, facts)
    series = SeriesOf(the_activity(answers).series)
    yield series
    if _others(answers):
        yield WHICH
    yield WHY


def _others(answers: Answers) -> tuple[Activity, ...]:
    activity = the_activity(answers)
    later = answers[SeriesOf(activity.series)]
    return tuple(a for a in later if a.starts_at > activity.starts_at)


def _called_off(answers: Answers, facts: Facts) -> Outcome:
    activity, why = the_activity(answers), answers[WHY].text
    others = _others(answers) if answers.get(WHICH) == "all" else ()
    effects: list[Effect] = []
    for each in (activity, *others):
        off = replace(each, stage=Stage.CALLED_OFF, why=why)
        effects.append(ChangeActivity(off, each.changes, "call_off"))
        words = say(
            "✖ {title}（{when}）取消了。因为：{why}",
            title=named(each),
            when=when(facts, each),
            why=verbatim(why),
        )
        effects += tell_all(facts, each, words, f"{each.number}:off")
    said = say("取消了，告诉报名的人了。")
    more = say("后面的{n}次也取消了。", n=len(others)) if others else NOTHING
    return _changed(activity, said, more, tuple(effects))


MOVE = Flow("move_activity", say("改时间地点"), _ask_move, _moved, subject="activity")
CALL_OFF = Flow("call_off_activity", say("取消活动"), _ask_off, _called_off, subject="activity")
