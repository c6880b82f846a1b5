"""Answers to a reminder: tomorrow, done, not mine. What comes of the last two depends on the matter."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from conversations.entries import Known, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome, Start
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.reminders.effects import MarkLedger, Snooze
from conversations.reminders.ledgers import named, read_cause
from conversations.starts import start_button
from conversations.words import NOTHING, say
from domain.numbers import looks_like_number
from domain.roles import Post

OF = Known(key="of", text=NOTHING)
WHY = Telling(
    key="why", text=say("是谁的？或者为什么不用报？说一句就行。"), limit=200, to_be_read=True
)
DONE: Mapping[str, tuple[str, str]] = {
    "DB": ("result", "request"),
    "WG": ("do_issue", "issue"),
    "RW": ("action_done", "action"),
    "JF": ("show_dispute", "dispute"),
    "GS": ("show_notice", "notice"),
    "ZY": ("hours", "activity"),
}
NOT_MINE: Mapping[str, tuple[str, str]] = {
    "DB": ("transfer", "request"),
    "WG": ("send_back", "issue"),
    "RW": ("action_cannot", "action"),
    "JF": ("dispute_hand", "dispute"),
    "GS": ("show_notice", "notice"),
    "ZY": ("activity", "activity"),
}
"""The act of each matter, by the letters of its number."""


def _cause(answers: Answers, facts: Facts) -> str:
    """A record's number, or a ledger's; empty where it was made up by hand."""
    of = answers[OF]
    if looks_like_number(of) == of and of[:2] in DONE:
        return of
    return of if read_cause(facts, of) else ""


def _ask_later(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield OF
    if not _cause(answers, facts):
        yield Halt(Reply(say("请从提醒上的按钮进来。"), menu=True))


def _later(answers: Answers, facts: Facts) -> Outcome:
    tomorrow = facts.now.astimezone(facts.zone).date() + timedelta(days=1)
    until = datetime.combine(tomorrow, facts.catalogue.reminders.again_at, facts.zone)
    words = say("好，明天早上再提醒您，这之前不提醒这件。")
    rows = ((start_button(say("🔔 提醒设置"), "news"),),)
    return Outcome((Reply(words, rows),), (Snooze(_cause(answers, facts), until),))


def _ask_done(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _ask_later(answers, facts)
    yield from _of_a_record(_cause(answers, facts), DONE)
    yield from _may_mark(answers, facts)


def _of_a_record(cause: str, acts: Mapping[str, tuple[str, str]]) -> Iterator[Asked]:
    if cause[:2] in acts and not cause.startswith("TZ-"):
        flow, key = acts[cause[:2]]
        yield Halt(Reply(NOTHING), then=Start(flow, {key: cause}))


def _may_mark(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Whoever holds the role at the place, as the ledger asks it."""
    found = read_cause(facts, _cause(answers, facts))
    assert found
    ledger, _, place = found
    if Post(ledger.role, place) not in facts.me.posts:
        yield Halt(Reply(say("这个台账不是您报的。"), menu=True))


def _done(answers: Answers, facts: Facts) -> Outcome:
    return _marked(answers, facts, "done", "")


def _ask_not_mine(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _ask_later(answers, facts)
    yield from _of_a_record(_cause(answers, facts), NOT_MINE)
    yield from _may_mark(answers, facts)
    yield WHY


def _not_mine(answers: Answers, facts: Facts) -> Outcome:
    return _marked(answers, facts, "not_ours", answers[WHY].text)


def _marked(answers: Answers, facts: Facts, state: str, why: str) -> Outcome:
    found = read_cause(facts, _cause(answers, facts))
    assert found
    ledger, due, place = found
    effect = MarkLedger(ledger.key, place, due, state, why)
    words = say("✅ {ledger}记下了，这一期不再提醒。", ledger=named(facts, ledger, place))
    rows = ((start_button(say("📒 台账"), "ledgers"),),)
    return Outcome((Reply(words, rows),), (effect,))


LATER = Flow("later", say("明天再提醒"), _ask_later, _later, subject="of")
REMINDER_DONE = Flow("reminder_done", say("办好了"), _ask_done, _done, subject="of")
NOT_MINE_FLOW = Flow("not_mine", say("不是我的"), _ask_not_mine, _not_mine, subject="of")
