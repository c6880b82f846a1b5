"""A meeting that is ahead is moved, or called off; everybody called hears of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.days import Day, TimeOfDay
from conversations.effects import RedrawCards
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.meetings.about import (
    kind_of,
    may_lead,
    read_meeting,
    the_meeting,
    when_where,
)
from conversations.meetings.calling import tell_all
from conversations.meetings.cards import view
from conversations.meetings.effects import ChangeMeeting
from conversations.questions import Answers, Key
from conversations.words import Words, lines, say, verbatim
from domain.meetings.meeting import Meeting, Stage
from domain.meetings.notice import earliest_day

CLOCK = TimeOfDay(key="clock", text=say("改到几点？"))
WHERE = Telling(key="where", text=say("在哪里开？"), limit=100, to_be_read=True)
WHY = Telling(key="why", text=say("为什么？参会的人看得到。"), limit=200, to_be_read=True)
SAME = Key(say("还是那里"), "same")


def _day(facts: Facts, meeting: Meeting) -> Day:
    """The notice period runs anew from the day it is moved."""
    today, kind = facts.now.astimezone(facts.zone).date(), kind_of(facts, meeting)
    first = earliest_day(kind, today)
    early = say(
        "{kind}要提前{n}天通知，最早{day}开。", kind=kind.name, n=kind.notice_days, day=first
    )
    return Day(
        key="day",
        text=say("改到哪天？"),
        today=today,
        earliest=first,
        offers=tuple(first + timedelta(days=n) for n in range(3)),
        too_early=early,
        latest=today + timedelta(days=370),
    )


def _clock(answers: Answers, facts: Facts) -> TimeOfDay:
    now = facts.now.astimezone(facts.zone)
    is_today = answers[_day(facts, the_meeting(answers))] == now.date()
    return replace(CLOCK, after=now.time()) if is_today else CLOCK


def _ask_move(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.CALLED)
    yield _day(facts, the_meeting(answers))
    yield _clock(answers, facts)
    yield replace(WHERE, offers=(SAME,))
    yield WHY


def _moved(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    day, clock = answers[_day(facts, meeting)], answers[_clock(answers, facts)]
    where = answers[WHERE].text
    after = replace(
        meeting,
        starts_at=datetime.combine(day, clock, facts.zone),
        where=meeting.where if where in {SAME.label.pattern, ""} else where,
        why=answers[WHY].text,
        changes=meeting.changes + 1,
    )
    words = say(
        "📅 会改了：{topic}\n{when}\n为什么：{why}",
        topic=verbatim(meeting.topic),
        when=when_where(facts, after),
        why=answers[WHY].text or say("（语音）"),
    )
    return _told(facts, meeting, after, "move", words)


def _ask_off(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.CALLED)
    yield WHY


def _called_off(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    why = answers[WHY].text
    after = replace(meeting, stage=Stage.CALLED_OFF, why=why, changes=meeting.changes + 1)
    words = say(
        "✖ 会不开了：{topic}\n为什么：{why}",
        topic=verbatim(meeting.topic),
        why=why or say("（语音）"),
    )
    return _told(facts, meeting, after, "call_off", words)


def _told(facts: Facts, before: Meeting, after: Meeting, what: str, words: Words) -> Outcome:
    told = tell_all(before, words, f"{before.number}:{what}:{before.changes}", facts.me.id)
    card = view(facts, after)
    said = replace(card, text=lines(say("好，告诉{n}人了。", n=len(told)), card.text, by="\n\n"))
    change = ChangeMeeting(after, before.changes, what)
    return Outcome((said,), (change, *told, RedrawCards(after.number)))


MOVE = Flow("move_meeting", say("改时间地点"), _ask_move, _moved, subject="meeting")
CALL_OFF = Flow("call_off", say("不开了"), _ask_off, _called_off, subject="meeting")
