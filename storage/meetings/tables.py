"""The tables of meetings, and nothing that acts on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Id, Table

OPEN = text("closed_at IS NULL")
WATCHED = text("look_at IS NOT NULL")


class Bodies(Table):
    """Bodies that meet: representatives, councils, committees (理事会, 村民代表会议 …)."""

    __tablename__ = "bodies"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    group: Mapped[int] = mapped_column(default=0)
    adults: Mapped[int] = mapped_column(default=0)
    households: Mapped[int] = mapped_column(default=0)
    sample_key: Mapped[str | None] = mapped_column(unique=True)
    ended_at: Mapped[datetime | None]


class BodyMembers(Table):
    __tablename__ = "body_members"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    group: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]


class Meetings(Table):
    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    place: Mapped[str]
    group: Mapped[int] = mapped_column(default=0)
    topic: Mapped[str]
    where: Mapped[str]
    starts_at: Mapped[datetime]
    base: Mapped[str]
    due: Mapped[int]
    stage: Mapped[str]
    convener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    called_at: Mapped[datetime]
    law: Mapped[str]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    photos: Mapped[list[Any]] = mapped_column(default=list)
    code: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
    """When the clock has to look at it next; None once nothing more is to be reminded of."""
    __table_args__ = (
        Index("ix_meetings_place", "place", "starts_at"),
        Index("ix_meetings_body", "body_id", "starts_at"),
        Index("ix_meetings_code", "code"),
        Index("ix_meetings_look", "look_at", sqlite_where=WATCHED, postgresql_where=WATCHED),
    )


class Roll(Table):
    """Who is called to a meeting or came to it."""

    __tablename__ = "roll"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    group: Mapped[int] = mapped_column(default=0)
    votes: Mapped[bool] = mapped_column(default=True)
    coming: Mapped[str] = mapped_column(default="unknown")
    proxy: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    spells: Mapped[list[Any]] = mapped_column(default=list)
    scanned: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)


class AgendaItems(Table):
    __tablename__ = "agenda_items"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    n: Mapped[int]
    topic: Mapped[str]
    proposer: Mapped[str] = mapped_column(default="")
    reserved: Mapped[str] = mapped_column(default="")
    raised: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="open")
    proposal: Mapped[str] = mapped_column(default="")
    vote: Mapped[dict[str, Any] | None]
    decision: Mapped[str] = mapped_column(default="")
    money: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    __table_args__ = (UniqueConstraint("meeting_id", "n"),)


class Statements(Table):
    __tablename__ = "statements"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    n: Mapped[int]
    """The item it was said to."""
    who: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class Actions(Table):
    """Who does what until when, as a meeting agreed."""

    __tablename__ = "actions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item: Mapped[int] = mapped_column(default=0)
    what: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_name: Mapped[str]
    convener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    place: Mapped[str]
    due_at: Mapped[datetime]
    given_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    why: Mapped[str] = mapped_column(default="")
    extended: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    changes: Mapped[int] = mapped_column(default=0)
    look_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_actions_owner", "owner_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_actions_convener", "convener_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_actions_body", "body_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_actions_look", "look_at", sqlite_where=WATCHED, postgresql_where=WATCHED),
    )


class Topics(Table):
    """What villagers want to have talked about (我想说个事)."""

    __tablename__ = "topics"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    place: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    wish: Mapped[str] = mapped_column(default="")
    raised_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    meeting: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    __table_args__ = (Index("ix_topics_place", "place", "state"),)


class MinutesVersions(Table):
    """Each version of a meeting's minutes, never overwritten."""

    __tablename__ = "minutes"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    version: Mapped[int]
    sheet: Mapped[dict[str, Any]]
    state: Mapped[str]
    made_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
    paper: Mapped[list[Any]] = mapped_column(default=list)
    final_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("meeting_id", "version"),)


class Signatures(Table):
    __tablename__ = "signatures"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("minutes_id", "role"),)


class Protests(Table):
    """Somebody who attended: that is not what was said."""

    __tablename__ = "protests"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    item: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
