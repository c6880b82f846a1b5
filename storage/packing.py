"""Talks and letters as JSON, and back."""

from typing import Any

from conversations.engine import Talk


def pack_talk(talk: Talk) -> dict[str, Any]:
    return {
        "flow": talk.flow,
        "answers": dict(talk.answers),
        "given": list(talk.given),
        "draft": talk.draft,
        "revision": talk.revision,
        "album": list(talk.album) if talk.album else None,
        "last": talk.last,
    }


def unpack_talk(packed: dict[str, Any]) -> Talk:
    album = packed.get("album")
    return Talk(
        flow=packed["flow"],
        answers=packed["answers"],
        given=tuple(packed["given"]),
        draft=packed["draft"],
        revision=packed["revision"],
        album=(album[0], album[1]) if album else None,
        last=packed.get("last", ""),
    )
