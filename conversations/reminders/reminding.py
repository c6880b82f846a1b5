"""What the clock says of errands that are owed, of ledgers, and of what was put off."""

from collections.abc import Sequence
from datetime import date

from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.facts import Facts
from conversations.messages import Reply
from conversations.reminders.buttons import answers
from conversations.reminders.ledgers import cause_of, named
from conversations.requests.about import open_button, service_name
from conversations.starts import start_button
from conversations.words import Words, lines, say, verbatim
from domain.masking import mask_name
from domain.reminders.owing import Due, days_late
from domain.reminders.rules import Ledger
from domain.requests import Request
from domain.roles import Role

SAID = {
    Due.HALF: say("时间过半了"),
    Due.EVE: say("快到时间了"),
    Due.DUE: say("今天到时间"),
    Due.LATE: say("过时间了"),
}
LISTED = 8


def of_requests(
    facts: Facts, agent: int, owed: Sequence[tuple[Request, Due]]
) -> tuple[Effect, ...]:
    """To the agent; many at once are one letter."""
    if len(owed) > facts.catalogue.reminders.gathered:
        told = [_line(facts, request, due) for request, due in owed[:LISTED]]
        words = lines(say("⏰ 您手上有{n}件代办要看：", n=len(owed)), *told)
        rows = ((start_button(say("7 我手上的活"), "desk"),),)
        key = f"requests:{agent}:{facts.now:%Y%m%d%H}"
        return (Tell(ToPerson(agent), Reply(words, rows), key),)
    return tuple(_of_request(facts, agent, request, due) for request, due in owed)


def _of_request(facts: Facts, agent: int, request: Request, due: Due) -> Effect:
    words = say("⏰ {line}", line=_line(facts, request, due))
    reply = Reply(words, ((open_button(request),), *answers(request.number)))
    return Tell(ToPerson(agent), reply, key_of(facts, request, due), cause=request.number)


def key_of(facts: Facts, request: Request, due: Due) -> str:
    """Once for each moment; while it is late, once a day."""
    assert request.due_at
    key = f"{request.number}:{due.value}:{request.due_at.timestamp():.0f}"
    return f"{key}:{facts.now:%Y%m%d}" if due is Due.LATE else key


def _line(facts: Facts, request: Request, due: Due) -> Words:
    assert request.due_at
    return say(
        "{service}，{who}（{number}）：{said}，{day}前要有答复",
        service=service_name(facts, request),
        who=verbatim(mask_name(request.beneficiary)),
        number=request.number,
        said=SAID[due],
        day=request.due_at.astimezone(facts.zone).date(),
    )


def notice_over(facts: Facts, request: Request) -> tuple[Effect, ...]:
    """The days of a public notice are over: the agent goes on."""
    assert request.agent
    words = say(
        "📢 {service}（{number}）公示的天数满了，没有意见就按“公示完了”。",
        service=service_name(facts, request),
        number=request.number,
    )
    done = start_button(say("📢 公示完了"), "notice_end", request=request.number)
    rows = ((done,), *answers(request.number, done=False))
    start = request.pauses[-1].start.timestamp() if request.pauses else 0
    key = f"{request.number}:notice-over:{start:.0f}"
    return (
        Tell(ToPerson(request.agent.id), Reply(words, rows), key, cause=request.number),
    )  # fmt: skip


def late_to_secretary(facts: Facts, request: Request) -> tuple[Effect, ...]:
    """From the second day on; masked, for several may read it."""
    assert request.due_at
    words = say(
        "⏰ 代办过时间{n}天了：{line}",
        n=days_late(request.due_at, facts.now, facts.zone),
        line=_line(facts, request, Due.LATE),
    )
    key = f"{request.number}:late-above:{facts.now:%Y%m%d}"
    beside = request.agent.id if request.agent else 0
    told = Reply(words, ((open_button(request),),))
    to = ToPost(Role.SECRETARY, request.village)
    return (Tell(to, told, key, beside=beside, cause=request.number),)


Owed = tuple[Ledger, str, date, Due]
"""A ledger, the place that owes it, until when, and what is said of it today."""


def of_ledgers(facts: Facts, person: int, owed: Sequence[Owed]) -> tuple[Effect, ...]:
    if len(owed) > facts.catalogue.reminders.gathered:
        told = [_ledger_line(facts, *each) for each in owed[:LISTED]]
        words = lines(say("📒 有{n}样台账要报：", n=len(owed)), *told)
        rows = ((start_button(say("📒 台账"), "ledgers"),),)
        key = f"ledgers:{person}:{facts.now:%Y%m%d}"
        return (Tell(ToPerson(person), Reply(words, rows), key),)
    return tuple(_of_ledger(facts, person, each) for each in owed)


def _of_ledger(facts: Facts, person: int, owed: Owed) -> Effect:
    ledger, place, due, said = owed
    cause = cause_of(ledger, due, place)
    words = say("📒 {line}", line=_ledger_line(facts, *owed))
    key = f"{cause}:{said.value}"
    key = f"{key}:{facts.now:%Y%m%d}" if said is Due.LATE else key
    return Tell(ToPerson(person), Reply(words, answers(cause)), key, cause=cause)


def _ledger_line(facts: Facts, ledger: Ledger, place: str, due: date, said: Due) -> Words:
    return say(
        "{ledger}：{said}，{day}前",
        ledger=named(facts, ledger, place),
        said=SAID[said],
        day=due,
    )


def ledgers_late(facts: Facts, township: str, owed: Sequence[Owed]) -> tuple[Effect, ...]:
    """To the township, from the second day on, in one letter."""
    told = [_ledger_line(facts, *each) for each in owed[:LISTED]]
    more = say("……还有{n}样", n=len(owed) - LISTED) if len(owed) > LISTED else Words("")
    words = lines(say("📒 过时间的台账，请帮着问问有什么难处："), *told, more)
    key = f"ledgers:late:{township}:{facts.now:%Y%m%d}"
    return (Tell(ToPost(Role.TOWNSHIP, township), Reply(words), key),)


def again(person: int, cause: str, words: Words, reply: Reply, day: date) -> Effect:
    """What somebody put off until today."""
    text = lines(say("⏰ 您让我今天提醒："), words)
    shown = Reply(text, (*reply.rows, *answers(cause)), about=reply.about)
    return Tell(ToPerson(person), shown, f"again:{cause}:{day:%Y%m%d}")
