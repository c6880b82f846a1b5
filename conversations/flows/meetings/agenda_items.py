"""A matter on the agenda: shown, added, talked about, proposed, put off, passed on."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.effects import Effect, RedrawCards
from conversations.entries import Spoken, Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Outcome
from conversations.meetings.about import (
    may_lead,
    open_button,
    read_item,
    read_meeting,
    rules,
    the_item,
    the_meeting,
)
from conversations.meetings.calling import tell_all
from conversations.meetings.cards import item_card
from conversations.meetings.changing import changed, no_clash, settled
from conversations.meetings.effects import AddItem, ChangeItem, RaiseTopic
from conversations.meetings.speaking import Speaking, speaks
from conversations.messages import Reply
from conversations.questions import Answers, Json
from conversations.words import Words, lines, say, verbatim
from domain.meetings.meeting import Item, ItemState, Meeting, Stage
from domain.meetings.reserving import reserved_in

TOPIC = Telling(key="topic", text=say("要议什么？"), limit=500, to_be_read=True)
WHO = Telling(key="who", text=say("谁提的？"), skip=say("不写"), limit=30, to_be_read=True)
PROPOSAL = Telling(
    key="proposal", text=say("提议怎么写？一句话，大家好表决。"), limit=500, to_be_read=True
)
ADVICE = Telling(
    key="advice",
    text=say("这次会的意见是什么？会一起转过去。"),
    skip=say("没有意见"),
    limit=500,
    to_be_read=True,
)
NUMBER = NewNumber("YS")


def _ask_item(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts)


def _show(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((item_card(facts, the_meeting(answers), the_item(answers)),))


def _ask_add(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.CALLED, Stage.OPEN)
    yield TOPIC
    yield WHO


def _added(answers: Answers, facts: Facts) -> Outcome:
    meeting, topic = the_meeting(answers), answers[TOPIC].text or "（语音）"
    n = max((i.n for i in meeting.items), default=0) + 1
    item = Item(n, topic, answers[WHO].text, reserved=reserved_in(topic, rules(facts)))
    effects: tuple[Effect, ...] = (AddItem(meeting.number, item), RedrawCards(meeting.number))
    if meeting.stage is Stage.CALLED:
        words = say("➕ 会上多了一个议题：{topic}", topic=verbatim(topic))
        key = f"{meeting.number}:item:{n}:{meeting.deeds}"
        effects = (*effects, *tell_all(meeting, words, key, facts.me.id))
    said = say("加上了，第{n}项。", n=n)
    return Outcome((Reply(said, ((open_button(meeting),),)),), effects)


def _ask_speak(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN)
    yield _speaking(the_meeting(answers), the_item(answers))


def _speaking(meeting: Meeting, item: Item) -> Speaking:
    there = {a.name: str(a.id) for a in meeting.roll if a.there}
    spoke = dict.fromkeys(s.who for s in reversed(item.statements) if s.who in there)
    speakers = {there[name]: name for name in (*spoke, *there)}
    text = say(
        "第{n}项：{topic}\n谁说了什么？写“名字：他说的话”，或者先按名字再说。语音也行。",
        n=item.n,
        topic=verbatim(item.topic),
    )
    return Speaking(key="said", text=text, speakers=speakers)


def _heard(answers: Answers, facts: Facts, draft: Json) -> tuple[Effect, ...]:
    del facts
    return speaks(the_meeting(answers).number, the_item(answers).n, draft)


def _spoken(answers: Answers, facts: Facts) -> Outcome:
    meeting = the_meeting(answers)
    return Outcome((item_card(facts, meeting, the_item(answers)),), (RedrawCards(meeting.number),))


def _ask_proposal(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN)
    yield from settled(answers, facts)
    yield PROPOSAL
    item = the_item(answers)
    yield from no_clash(answers, facts, item.proposal, answers[PROPOSAL].text)


def _proposed(answers: Answers, facts: Facts) -> Outcome:
    item = the_item(answers)
    return changed(answers, facts, "proposal", item.proposal, answers[PROPOSAL].text)


def _ask_defer(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN)
    yield from settled(answers, facts)
    yield NUMBER


def _deferred(answers: Answers, facts: Facts) -> Outcome:
    """It waits among the topics for the next meeting."""
    meeting, item = the_meeting(answers), the_item(answers)
    after = replace(item, state=ItemState.DEFERRED)
    said = Spoken(f"{item.topic}（上次没定，{meeting.number}）")
    again = RaiseTopic(answers[NUMBER], meeting.place, said)
    return _settled(facts, meeting, after, say("好，下次开会再议，已经记在等着上会的事里。"), again)


def _ask_forward(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN)
    yield from settled(answers, facts)
    yield ADVICE
    yield NUMBER


def _forwarded(answers: Answers, facts: Facts) -> Outcome:
    """A body that cannot decide a reserved matter gives its advice and passes it on (§24)."""
    meeting, item, advice = the_meeting(answers), the_item(answers), answers[ADVICE].text
    after = replace(item, state=ItemState.FORWARDED, decision=advice)
    opinion = f"；意见：{advice}" if advice else ""
    said = Spoken(f"{item.topic}{opinion}（{meeting.body_name}转来，{meeting.number}）")
    again = RaiseTopic(answers[NUMBER], meeting.place, said)
    matter = rules(facts).reserved.get(item.reserved)
    words = say(
        "转了，等村民代表会议或村民会议来定。{matter}", matter=matter.name if matter else ""
    )
    return _settled(facts, meeting, after, words, again)


def _settled(facts: Facts, meeting: Meeting, item: Item, said: Words, *more: Effect) -> Outcome:
    card = item_card(facts, meeting, item)
    reply = replace(card, text=lines(said, card.text, by="\n\n"))
    change = ChangeItem(meeting.number, item, item.changes, item.state.value)
    return Outcome((reply,), (change, *more, RedrawCards(meeting.number)))


ITEMS = frozenset({"item", "seen"})
SHOW = Flow("item", say("看议题"), _ask_item, _show, subject="meeting", brings=ITEMS)
ADD = Flow("add_item", say("加议题"), _ask_add, _added, subject="meeting")
SPEAK = Flow(
    "speak", say("记发言"), _ask_speak, _spoken, subject="meeting", brings=ITEMS, keeps=_heard
)
PROPOSE = Flow("propose", say("写提议"), _ask_proposal, _proposed, subject="meeting", brings=ITEMS)
DEFER = Flow("defer", say("下次再议"), _ask_defer, _deferred, subject="meeting", brings=ITEMS)
FORWARD = Flow(
    "forward", say("转交上会"), _ask_forward, _forwarded, subject="meeting", brings=ITEMS
)
