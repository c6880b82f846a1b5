"""Activities kept: called, moved, settled; photos, groups, and what people want to hear of."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from conversations.activities.effects import (
    AddWorkPhotos,
    CallActivity,
    ChangeActivity,
    KeepGroup,
    SettleHours,
    WishKinds,
)
from domain.activities.activity import Activity
from domain.activities.kinds import ActivityRules
from domain.activities.watch import looks_of_activity
from domain.looks import next_look, zone_of
from storage import history
from storage.activities.reading import about, pack_spans
from storage.activities.tables import (
    Activities,
    SignUps,
    VolunteerGroups,
    VolunteerWishes,
)
from storage.files import note_file
from storage.requests.keeping import QuickerOne


def call_activity(
    session: Session, asked: CallActivity, who: int, rules: ActivityRules, now: datetime
) -> None:
    """Each of a series has a list, a code and a fate of its own."""
    for activity in asked.activities:
        values = _columns(activity, rules, now) | {
            "number": activity.number,
            "series": activity.series,
            "called_at": now,
            "secret": activity.secret,
            "display": activity.display,
            "organiser_id": activity.organiser.id,
        }
        session.execute(insert(Activities).values(**values))
        history.note(session, about(activity.number), who, "call", now, activity.title)


def _columns(activity: Activity, rules: ActivityRules, now: datetime) -> dict[str, Any]:
    return {
        "kind": activity.kind,
        "title": activity.title,
        "content": activity.content,
        "place": activity.place,
        "where": activity.where,
        "latitude": activity.latitude,
        "longitude": activity.longitude,
        "radius": activity.radius,
        "starts_at": activity.starts_at,
        "ends_at": activity.ends_at,
        "breaks": pack_spans(activity.breaks),
        "places": activity.places,
        "until": activity.until,
        "bring": activity.bring,
        "risk": activity.risk,
        "insured": activity.insured,
        "reach": activity.reach.value,
        "group_id": activity.group or None,
        "unit": activity.unit,
        "excluded": activity.excluded,
        "stage": activity.stage.value,
        "settled_at": activity.settled_at,
        "entered_at": activity.entered_at,
        "why": activity.why,
        "look_at": next_look(looks_of_activity(activity, rules, zone_of(now)), now),
    }


def change_activity(
    session: Session, asked: ChangeActivity, who: int | None, rules: ActivityRules, now: datetime
) -> None:
    """Keep it as it stands after a change; raises QuickerOne where somebody changed it before."""
    activity = asked.activity
    seen = Activities.number == activity.number, Activities.changes == asked.seen
    values = _columns(activity, rules, now) | {"changes": asked.seen + 1}
    kept = session.execute(
        update(Activities).where(*seen).values(**values).returning(Activities.id)
    ).scalar()
    if kept is None:
        raise QuickerOne(activity.number)
    history.note(session, about(activity.number), who, asked.what, now, activity.why)


def settle(
    session: Session, asked: SettleHours, who: int, rules: ActivityRules, now: datetime
) -> None:
    change_activity(session, ChangeActivity(asked.activity, asked.seen, "settle"), who, rules, now)
    here = activity_id(session, asked.activity.number)
    for line in asked.lines:
        mine = SignUps.id == line.line, SignUps.activity_id == here
        values = {"minutes": line.minutes, "flags": [flag.value for flag in line.flags]}
        session.execute(update(SignUps).where(*mine).values(**values))


def look_later(session: Session, number: str, at: datetime | None) -> None:
    """The clock has said what was to be said of it."""
    session.execute(update(Activities).where(Activities.number == number).values(look_at=at))


def activity_id(session: Session, number: str) -> int:
    query = select(Activities.id).where(Activities.number == number)
    return session.execute(query).scalar_one()


def add_photos(session: Session, asked: AddWorkPhotos, who: int, now: datetime) -> None:
    record = about(asked.number)
    files = [note_file(session, photo, record, now) for photo in asked.photos]
    query = select(Activities).where(Activities.number == asked.number)
    row = session.execute(query).scalar_one()
    row.photos = [*row.photos, *(f for f in files if f not in row.photos)]
    session.flush()
    history.note(session, record, who, "photos", now, "", files)


def wish_kinds(session: Session, wish: WishKinds, who: int) -> None:
    session.execute(delete(VolunteerWishes).where(VolunteerWishes.person_id == who))
    if wish.kinds:
        rows = [{"person_id": who, "kind": kind} for kind in wish.kinds]
        session.execute(insert(VolunteerWishes), rows)


def keep_group(session: Session, wish: KeepGroup, who: int, now: datetime) -> None:
    group = wish.group
    values = {
        "name": group.name,
        "leader_id": group.leader.id or None,
        "leader_name": group.leader.name,
    }
    if group.id:
        mine = VolunteerGroups.id == group.id
        session.execute(update(VolunteerGroups).where(mine).values(**values))
        kept = group.id
    else:
        values |= {"place": group.place, "kind": group.kind}
        added = insert(VolunteerGroups).values(**values).returning(VolunteerGroups.id)
        kept = session.execute(added).scalar_one()
    history.note(session, f"group:{kept}", who, "keep", now, group.leader.name)
