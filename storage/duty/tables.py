"""The tables of duty, and nothing that acts on them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.sealing import Sealed
from storage.tables import Id, Table

WATCHED = text("look_at IS NOT NULL")
WAITING = text("stage = 'waiting'")
BOUND = text("ended_at IS NULL")


class Rosters(Table):
    __tablename__ = "rosters"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    stage: Mapped[str]
    wish: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it is drawn from, or the number of the file it is read from."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_rosters_place", "place", "last_day"),
        Index(
            "ix_rosters_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING
        ),
    )  # fmt: skip


class Shifts(Table):
    __tablename__ = "shifts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roster_id: Mapped[int] = mapped_column(ForeignKey("rosters.id"), index=True)
    place: Mapped[str]
    day: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    on_call: Mapped[bool] = mapped_column(default=False)
    where: Mapped[str] = mapped_column(default="")
    tasks: Mapped[list[Any]] = mapped_column(default=list)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    planned_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    stage: Mapped[str]
    how: Mapped[str]
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    came_at: Mapped[datetime | None]
    came_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    handover: Mapped[dict[str, Any] | None]
    look_at: Mapped[datetime | None]
    """When the clock has to look at it next; None where there is nothing to say any more."""
    changes: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index("ix_shifts_place", "place", "starts_at"),
        Index("ix_shifts_person", "person_id", "starts_at"),
        Index("ix_shifts_look", "look_at", sqlite_where=WATCHED, postgresql_where=WATCHED),
    )


class Swaps(Table):
    """Somebody asked a colleague to take a shift, perhaps for one of theirs."""

    __tablename__ = "swaps"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("shifts.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    stage: Mapped[str]
    until: Mapped[datetime]
    look_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_swaps_look", "look_at", sqlite_where=WATCHED, postgresql_where=WATCHED),
    )


class Leaves(Table):
    """Leave that somebody asked for; once agreed it is an absence too."""

    __tablename__ = "leaves"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    place: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(Sealed("leaves.reason"))
    stage: Mapped[str]
    asked_at: Mapped[datetime]
    decided_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class VillageGroups(Table):
    """A group chat in which a village reads its roster every morning."""

    __tablename__ = "village_groups"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    address: Mapped[str]
    title: Mapped[str]
    place: Mapped[str]
    bound_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    bound_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_village_groups_bound",
            "address",
            unique=True,
            sqlite_where=BOUND,
            postgresql_where=BOUND,
        ),
        Index("ix_village_groups_place", "place"),
    )


class DutyFeeds(Table):
    """The private address under which somebody's calendar finds their duties."""

    __tablename__ = "duty_feeds"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
