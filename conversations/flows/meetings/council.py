"""Where talk about meetings begins: what is ahead, the market days, what I have to say."""

from collections.abc import Iterator
from datetime import date

from conversations.effects import MakePaper
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import LIST
from conversations.meetings.cards import line_in_list
from conversations.meetings.facts import MeetingsAround, MyActions, TopicsWaiting
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.markets import MarketRule, next_markets
from domain.meetings.meeting import Meeting
from domain.meetings.rights import ABOVE, villages_led

SHOWN, MARKETS_SHOWN = 4, 5
NOBODY_CALLED = say("最近没有会。")


def _village(facts: Facts) -> str:
    led = villages_led(facts.me.posts)
    return facts.me.village or (led[0] if led else "")


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield MeetingsAround(_village(facts), SHOWN)
    yield MyActions()
    for village in villages_led(facts.me.posts):
        yield TopicsWaiting(village)


def _council(answers: Answers, facts: Facts) -> Outcome:
    meetings = answers[MeetingsAround(_village(facts), SHOWN)]
    told = [line_in_list(facts, m) for m in meetings]
    numbered = [say("{n}. {line}", n=n, line=line) for n, line in enumerate(told, 1)]
    rows: list[tuple[Button, ...]] = [(_numbered(n, m),) for n, m in enumerate(meetings, 1)]
    text = lines(*(numbered or [NOBODY_CALLED]), _next_market(facts))
    return Outcome((Reply(text, (*rows, *_more(answers, facts)), about=LIST),))


def _numbered(n: int, meeting: Meeting) -> Button:
    label = say("{n} {topic}", n=n, topic=short(meeting.topic))
    return start_button(label, "meeting", meeting=meeting.number)


def _more(answers: Answers, facts: Facts) -> tuple[tuple[Button, ...], ...]:
    led = villages_led(facts.me.posts)
    rows: list[tuple[Button, ...]] = []
    if led:
        waiting = sum(len(answers[TopicsWaiting(v)]) for v in led)
        label = say("💬 等着上会的{n}件", n=waiting) if waiting else say("💬 等着上会的")
        rows.append(
            (start_button(say("📣 通知开会"), "call_meeting"), start_button(label, "topics"))
        )
        rows.append(
            (start_button(say("☰ 名册"), "bodies"), start_button(say("⚖ 纠纷"), "disputes"))
        )
    elif facts.me.village in facts.city.villages:
        rows.append((start_button(say("💬 我想说个事"), "raise_topic"),))
    owed = len(answers[MyActions()])
    if owed:
        rows.append((start_button(say("📌 会上定的{n}件", n=owed), "actions"),))
    rows.append(
        (start_button(say("🗓 逢场日子"), "market_days"), start_button(say("📢 公示栏"), "notices"))
    )
    if led or any(p.role in ABOVE for p in facts.me.posts):
        rows.append((start_button(say("📊 开会统计"), "meeting_figures"),))
    return tuple(rows)


def _market(facts: Facts) -> MarketRule | None:
    market = facts.city.market_of(_village(facts))
    return market if market and market.active else None


def _days(facts: Facts, market: MarketRule, n: int) -> tuple[date, ...]:
    return next_markets(market, facts.now.astimezone(facts.zone).date(), n)


def _next_market(facts: Facts) -> Words:
    market = _market(facts)
    days = _days(facts, market, 1) if market else ()
    return say("🗓 下一个逢场天：{day}", day=days[0]) if days else NOTHING


def _ask_nothing(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield from ()


def _market_days(answers: Answers, facts: Facts) -> Outcome:
    del answers
    market = _market(facts)
    if market is None:
        words = say("还没有登记您那里逢场的日子。请问村里：{phone}。", phone=facts.station_phone)
        return Outcome((Reply(words, menu=True),))
    shown = [say("· {day}", day=day) for day in _days(facts, market, MARKETS_SHOWN)]
    where = say("在{where}", where=verbatim(market.where)) if market.where else NOTHING
    opens = say("{clock}开始", clock=f"{market.opens:%H:%M}") if market.opens else NOTHING
    text = lines(say("接下来的逢场天："), *shown, lines(where, opens, by="，"))
    return Outcome((Reply(text, ((start_button(say("💬 我想说个事"), "raise_topic"),),)),))


def _places(facts: Facts) -> tuple[str, ...]:
    above = [p.place for p in facts.me.posts if p.role in ABOVE]
    return tuple(dict.fromkeys([*above, *villages_led(facts.me.posts)]))


def _ask_figures(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if not _places(facts):
        yield Halt(Reply(say("这是村干部、乡镇和市级中心看的。"), menu=True))


def _figures(answers: Answers, facts: Facts) -> Outcome:
    """The chart of the widest place, and the ledger behind it."""
    del answers
    place = min(_places(facts), key=len)
    return Outcome(effects=(MakePaper("meeting_chart", place), MakePaper("meeting_ledger", place)))


COUNCIL = Flow("council", say("开会说事"), _ask, _council)
MARKETS = Flow("market_days", say("逢场日子"), _ask_nothing, _market_days, needs_consent=False)
FIGURES = Flow("meeting_figures", say("开会统计"), _ask_figures, _figures)
