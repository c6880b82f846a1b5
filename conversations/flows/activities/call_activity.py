"""红色征集令: a cadre or the leader of a group calls for volunteers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.activities import call_questions as ask
from conversations.activities.about import rules
from conversations.activities.calling import called
from conversations.activities.calls import (
    Breaks,
    EndTime,
    evening_before,
)
from conversations.activities.facts import GroupsILead, NewKey, NewSecret, WhoWants
from conversations.activities.units import by_whom, organised_by, village_of, village_question
from conversations.choices import Choice, Option
from conversations.days import Day, TimeOfDay
from conversations.entries import Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers, Key
from conversations.words import lines, say, verbatim
from domain.activities.activity import Activity, Reach, Span
from domain.activities.kinds import ActivityKind, Excluded
from domain.activities.rights import calls_for
from domain.records import PersonRef

WEEKLY = (4, 8, 12)
OFFERED_DAYS = 3


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield GroupsILead()
    places = calls_for(facts.me.posts, answers[GroupsILead()])
    if not places:
        words = say(
            "征集令由村干部和小组长发。您想做好事，可以告诉村里：{phone}。",
            phone=facts.station_phone,
        )
        yield Halt(Reply(words, menu=True))  # fmt: skip
        return
    if len(places) > 1:
        yield village_question(answers, facts)
    village = village_of(answers, facts)
    yield from organised_by(answers, facts, village)
    yield _kind_question(facts)
    yield ask.TITLE
    yield from _volunteering(answers, facts)
    yield from _safe(answers, facts)
    yield from _where_and_when(answers, facts, village)
    yield from _details(answers, facts)
    yield ask.REVIEW
    yield from _numbers(answers, facts)
    yield WhoWants(answers[_kind_question(facts)], _part(answers, village))


def _kind_question(facts: Facts) -> Choice[str]:
    return ask.KIND.among(
        [
            Option(kind.key, say("{icon} {name}", icon=kind.icon, name=kind.name))
            for kind in rules(facts).kinds.values()
        ]
    )


def _kind(answers: Answers, facts: Facts) -> ActivityKind:
    return rules(facts).kinds[answers[_kind_question(facts)]]


def _volunteering(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """What is no volunteering gives no hours; it may be announced all the same."""
    yield _voluntary(answers, facts)
    excluded = _excluded(answers, facts)
    if excluded is None:
        return
    yield replace(
        ask.ANYHOW,
        text=say("{why}可以发通知叫人来，不记时间。还发吗？", why=verbatim(excluded.why)),
    )
    if not answers[ask.ANYHOW]:
        yield Halt(Reply(say("好，不发了。"), menu=True))


def _voluntary(answers: Answers, facts: Facts) -> Choice[str]:
    title = answers[ask.TITLE].text
    suspected = next(
        (e for e in rules(facts).excluded.values() if any(w in title for w in e.words)), None
    )
    asked = ask.VOLUNTARY.text
    if suspected:
        asked = lines(
            say("您写了“{title}”。{why}", title=title, why=verbatim(suspected.why)), asked
        )
    others = [Option(e.key, say("{name}", name=e.name)) for e in rules(facts).excluded.values()]
    return ask.VOLUNTARY.among([Option(ask.FREELY, say("是，自愿来、不拿钱")), *others], text=asked)


def _excluded(answers: Answers, facts: Facts) -> Excluded | None:
    return rules(facts).excluded.get(answers[_voluntary(answers, facts)])


def _safe(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Where bodily harm may come of it, insurance comes first (志愿服务条例)."""
    kind = _kind(answers, facts)
    if not kind.dangerous:
        return
    yield replace(
        ask.INSURED,
        text=say("{risk}\n给来的人买好人身意外伤害保险了吗？", risk=verbatim(kind.risk)),
    )
    if not answers[ask.INSURED]:
        words = say("有危险的活动，要先买好保险，才能征集志愿者。买好了再来发。")
        yield Halt(Reply(words, menu=True))


def _where_and_when(answers: Answers, facts: Facts, village: str) -> Iterator[Asked]:
    yield ask.CONTENT
    yield _where(facts, village)
    yield ask.SPOT
    if answers[ask.SPOT]:
        yield ask.RADIUS
    yield _day(facts)
    yield _clock(answers, facts)
    yield _end(answers, facts)


def _where(facts: Facts, village: str) -> Telling:
    known = facts.city.villages.get(village)
    offers = (Key(verbatim(known.office), "office"),) if known and known.office else ()
    return replace(ask.WHERE, offers=offers)


def _day(facts: Facts) -> Day:
    today = facts.now.astimezone(facts.zone).date()
    ahead = tuple(today + timedelta(days=n) for n in range(1, OFFERED_DAYS + 1))
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    return Day(
        key="day",
        title=say("哪天"),
        text=say("哪天？"),
        today=today,
        earliest=today,
        offers=tuple(sorted({*ahead, saturday})),
        latest=today + timedelta(days=180),
    )


def _clock(answers: Answers, facts: Facts) -> TimeOfDay:
    """Today is a day, but the morning may have passed."""
    now = facts.now.astimezone(facts.zone)
    return replace(ask.CLOCK, after=now.time()) if answers[_day(facts)] == now.date() else ask.CLOCK


def _start(answers: Answers, facts: Facts) -> datetime:
    return datetime.combine(answers[_day(facts)], answers[_clock(answers, facts)], facts.zone)


