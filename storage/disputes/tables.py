"""The table of disputes, and nothing that acts on it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.sealing import Sealed, SealedJson
from storage.tables import Id, Table

OPEN = text("closed_at IS NULL")
WATCHED = text("look_at IS NOT NULL")


class Disputes(Table):
    __tablename__ = "disputes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    kind: Mapped[str]
    parties: Mapped[list[Any]] = mapped_column(SealedJson("disputes.parties"), default=list)
    """Names and phones: for the circle of three only."""
    matter: Mapped[str] = mapped_column(Sealed("disputes.matter"), default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    meeting: Mapped[str] = mapped_column(default="")
    convener_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    stage: Mapped[str]
    written: Mapped[bool] = mapped_column(default=False)
    agreement: Mapped[str] = mapped_column(Sealed("disputes.agreement"), default="")
    registered_at: Mapped[datetime]
    target_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    perform_by: Mapped[date | None]
    court: Mapped[str] = mapped_column(default="")
    visits: Mapped[list[Any]] = mapped_column(default=list)
    extended: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    changes: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
    """When the clock has to look at it next."""
    __table_args__ = (
        Index("ix_disputes_mediator", "mediator_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_disputes_open", "place", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_disputes_look", "look_at", sqlite_where=WATCHED, postgresql_where=WATCHED),
        Index("ix_disputes_place", "place", "registered_at"),
        Index("ix_disputes_meeting", "meeting"),
    )
