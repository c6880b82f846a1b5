"""Files on their way to a chat: under which name, by which method, several as one album."""

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from aiogram import Bot
from aiogram.methods import (
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import InputFile, InputMediaPhoto

from handlers.outgoing import Content, OutgoingFile
from handlers.telegram.keyboards import Model

ALBUM = 10
"""Most pictures in one album."""
ENDINGS = {"photo": "照片.jpg", "voice": "语音.ogg", "video": "视频.mp4"}
METHODS: dict[str, Callable[..., TelegramMethod[Any]]] = {
    "photo": SendPhoto,
    "voice": SendVoice,
    "video": SendVideo,
    "document": SendDocument,
}


class Kept(InputFile):
    """A file of the house, opened while it goes out."""

    def __init__(self, content: Content, name: str) -> None:
        super().__init__(filename=name)
        self._content = content

    async def read(self, bot: Bot) -> AsyncGenerator[bytes]:
        del bot
        async for piece in self._content.stream():
            yield piece


Medium = str | Kept


def name_of(file: OutgoingFile) -> str:
    return file.name or ENDINGS.get(file.kind, "文件")


def ways(file: OutgoingFile) -> Iterator[tuple[str, Medium]]:
    """How a file can go, best first: known by its id, sent anew, sent as a plain document."""
    if file.known_as:
        yield file.kind, file.known_as
    if file.content:
        yield file.kind, Kept(file.content, name_of(file))
        if file.kind != "document":
            yield "document", Kept(file.content, name_of(file))


def sending(
    chat: int, kind: str, medium: Medium, caption: str, markup: Model | None, *, silent: bool
) -> TelegramMethod[Any]:
    method = METHODS.get(kind, SendDocument)
    given = {kind if kind in METHODS else "document": medium}
    return method(
        chat_id=chat,
        caption=caption or None,
        reply_markup=markup,
        disable_notification=silent or None,
        **given,
    )


def album(chat: int, files: Sequence[OutgoingFile], *, silent: bool) -> SendMediaGroup:
    pictures = [InputMediaPhoto(media=next(ways(file))[1]) for file in files]
    return SendMediaGroup(chat_id=chat, media=[*pictures], disable_notification=silent or None)


def groups(files: Sequence[OutgoingFile]) -> Iterator[Sequence[OutgoingFile]]:
    """Photos that can go together by tens, everything else alone; the order stays."""
    for together, run in groupby(files, key=lambda file: file.kind == "photo" and any(ways(file))):
        some = list(run)
        size = ALBUM if together else 1
        yield from (some[at : at + size] for at in range(0, len(some), size))
