"""The tables of reminders, and nothing that acts on them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Id, Table


class LedgerMarks(Table):
    """A ledger that comes round was done for a period, or is nobody's there."""

    __tablename__ = "ledger_marks"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ledger: Mapped[str]
    place: Mapped[str]
    due_day: Mapped[date]
    state: Mapped[str]
    """`done` or `not_ours`."""
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("ledger", "place", "due_day"),
        Index("ix_ledger_marks_place", "place", "due_day"),
    )


class Snoozes(Table):
    """Somebody wants to hear of a matter on another day: until then nothing reminds them of it."""

    __tablename__ = "snoozes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    cause: Mapped[str]
    until: Mapped[datetime]
    told_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("person_id", "cause"),
        Index("ix_snoozes_until", "told_at", "until"),
    )
