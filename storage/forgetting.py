"""Somebody wants to be forgotten (Personal Information Protection Law, article 47)."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from conversations.requests.about import about
from storage import files, history, outbox, people
from storage.activities import signups
from storage.duty.tables import Leaves
from storage.meetings.tables import BodyMembers
from storage.tables import Chats, History, Letters, Looks, People, Relatives, Requests, Unreached

NOBODY = "某人"
"""Stands where the records of the village had a name."""


def forget_person(session: Session, person: int, now: datetime) -> None:
    """Errands and reports stay, by their number, and tell nothing of whom any more.

    Rolls and signed minutes stay: what has to be kept longer is kept, and used for nothing else
    (article 47, last paragraph).
    """
    _forget_requests(session, person)
    _forget_chats(session, person)
    signups.forget(session, person, now)
    member = update(BodyMembers).where(BodyMembers.person_id == person)
    session.execute(member.values(name=NOBODY, person_id=None, ended_at=now))
    session.execute(update(Leaves).where(Leaves.person_id == person).values(reason=""))
    session.execute(delete(Looks).where(Looks.whose_id == person))
    session.execute(delete(Relatives).where(Relatives.person_id == person))
    session.execute(delete(Unreached).where(Unreached.person_id == person))
    nothing: dict[str, Any] = {
        "name": NOBODY, "phone": "", "phone_mark": "", "village": "", "language": "",
        "channel": "", "quiet_from": None, "quiet_to": None, "consented_at": None,
    }  # fmt: skip
    session.execute(update(People).where(People.id == person).values(**nothing))
    people.note_changed(session, person)
    history.note(session, f"person:{person}", person, "forgotten", now)


def _forget_requests(session: Session, person: int) -> None:
    own = Requests.applicant_id == person
    numbers = session.execute(select(Requests.number).where(own)).scalars().all()
    nothing: dict[str, Any] = {
        "for_name": "",
        "relation": "",
        "asked_why": "",
        "note": "",
        "where": None,
        "voice_file": None,
        "papers": [],
        "rating_word": "",
    }
    session.execute(update(Requests).where(own).values(**nothing))
    records = [about(number) for number in numbers]
    session.execute(update(History).where(History.about.in_(records)).values(why=""))
    files.forget_about(session, records)


def _forget_chats(session: Session, person: int) -> None:
    """Letters lose their words and their reader; the rows stay until their time is over.

    A page knows which number it has seen last, and the embedded database would give it out again.
    """
    outbox.write(session)
    addresses = session.execute(select(Chats.address).where(Chats.person_id == person)).scalars()
    nothing = {"address": "", "channel": "", "body": {}, "about": "", "ref": "", "state": "sent"}
    for address in addresses.all():
        session.execute(update(Letters).where(Letters.address == address).values(**nothing))
        session.execute(delete(Chats).where(Chats.address == address))
