"""Grid issues as they are read: one, mine, those on a desk, those near by, those due."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, union
from sqlalchemy.orm import Session

from conversations.facts import Facts
from conversations.issues.facts import Desk, IssuesOnDesk, Lately, Near, Show
from domain.deadlines import Pause
from domain.issues.issue import Issue, Seat, Source, Stage
from domain.issues.kinds import IssueRules, Severity
from domain.issues.rights import LINE
from domain.nearby import cells_within, distance
from domain.records import NOBODY, PersonRef
from domain.roles import Post, Role
from storage import history, people
from storage.issues.tables import IssueFollowers, Issues

IS_OPEN = Issues.closed_at.is_(None)
NOT_COMPLAINT = Issues.severity != Severity.COMPLAINT.value
URGENCY = case(
    {Severity.URGENT.value: 0, Severity.PRESSING.value: 1, Severity.COMPLAINT.value: 2},
    value=Issues.severity,
    else_=3,
)
NEAREST = 4
"""As many as fit a screen when somebody is asked whether it is one of these."""


def about(number: str) -> str:
    return f"issue:{number}"


def issue_numbered(session: Session, number: str) -> Issue | None:
    found = read(session, Issues.number == number, limit=1, whole=True)
    return found[0] if found else None


def issues_of(session: Session, person: int, limit: int) -> tuple[Issue, ...]:
    """Those somebody reported or follows, the newest first."""
    followed = select(IssueFollowers.issue_id).where(IssueFollowers.person_id == person)
    reported = select(Issues.id).where(Issues.reporter_id == person)
    mine = union(followed, reported).subquery().select()
    return read(session, Issues.id.in_(mine), limit=limit)


def in_area(place: str) -> ColumnElement[bool]:
    """All that lies in a place: its code begins theirs. Told as a range, so that an index serves."""
    return and_(Issues.area >= place, Issues.area < f"{place}:")


def seats_of(posts: Iterable[Post]) -> list[ColumnElement[bool]]:
    return [and_(Issues.seat_place == p.place, Issues.seat_role == p.role.value) for p in posts]


def on_desk(session: Session, facts: Facts, wish: IssuesOnDesk) -> Desk:
    """What reached somebody: theirs, their seats', what they must look at; officers: their grid's."""
    me, now, show, page, size = facts.me, facts.now, wish.show, wish.page, wish.size
    mine, look = Issues.owner_id == me.id, Issues.checker_id == me.id
    here = [way for p in me.posts for way in _in_its_line(p, facts.catalogue.issues)]
    officer = tuple(p for p in me.posts if p.role is Role.GRID_OFFICER)
    grids = [way for p in officer for way in _in_its_line(p, facts.catalogue.issues)]
    urgent, late = Issues.severity == Severity.URGENT.value, Issues.due_at <= now
    alarms = [way & urgent & (Issues.stage == Stage.REPORTED.value) for way in here]
    reached = (mine, look, *seats_of(me.posts), *grids, *alarms)
    which = {
        Show.AREA: any_of(mine, look, *here),
        Show.ALL: any_of(*reached),
        Show.URGENT: any_of(*reached) & urgent,
        Show.LATE: any_of(*reached) & late,
        Show.MINE: mine,
        Show.LOOK: look,
    }[show] & IS_OPEN
    counts = select(func.count(), how_many(urgent), how_many(late)).where(which)
    total, pressing, overdue = session.execute(counts).one()
    page = max(0, min(page, -(-total // size) - 1))
    query = select(Issues).where(which).order_by(URGENCY, Issues.due_at)
    rows = session.execute(query.offset(page * size).limit(size)).scalars().all()
    return Desk(values(session, rows), page, total, pressing, overdue)


def _in_its_line(post: Post, rules: IssueRules) -> list[ColumnElement[bool]]:
    """What lies at the place of a post; of restricted kinds no more than may be seen (issue_rights)."""
    if post.role not in LINE:
        return []
    there = in_area(post.place) & NOT_COMPLAINT
    if post.role not in {Role.GRID_OFFICER, Role.CADRE}:
        return [there]
    public = [kind.key for kind in rules.kinds.values() if not kind.restricted]
    own = (Issues.area == post.place) & NOT_COMPLAINT
    return [there & Issues.kind.in_(public), *([own] if post.role is Role.GRID_OFFICER else [])]


def any_of(*ways: ColumnElement[bool]) -> ColumnElement[bool]:
    """Open ones for which any of these holds, each found by its own index: an OR would read them all."""
    found = union(*(select(Issues.id).where(IS_OPEN, way) for way in ways))
    return Issues.id.in_(found.subquery().select())


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def near(
    session: Session,
    kind: str,
    place: tuple[float, float] | None,
    area: str,
    landmark: str,
    metres: int,
) -> tuple[Near, ...]:
    """Open ones of the kind within so many metres, or at the same landmark of the same village.

    What turned out to be a complaint keeps its kind, but is for the supervisors only.
    """
    found: list[Near] = []
    if place:
        cells = cells_within(*place, metres)
        close = IS_OPEN & Issues.cell.in_(cells) & (Issues.kind == kind) & NOT_COMPLAINT
        found = [
            Near(issue, round(away))
            for issue in read(session, close, limit=200)
            if (away := _away(issue, place)) is not None and away <= metres
        ]
    known = {n.issue.number for n in found}
    same = [i for i in _same_landmark(session, kind, area, landmark) if i.number not in known]
    ranked = sorted(found, key=lambda n: n.metres or 0)
    return (*ranked, *(Near(issue, None) for issue in same))[:NEAREST]


def _away(issue: Issue, place: tuple[float, float]) -> float | None:
    if issue.latitude is None or issue.longitude is None:
        return None
    return distance(*place, issue.latitude, issue.longitude)


def _same_landmark(session: Session, kind: str, area: str, landmark: str) -> tuple[Issue, ...]:
    wanted = landmark.strip()
    if not wanted or len(area) < 12:
        return ()
    same = in_area(area[:12]) & (Issues.kind == kind) & (Issues.landmark == wanted) & NOT_COMPLAINT
    return read(session, IS_OPEN & same, limit=NEAREST)


def due_looks(session: Session, now: datetime, limit: int = 200) -> tuple[Issue, ...]:
    """Open ones the clock has to look at now."""
    query = select(Issues).where(IS_OPEN, Issues.look_at <= now).order_by(Issues.look_at)
    return values(session, session.execute(query.limit(limit)).scalars().all(), whole=True)


def reported_since(session: Session, person: int, since: datetime) -> Lately:
    """Dangers to life are not counted."""
    quietly = Issues.unnamed.is_(True) | (Issues.severity == Severity.COMPLAINT.value)
    counts = select(func.count(), how_many(quietly)).where(
        Issues.reporter_id == person,
        Issues.reported_at > since,
        Issues.severity != Severity.URGENT.value,
    )
    count, quiet = session.execute(counts).one()
    return Lately(count, openly=not quiet)


def read(
    session: Session,
    where: ColumnElement[bool],
    *,
    limit: int,
    whole: bool = False,
    pressing: bool = False,
) -> tuple[Issue, ...]:
    """Issues in order: the newest first, or by urgency and age. Private to storage."""
    order = (URGENCY, Issues.due_at) if pressing else (Issues.id.desc(),)
    rows = session.execute(select(Issues).where(where).order_by(*order).limit(limit)).scalars()
    return values(session, rows.all(), whole=whole)


def values(session: Session, rows: Sequence[Issues], *, whole: bool = False) -> tuple[Issue, ...]:
    known = people.refs(session, _named(rows)) if rows else {}
    followers = _followers(session, [row.id for row in rows])
    return tuple(_issue(session, row, known, followers, whole=whole) for row in rows)


def _named(rows: Sequence[Issues]) -> set[int]:
    direct = {i for r in rows for i in (r.owner_id, r.reporter_id, r.handler_id, r.checker_id) if i}
    return direct | {seat[3] for r in rows for seat in r.trail if seat[3]}


def _followers(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = session.execute(
        select(IssueFollowers.issue_id, IssueFollowers.person_id)
        .where(IssueFollowers.issue_id.in_(ids))
        .order_by(IssueFollowers.id)
    )
    for issue, person in rows:
        found[issue] = (*found.get(issue, ()), person)
    return found


def _issue(
    session: Session,
    row: Issues,
    known: dict[int, PersonRef],
    followers: dict[int, tuple[int, ...]],
    *,
    whole: bool,
) -> Issue:
    def named(person: int | None) -> PersonRef | None:
        return known.get(person) if person else None

    return Issue(
        number=row.number,
        kind=row.kind,
        severity=Severity(row.severity),
        stage=Stage(row.stage),
        seat=Seat(row.tier, Role(row.seat_role), row.seat_place, named(row.owner_id)),
        area=row.area,
        reporter=named(row.reporter_id) or NOBODY,
        reported_at=row.reported_at,
        first_by=row.first_by,
        counted_from=row.counted_from,
        due_at=row.due_at,
        source=Source(row.source),
        unnamed=row.unnamed,
        danger=row.danger,
        words=row.words,
        voice=row.voice_file,
        understood=row.understood,
        since=row.since,
        landmark=row.landmark,
        latitude=row.latitude,
        longitude=row.longitude,
        photos=tuple(row.photos),
        after=tuple(row.after),
        followers=followers.get(row.id, ()),
        replied_at=row.replied_at,
        again=row.again,
        pauses=tuple(_pause(pair) for pair in row.pauses),
        asked=row.asked,
        handler=named(row.handler_id),
        checker=named(row.checker_id),
        bounces=row.bounces,
        fixed=row.fixed,
        trail=tuple(Seat(t, Role(r), place, named(person)) for t, r, place, person in row.trail),
        reopened=row.reopened,
        merged_into=row.merged_into,
        closed_at=row.closed_at,
        moves=row.moves,
        history=history.history_of(session, about(row.number)) if whole else (),
    )


def _pause(pair: list[Any]) -> Pause:
    start, end = pair
    return Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
