"""A meeting is shown, opened, gone on with, photographed, ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from conversations.choices import YesNo
from conversations.days import TimeOfDay
from conversations.effects import Effect, RedrawCards
from conversations.entries import Spoken
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import (
    LIST,
    item_button,
    may_know,
    may_lead,
    open_button,
    read_meeting,
    the_meeting,
)
from conversations.meetings.cards import board, outcome_line, view
from conversations.meetings.effects import (
    AddPictures,
    ChangeItem,
    ChangeMeeting,
    MakeMinutes,
    RaiseTopic,
)
from conversations.meetings.ending import minutes_letters, minutes_ready
from conversations.meetings.facts import NewCode
from conversations.meetings.writing import sheet_of
from conversations.messages import Button, Reply
from conversations.questions import Answered, Answers, Given, Json, Line, Problem, Prompt, Taken
from conversations.sheets import Photos
from conversations.words import NOTHING, lines, say, short, verbatim
from domain.meetings.meeting import Item, ItemState, Meeting, Stage

CODE = NewCode()
PICTURES = Photos(key="photos", text=say("发照片来，放进这个会里。"), most=30)
LEFT = YesNo(key="left", text=NOTHING, yes=say("散会，没议的下次再议"), no=say("先不散，接着议"))
TOPIC_NUMBER = NewNumber("YS")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedAt(TimeOfDay):
    """When it ended, on the day it began: asked of a recorder who left it open for hours."""

    began: time

    def take(self, given: Given, draft: Json) -> Taken:
        taken = TimeOfDay.take(self, given, draft)
        if isinstance(taken, Answered) and self.unpack(taken.value) <= self.began:
            began = f"{self.began:%H:%M}"
            return Problem(say("散会不能早于开会（{clock}）。请写散会的时间。", clock=began))
        return taken

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del draft, lines_
        return Prompt(self.text, ())


def _ask_show(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_know, facts)


def _show(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((view(facts, the_meeting(answers)),))


def _refresh(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((view(facts, the_meeting(answers)),), in_place=True)


def _ask_open(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.CALLED, Stage.OPEN)
    yield CODE


def _opened(answers: Answers, facts: Facts) -> Outcome:
    """Who comes to write it down as the second one finds it open already."""
    meeting = the_meeting(answers)
    if meeting.stage is Stage.OPEN:
        return Outcome((board(facts, meeting),))
    after = replace(
        meeting,
        stage=Stage.OPEN,
        opened_at=facts.now,
        code=answers[CODE],
        why="",
        changes=meeting.changes + 1,
    )
    shown = board(facts, after)
    said = say("▶ 开会了。先点名，也可以贴签到码让大家自己扫。")
    reply = replace(shown, text=lines(said, shown.text, by="\n\n"))
    change = ChangeMeeting(after, meeting.changes, "open")
    return Outcome((reply,), (change, RedrawCards(meeting.number)))


def _ask_items(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts)


def _all_items(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    shown = [outcome_line(facts, meeting, item) for item in meeting.items]
    rows: list[tuple[Button, ...]] = [(item_button(meeting, item),) for item in meeting.items]
    return Outcome((Reply(lines(*shown), (*rows, (open_button(meeting),)), about=LIST),))


def _ask_photos(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.OPEN, Stage.ENDED, Stage.FINAL)
    yield PICTURES


def _photos_kept(answers: Answers, facts: Facts) -> Outcome:
    meeting, sheet = the_meeting(answers), answers[PICTURES]
    said = say("照片{n}张，放进去了。", n=len(sheet.files))
    card = view(facts, meeting)
    reply = replace(card, text=lines(said, card.text, by="\n\n"))
    return Outcome((reply,), (AddPictures(meeting.number, sheet.files),))


def _left_over(meeting: Meeting) -> tuple[Item, ...]:
    return tuple(i for i in meeting.items if i.state is ItemState.OPEN)


def _ask_end(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.OPEN)
    meeting = the_meeting(answers)
    left = _left_over(meeting)
    if left:
        question = _left(left)
        yield question
        if not answers[question]:
            yield Halt(board(facts, meeting))
    if meeting.opened_at and facts.now - meeting.opened_at > timedelta(hours=6):
        yield _ended_at(facts, meeting)
    if left:
        yield TOPIC_NUMBER


def _left(left: tuple[Item, ...]) -> YesNo:
    topics = lines(*(say("{n}. {topic}", n=i.n, topic=verbatim(short(i.topic, 40))) for i in left))
    return replace(LEFT, text=lines(say("还有{n}项没议完：", n=len(left)), topics))


def _ended_at(facts: Facts, meeting: Meeting) -> EndedAt:
    assert meeting.opened_at is not None
    began = meeting.opened_at.astimezone(facts.zone)
    text = say(
        "{day} {clock}开的会，几点散的？请写几点。", day=began.date(), clock=f"{began:%H:%M}"
    )
    return EndedAt(key="ended", text=text, began=began.time(), offers=())


def _end(answers: Answers, facts: Facts) -> datetime:
    """On the day it began, unless it is said to end now."""
    meeting = the_meeting(answers)
    assert meeting.opened_at is not None
    said = answers.get(_ended_at(facts, meeting))
    if said is None:
        return facts.now
    began = meeting.opened_at.astimezone(facts.zone)
    ended = datetime.combine(began.date(), said, facts.zone)
    return min(ended, facts.now)


def _ended(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    left = _left_over(meeting)
    items = tuple(
        replace(i, state=ItemState.DEFERRED) if i.state is ItemState.OPEN else i
        for i in meeting.items
    )
    after = replace(
        meeting,
        stage=Stage.ENDED,
        ended_at=_end(answers, facts),
        items=items,
        changes=meeting.changes + 1,
    )
    sheet = sheet_of(facts, after, version=1)
    deferred = [ChangeItem(after.number, i, i.changes, "defer") for i in items if i.n in _ns(left)]
    effects: tuple[Effect, ...] = (
        ChangeMeeting(after, meeting.changes, "end"),
        *deferred,
        *_again(answers, meeting, left),
        MakeMinutes(after.number, sheet),
        *minutes_letters(facts, after, sheet),
        RedrawCards(after.number),
    )
    return Outcome((minutes_ready(facts, after, sheet),), effects)


def _ns(items: tuple[Item, ...]) -> set[int]:
    return {i.n for i in items}


def _again(answers: Answers, meeting: Meeting, left: tuple[Item, ...]) -> tuple[Effect, ...]:
    """What was not talked about waits for the next meeting, as one topic."""
    if not left:
        return ()
    words = "；".join(short(i.topic, 60) for i in left)
    said = Spoken(f"上次没议完的：{words}（{meeting.number}）")
    return (RaiseTopic(answers[TOPIC_NUMBER], meeting.place, said),)


SHOW = Flow("meeting", say("看会"), _ask_show, _show, subject="meeting")
REFRESH = Flow("refresh_meeting", say("看最新"), _ask_show, _refresh, subject="meeting")
OPEN = Flow("open_meeting", say("开会"), _ask_open, _opened, subject="meeting")
ITEMS = Flow("all_items", say("全部议题"), _ask_items, _all_items, subject="meeting")
PHOTOS = Flow("meeting_photos", say("放照片"), _ask_photos, _photos_kept, subject="meeting")
END = Flow("end_meeting", say("散会"), _ask_end, _ended, subject="meeting")
