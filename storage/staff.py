"""A staff list taken into the records, all of it in one transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.roles import Post, Role
from storage import history, people
from storage.sealing import mark_of
from storage.tables import Chats, Invitations, People, Posts

Known = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: who has which post."""

    name: str
    phone: str
    post: Post
    village: str = ""
    """Whose list of people not reached a new person stands on; empty for township and city."""


@dataclass(frozen=True, slots=True)
class Taken:
    new: int
    """People who were not in the records."""
    posts: int
    """Posts that were given."""
    unchanged: int
    """Rows that were in the records already."""


def take_list(
    session: Session,
    rows: Sequence[Listed],
    now: datetime,
    along: Callable[[Sequence[Listed]], Iterable[Listed]] = iter,
) -> Taken:
    """People are recognised by phone and name; taking the same list again changes nothing.

    Goes `along` the rows, which may show how far it is.
    """
    known = _known(session, {row.phone for row in rows})
    held = {who: {*me.posts} for who, me in people.people_known(session, known.values()).items()}
    new = posts = 0
    for row in along(rows):
        who = known.get((row.phone, row.name))
        if who is None:
            who = known[row.phone, row.name] = _add(session, row, now)
            held[who] = set()
            new += 1
        if row.post not in held[who]:
            _give(session, who, row.post, now)
            held[who].add(row.post)
            posts += 1
    return Taken(new, posts, len(rows) - posts)


def not_come_yet(session: Session, now: datetime) -> tuple[tuple[int, str, Post], ...]:
    """Staff known from a list only, without an invitation that is still open: id, name, a post."""
    invited = select(Invitations.meant_for).where(
        Invitations.meant_for.is_not(None),
        Invitations.used_at.is_(None),
        Invitations.revoked_at.is_(None),
        Invitations.expires_at > now,
    )
    rows = session.execute(
        select(People.id, People.name, Posts.role, Posts.place)
        .join(Posts, Posts.person_id == People.id)
        .where(
            Posts.ended_at.is_(None),
            People.id.not_in(select(Chats.person_id)),
            People.id.not_in(invited),
        )
        .order_by(People.id, Posts.id.desc())
    )
    return tuple({who: (who, name, Post(Role(r), at)) for who, name, r, at in rows}.values())


def _add(session: Session, row: Listed, now: datetime) -> int:
    who = people.add_person(session, row.name, row.phone, row.village, now)
    history.note(session, f"person:{who}", None, "listed", now)
    return who


def _give(session: Session, who: int, post: Post, now: datetime) -> None:
    people.give_post(session, who, post, now)
    why = f"{post.role.value} {post.place}"
    history.note(session, f"person:{who}", None, "take_post", now, why)


def _known(session: Session, phones: Collection[str]) -> Known:
    """Who may be meant by a list.

    Anybody can type any name and number into a chat of their own. So a person with a chat counts
    only if they have held a post: an invitation vouches for them.
    """
    with_chat, with_post = select(Chats.person_id), select(Posts.person_id)
    vouched = or_(People.id.not_in(with_chat), People.id.in_(with_post))
    marks = {mark_of(session, phone) for phone in phones}
    rows = session.execute(
        select(People.id, People.phone, People.name)
        .where(People.phone_mark.in_(marks), vouched)
        .order_by(People.id)
    ).all()
    came = _came_since(session, [who for who, _, _ in rows])
    known: Known = {}
    for who, phone, name in rows:
        known.setdefault((phone, name), came.get(who, who))
    return known


def _came_since(session: Session, listed: Collection[int]) -> dict[int, int]:
    """Who a listed person has become by taking the invitation that was meant for them."""
    rows = session.execute(
        select(Invitations.meant_for, Invitations.used_by)
        .where(Invitations.meant_for.in_(listed), Invitations.used_by.is_not(None))
        .order_by(Invitations.used_at)
    )
    return {meant: used for meant, used in rows if meant is not None and used is not None}