def _end(answers: Answers, facts: Facts) -> EndTime:
    start = _start(answers, facts)
    return EndTime(key="end", title=say("几点完"), text=say("几点结束？"), start=start)


def _breaks(answers: Answers, facts: Facts) -> Breaks:
    return Breaks(
        key="breaks",
        title=say("中间歇"),
        text=say("中间歇不歇？歇的时间不算。写从几点到几点。"),
        start=_start(answers, facts),
        end=answers[_end(answers, facts)],
    )


def _details(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield ask.PLAIN
    if answers[ask.PLAIN] == "y":
        return
    yield _breaks(answers, facts)
    yield ask.PLACES
    yield _until_question(answers, facts)
    yield ask.REACH
    yield _weeks(facts)
    yield ask.BRING
    yield _risk(answers, facts)


def _until_question(answers: Answers, facts: Facts) -> Choice[str]:
    """Only moments that are still to come."""
    return ask.UNTIL.among(
        [o for o in ask.UNTIL.options if o.value == "start" or _moment(answers, facts, o.value) > facts.now]
    )  # fmt: skip


def _moment(answers: Answers, facts: Facts, until: str) -> datetime:
    start = _start(answers, facts)
    match until:
        case "eve":
            return evening_before(answers[_day(facts)], start)
        case "two":
            return start - timedelta(days=2)
        case _:
            return start


def _weeks(facts: Facts) -> Choice[int]:
    most = rules(facts).most_weeks
    some = [
        Option(str(n), say("每周一次，{n}个星期", n=n), names=(f"{n}个星期", f"{n}周"))
        for n in WEEKLY
        if n <= most
    ]
    return ask.WEEKS.among([Option("1", say("只这一次")), *some])


def _risk(answers: Answers, facts: Facts) -> Telling:
    usual = _kind(answers, facts).risk
    offers = (Key(verbatim(usual), "usual"),) if usual else ()
    return replace(ask.RISK, offers=offers)


def _part(answers: Answers, village: str) -> str:
    """The beginning of the codes of the villages that are invited."""
    reach = answers.get(ask.REACH) or Reach.VILLAGE
    return village[: {Reach.VILLAGE: 12, Reach.TOWNSHIP: 9, Reach.CITY: 6}[reach]]


def _how_often(answers: Answers, facts: Facts) -> int:
    weeks = answers.get(_weeks(facts))
    return weeks or 1


def _numbers(answers: Answers, facts: Facts) -> Iterator[Asked]:
    for week in range(_how_often(answers, facts)):
        yield NewNumber("ZY", week)
        yield NewSecret(week)
        yield NewKey(week)


def _first(answers: Answers, facts: Facts) -> Activity:
    village, start = village_of(answers, facts), _start(answers, facts)
    kind, spot, me = _kind(answers, facts), answers[ask.SPOT], facts.me
    unit, group = by_whom(answers, facts, village)
    told_risk = answers.get(_risk(answers, facts))
    until = answers.get(_until_question(answers, facts))
    excluded = _excluded(answers, facts)
    bring = answers.get(ask.BRING)
    weekly, insured = _how_often(answers, facts) > 1, answers.get(ask.INSURED)
    return Activity(
        number=answers[NewNumber("ZY")],
        kind=kind.key,
        title=answers[ask.TITLE].text,
        place=village,
        where=answers[_where(facts, village)].text,
        starts_at=start,
        ends_at=answers[_end(answers, facts)],
        organiser=PersonRef(me.id, me.name, me.phone),
        unit=unit,
        called_at=facts.now,
        content=answers[ask.CONTENT].text,
        latitude=spot[0] if spot else None,
        longitude=spot[1] if spot else None,
        radius=answers.get(ask.RADIUS) or rules(facts).radius,
        breaks=answers.get(_breaks(answers, facts)) or (),
        places=answers.get(ask.PLACES) or 0,
        until=_moment(answers, facts, until) if until and until != "start" else None,
        bring=bring.text if bring else "",
        risk=told_risk.text if told_risk else kind.risk,
        insured=insured is True,
        reach=answers.get(ask.REACH) or Reach.VILLAGE,
        group=group,
        excluded=excluded.key if excluded else "",
        series=answers[NewNumber("ZY")] if weekly else "",
        secret=answers[NewSecret()],
        display=answers[NewKey()],
    )


def _every_week(answers: Answers, first: Activity, facts: Facts) -> tuple[Activity, ...]:
    """By the calendar on the wall: no clock is changed in this zone."""
    later = [_shifted(answers, first, week) for week in range(1, _how_often(answers, facts))]
    return (first, *later)


def _shifted(answers: Answers, first: Activity, week: int) -> Activity:
    by = timedelta(weeks=week)
    return replace(
        first,
        number=answers[NewNumber("ZY", week)],
        starts_at=first.starts_at + by,
        ends_at=first.ends_at + by,
        until=first.until + by if first.until else None,
        breaks=tuple(Span(b.start + by, b.end + by) for b in first.breaks),
        secret=answers[NewSecret(week)],
        display=answers[NewKey(week)],
    )


def finish(answers: Answers, facts: Facts) -> Outcome:
    first = _first(answers, facts)
    village = village_of(answers, facts)
    interested = answers[WhoWants(first.kind, _part(answers, village))]
    return called(facts, _every_week(answers, first, facts), interested)


FLOW = Flow("call_activity", say("发征集令"), questions, finish)
