"""How a ledger that comes round is called, and what travels in its buttons."""

import re
from datetime import date, datetime

from conversations.facts import Facts
from conversations.words import Words, say, verbatim
from domain.reminders.owing import due_day
from domain.reminders.rules import Ledger

CAUSE = re.compile(r"TZ-([a-z][a-z0-9]{0,9})-(\d{8})-(\d{6,12})")


def cause_of(ledger: Ledger, due: date, place: str) -> str:
    return f"TZ-{ledger.key}-{due:%Y%m%d}-{place}"


def read_cause(facts: Facts, cause: str) -> tuple[Ledger, date, str] | None:
    """The ledger, its due day and place; None where it was made up by hand or is gone."""
    found = CAUSE.fullmatch(cause)
    ledger = facts.catalogue.reminders.ledger(found[1]) if found else None
    if found is None or ledger is None:
        return None
    try:
        day = datetime.strptime(found[2], "%Y%m%d").replace(tzinfo=facts.zone).date()
    except ValueError:
        return None
    return (ledger, day, found[3]) if due_day(ledger, day) == day else None


def named(facts: Facts, ledger: Ledger, place: str) -> Words:
    known = facts.city.villages.get(place) or facts.city.townships.get(place)
    where = say("{name}", name=known.name) if known else verbatim(place)
    return say("{ledger}（{where}）", ledger=say("{name}", name=ledger.name), where=where)
