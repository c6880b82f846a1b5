"""On their way into the store photos and films leave behind what they say of themselves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

from bot.file_store import Coming, FileStore
from conversations.messages import FileKind, FileRef
from domain.files import fitting_name
from papers.film import quiet
from papers.photo import NotAPicture, Taken, cleaned, taken

CLEANED = frozenset({FileKind.PHOTO, FileKind.DOCUMENT, FileKind.VIDEO})


async def keep_clean(
    store: FileStore, stream: AsyncIterator[bytes], file: FileRef
) -> tuple[str, FileRef]:
    """The digest of what is kept, and the file as it is now, with what its photo said.

    Raises:
        TooBig: more came than the house takes.
        BrokenPicture: it cannot be kept without what it says of itself.
    """
    async with store.arriving(stream) as coming:
        if file.kind in CLEANED:
            async with store.one_by_one:
                file = await asyncio.to_thread(partial(_clean, coming, file))
        digest, size = await store.settle(coming)
    return digest, replace(file, size=size)


def _clean(coming: Coming, file: FileRef) -> FileRef:
    """By what it is and not by what it is called, so that no wrong type lets a place through."""
    data = coming.read()
    if file.kind is FileKind.VIDEO:
        coming.change(quiet(data))
        return file
    try:
        clean = cleaned(data)
    except NotAPicture:
        return file
    coming.change(clean.data)
    return _told(replace(file, mime=clean.mime), taken(data))


def _told(file: FileRef, said: Taken) -> FileRef:
    return replace(
        file,
        name=fitting_name(file.name, file.mime),
        taken_at=said.at.isoformat() if said.at else file.taken_at,
        latitude=file.latitude if said.latitude is None else said.latitude,
        longitude=file.longitude if said.longitude is None else said.longitude,
    )
