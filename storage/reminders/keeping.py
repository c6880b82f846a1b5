"""Makes true what talks about reminders asked for, and answers what they look up."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from conversations.facts import Facts
from conversations.questions import Lookup
from conversations.reminders.effects import MarkLedger, ReminderEffect, SetNews, Snooze
from conversations.reminders.facts import LedgersMarked, MyChannels
from storage import history, people
from storage.chats import addresses_of
from storage.records_asked import UNANSWERED
from storage.reminders.snoozing import snooze
from storage.reminders.tables import LedgerMarks


def carry_reminder(session: Session, effect: ReminderEffect, who: int, now: datetime) -> None:
    match effect:
        case Snooze(cause, until):
            snooze(session, who, cause, until)
        case MarkLedger():
            _mark(session, effect, who, now)
        case SetNews(quiet, channel):
            values = {
                "quiet_from": quiet.begins if quiet else None,
                "quiet_to": quiet.ends if quiet else None,
                "channel": channel,
            }
            people.change_person(session, who, **values)


def _mark(session: Session, asked: MarkLedger, who: int, now: datetime) -> None:
    """Whoever is first; the same again changes nothing."""
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {
        "ledger": asked.ledger,
        "place": asked.place,
        "due_day": asked.due,
        "state": asked.state,
        "person_id": who,
        "why": asked.why,
        "at": now,
    }
    keys = ["ledger", "place", "due_day"]
    session.execute(
        insert(LedgerMarks).values(**values).on_conflict_do_nothing(index_elements=keys)
    )
    about = f"ledger:{asked.ledger}:{asked.place}:{asked.due:%Y%m%d}"
    history.note(session, about, who, asked.state, now, asked.why)


def marked(
    session: Session, places: Collection[str], since: date
) -> tuple[tuple[str, str, date], ...]:
    """Ledger, place and due day of what needs no reminding any more."""
    rows = session.execute(
        select(LedgerMarks.ledger, LedgerMarks.place, LedgerMarks.due_day).where(
            LedgerMarks.due_day >= since, LedgerMarks.place.in_(places)
        )
    )
    return tuple((ledger, place, day) for ledger, place, day in rows)


def look_at_reminders(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case MyChannels():
            known = addresses_of(session, facts.me.id)
            return tuple(dict.fromkeys(a.partition(":")[0] for a in known))
        case LedgersMarked(places, since):
            return marked(session, places, since)
        case _:
            return UNANSWERED
