"""One file that holds everything: a tar with the database, the files, the keys and a list of it all."""

import hashlib
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

MANIFEST = "manifest.json"
KEYS = ("web.key", "personal.keys")
ALLOWED = re.compile(
    rf"{re.escape(MANIFEST)}|database\.(sqlite|dump)"
    rf"|keys/({'|'.join(map(re.escape, KEYS))})|files/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
)
"""What may lie in a backup; any other name could lead out of the folder it is unpacked in."""
BROKEN = (tarfile.TarError, zlib.error, EOFError, ValueError, TypeError)
AT_ONCE = 1024 * 1024


class Unfit(Exception):  # noqa: N818  # what it is, told to the operator
    """Not a backup, or a damaged one; the sentence says which."""


@dataclass(slots=True)
class Manifest:
    """What a backup says of itself; written last, for only then all of it is known."""

    version: str
    database: str
    """`sqlite` or `postgresql`."""
    revision: str
    """Of the tables."""
    at: str
    rows: dict[str, int]
    members: dict[str, str] = field(default_factory=dict)
    """SHA-256 by name."""

    def files(self) -> int:
        return sum(name.startswith("files/") for name in self.members)


class Writer:
    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar, self._manifest = tar, manifest

    def add(self, name: str, path: Path) -> None:
        info = tarfile.TarInfo(name)
        with path.open("rb") as content:
            info.size, info.mtime = os.fstat(content.fileno()).st_size, 0
            counted = Hashing(content)
            self._tar.addfile(info, counted)
        self._manifest.members[name] = counted.digest()

    def finish(self, scratch: Path) -> None:
        listed = scratch / MANIFEST
        listed.write_text(json.dumps(asdict(self._manifest), ensure_ascii=False, indent=1))
        self._tar.add(listed, MANIFEST)


class Hashing:
    """A file that is read and remembers what it was."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self._hash = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self._hash.update(piece)
        return piece

    def digest(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def written(to: Path) -> Iterator[tarfile.TarFile]:
    """Appears under its name only when it is whole and on the disk; nobody else may read it."""
    coming = to.with_name(f".{to.name}.coming")
    descriptor = os.open(coming, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            # Photos do not get smaller; the database does at the lowest level already.
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as tar:
                yield tar
            file.flush()
            os.fsync(file.fileno())
        coming.replace(to)
        folder = os.open(to.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        coming.unlink(missing_ok=True)


def unpack(backup: Path, into: Path) -> Manifest:
    """Everything in it, each member's hash compared; raises Unfit."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(backup, "r:gz") as tar:
            for member in tar:
                found[member.name] = _unpacked(tar, member, into)
        if MANIFEST not in found:
            raise EOFError
        manifest = Manifest(**json.loads((into / MANIFEST).read_text()))
    except FileExistsError as error:
        raise Unfit(f"{backup.name} 里有一样东西出现了两次：不是 Cunbang 写的备份。") from error
    except (*BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Unfit(f"{backup.name} 不是完整的备份：可能没传完，或者坏了。") from error
    del found[MANIFEST]
    if found != manifest.members:
        odd = {name for name, digest in manifest.members.items() if found.get(name) != digest}
        odd |= found.keys() - manifest.members.keys()
        raise Unfit(f"备份里有 {len(odd)} 样和清单对不上，例如 {min(odd)}：备份坏了，或者被改过。")
    return manifest


def _unpacked(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> str:
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or not ALLOWED.fullmatch(member.name):
        raise Unfit(f"备份里有不该有的东西：{member.name[:80]!r}。没有动任何数据。")
    place = into / member.name
    place.parent.mkdir(parents=True, exist_ok=True)
    counted = Hashing(content)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while piece := counted.read(AT_ONCE):
            file.write(piece)
    return counted.digest()
