"""The keys that personal data is sealed with. They lie outside the database."""

import base64
import hmac
import os
import secrets
import time
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.sealing import SIGN, KeysMissing, is_sealed

LOOK_UP = "lookup"
"""The name of the key that marks are made with: it stays when the others are changed."""
NONCE = 12
OFTEN = 2.0
"""Seconds between two looks whether the file has changed."""


class Keyring:
    """AES-256-GCM under the newest key; older ones still open what they sealed."""

    def __init__(self, file: Path) -> None:
        self._file, self._looked, self._changed = file, 0.0, 0.0
        self._keys: dict[str, bytes] = {}
        if not file.exists():
            _write(file, {"k1": secrets.token_bytes(32), LOOK_UP: secrets.token_bytes(32)})
        self._read()

    @property
    def newest(self) -> str:
        """The name of the key that seals from now on."""
        self._look_again()
        return next(name for name in self._keys if name != LOOK_UP)

    def seal(self, words: str, place: str) -> str:
        """`place` is the column: what is moved to another cannot be opened there."""
        if not words:
            return words
        name, nonce = self.newest, os.urandom(NONCE)
        sealed = _cipher(self._keys[name]).encrypt(nonce, words.encode(), place.encode())
        return f"{SIGN}{name}{SIGN}{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        if not is_sealed(sealed):
            return sealed
        _, name, rest = sealed.split(SIGN, 2)
        if name not in self._keys:
            self._read()
        if name not in self._keys:
            raise KeysMissing(f"{self._file.name} has no key {name}")
        raw = base64.b64decode(rest)
        try:
            opened = _cipher(self._keys[name]).decrypt(raw[:NONCE], raw[NONCE:], place.encode())
        except InvalidTag:
            raise KeysMissing(f"the key {name} in {self._file.name} is another one") from None
        return opened.decode()

    def mark(self, words: str) -> str:
        """The same for the same words, and tells nothing of them: what is sealed is found by it."""
        if not words:
            return words
        return hmac.new(self._keys[LOOK_UP], words.encode(), "sha256").hexdigest()[:32]

    def add(self) -> str:
        """A new key, from now on the newest, for every process that reads this file; its name."""
        self._read()
        name = f"k{1 + max(int(n[1:]) for n in self._keys if n != LOOK_UP)}"
        _write(self._file, {name: secrets.token_bytes(32), **self._keys})
        self._read()
        return name

    def drop(self, name: str) -> None:
        self._read()
        _write(self._file, {n: key for n, key in self._keys.items() if n != name})
        self._read()

    def names(self) -> list[str]:
        return [name for name in self._keys if name != LOOK_UP]

    def _look_again(self) -> None:
        now = time.monotonic()
        if now - self._looked > OFTEN:
            self._looked = now
            if self._file.stat().st_mtime != self._changed:
                self._read()

    def _read(self) -> None:
        self._changed = self._file.stat().st_mtime
        lines = (line.split() for line in self._file.read_text().splitlines() if line.strip())
        self._keys = {name: bytes.fromhex(key) for name, key in lines}
        if LOOK_UP not in self._keys or len(self._keys) < 2:
            raise KeysMissing(f"{self._file.name} is not whole")


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _write(file: Path, keys: dict[str, bytes]) -> None:
    """Whole at once; a file that another process made in the same moment is left as it is."""
    own = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as written:
        written.writelines(f"{name} {key.hex()}\n" for name, key in keys.items())
        written.flush()
        os.fsync(written.fileno())
    if file.exists():
        own.replace(file)
        return
    try:
        os.link(own, file)
    except FileExistsError:
        pass
    finally:
        own.unlink()
