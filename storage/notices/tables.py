"""The tables of notices and big decisions, and nothing that acts on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Id, Table

OPEN = text("state = 'open'")


class Notices(Table):
    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    """Masked before it is kept: everybody may read it."""
    publisher_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    until: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    meeting: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    decision: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    """When the publisher heard that its time is over."""
    __table_args__ = (
        Index("ix_notices_place", "place", "opened_at"),
        Index("ix_notices_open", "until", sqlite_where=OPEN, postgresql_where=OPEN),
    )


class Objections(Table):
    __tablename__ = "objections"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_objections_unanswered",
            "at",
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )


class BigDecisions(Table):
    __tablename__ = "big_decisions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str] = mapped_column(index=True)
    matter: Mapped[str]
    reserved: Mapped[str] = mapped_column(default="")
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    begun_at: Mapped[datetime]
    done: Mapped[list[Any]] = mapped_column(default=list)
    changes: Mapped[int] = mapped_column(default=0)
