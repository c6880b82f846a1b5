"""What a voice said at a meeting is written down by somebody who listened; minutes are to be read."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.effects import Effect, RedrawCards
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import open_button, read_item, the_item, the_meeting
from conversations.meetings.cards import item_card, unheard
from conversations.meetings.effects import MakeMinutes, WriteDown
from conversations.meetings.facts import MinutesOf
from conversations.meetings.voices import Heard
from conversations.meetings.writing import sheet_of
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import lines, say, verbatim
from domain.meetings.meeting import Meeting, Stage, Statement
from domain.meetings.minutes import MinutesState


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN, Stage.ENDED)
    meeting, item = the_meeting(answers), the_item(answers)
    yield MinutesOf(meeting.number)
    waiting = unheard(item)
    if not waiting:
        yield Halt(Reply(say("语音都写下来了。"), ((open_button(meeting),),)))
        return
    yield _words(waiting[0])


def _words(statement: Statement) -> Telling:
    who = verbatim(statement.who) if statement.who else say("有人")
    return Heard(
        key=f"words{statement.id}",
        text=say("{who}说了什么？听了写下来。", who=who),
        limit=2000,
        to_be_read=True,
        voice=statement.voice or 0,
    )


def finish(answers: Answers, facts: Facts) -> Outcome:
    meeting, item = the_meeting(answers), the_item(answers)
    statement = unheard(item)[0]
    words = answers[_words(statement)].text
    said = tuple(replace(s, words=words) if s.id == statement.id else s for s in item.statements)
    after = replace(item, statements=said)
    card = item_card(facts, meeting, after)
    reply = replace(card, text=lines(say("记下了。"), card.text, by="\n\n"))
    items = tuple(after if i.n == item.n else i for i in meeting.items)
    effects: tuple[Effect, ...] = (
        WriteDown(meeting.number, statement.id, words),
        *_again(answers, facts, replace(meeting, items=items)),
        RedrawCards(meeting.number),
    )
    return Outcome((reply,), effects)


def _again(answers: Answers, facts: Facts, meeting: Meeting) -> tuple[Effect, ...]:
    """A draft that is out already is written anew, and signed again."""
    versions = answers[MinutesOf(meeting.number)]
    if not versions or versions[0].state is not MinutesState.DRAFT:
        return ()
    sheet = sheet_of(facts, meeting, versions[0].version, versions[0].sheet.changed)
    return (MakeMinutes(meeting.number, sheet, "写下语音"),)


FLOW = Flow(
    "write_down",
    say("写下语音"),
    questions,
    finish,
    subject="meeting",
    brings=frozenset({"item"}),
)
