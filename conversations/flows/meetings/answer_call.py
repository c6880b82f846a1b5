"""Those who are called say whether they come, cannot, or send somebody."""

from collections.abc import Iterator

from conversations.effects import RedrawCards
from conversations.entries import PersonName, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.meetings.about import (
    COMING,
    is_called,
    may_lead,
    news,
    open_button,
    read_meeting,
    the_meeting,
)
from conversations.meetings.effects import Respond
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.meetings.meeting import Attendee, Coming, Stage

WHY = Telling(key="why", text=say("什么事来不了？不想说也行。"), skip=say("不说"), limit=200)
PROXY = PersonName(key="proxy", text=say("请谁代您来？写他（她）的名字。"))


def _asks_nothing(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, is_called, facts, Stage.CALLED)


def _asks_why(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, is_called, facts, Stage.CALLED)
    yield WHY


def _asks_proxy(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, is_called, facts, Stage.CALLED)
    yield PROXY


def _coming(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    starts = meeting.starts_at.astimezone(facts.zone)
    said = say(
        "好，{day} {clock}见。开会前一天会提醒您。", day=starts.date(), clock=f"{starts:%H:%M}"
    )
    effects = (Respond(meeting.number, Coming.YES), RedrawCards(meeting.number))
    return Outcome((Reply(said, ((open_button(meeting),),)),), effects)


def _not_coming(answers: Answers, facts: Facts) -> Outcome:
    del facts
    meeting = the_meeting(answers)
    why = answers[WHY].text or ("（语音）" if answers[WHY].voice else "")
    effects = (Respond(meeting.number, Coming.NO, why=why), RedrawCards(meeting.number))
    said = say("好，记下了您来不了。改了主意再按“我来”。")
    return Outcome((Reply(said, ((open_button(meeting),),)),), effects)


def _proxy(answers: Answers, facts: Facts) -> Outcome:
    del facts
    meeting, name = the_meeting(answers), answers[PROXY]
    effects = (Respond(meeting.number, Coming.PROXY, name), RedrawCards(meeting.number))
    said = say("好，记下了：请{name}代您来。", name=verbatim(name))
    return Outcome((Reply(said, ((open_button(meeting),),)),), effects)


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts)


def _who_comes(answers: Answers, facts: Facts) -> Outcome:
    del facts
    meeting = the_meeting(answers)
    by_answer = (
        (coming, [a for a in meeting.roll if a.coming is coming])
        for coming in (Coming.YES, Coming.PROXY, Coming.NO, Coming.UNKNOWN)
    )
    parts = [
        say("{said}（{n}）：{names}", said=COMING[coming], n=len(those), names=_names(those))
        for coming, those in by_answer
        if those
    ]
    words = lines(*parts) if parts else say("这种会没有名册，来的人当场签到。")
    return Outcome((Reply(words, ((open_button(meeting),),), about=news(meeting.number)),))


MOST_NAMES = 40


def _names(those: list[Attendee]) -> Words:
    shown = "、".join(_name(a) for a in those[:MOST_NAMES])
    left = len(those) - MOST_NAMES
    more = say("，还有{n}人", n=left) if left > 0 else NOTHING
    return lines(verbatim(shown), more, by="")


def _name(line: Attendee) -> str:
    why = short(line.why, 12)
    if line.proxy:
        return f"{line.name}（{line.proxy}代）"
    return f"{line.name}（{why}）" if why else line.name


COME = Flow("coming", say("我来开会"), _asks_nothing, _coming, subject="meeting")
CANNOT = Flow("not_coming", say("来不了"), _asks_why, _not_coming, subject="meeting")
SENDS = Flow("send_proxy", say("请人代我来"), _asks_proxy, _proxy, subject="meeting")
WHO = Flow("who_comes", say("谁来谁不来"), _ask_list, _who_comes, subject="meeting")
