"""The tables of the records, and nothing that acts on them."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    TypeDecorator,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.sealing import Sealed, SealedJson

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An instant, kept in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        moment: datetime = value
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Id = BigInteger().with_variant(Integer, "sqlite")


class Table(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment(), dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class People(Table):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(Sealed("people.phone"), default="")
    phone_mark: Mapped[str] = mapped_column(default="", index=True)
    """By which a phone is found: the same for the same phone (bot/keyring.py)."""
    village: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    consented_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    """The office takes no more reports from this person; dangers to life are still taken."""
    quiet_from: Mapped[int | None]
    """The hour from which this person wants no news; None: the house's own quiet hours."""
    quiet_to: Mapped[int | None]
    channel: Mapped[str] = mapped_column(default="")
    """`telegram` or `web`, where news go first; empty: wherever they spoke last."""
    sample_key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    __table_args__ = (Index("ix_people_village", "village", "name"),)


class Relatives(Table):
    __tablename__ = "relatives"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str]


class Posts(Table):
    """Who has which role where; never deleted, only ended."""

    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    place: Mapped[str]
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_posts_place_role", "place", "role"),)


class Invitations(Table):
    __tablename__ = "invitations"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    place: Mapped[str]
    meant_for: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]


class Chats(Table):
    """One address of one person, and the talk that is under way there."""

    __tablename__ = "chats"
    address: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    language: Mapped[str] = mapped_column(default="")
    channel_name: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    talk: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("chats.talk"))
    parked: Mapped[list[Any]] = mapped_column(SealedJson("chats.parked"), default=list)
    asked_letter: Mapped[int | None] = mapped_column(Id)
    """The letter that carries the question now open: its buttons go when it is answered."""
    talked_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_chats_idle",
            "talked_at",
            sqlite_where=text("talk IS NOT NULL"),
            postgresql_where=text("talk IS NOT NULL"),
        ),
    )


class SeenEvents(Table):
    """Ids of events that were applied: a second delivery finds its id here."""

    __tablename__ = "seen_events"
    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class DeadLetters(Table):
    """Events that could not be applied, with what went wrong, for an engineer."""

    __tablename__ = "dead_letters"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    event_id: Mapped[str]
    address: Mapped[str]
    kind: Mapped[str]
    traceback: Mapped[str]
    at: Mapped[datetime]


class Counters(Table):
    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class Requests(Table):
    __tablename__ = "requests"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    service: Mapped[str]
    village: Mapped[str]
    stage: Mapped[str]
    mode: Mapped[str]
    applicant_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    filed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    for_name: Mapped[str] = mapped_column(Sealed("requests.for_name"), default="")
    relation: Mapped[str] = mapped_column(Sealed("requests.relation"), default="")
    sent_at: Mapped[datetime]
    accept_by: Mapped[datetime | None]
    called_secretary_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    where: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("requests.where"))
    visit: Mapped[str] = mapped_column(default="")
    papers: Mapped[list[Any]] = mapped_column(SealedJson("requests.papers"), default=list)
    asked: Mapped[list[Any]] = mapped_column(default=list)
    asked_why: Mapped[str] = mapped_column(Sealed("requests.asked_why"), default="")
    note: Mapped[str] = mapped_column(Sealed("requests.note"), default="")
    voice_file: Mapped[int | None] = mapped_column(Id)
    sensitive_consent_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    rating_word: Mapped[str] = mapped_column(Sealed("requests.rating_word"), default="")
    look_at: Mapped[datetime | None]
    """When the clock has to look at it next; None where nobody owes anything."""
    __table_args__ = (
        Index(
            "ix_requests_look",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
        Index("ix_requests_applicant", "applicant_id", "sent_at"),
        Index("ix_requests_filed_by", "filed_by_id", "sent_at"),
        Index("ix_requests_village", "village", "stage"),
        Index("ix_requests_agent", "agent_id", "stage"),
        Index("ix_requests_waiting", "stage", "accept_by"),
    )


class Originals(Table):
    __tablename__ = "originals"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"), index=True)
    what: Mapped[str]
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    taken_at: Mapped[datetime]
    back_by: Mapped[str]
    returned_at: Mapped[datetime | None]


class History(Table):
    """Every change of state: who, when, what, why. Only ever appended to."""

    __tablename__ = "history"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    about: Mapped[str]
    """`request:DB-…`, `person:17`."""
    at: Mapped[datetime]
    who_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed("history.why"), default="")
    files: Mapped[list[Any]] = mapped_column(default=list)
    __table_args__ = (Index("ix_history_about", "about", "id"),)


class Files(Table):
    """A file somebody sent or the house made; its bytes are in the file store once `digest` is set."""

    __tablename__ = "files"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    mime: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="wanted")
    """`wanted`, `kept`, `refused`, or `forgotten` while its bytes are still there."""
    about: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    taken_at: Mapped[str] = mapped_column(default="")
    """What the camera noted, in local time without a zone."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    seconds: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index("ix_files_wanted", "state", "next_try_at"),
        Index("ix_files_about", "about"),
        UniqueConstraint("source", "about"),
    )


def _part(name: str, *columns: str, where: str) -> Index:
    """An index of some rows only: nearly all letters went out long since, and are about nothing."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Letters(Table):
    """The outbox: what is to be said to one address, in the order of its ids."""

    __tablename__ = "letters"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    channel: Mapped[str]
    """The word before the colon of its address: letters on the web page wait there for years."""
    state: Mapped[str] = mapped_column(default="waiting")
    """`waiting`, `sent`, `uncertain`, `failed`, `stale` or `unreachable`."""
    push: Mapped[bool] = mapped_column(default=False)
    """Nobody is waiting for it at this moment: answers go first."""
    bulk: Mapped[bool] = mapped_column(default=False)
    """One of very many, or in no hurry: everything else goes before it."""
    good_until: Mapped[datetime | None]
    """Later than that it is not sent any more; None: it does not age."""
    body: Mapped[dict[str, Any]] = mapped_column(SealedJson("letters.body"))
    about: Mapped[str] = mapped_column(default="")
    edits: Mapped[int | None] = mapped_column(Id)
    """This letter redraws that one."""
    ref: Mapped[str] = mapped_column(default="")
    """The channel's name of the message, once it is sent."""
    tries: Mapped[int] = mapped_column(default=0)
    send_after: Mapped[datetime]
    posted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_letters_address", "address", "id"),
        _part("ix_letters_ref", "address", "ref", where="ref <> ''"),
        _part("ix_letters_about", "about", where="about <> ''"),
        _part("ix_letters_waiting", "channel", "push", "bulk", "id", where="state = 'waiting'"),
        _part("ix_letters_failed", "posted_at", where="state = 'failed'"),
    )


_OF = Table.metadata.tables["letters"].c
WAITS, FAILED = _OF.state == literal_column("'waiting'"), _OF.state == literal_column("'failed'")
"""Written out: with a parameter the database could not see that an index of such letters will do."""


class Looks(Table):
    """Which of the staff saw what of somebody's: once a day for each thing."""

    __tablename__ = "looks"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    who_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    whose_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[str]
    """The number of the errand."""
    what: Mapped[str]
    """`phone` or `papers`."""
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (UniqueConstraint("who_id", "whose_id", "about", "what", "day"),)


class Unreached(Table):
    """People whom no channel reaches: the list a village works off by phone or on foot."""

    __tablename__ = "unreached"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    village: Mapped[str] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(Sealed("unreached.text"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
