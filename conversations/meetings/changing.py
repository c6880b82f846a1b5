"""What one recorder writes never wipes out what another wrote: both are shown to both."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from conversations.choices import Choice, Option
from conversations.effects import Effect, RedrawCards, Tell, ToPerson
from conversations.facts import Facts
from conversations.flow import Asked, Halt, Outcome
from conversations.meetings.about import (
    STATES,
    item_button,
    open_button,
    the_item,
    the_meeting,
)
from conversations.meetings.cards import item_card
from conversations.meetings.effects import ChangeItem
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, lines, say, verbatim
from domain.meetings.meeting import Item, ItemState

Field = Literal["proposal", "decision"]
CLASH: Choice[str] = Choice(
    key="clash",
    text=NOTHING,
    decode=str,
    options=(
        Option("mine", say("用我写的")),
        Option("theirs", say("用他写的")),
        Option("both", say("两样都留着")),
    ),
)


def seen_before(answers: Answers) -> int:
    """The count of changes that the recorder's card showed."""
    seen = answers.packed.get("seen")
    return int(seen) if isinstance(seen, str) and seen.isdecimal() else 0


def settled(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """An item that is decided already stays so; a correction makes a new version of the minutes."""
    del facts
    meeting, item = the_meeting(answers), the_item(answers)
    if item.state is not ItemState.OPEN:
        words = say(
            "第{n}项已经有结果了：{state}“{decision}”。要改，散会后按“改纪要”，会另出一版。",
            n=item.n,
            state=STATES[item.state],
            decision=verbatim(item.decision),
        )
        yield Halt(Reply(words, ((item_button(meeting, item), open_button(meeting)),)))


def no_clash(answers: Answers, facts: Facts, theirs: str, mine: str) -> Iterator[Asked]:
    """Somebody else wrote the same thing since the card was shown: which of the two?"""
    if _clashes(answers, facts, theirs, mine):
        yield _clash(answers, theirs, mine)


def _clashes(answers: Answers, facts: Facts, theirs: str, mine: str) -> bool:
    item = the_item(answers)
    changed_since = item.changes > seen_before(answers)
    return changed_since and item.changed_by.id != facts.me.id and bool(theirs) and theirs != mine


def _clash(answers: Answers, theirs: str, mine: str) -> Choice[str]:
    text = say(
        "{who}刚才也写了：\n“{theirs}”\n您写的是：\n“{mine}”",
        who=verbatim(the_item(answers).changed_by.name),
        theirs=verbatim(theirs),
        mine=verbatim(mine),
    )
    return replace(CLASH, text=text)


def agreed_words(answers: Answers, facts: Facts, theirs: str, mine: str) -> str:
    """What stands there after the recorder chose."""
    if not _clashes(answers, facts, theirs, mine):
        return mine
    match answers[_clash(answers, theirs, mine)]:
        case "theirs":
            return theirs
        case "both":
            return f"{theirs}；{mine}"
        case _:
            return mine


def changed(answers: Answers, facts: Facts, field: Field, theirs: str, mine: str) -> Outcome:
    """The item with its new words; where two wrote, the other recorder is shown both."""
    meeting, item = the_meeting(answers), the_item(answers)
    words = agreed_words(answers, facts, theirs, mine)
    after = _with(item, field, words)
    card = item_card(facts, meeting, after)
    reply = replace(card, text=lines(say("记下了。"), card.text, by="\n\n"))
    effects: tuple[Effect, ...] = (
        ChangeItem(meeting.number, after, item.changes, field),
        *both_shown(answers, facts, theirs, mine, words),
        RedrawCards(meeting.number),
    )
    return Outcome((reply,), effects)


def _with(item: Item, field: Field, words: str) -> Item:
    if field == "proposal":
        return replace(item, proposal=words)
    return replace(item, decision=words)


def both_shown(
    answers: Answers, facts: Facts, theirs: str, mine: str, words: str
) -> tuple[Effect, ...]:
    if not _clashes(answers, facts, theirs, mine):
        return ()
    meeting, item = the_meeting(answers), the_item(answers)
    told = say(
        "第{n}项两个人都写了。您写的：“{theirs}”；{who}写的：“{mine}”。现在记的是：“{words}”。",
        n=item.n,
        theirs=verbatim(theirs),
        who=verbatim(facts.me.name),
        mine=verbatim(mine),
        words=verbatim(words),
    )
    reply = Reply(told, ((item_button(meeting, item),),))
    key = f"{meeting.number}:clash:{item.n}:{item.changes}"
    return (Tell(ToPerson(item.changed_by.id), reply, key),)
