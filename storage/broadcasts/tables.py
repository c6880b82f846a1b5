"""The table of pushes, and nothing that acts on it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Id, Table

UNDER_WAY = text("ended_at IS NULL")


class Broadcasts(Table):
    """One text to many people; letters are posted a portion at a time."""

    __tablename__ = "broadcasts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    to: Mapped[str]
    """`people`, or the role of those it goes to."""
    words: Mapped[str]
    sender_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    signed: Mapped[str]
    at: Mapped[datetime]
    last_id: Mapped[int] = mapped_column(Id, default=0)
    """Everybody up to this person's id has been written to."""
    posted: Mapped[int] = mapped_column(default=0)
    posted_all_at: Mapped[datetime | None]
    shown: Mapped[str] = mapped_column(default="")
    """What the progress message said last."""
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_broadcasts_under_way",
            "id",
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
    )
