"""The tables of volunteer activities, and nothing that acts on them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Id, Table

WATCHED = text("look_at IS NOT NULL")
CALLED = text("stage = 'called'")
KNOWN, SIGNED = text("person_id IS NOT NULL"), text("signed_by_id IS NOT NULL")
"""Many on lists have no chat; they would make the index worthless."""


class VolunteerGroups(Table):
    """Groups that call people: Party groups (产业党小组), teams of volunteers."""

    __tablename__ = "volunteer_groups"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    kind: Mapped[str]
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    leader_name: Mapped[str] = mapped_column(default="")
    sample_key: Mapped[str | None] = mapped_column(unique=True)
    ended_at: Mapped[datetime | None]


class Activities(Table):
    __tablename__ = "activities"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    place: Mapped[str]
    where: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    radius: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    breaks: Mapped[list[Any]] = mapped_column(default=list)
    places: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None]
    bring: Mapped[str] = mapped_column(default="")
    risk: Mapped[str] = mapped_column(default="")
    insured: Mapped[bool] = mapped_column(default=False)
    reach: Mapped[str]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_groups.id"))
    unit: Mapped[str]
    organiser_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    excluded: Mapped[str] = mapped_column(default="")
    series: Mapped[str] = mapped_column(default="", index=True)
    stage: Mapped[str]
    secret: Mapped[str]
    display: Mapped[str] = mapped_column(unique=True)
    photos: Mapped[list[Any]] = mapped_column(default=list)
    called_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    entered_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
    """When the clock has to look at it next; None once nothing more is to be reminded of."""
    __table_args__ = (
        Index("ix_activities_place", "place", "starts_at"),
        Index("ix_activities_ahead", "ends_at", sqlite_where=CALLED, postgresql_where=CALLED),
        Index("ix_activities_organiser", "organiser_id", "stage"),
        Index("ix_activities_place_stage", "place", "stage"),
        Index("ix_activities_look", "look_at", sqlite_where=WATCHED, postgresql_where=WATCHED),
    )


class SignUps(Table):
    """Who wants to come to an activity, or came, and how long."""

    __tablename__ = "signups"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    relation: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    walk_in: Mapped[bool] = mapped_column(default=False)
    stays: Mapped[list[Any]] = mapped_column(default=list)
    flags: Mapped[list[Any]] = mapped_column(default=list)
    said_left: Mapped[datetime | None]
    minutes: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")
    objection: Mapped[str] = mapped_column(default="")
    rating: Mapped[int | None]
    rating_word: Mapped[str] = mapped_column(default="")
    coded_at: Mapped[datetime | None]
    """The newest check-in by code: many within a minute are asked where they are."""
    __table_args__ = (
        UniqueConstraint("activity_id", "person_id"),
        Index("ix_signups_coded", "activity_id", "coded_at"),
        Index("ix_signups_person", "person_id", sqlite_where=KNOWN, postgresql_where=KNOWN),
        Index("ix_signups_by", "signed_by_id", sqlite_where=SIGNED, postgresql_where=SIGNED),
    )


class VolunteerWishes(Table):
    """The kinds of activity somebody wants to hear of."""

    __tablename__ = "volunteer_wishes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    __table_args__ = (UniqueConstraint("person_id", "kind"),)


class RecordSheets(Table):
    """Sheets that were given out, as they were on that day; a page verifies them."""

    __tablename__ = "record_sheets"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    check: Mapped[str]
    """Stands on the paper beside the number: without it nobody can ask for a sheet."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    sheet: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
