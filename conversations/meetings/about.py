"""What several talks say of a meeting: which one, when, how it stands, and how it is opened."""

from collections.abc import Callable, Iterator, Mapping

from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.meetings.facts import MeetingNumbered
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, say, short, verbatim
from domain.meetings.kinds import MeetingKind, MeetingRules
from domain.meetings.meeting import Coming, Item, ItemState, Meeting, Stage, Way
from domain.meetings.rights import knows_of, leads, reads
from domain.names import Name

MEETING = Known(key="meeting", text=say("要看哪个会？请写编号，或者按卡片上的按钮。"))
ITEM = Known(key="item", text=say("请从会场的按钮进来。"))
LIST = "list"
"""A letter that stays as it is: its buttons can be used again."""

STAGES: Mapping[Stage, Words] = {
    Stage.CALLED: say("还没开"),
    Stage.OPEN: say("正在开"),
    Stage.ENDED: say("开完了，纪要还没定"),
    Stage.FINAL: say("纪要定了"),
    Stage.CALLED_OFF: say("取消了"),
}
STATES: Mapping[ItemState, Words] = {
    ItemState.OPEN: say("还没议完"),
    ItemState.DECIDED: say("定了"),
    ItemState.REFUSED: say("没有通过"),
    ItemState.DEFERRED: say("下次再议"),
    ItemState.FORWARDED: say("转交上会"),
}
MARKS: Mapping[ItemState, str] = {
    ItemState.OPEN: "○",
    ItemState.DECIDED: "✓",
    ItemState.REFUSED: "✗",
    ItemState.DEFERRED: "…",
    ItemState.FORWARDED: "→",
}
WAYS: Mapping[Way, Words] = {
    Way.HANDS: say("举手"),
    Way.SECRET: say("无记名投票"),
    Way.HOUSEHOLD: say("按户表决"),
}
COMING: Mapping[Coming, Words] = {
    Coming.UNKNOWN: say("没回话"),
    Coming.YES: say("来"),
    Coming.NO: say("来不了"),
    Coming.PROXY: say("请人代"),
}
NOT_FOUND = say("没有找到这个会，请看看编号。")
NOT_YOURS = say("这个会的内容只给参会的人和村里看。")
NOT_RECORDER = say("这一步是召集的人、记录的人和村干部做的。")

Right = Callable[[Meeting, Facts], bool]


def may_lead(meeting: Meeting, facts: Facts) -> bool:
    return leads(meeting, facts.me.id, facts.me.posts)


def may_read(meeting: Meeting, facts: Facts) -> bool:
    return reads(meeting, facts.me.id, facts.me.posts)


def may_know(meeting: Meeting, facts: Facts) -> bool:
    return knows_of(meeting, facts.me.id, facts.me.posts, facts.me.village)


def is_called(meeting: Meeting, facts: Facts) -> bool:
    return meeting.attendee_of(facts.me.id) is not None


WHY_NOT: Mapping[Right, Words] = {
    may_lead: NOT_RECORDER,
    may_read: NOT_YOURS,
    may_know: NOT_FOUND,
    is_called: say("这个会没有叫您，不用回话。想来听可以问村里。"),
}
AT_STAGE: Mapping[Stage, Words] = {
    Stage.CALLED: say("这个会还没有开。"),
    Stage.OPEN: say("这个会正在开。"),
    Stage.ENDED: say("这个会已经散了。"),
    Stage.FINAL: say("这个会的纪要已经定了；要改，按“改纪要”，会另出一版。"),
    Stage.CALLED_OFF: say("这个会不开了。"),
}


def about(number: str) -> str:
    """The name under which people hold a card of a meeting, so that it can be redrawn."""
    return f"meeting:{number}"


def news(number: str) -> str:
    """Of letters about a meeting that stay as they are, with their buttons."""
    return f"meeting:{number}:news"


def rules(facts: Facts) -> MeetingRules:
    return facts.catalogue.meetings


def kind_of(facts: Facts, meeting: Meeting) -> MeetingKind:
    return rules(facts).kind(meeting.kind)


def kind_name(facts: Facts, meeting: Meeting) -> Name:
    found = rules(facts).kinds.get(meeting.kind)
    return found.name if found else Name(meeting.kind)


def the_meeting(answers: Answers) -> Meeting:
    meeting = answers[MeetingNumbered(answers[MEETING])]
    assert meeting is not None
    return meeting


def read_meeting(answers: Answers, right: Right, facts: Facts, *stages: Stage) -> Iterator[Asked]:
    """The meeting, checked: whether there is one, whether it is theirs, whether it is time."""
    yield MEETING
    numbered = MeetingNumbered(answers[MEETING])
    yield numbered
    meeting = answers[numbered]
    if meeting is None or not may_know(meeting, facts):
        yield Halt(Reply(NOT_FOUND, menu=True))
        return
    if not right(meeting, facts):
        yield Halt(Reply(WHY_NOT[right], menu=True))
    if stages and meeting.stage not in stages:
        yield Halt(Reply(AT_STAGE[meeting.stage], ((open_button(meeting),),)))


def the_item(answers: Answers) -> Item:
    item = the_meeting(answers).item(int(answers[ITEM]))
    assert item is not None
    return item


def read_item(answers: Answers, facts: Facts, *stages: Stage) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, *stages)
    yield ITEM
    n = answers[ITEM]
    if not n.isdecimal() or len(n) > 4 or the_meeting(answers).item(int(n)) is None:
        yield Halt(Reply(say("没有这一项。"), ((open_button(the_meeting(answers)),),)))


def open_button(meeting: Meeting) -> Button:
    label = say("🏛 回会场") if meeting.stage is Stage.OPEN else say("📋 看这个会")
    return start_button(label, "meeting", meeting=meeting.number)


def item_button(meeting: Meeting, item: Item, label: Words = NOTHING) -> Button:
    shown = label if label != NOTHING else say("{n} {topic}", n=item.n, topic=short(item.topic))
    return start_button(shown, "item", meeting=meeting.number, item=str(item.n))


def when_where(facts: Facts, meeting: Meeting) -> Words:
    starts = meeting.starts_at.astimezone(facts.zone)
    return say(
        "🕘 {day} {clock}\n📍 {where}",
        day=starts.date(),
        clock=f"{starts:%H:%M}",
        where=meeting.where,
    )


def named(meeting: Meeting) -> Words:
    """How a meeting is called in a sentence."""
    return say(
        "“{topic}”（{body}）", topic=short(meeting.topic, 24), body=verbatim(meeting.body_name)
    )
