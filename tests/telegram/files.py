"""The files Telegram keeps: their ids, sizes and bytes, and how a message tells of them."""

import base64
import hashlib
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.telegram.refusal import bad, unfit
from tests.telegram.schema import Json

MEGABYTE = 1024 * 1024
DOWNLOAD_LIMIT = 20 * MEGABYTE  # getFile: "maximum file size to download is 20 MB"

# One white pixel each; real pictures, so that whoever opens a download finds one.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJg"
    "gg=="
)
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////"
    "////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAA"
    "AAD/2gAIAQEAAD8AVN//2Q=="
)

PHOTO_SIZES = ((90, 67), (320, 240), (1280, 960))
FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "sticker": "stickers"}
MIMES = {"photo": "image/jpeg", "voice": "audio/ogg", "video": "video/mp4", "sticker": "image/webp"}
ENDINGS = {"photo": ".jpg", "voice": ".oga", "video": ".mp4", "sticker": ".webp", "document": ""}


@dataclass(frozen=True)
class File:
    id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime: str
    size: int
    content: bytes | None
    """None: of this size, but only zeros (a large file need not be kept)."""
    length: int = 0
    """Seconds, of a voice message or a video."""
    width: int = 0
    height: int = 0

    def read(self) -> bytes:
        return bytes(self.size) if self.content is None else self.content

    def told(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._numbers = count(1)

    def keep(self, kind: str, content: bytes | int, name: str = "", **more: Any) -> File:
        """Keep a file; an int stands for so many zero bytes."""
        number = next(self._numbers)
        body, size = (None, content) if isinstance(content, int) else (content, len(content))
        mark = hashlib.sha256(f"{kind}{more}".encode() + (body or str(size).encode())).hexdigest()
        told_mime = more.pop("mime", "") or MIMES.get(kind, "application/octet-stream")
        folder, ending = FOLDERS.get(kind, "documents"), ENDINGS[kind]
        path = f"{folder}/file_{number}{ending or name[name.rfind('.') :]}"
        file_id = f"AgAC{kind}{number:06d}"
        file = File(file_id, mark[:16], kind, path, name, told_mime, size, body, **more)
        self._by_id[file.id] = self._by_path[path] = file
        return file

    def photo(self, content: bytes) -> list[Json]:
        """A photo as Telegram tells of it: several sizes, the largest last."""
        kept = [self.keep("photo", content, width=w, height=h) for w, h in PHOTO_SIZES]
        return [_photo_size(file) for file in kept]

    def sendable(self, kind: str, file_id: str) -> File:
        """A file known by its id, to be sent once more."""
        file = self._by_id.get(file_id)
        if file is None:
            raise unfit("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise unfit(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file

    def downloadable(self, file_id: str) -> File:
        file = self._by_id.get(file_id)
        if file is None:
            raise unfit("wrong file_id or the file is temporarily unavailable")
        if file.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return file

    def at(self, path: str) -> File | None:
        return self._by_path.get(path)


def _photo_size(file: File) -> Json:
    return {**file.told(), "width": file.width, "height": file.height}


def attachment(file: File) -> Any:
    """A kept file as the field of a message named after its kind."""
    told = file.told()
    match file.kind:
        case "photo":
            return [_photo_size(file)]
        case "document":
            return {**told, "file_name": file.name, "mime_type": file.mime}
        case "voice":
            return {**told, "duration": file.length, "mime_type": file.mime}
        case "video":
            shape = {"width": file.width or 640, "height": file.height or 480}
            return {**told, **shape, "duration": file.length, "mime_type": file.mime}
        case _:
            shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {**told, **shape, "type": "regular"}
