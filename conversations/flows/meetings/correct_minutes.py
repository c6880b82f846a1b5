"""Minutes are corrected: a draft is written anew; what is final stays, and the next version begins."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option
from conversations.effects import Effect, RedrawCards
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.meetings.about import may_lead, news, the_meeting
from conversations.meetings.effects import ChangeItem, ChangeMeeting, MakeMinutes
from conversations.meetings.ending import minutes_letters, sign_rows, summary
from conversations.meetings.versions import newest_of, read_minutes
from conversations.meetings.writing import sheet_of
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.review import Review
from conversations.words import lines, say, short, verbatim
from domain.meetings.meeting import Item, Meeting, Stage
from domain.meetings.minutes import MinutesSheet, MinutesState

WHICH: Choice[str] = Choice(key="which", title=say("哪一项"), text=say("改哪一项？"), decode=str)
FIELD: Choice[str] = Choice(
    key="field",
    title=say("改哪里"),
    text=say("改哪里？"),
    decode=str,
    options=(
        Option("decision", say("决定")),
        Option("proposal", say("提议")),
        Option("topic", say("议题的写法")),
        Option("money", say("钱从哪里来")),
    ),
)
NEW = Telling(key="new", title=say("改成"), text=say("应该怎么写？"), limit=1000, to_be_read=True)
WHY = Telling(
    key="why",
    title=say("为什么改"),
    text=say("为什么改？会写在新的一版上。"),
    limit=300,
    to_be_read=True,
)
REVIEW = Review(
    key="confirm",
    head=say("改纪要："),
    text=say("改了以后两个人要重新签。原来的一版留着不动。"),
    send=say("✏ 就这样改"),
)


def _ask_correct(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_minutes(answers, facts, may_lead)
    yield _item_choice(the_meeting(answers))
    yield FIELD
    yield _new(answers)
    yield WHY
    yield REVIEW


def _item_choice(meeting: Meeting) -> Choice[str]:
    options = [
        Option(str(i.n), say("第{n}项 {topic}", n=i.n, topic=verbatim(short(i.topic))))
        for i in meeting.items
    ]
    return WHICH.among(options)


def _item(answers: Answers) -> Item:
    meeting = the_meeting(answers)
    item = meeting.item(int(answers[_item_choice(meeting)]))
    assert item is not None
    return item


def _old(answers: Answers) -> str:
    item, field = _item(answers), answers[FIELD]
    return {"decision": item.decision, "proposal": item.proposal, "money": item.money}.get(
        field, item.topic
    )


def _new(answers: Answers) -> Telling:
    old = verbatim(_old(answers)) if _old(answers) else say("（没有写）")
    return replace(NEW, text=say("现在写的是：\n{old}\n应该怎么写？", old=old))


def _corrected(answers: Answers, facts: Facts) -> Outcome:
    """A draft is written anew; after a final version comes the next one, and nothing is lost."""
    meeting, newest, item = the_meeting(answers), newest_of(answers), _item(answers)
    new, why = answers[_new(answers)].text or "（语音）", answers[WHY].text or "（语音）"
    changed_item = _changed(item, answers[FIELD], new)
    final = newest.state is MinutesState.FINAL
    items = tuple(changed_item if i.n == item.n else i for i in meeting.items)
    after = replace(
        meeting, items=items, stage=Stage.ENDED, changes=meeting.changes + (1 if final else 0)
    )
    line = f"第{item.n}项{_field_name(answers)}：“{_old(answers)}”改为“{new}”。原因：{why}"
    changed = (
        (line,) if final else (*newest.sheet.changed, *((line,) if newest.version > 1 else ()))
    )
    version = newest.version + (1 if final else 0)
    sheet = sheet_of(facts, after, version, changed)
    reopened = (ChangeMeeting(after, meeting.changes, "reopen"),) if final else ()
    effects: tuple[Effect, ...] = (
        ChangeItem(meeting.number, changed_item, item.changes, "correct"),
        *reopened,
        MakeMinutes(meeting.number, sheet, why),
        *_letters_again(facts, after, sheet, item),
        RedrawCards(meeting.number),
    )
    said = say("改好了，现在是第{n}版，两个人要重新签。", n=version)
    text = lines(said, summary(sheet), by="\n\n")
    return Outcome((Reply(text, sign_rows(facts, after), about=news(meeting.number)),), effects)


def _letters_again(
    facts: Facts, after: Meeting, sheet: MinutesSheet, item: Item
) -> tuple[Effect, ...]:
    """Told once more, though the meeting itself may be as it was: the key counts the item's changes."""
    moved = replace(after, changes=after.changes * 1000 + item.changes + 1)
    return minutes_letters(facts, moved, sheet)


def _field_name(answers: Answers) -> str:
    label = next(o.label for o in FIELD.options if o.value == answers[FIELD])
    return label.pattern


def _changed(item: Item, field: str, words: str) -> Item:
    match field:
        case "decision":
            return replace(item, decision=words)
        case "proposal":
            return replace(item, proposal=words)
        case "money":
            return replace(item, money=words)
        case _:
            return replace(item, topic=words)


FLOW = Flow("correct", say("改纪要"), _ask_correct, _corrected, subject="meeting")
