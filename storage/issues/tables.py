"""The tables of grid issues, household visits and absences, and nothing that acts on them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.sealing import Sealed
from storage.tables import Id, Table

OPEN = text("closed_at IS NULL")


def while_open(name: str, *columns: str) -> Index:
    """An index of the open ones only: it stays small however many have ended."""
    return Index(name, *columns, sqlite_where=OPEN, postgresql_where=OPEN)


class Issues(Table):
    __tablename__ = "issues"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    severity: Mapped[str]
    stage: Mapped[str]
    area: Mapped[str]
    tier: Mapped[str]
    seat_role: Mapped[str]
    seat_place: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """None where another system reported it."""
    unnamed: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str]
    danger: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    understood: Mapped[str] = mapped_column(default="")
    since: Mapped[str] = mapped_column(default="")
    landmark: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    cell: Mapped[str | None]
    """Where it lies, coarsely, for near-by search (domain/nearby.py)."""
    photos: Mapped[list[Any]] = mapped_column(default=list)
    after: Mapped[list[Any]] = mapped_column(default=list)
    reported_at: Mapped[datetime]
    first_by: Mapped[datetime]
    replied_at: Mapped[datetime | None]
    counted_from: Mapped[datetime]
    due_at: Mapped[datetime]
    again: Mapped[bool] = mapped_column(default=False)
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    asked: Mapped[str] = mapped_column(default="")
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    bounces: Mapped[int] = mapped_column(default=0)
    fixed: Mapped[bool] = mapped_column(default=False)
    trail: Mapped[list[Any]] = mapped_column(default=list)
    reopened: Mapped[int] = mapped_column(default=0)
    merged_into: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    moves: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
    """When the clock has to look at it next; None once it has ended."""
    __table_args__ = (
        while_open("ix_issues_near", "cell", "kind"),
        while_open("ix_issues_area", "area", "due_at"),
        while_open("ix_issues_seat", "seat_place", "seat_role"),
        while_open("ix_issues_owner", "owner_id"),
        while_open("ix_issues_checker", "checker_id"),
        while_open("ix_issues_look", "look_at"),
        Index("ix_issues_reporter", "reporter_id", "reported_at"),
        Index("ix_issues_reported", "reported_at"),
        Index("ix_issues_place", "area", "reported_at"),
    )


class IssueFollowers(Table):
    """Others who reported the same."""

    __tablename__ = "issue_followers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    __table_args__ = (UniqueConstraint("issue_id", "person_id"),)


class Visits(Table):
    """Household visits (走访)."""

    __tablename__ = "visits"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    visitor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    area: Mapped[str]
    household: Mapped[str] = mapped_column(Sealed("visits.household"))
    purpose: Mapped[str]
    findings: Mapped[str] = mapped_column(Sealed("visits.findings"), default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    photos: Mapped[list[Any]] = mapped_column(default=list)
    at: Mapped[datetime]
    __table_args__ = (Index("ix_visits_area", "area", "at"),)


class Absences(Table):
    """Staff who are away: their matters go to whoever is there."""

    __tablename__ = "absences"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    ended_at: Mapped[datetime | None]


class Open311Posts(Table):
    """Which city system filed which issue, and what it sent, so that a repetition is recognised."""

    __tablename__ = "open311_posts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key_name: Mapped[str]
    """The name under which the operator gave out the key."""
    digest: Mapped[str | None] = mapped_column(unique=True)
    """Of the key's name and all that was sent; None once the same words are a new report again."""
    number: Mapped[str]
    at: Mapped[datetime]
