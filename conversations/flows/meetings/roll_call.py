"""Who is there: ticked by name, by one recorder or several, or checked in by the code on the wall."""

from collections.abc import Iterator
from functools import partial

from conversations.effects import Effect, MakePaper, RedrawCards
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import (
    kind_of,
    may_lead,
    news,
    open_button,
    read_meeting,
    the_meeting,
)
from conversations.meetings.cards import board
from conversations.meetings.counting import attendance, quorum_now
from conversations.meetings.effects import Attend
from conversations.meetings.facts import MeetingCoded, MeetingNumbered
from conversations.meetings.roll import ADDS, GUEST, attends, roll_of
from conversations.messages import Reply
from conversations.questions import Answers, Json
from conversations.roll import RollCall
from conversations.words import NOTHING, lines, say, verbatim
from domain.meetings.kinds import Called
from domain.meetings.meeting import Meeting, Stage

CODE = Known(key="code", text=NOTHING)
EVERY = 10
"""After so many check-ins the recorders' boards are drawn anew; each one alone would flood them."""


def _roll(facts: Facts, meeting: Meeting) -> RollCall:
    return RollCall(
        key="roll",
        text=NOTHING,
        roll=roll_of(meeting),
        count=partial(attendance, facts, meeting),
        adds=ADDS,
        quiet=frozenset({GUEST}),
    )


def _ask_roll(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.OPEN)
    yield _roll(facts, the_meeting(answers))


def _kept(answers: Answers, facts: Facts, draft: Json) -> tuple[Effect, ...]:
    del facts
    return attends(the_meeting(answers).number, draft)


def _done(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    return Outcome((board(facts, meeting),), (RedrawCards(meeting.number),))


def _ask_check_in(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield CODE
    coded = MeetingCoded(answers[CODE])
    yield coded
    if not answers[coded]:
        yield Halt(
            Reply(say("这个签到码不对，或者会已经散了。请到前面找记录的人签到。"), menu=True)
        )
        return
    numbered = MeetingNumbered(answers[coded])
    yield numbered
    meeting = answers[numbered]
    assert meeting is not None
    yield from _may_check_in(meeting, facts)


def _may_check_in(meeting: Meeting, facts: Facts) -> Iterator[Asked]:
    line = meeting.attendee_of(facts.me.id)
    if line and line.there:
        said = say("您已经签过到了：{topic}", topic=verbatim(meeting.topic))
        yield Halt(Reply(said, menu=True))


def _checked_in(answers: Answers, facts: Facts) -> Outcome:
    """On the list: there. Where everybody may come, villagers count; anybody else only listens."""
    meeting = answers[MeetingNumbered(answers[MeetingCoded(answers[CODE])])]
    assert meeting is not None
    line, me = meeting.attendee_of(facts.me.id), facts.me
    same_name = [a for a in meeting.roll if a.person is None and a.name == me.name]
    everybody = kind_of(facts, meeting).called is Called.EVERYBODY
    votes = everybody and me.village == meeting.place
    attend = Attend(
        meeting.number,
        came=True,
        attendee=line.id if line else (same_name[0].id if len(same_name) == 1 else 0),
        name=me.name,
        person=me.id,
        votes=votes,
        scanned=True,
    )
    listed = line is not None or len(same_name) == 1
    said = say("✅ 签到了：{topic}", topic=verbatim(meeting.topic))
    note = NOTHING if listed or votes else say("名册上没有您，算列席，不投票。要投票请找记录的人。")
    redraw = (RedrawCards(meeting.number),) if _worth_drawing(facts, meeting) else ()
    reply = Reply(lines(said, note), ((open_button(meeting),),), about=news(meeting.number))
    return Outcome((reply,), (attend, *redraw))


def _worth_drawing(facts: Facts, meeting: Meeting) -> bool:
    there = len(meeting.present) + 1
    before, after = quorum_now(facts, meeting), quorum_now(facts, meeting, there)
    return there < EVERY or there % EVERY == 0 or before.met != after.met


def _ask_code(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.CALLED, Stage.OPEN)


def _wall_code(answers: Answers, facts: Facts) -> Outcome:
    del facts
    meeting = the_meeting(answers)
    if not meeting.code:
        return Outcome((Reply(say("开会以后才有签到码。"), ((open_button(meeting),),)),))
    words = say(
        "🔲 签到码：{code}\n图打印出来贴墙上，来的人扫一下；不会扫的，在村帮里写“签到 {code}”。",
        code=meeting.code,
    )
    return Outcome(
        (Reply(words, ((open_button(meeting),),)),), (MakePaper("wall_code", meeting.number),)
    )


ROLL = Flow("roll", say("点名"), _ask_roll, _done, subject="meeting", keeps=_kept)
CHECK_IN = Flow("check_in", say("开会签到"), _ask_check_in, _checked_in, subject="code")
WALL = Flow("wall_code", say("签到码"), _ask_code, _wall_code, subject="meeting")
