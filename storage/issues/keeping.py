"""Grid issues and household visits: kept, moved, written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.issues.effects import BeAway, FileIssue, LogVisit, MoveIssue
from domain.deadlines import Pause
from domain.issues.due import look_again_at
from domain.issues.issue import Issue
from domain.issues.kinds import IssueRules
from domain.nearby import cell_of
from storage import history
from storage.files import note_file
from storage.issues.lists import about
from storage.issues.tables import Absences, IssueFollowers, Issues, Visits
from storage.requests.keeping import QuickerOne


def file_issue(
    session: Session, asked: FileIssue, filer: int | None, rules: IssueRules, now: datetime
) -> None:
    issue, record = asked.issue, about(asked.issue.number)
    photos = [note_file(session, file, record, now) for file in asked.photos]
    voice = note_file(session, asked.voice, record, now) if asked.voice else None
    row = _columns(issue) | {"photos": photos, "voice_file": voice}
    row["look_at"] = look_again_at(rules, issue, now)
    session.execute(insert(Issues).values(number=issue.number, **row))
    files = [*photos, *([voice] if voice else [])]
    history.note(session, record, filer, "report", now, "", files)


def move_issue(
    session: Session, move: MoveIssue, who: int | None, rules: IssueRules, now: datetime
) -> None:
    """Keep the issue as it stands after a move; raises QuickerOne where somebody moved it before."""
    issue, record = move.issue, about(move.issue.number)
    files = [note_file(session, file, record, now) for file in move.photos]
    row = _columns(issue) | {"look_at": look_again_at(rules, issue, now)}
    if files:
        row["after" if move.mended else "photos"] = [
            *(issue.after if move.mended else issue.photos),
            *files,
        ]
    seen = Issues.number == issue.number, Issues.moves == move.seen
    kept = session.execute(update(Issues).where(*seen).values(**row).returning(Issues.id)).scalar()
    if kept is None:
        raise QuickerOne(issue.number)
    _follow(session, kept, issue.followers)
    if move.merged:
        _keep_merged(session, move.merged, issue.number, who, rules, now)
    voice = [note_file(session, move.why.voice, record, now)] if move.why.voice else []
    history.note(session, record, who, move.what, now, move.why.text, [*files, *voice])


def _keep_merged(
    session: Session,
    into: Issue,
    merged: str,
    who: int | None,
    rules: IssueRules,
    now: datetime,
) -> None:
    """The one that stays takes over the reporters; raises QuickerOne where it was moved before."""
    values = _columns(into) | {"moves": into.moves + 1, "look_at": look_again_at(rules, into, now)}
    seen = Issues.number == into.number, Issues.moves == into.moves
    kept = session.execute(
        update(Issues).where(*seen).values(**values).returning(Issues.id)
    ).scalar()
    if kept is None:
        raise QuickerOne(into.number)
    _follow(session, kept, into.followers)
    history.note(session, about(into.number), who, "merged_here", now, merged)


def _follow(session: Session, issue: int, people: Sequence[int]) -> None:
    known = set(
        session.execute(
            select(IssueFollowers.person_id).where(IssueFollowers.issue_id == issue)
        ).scalars()
    )
    new = [{"issue_id": issue, "person_id": person} for person in people if person not in known]
    if new:
        session.execute(insert(IssueFollowers), new)


def _columns(issue: Issue) -> dict[str, Any]:
    located = issue.latitude is not None and issue.longitude is not None
    return {
        "kind": issue.kind,
        "severity": issue.severity.value,
        "stage": issue.stage.value,
        "area": issue.area,
        "tier": issue.seat.tier,
        "seat_role": issue.seat.role.value,
        "seat_place": issue.seat.place,
        "owner_id": issue.seat.person.id if issue.seat.person else None,
        "reporter_id": issue.reporter.id or None,
        "unnamed": issue.unnamed,
        "source": issue.source.value,
        "danger": issue.danger,
        "words": issue.words,
        "understood": issue.understood,
        "since": issue.since,
        "landmark": issue.landmark,
        "latitude": issue.latitude,
        "longitude": issue.longitude,
        "cell": cell_of(issue.latitude or 0, issue.longitude or 0) if located else None,
        "reported_at": issue.reported_at,
        "first_by": issue.first_by,
        "replied_at": issue.replied_at,
        "counted_from": issue.counted_from,
        "due_at": issue.due_at,
        "again": issue.again,
        "pauses": [_pause(pause) for pause in issue.pauses],
        "asked": issue.asked,
        "handler_id": issue.handler.id if issue.handler else None,
        "checker_id": issue.checker.id if issue.checker else None,
        "bounces": issue.bounces,
        "fixed": issue.fixed,
        "trail": [
            [s.tier, s.role.value, s.place, s.person.id if s.person else None] for s in issue.trail
        ],
        "reopened": issue.reopened,
        "merged_into": issue.merged_into,
        "closed_at": issue.closed_at,
        "moves": issue.moves,
    }


def _pause(pause: Pause) -> list[str | None]:
    return [pause.start.isoformat(), pause.end.isoformat() if pause.end else None]


def look_later(session: Session, number: str, at: datetime | None) -> None:
    """The clock has said what was to be said of it."""
    session.execute(update(Issues).where(Issues.number == number).values(look_at=at))


def log_visit(session: Session, visit: LogVisit, who: int, now: datetime) -> None:
    record = f"visit:{visit.number}"
    photos = [note_file(session, file, record, now) for file in visit.photos]
    voice = visit.findings.voice
    session.execute(
        insert(Visits).values(
            number=visit.number,
            visitor_id=who,
            area=visit.area,
            household=visit.household,
            purpose=visit.purpose,
            findings=visit.findings.text,
            voice_file=note_file(session, voice, record, now) if voice else None,
            photos=photos,
            at=now,
        )
    )
    history.note(session, record, who, "visit", now)


def be_away(session: Session, wish: BeAway, who: int, now: datetime) -> None:
    """Whoever says so anew, or is back, ends what was said before."""
    mine = Absences.person_id == who, Absences.ended_at.is_(None)
    session.execute(update(Absences).where(*mine).values(ended_at=now))
    if wish.first_day and wish.last_day:
        days = {"first_day": wish.first_day, "last_day": wish.last_day}
        session.execute(insert(Absences).values(person_id=who, **days))
    history.note(session, f"person:{who}", who, "away" if wish.first_day else "back", now)
