"""Files by number: what was sent, whose bytes are still to be fetched, who may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, cast, delete, insert, select, update
from sqlalchemy.orm import Session

from conversations.messages import FileKind, FileRef
from storage.tables import Files


@dataclass(frozen=True, slots=True)
class Kept:
    id: int
    source: str
    kind: FileKind
    name: str
    mime: str
    size: int
    digest: str
    state: str
    about: str
    tries: int
    taken_at: str = ""
    latitude: float | None = None
    longitude: float | None = None
    seconds: int = 0

    def ref(self) -> FileRef:
        return FileRef(
            self.source, self.kind, self.size, self.name, self.mime,
            self.taken_at, self.latitude, self.longitude, self.seconds,
        )  # fmt: skip


def note_file(session: Session, file: FileRef, about: str, now: datetime) -> int:
    """The number of a file; one that was seen before keeps its number."""
    known = session.execute(
        select(Files.id).where(Files.source == file.source, Files.about == about)
    ).scalar()
    if known is not None:
        return known
    values = {
        "source": file.source,
        "kind": file.kind.value,
        "name": file.name,
        "mime": file.mime,
        "size": file.size,
        "about": about,
        "next_try_at": now,
        "seconds": file.seconds,
        **_told_by(file),
    }
    return session.execute(insert(Files).values(**values).returning(Files.id)).scalar_one()


def file_numbered(session: Session, number: int) -> Kept | None:
    row = session.get(Files, number)
    return _kept(row) if row else None


def files_wanted(session: Session, now: datetime, limit: int = 20) -> tuple[Kept, ...]:
    rows = session.execute(
        select(Files)
        .where(Files.state == "wanted", Files.next_try_at <= now)
        .order_by(Files.next_try_at)
        .limit(limit)
    ).scalars()
    return tuple(_kept(row) for row in rows)


def _kept(row: Files) -> Kept:
    return Kept(
        row.id, row.source, FileKind(row.kind), row.name, row.mime, row.size, row.digest,
        row.state, row.about, row.tries, row.taken_at, row.latitude, row.longitude, row.seconds,
    )  # fmt: skip


def _told_by(photo: FileRef) -> dict[str, str | float | None]:
    return {
        "taken_at": photo.taken_at,
        "latitude": photo.latitude,
        "longitude": photo.longitude,
    }


def mark_kept(session: Session, number: int, digest: str, file: FileRef) -> None:
    """Its bytes are there; `file` is what it turned out to be."""
    values = {
        "digest": digest,
        "size": file.size,
        "name": file.name,
        "mime": file.mime,
        "state": "kept",
        **_told_by(file),
    }
    session.execute(update(Files).where(Files.id == number).values(**values))


def mark_refused(session: Session, number: int) -> None:
    session.execute(update(Files).where(Files.id == number).values(state="refused"))


def try_later(session: Session, number: int, now: datetime, tries: int) -> None:
    """Again after 5 s, 10 s, 20 s … an hour at most."""
    pause = timedelta(seconds=min(3600, 5 * 2**tries))
    values = {"tries": tries + 1, "next_try_at": now + pause}
    session.execute(update(Files).where(Files.id == number).values(**values))


def forget_about(session: Session, abouts: Collection[str]) -> None:
    """Nobody sees them from now on; their bytes go when the file room comes by."""
    gone = {"state": "forgotten", "name": "", "source": "forgotten:" + cast(Files.id, String)}
    session.execute(update(Files).where(Files.about.in_(abouts)).values(**gone))


def forgotten(session: Session, limit: int = 20) -> tuple[tuple[int, str], ...]:
    """Number and digest of files whose bytes may go; no digest where another file needs them."""
    rows = session.execute(select(Files).where(Files.state == "forgotten").limit(limit)).scalars()
    return tuple((row.id, "" if _needed(session, row) else row.digest) for row in rows)


def _needed(session: Session, gone: Files) -> bool:
    same = Files.digest == gone.digest, Files.state != "forgotten"
    return session.execute(select(Files.id).where(*same).limit(1)).first() is not None


def drop(session: Session, number: int) -> None:
    session.execute(delete(Files).where(Files.id == number))
