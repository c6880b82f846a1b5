"""What the clock says of meetings and action items."""

from collections.abc import Sequence

from conversations.effects import Effect, Tell, ToPerson
from conversations.facts import Facts
from conversations.meetings.about import named, news, open_button, when_where
from conversations.meetings.cards import invitation
from conversations.meetings.ending import sign_button
from conversations.meetings.tasks import action_button, line
from conversations.messages import Button, Reply
from conversations.reminders.buttons import answers
from conversations.starts import start_button
from conversations.words import Words, lines, say, verbatim
from domain.meetings.meeting import Action, Coming, Meeting
from domain.meetings.minutes import Minutes
from domain.meetings.signing import role_to_sign
from domain.meetings.watch import Due
from domain.records import NOBODY

GATHERED = 3
"""More action items than that at once are one letter."""


def of_meeting(
    facts: Facts, meeting: Meeting, due: Due, minutes: Minutes | None
) -> tuple[Effect, ...]:
    key = f"{meeting.number}:{due.value}:{meeting.starts_at.timestamp():.0f}"
    match due:
        case Due.DAY_BEFORE | Due.HOURS_BEFORE:
            return _called(facts, meeting, key)
        case Due.NOT_BEGUN:
            words = say(
                "⏰ {meeting}到时间了，还没有按“现在开会”。改时间还是不开？", meeting=named(meeting)
            )
            return _to_two(meeting, words, key, open_button(meeting))
        case Due.STILL_OPEN:
            words = say("⏰ {meeting}还开着。散了就按“散会”。", meeting=named(meeting))
            daily = f"{key}:{facts.now:%Y%m%d}"
            return _to_two(meeting, words, daily, open_button(meeting))
        case Due.UNSIGNED if minutes:
            return _unsigned(facts, meeting, minutes, key)
        case _:
            return ()


def _called(facts: Facts, meeting: Meeting, key: str) -> tuple[Effect, ...]:
    """Those who do not come anyway are left alone."""
    card = invitation(facts, meeting)
    coming = Reply(
        say(
            "⏰ 提醒您开会：{meeting}\n{when}",
            meeting=named(meeting),
            when=when_where(facts, meeting),
        ),
        ((open_button(meeting),),),
        about=news(meeting.number),
    )
    told = [
        Tell(ToPerson(a.person), card if a.coming is Coming.UNKNOWN else coming, key)
        for a in meeting.roll
        if a.person and a.coming not in {Coming.NO, Coming.PROXY}
    ]
    leaders = {meeting.convener.id, meeting.recorder.id} - {a.person for a in meeting.roll}
    return (*told, *(Tell(ToPerson(p), coming, key) for p in sorted(leaders - {NOBODY.id})))


def _to_two(meeting: Meeting, words: Words, key: str, button: Button) -> tuple[Effect, ...]:
    people = sorted({meeting.convener.id, meeting.recorder.id} - {NOBODY.id})
    reply = Reply(words, ((button,),), about=news(meeting.number))
    return tuple(Tell(ToPerson(p), reply, key) for p in people)


def _unsigned(facts: Facts, meeting: Meeting, minutes: Minutes, key: str) -> tuple[Effect, ...]:
    """Once a day to whoever has not signed; where an answer is owed, to both."""
    daily = f"{key}:{minutes.version}:{facts.now:%Y%m%d}"
    people = {meeting.convener.id, meeting.recorder.id} - {NOBODY.id}
    see = start_button(say("📄 看纪要"), "minutes", meeting=meeting.number)
    told: list[Effect] = []
    rows: tuple[tuple[Button, ...], ...]
    for person in sorted(people):
        if role_to_sign(meeting, minutes, person):
            words = say("✍ {meeting}的纪要等您签。", meeting=named(meeting))
            rows = ((sign_button(meeting.number), see),)
        elif minutes.unanswered:
            words = say("✋ {meeting}的纪要有人说记得不对，回了话才能定。", meeting=named(meeting))
            rows = ((see,),)
        else:
            continue
        told.append(Tell(ToPerson(person), Reply(words, rows, about=news(meeting.number)), daily))
    return tuple(told)


def made_final(meeting: Meeting, minutes: Minutes) -> tuple[Effect, ...]:
    words = say(
        "✅ {meeting}的纪要第{n}版定了：两个人都签了，没有人说不对。",
        meeting=named(meeting),
        n=minutes.version,
    )
    see = start_button(say("📄 看纪要"), "minutes", meeting=meeting.number)
    publish = start_button(say("📢 公布出去"), "publish", meeting=meeting.number)
    people = sorted({meeting.convener.id, meeting.recorder.id} - {NOBODY.id})
    key = f"{meeting.number}:final:{minutes.version}"
    return tuple(Tell(ToPerson(p), Reply(words, ((see, publish),)), key) for p in people)


def of_actions(facts: Facts, person: int, owed: Sequence[tuple[Action, Due]]) -> tuple[Effect, ...]:
    """To the owner; more than three at once are one letter."""
    if len(owed) > GATHERED:
        shown = [line(facts, action) for action, _ in owed]
        words = lines(say("⏰ 会上定的事，有{n}件要看：", n=len(owed)), *shown)
        rows = ((start_button(say("📌 看任务"), "actions"),),)
        key = f"actions:{person}:{facts.now:%Y%m%d%H}"
        return (Tell(ToPerson(person), Reply(words, rows), key),)
    return tuple(
        Tell(
            ToPerson(person),
            _owed(facts, action, due),
            _key(facts, action, due),
            cause=action.number,
        )
        for action, due in owed
    )


SAID = {
    Due.HALF: say("时间过半了"),
    Due.EVE: say("快到时间了"),
    Due.OVER: say("今天到时间"),
    Due.LATE: say("过时间了"),
}


def _owed(facts: Facts, action: Action, due: Due) -> Reply:
    words = say("⏰ {said}：{line}", said=SAID[due], line=line(facts, action))
    done = start_button(say("✅ 做好了"), "action_done", action=action.number)
    return Reply(words, ((done,), (action_button(action),), *answers(action.number, done=False)))


def _key(facts: Facts, action: Action, due: Due) -> str:
    key = f"{action.number}:{due.value}:{action.due_at.timestamp():.0f}"
    return f"{key}:{facts.now:%Y%m%d}" if due is Due.LATE else key


def late_to_convener(facts: Facts, action: Action) -> tuple[Effect, ...]:
    """From the second day on; the owner hears by themselves."""
    if action.convener.id in {NOBODY.id, action.owner.id}:
        return ()
    words = say("⏰ 会上定的事过时间了：{line}", line=line(facts, action))
    key = f"{action.number}:late-convener:{facts.now:%Y%m%d}"
    return (Tell(ToPerson(action.convener.id), Reply(words, ((action_button(action),),)), key),)


def not_planned(
    facts: Facts, body: int, name: str, quarter: str, person: int
) -> tuple[Effect, ...]:
    """Representatives meet every quarter (村民委员会组织法)."""
    del facts
    words = say(
        "🗓 {body}这个季度还没有开会，也没有通知。每个季度至少要开一次。", body=verbatim(name)
    )
    rows = ((start_button(say("📣 通知开会"), "call_meeting"),),)
    return (Tell(ToPerson(person), Reply(words, rows), f"quarter:{body}:{quarter}:{person}"),)
