"""Activities as figures, rows and posters; hours by month and kind, never by person."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.charts import Drawn, months_between, on_the_wall, place_name, short_month, strip
from bot.issues.papers import day
from bot.letters import World
from conversations.activities.about import kind_of
from conversations.activities.facts import TimeGiven
from conversations.facts import Facts, Me
from domain.activities.activity import Activity, Given
from domain.activities.record import hours_words
from domain.activities.watch import enter_by
from domain.meetings.rights import villages_led
from papers.hours_tables import EntryRow, OwnRow
from papers.poster import Poster
from storage.activities import figures, lists, sheets
from storage.people import people_known

WEEKDAYS = "一二三四五六日"


def poster_of(world: World, activity: Activity) -> Poster:
    """Of the organiser the surname and the phone: the poster hangs on a board."""
    facts = world.facts(Me(), activity.called_at)
    start, end = (m.astimezone(facts.zone) for m in (activity.starts_at, activity.ends_at))
    last = "" if start.date() == end.date() else f"{day(end.date())}"
    weekday = f"（周{WEEKDAYS[start.weekday()]}）"
    rows = [
        ("时间", f"{day(start.date())}{weekday}{start:%H:%M}—{last}{end:%H:%M}"),
        ("地点", activity.where),
        ("做什么", activity.content or activity.title),
        ("要几人", f"{activity.places}人" if activity.places else "人数不限"),
    ]
    if activity.until:
        until = activity.until.astimezone(facts.zone)
        rows.append(("报名到", f"{day(until.date())}{until:%H:%M}"))
    if activity.bring:
        rows.append(("带什么", activity.bring))
    if activity.insured:
        rows.append(("保险", "买了人身意外伤害保险"))
    who = activity.organiser
    return Poster(
        title=activity.title,
        kind=kind_of(facts, activity.kind).name.zh,
        unit=activity.unit,
        rows=tuple(rows),
        warning=activity.risk,
        contact=f"联系：{who.name} {who.phone}".strip(),
        link=f"{world.url}/a/{activity.number}",
        number=activity.number,
    )


def charted(session: Session, world: World, place: str, since: datetime, until: datetime) -> Drawn:
    """Hours of a place by month and kind."""
    facts = world.facts(Me(), until)
    found = figures.by_month(session, place, since, until, facts.zone)
    months = months_between(
        since.astimezone(facts.zone).date(), until.astimezone(facts.zone).date()
    )
    minutes, held = sum(m.minutes for m in found), sum(m.held for m in found)
    kinds = dict.fromkeys(m.kind for m in found)
    return Drawn(
        title=f"{place_name(world, place)} 志愿服务{hours_words(minutes)}小时，活动{held}次",
        months=tuple(short_month(m) for m in months),
        series=tuple(
            strip(
                kind_of(facts, kind).name.zh,
                months,
                [(m.month, round(m.minutes / 60)) for m in found if m.kind == kind],
            )
            for kind in kinds
        ),
        strips=(
            strip("活动几次", months, [(m.month, m.held) for m in found]),
            strip("多少人次", months, [(m.month, m.attended) for m in found]),
        ),
        note="柱子是每个月核对好的小时，按活动种类；不排名，不按人统计",
    )


def year_of(session: Session, world: World, person: int, now: datetime) -> Drawn:
    """Somebody's own year, for themselves."""
    me = people_known(session, [person])[person]
    facts = world.facts(me, now)
    today = now.astimezone(facts.zone).date()
    given = sheets.time_given(session, facts, TimeGiven(since=date(today.year, 1, 1), until=today))
    counted = [g for g in given if g.minutes and not g.excluded]
    months = tuple(f"{today.year}-{n:02d}" for n in range(1, 13))
    total = sum(g.minutes or 0 for g in counted)
    return Drawn(
        title=f"{me.name} {today.year}年：{len(counted)}次，{hours_words(total)}小时",
        months=tuple(short_month(m) for m in months),
        series=tuple(
            strip(kind_of(facts, kind).name.zh, months, _hours(facts, counted, kind))
            for kind in dict.fromkeys(g.kind for g in counted)
        ),
        strips=(strip("参加几次", months, [(_month(facts, g), 1) for g in counted]),),
        note="谢谢您！这张图只给您自己看",
    )


def _hours(facts: Facts, given: Sequence[Given], kind: str) -> list[tuple[str, int]]:
    by_month: dict[str, int] = {}
    for g in given:
        if g.kind == kind:
            month = _month(facts, g)
            by_month[month] = by_month.get(month, 0) + (g.minutes or 0)
    return [(month, max(1, round(minutes / 60))) for month, minutes in by_month.items()]


def _month(facts: Facts, given: Given) -> str:
    return f"{given.starts_at.astimezone(facts.zone):%Y-%m}"


def own_rows(session: Session, world: World, person: int, now: datetime) -> list[OwnRow]:
    me = people_known(session, [person])[person]
    facts = world.facts(me, now)
    return [_own(facts, g) for g in sheets.time_given(session, facts, TimeGiven())]


def _own(facts: Facts, given: Given) -> OwnRow:
    state = "不记时间" if given.excluded else "核对好了" if given.minutes is not None else "等核对"
    return OwnRow(
        number=given.number,
        title=given.title,
        kind=kind_of(facts, given.kind).name.zh,
        start=on_the_wall(facts, given.starts_at),
        end=on_the_wall(facts, given.ends_at),
        where=given.where,
        hours=None if given.excluded or given.minutes is None else given.minutes / 60,
        state=state,
        unit=given.unit,
        in_charge=given.in_charge,
    )


def entry_rows(session: Session, world: World, person: int, now: datetime) -> list[EntryRow]:
    """Of activities that wait to be entered and that this person leads."""
    me = people_known(session, [person])[person]
    facts = world.facts(me, now)
    found = lists.not_entered(session, me.id, villages_led(me.posts), 200)
    whole = (lists.activity_numbered(session, a.number) for a in found)
    return [row for a in whole if a for row in _entries(facts, a)]


def _entries(facts: Facts, activity: Activity) -> list[EntryRow]:
    due = enter_by(activity, facts.catalogue.activities.enter_days, facts.zone)
    return [
        EntryRow(
            name=s.name,
            id_kind="",
            id_number="",
            phone=s.phone,
            title=activity.title,
            content=activity.content or kind_of(facts, activity.kind).name.zh,
            where=activity.where,
            start=on_the_wall(facts, activity.starts_at),
            end=on_the_wall(facts, activity.ends_at),
            hours=(s.minutes or 0) / 60,
            unit=activity.unit,
            in_charge=activity.organiser.name,
            number=activity.number,
            due=datetime.combine(due, time()),
            note=s.why,
        )
        for s in activity.attended
        if s.minutes and s.name
    ]
