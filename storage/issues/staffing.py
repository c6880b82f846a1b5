"""Who serves in the line of an area, and who of them is away."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, select, union
from sqlalchemy.orm import Session

from domain.issues.routing import CITY, TOWNSHIP, VILLAGE, Staff
from domain.records import PersonRef
from domain.roles import Post, Role
from storage.issues.tables import Absences
from storage.tables import People, Posts


def staff_around(session: Session, area: str, today: date) -> Staff:
    """The grids of its village, the village, the township, their offices, and the city's."""
    village, township, city = area[:VILLAGE], area[:TOWNSHIP], area[:CITY]
    places = [
        Posts.place.in_([village, township, city]),
        _under(f"{city}-"),
        _under(f"{township}-"),
    ]
    if len(village) == VILLAGE:
        places.append(_under(village))
    if len(area) == CITY:
        places.append(_under(city) & (Posts.role == Role.TOWNSHIP.value))
    found = union(*(select(Posts.id).where(place) for place in places))
    rows = session.execute(
        select(Posts.role, Posts.place, People.id, People.name, People.phone)
        .join(People, People.id == Posts.person_id)
        .where(Posts.id.in_(found.subquery().select()), Posts.ended_at.is_(None))
        .order_by(Posts.id)
    )
    posts: dict[Post, tuple[PersonRef, ...]] = {}
    for role, place, person, name, phone in rows:
        post = Post(Role(role), place)
        posts[post] = (*posts.get(post, ()), PersonRef(person, name, phone))
    serving = {person.id for there in posts.values() for person in there}
    return Staff(posts, away_among(session, serving, today))


def _under(prefix: str) -> ColumnElement[bool]:
    """Codes that begin so, told as a range, so that the index serves."""
    return and_(Posts.place >= prefix, Posts.place < f"{prefix}~")


def away_among(session: Session, ids: Iterable[int], today: date) -> frozenset[int]:
    rows = session.execute(
        select(Absences.person_id).where(
            Absences.person_id.in_(set(ids)),
            Absences.ended_at.is_(None),
            Absences.first_day <= today,
            Absences.last_day >= today,
        )
    )
    return frozenset(rows.scalars())
