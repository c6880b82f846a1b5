"""台账: what comes round and is mine, until when, what is done."""

from collections.abc import Iterator
from datetime import date, timedelta

from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.reminders.facts import LedgersMarked
from conversations.reminders.ledgers import cause_of, named
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.reminders.owing import due_day, periods_around
from domain.reminders.rules import Ledger

SHOWN = 6
LOOKED_BACK = timedelta(days=400)


def _mine(facts: Facts) -> list[tuple[Ledger, str]]:
    ledgers = facts.catalogue.reminders.ledgers
    return [(each, p.place) for p in facts.me.posts for each in ledgers if each.role is p.role]


def _today(facts: Facts) -> date:
    return facts.now.astimezone(facts.zone).date()


def _marked(facts: Facts) -> LedgersMarked:
    places = tuple(dict.fromkeys(place for _, place in _mine(facts)))
    return LedgersMarked(places, _today(facts) - LOOKED_BACK)


def _questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if not _mine(facts):
        yield Halt(Reply(say("没有要您报的台账。"), menu=True))
    yield _marked(facts)


def _finish(answers: Answers, facts: Facts) -> Outcome:
    known, today = answers[_marked(facts)], _today(facts)
    marked = set(known)
    told: list[Words] = []
    rows: list[tuple[Button, ...]] = []
    for ledger, place in _mine(facts):
        day = due_day(ledger, today)
        before = periods_around(ledger, today)[0]
        late = today - before < timedelta(days=14) and (ledger.key, place, before) not in marked
        owed = before if late else day
        is_done = (ledger.key, place, owed) in marked
        told.append(_line(facts, len(told) + 1, ledger, place, owed, done=is_done))
        if not is_done and len(rows) < SHOWN:
            cause = cause_of(ledger, owed, place)
            rows.append(
                (start_button(say("✅ {n} 办好了", n=len(told)), "reminder_done", of=cause),)
            )
    head = say("📒 您报的台账（能从村帮导出的，不用再填一遍）：")
    return Outcome((Reply(lines(head, *told), tuple(rows), menu=True),))


def _line(facts: Facts, n: int, ledger: Ledger, place: str, day: date, *, done: bool) -> Words:
    state = say("✅ 办好了") if done else say("{day}前", day=day)
    return say("{n}. {ledger}：{state}", n=n, ledger=named(facts, ledger, place), state=state)


FLOW = Flow("ledgers", say("台账"), _questions, _finish)
