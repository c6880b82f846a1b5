"""Minutes in the records: every version by itself, with its signatures and protests."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.meetings.minutes import (
    Minutes,
    MinutesSheet,
    MinutesState,
    Protest,
    SheetAction,
    SheetItem,
    Signature,
    VoteLine,
)
from domain.records import NOBODY, PersonRef
from storage import people
from storage.meetings.tables import Meetings, MinutesVersions, Protests, Signatures


def pack_sheet(sheet: MinutesSheet) -> dict[str, Any]:
    return asdict(sheet)


def unpack_sheet(kept: dict[str, Any]) -> MinutesSheet:
    lists = ("attended", "absent", "guests", "changed")
    return MinutesSheet(
        **{
            **kept,
            **{key: tuple(kept[key]) for key in lists},
            "items": tuple(_item(item) for item in kept["items"]),
            "actions": tuple(SheetAction(**action) for action in kept["actions"]),
        }
    )


def _item(kept: dict[str, Any]) -> SheetItem:
    vote = VoteLine(**kept["vote"]) if kept["vote"] else None
    opinions = tuple((who, said) for who, said in kept["opinions"])
    return SheetItem(**{**kept, "vote": vote, "opinions": opinions})


def minutes_of(session: Session, number: str) -> tuple[Minutes, ...]:
    """All versions, the newest first."""
    rows = session.execute(
        select(MinutesVersions)
        .join(Meetings, Meetings.id == MinutesVersions.meeting_id)
        .where(Meetings.number == number)
        .order_by(MinutesVersions.version.desc())
    ).scalars()
    versions = list(rows)
    ids = [row.id for row in versions]
    signed, protested = _signed(session, ids), _protested(session, ids)
    return tuple(
        Minutes(
            meeting=number,
            version=row.version,
            sheet=unpack_sheet(row.sheet),
            state=MinutesState(row.state),
            made_at=row.made_at,
            why=row.why,
            signatures=tuple(signed[row.id]),
            protests=tuple(protested[row.id]),
            paper=tuple(row.paper),
            final_at=row.final_at,
        )
        for row in versions
    )


def _signed(session: Session, ids: Iterable[int]) -> dict[int, list[Signature]]:
    query = select(Signatures).where(Signatures.minutes_id.in_(ids)).order_by(Signatures.id)
    rows = session.execute(query).scalars().all()
    known = people.refs(session, {row.person_id for row in rows})
    found: dict[int, list[Signature]] = defaultdict(list)
    for row in rows:
        found[row.minutes_id].append(Signature(_ref(known, row.person_id), row.role, row.at))
    return found


def _protested(session: Session, ids: Iterable[int]) -> dict[int, list[Protest]]:
    query = select(Protests).where(Protests.minutes_id.in_(ids)).order_by(Protests.id)
    rows = session.execute(query).scalars().all()
    known = people.refs(session, {row.person_id for row in rows})
    found: dict[int, list[Protest]] = defaultdict(list)
    for row in rows:
        found[row.minutes_id].append(
            Protest(
                row.id,
                _ref(known, row.person_id),
                row.item,
                row.words,
                row.voice_file,
                row.at,
                row.answer,
                row.answered_at,
            )
        )
    return found


def _ref(known: dict[int, PersonRef], person: int) -> PersonRef:
    return known.get(person, NOBODY)
