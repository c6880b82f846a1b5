"""An item comes to its end: voted on where there is a quorum, or agreed by all where nobody votes."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option, YesNo
from conversations.effects import RedrawCards
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import (
    WAYS,
    item_button,
    kind_of,
    open_button,
    read_item,
    rules,
    the_item,
    the_meeting,
)
from conversations.meetings.cards import item_card, vote_words
from conversations.meetings.changing import agreed_words, both_shown, no_clash, settled
from conversations.meetings.counting import attendance, quorum_now
from conversations.meetings.effects import ChangeItem
from conversations.meetings.tally import Abstained, Ayes, Noes
from conversations.messages import Reply
from conversations.questions import Answers, Key
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.meetings.meeting import Item, ItemState, Meeting, Stage, Vote, Way
from domain.meetings.votes import carried

WAY: Choice[Way] = Choice(
    key="way",
    text=say("怎么表决？"),
    decode=Way,
    options=tuple(Option(way.value, label) for way, label in WAYS.items()),
)
DECISION = Telling(key="decision", text=say("决定怎么写？"), limit=1000, to_be_read=True)
MONEY = Telling(
    key="money", text=say("钱从哪里来？"), skip=say("不用钱，或者不写"), limit=200, to_be_read=True
)
AS_PROPOSED = "就按提议"
RESERVED = YesNo(key="is_reserved", text=NOTHING, yes=say("是，转交上会"), no=say("不是，接着来"))


def _ask_vote(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN)
    yield from settled(answers, facts)
    meeting, item = the_meeting(answers), the_item(answers)
    yield from _may_vote(answers, facts, meeting, item)
    yield WAY
    present = len(meeting.present)
    ayes, noes, abstained = _counts(answers, present)
    yield ayes
    ayes, noes, abstained = _counts(answers, present)
    yield noes
    ayes, noes, abstained = _counts(answers, present)
    yield abstained
    yield _decision(item)
    yield from no_clash(answers, facts, item.decision, _written(answers, item))
    yield MONEY


def _may_vote(answers: Answers, facts: Facts, meeting: Meeting, item: Item) -> Iterator[Asked]:
    back = ((item_button(meeting, item), open_button(meeting)),)
    kind = kind_of(facts, meeting)
    if kind.passes is None:
        words = say("{kind}只议事，不表决。大家都同意就按“大家同意”。", kind=kind.name)
        yield Halt(Reply(words, back))
    if not quorum_now(facts, meeting).met:
        short_of = lines(attendance(facts, meeting), say("人到了先点名，再表决。"))
        yield Halt(Reply(short_of, back))
    yield from _not_reserved(answers, facts, meeting, item)


def _not_reserved(answers: Answers, facts: Facts, meeting: Meeting, item: Item) -> Iterator[Asked]:
    """People say whether it is one: the words of a topic only make us ask."""
    matter = rules(facts).reserved.get(item.reserved)
    if matter is None or kind_of(facts, meeting).decides:
        return
    text = say(
        "“{topic}”好像是{matter}，要村民会议或者村民代表会议来定，这个会不能定。是吗？",
        topic=verbatim(item.topic),
        matter=matter.name,
    )
    question = replace(RESERVED, text=text)
    yield question
    if answers[question]:
        seen = {"meeting": meeting.number, "item": str(item.n), "seen": str(item.changes)}
        forward = start_button(say("→ 转交上会"), "forward", **seen)
        words = say("好，那就只提意见，转交上会。")
        yield Halt(Reply(words, ((forward,), (item_button(meeting, item),))))


def _counts(answers: Answers, present: int) -> tuple[Ayes, Noes, Abstained]:
    """Each knows what was said before it."""
    said = {key: answers.packed.get(key) for key in ("ayes", "noes")}
    known = {k: v if isinstance(v, int) else 0 for k, v in said.items()}
    ayes = Ayes(key="ayes", text=say("到会能投票的{n}人。赞成几个？", n=present), present=present)
    noes = Noes(key="noes", text=say("反对几个？"), present=present, ayes=known["ayes"])
    abstained = Abstained(
        key="abstained",
        text=say("弃权几个？没投的也算。"),
        present=present,
        ayes=known["ayes"],
        noes=known["noes"],
    )
    return ayes, noes, abstained


def _decision(item: Item) -> Telling:
    return replace(DECISION, offers=(Key(say("就按提议"), "same"),)) if item.proposal else DECISION


def _written(answers: Answers, item: Item) -> str:
    text = answers[_decision(item)].text or "（语音）"
    return item.proposal if text == AS_PROPOSED and item.proposal else text


def _voted(answers: Answers, facts: Facts) -> Outcome:
    meeting, item = the_meeting(answers), the_item(answers)
    present = len(meeting.present)
    ayes, noes, abstained = _counts(answers, present)
    vote = Vote(answers[WAY], answers[ayes], answers[noes], answers[abstained], present, facts.now)
    passed = carried(kind_of(facts, meeting), vote)
    mine = _written(answers, item)
    words = agreed_words(answers, facts, item.decision, mine)
    after = replace(
        item,
        state=ItemState.DECIDED if passed else ItemState.REFUSED,
        vote=vote,
        decision=words,
        money=answers[MONEY].text,
    )
    result = say("过半，通过了。") if passed else say("没有过半，没有通过。")
    said = lines(vote_words(vote), result)
    return _settled(answers, facts, after, said, mine)


def _ask_agree(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_item(answers, facts, Stage.OPEN)
    yield from settled(answers, facts)
    meeting, item = the_meeting(answers), the_item(answers)
    if kind_of(facts, meeting).passes is not None:
        words = say("这个会要表决才算数。")
        yield Halt(Reply(words, ((item_button(meeting, item), open_button(meeting)),)))
    yield from _not_reserved(answers, facts, meeting, item)
    yield _decision(item)
    yield from no_clash(answers, facts, item.decision, _written(answers, item))
    yield MONEY


def _agreed(answers: Answers, facts: Facts) -> Outcome:
    item = the_item(answers)
    mine = _written(answers, item)
    words = agreed_words(answers, facts, item.decision, mine)
    after = replace(item, state=ItemState.DECIDED, decision=words, money=answers[MONEY].text)
    return _settled(answers, facts, after, say("记下了：大家同意。"), mine)


def _settled(answers: Answers, facts: Facts, after: Item, said: Words, mine: str) -> Outcome:
    meeting, item = the_meeting(answers), the_item(answers)
    card = item_card(facts, meeting, after)
    reply = replace(card, text=lines(said, card.text, by="\n\n"))
    effects = (
        ChangeItem(meeting.number, after, item.changes, after.state.value),
        *both_shown(answers, facts, item.decision, mine, after.decision),
        RedrawCards(meeting.number),
    )
    return Outcome((reply,), effects)


BRINGS = frozenset({"item", "seen"})
VOTE = Flow("vote", say("表决"), _ask_vote, _voted, subject="meeting", brings=BRINGS)
AGREE = Flow("agree", say("大家同意"), _ask_agree, _agreed, subject="meeting", brings=BRINGS)
