"""A record sheet written from what somebody gave: plain Chinese, as the paper shows it."""

from collections.abc import Sequence
from datetime import date

from conversations.facts import Facts
from domain.activities.activity import Given
from domain.activities.record import RecordSheet, SheetRow, counts

BEGINNING = date(2020, 1, 1)
"""From here on is all that there is."""


def _first_day(facts: Facts, shown: Sequence[Given]) -> date:
    return shown[0].starts_at.astimezone(facts.zone).date() if shown else BEGINNING


def sheet_from(
    facts: Facts,
    given: Sequence[Given],
    *,
    name: str,
    number: str,
    check: str,
    days: tuple[date, date],
) -> RecordSheet:
    """Oldest first; what nobody has confirmed is counted, not shown."""
    shown = sorted((g for g in given if counts(g) and g.minutes), key=lambda g: g.starts_at)
    village = facts.city.villages.get(facts.me.village)
    return RecordSheet(
        number=number,
        check=check,
        name=name,
        village=village.name.zh if village else "",
        since=_first_day(facts, shown) if days[0] == BEGINNING else days[0],
        until=days[1],
        rows=tuple(_row(facts, g) for g in shown),
        waiting=sum(g.minutes is None and not g.excluded for g in given),
        made_on=facts.now.astimezone(facts.zone).date(),
    )


def _row(facts: Facts, given: Given) -> SheetRow:
    start, end = (m.astimezone(facts.zone) for m in (given.starts_at, given.ends_at))
    kind = facts.catalogue.activities.kinds.get(given.kind)
    return SheetRow(
        number=given.number,
        day=f"{start:%Y-%m-%d}",
        title=given.title,
        content=given.content or (kind.name.zh if kind else given.kind),
        where=given.where,
        time=f"{start:%H:%M}—{end:%H:%M}",
        minutes=given.minutes or 0,
        unit=given.unit,
        in_charge=given.in_charge,
        rating=given.rating,
    )
