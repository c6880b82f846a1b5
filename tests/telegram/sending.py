"""The methods which put a message on somebody's screen."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.telegram.chats import Chat
from tests.telegram.files import JPEG, MEGABYTE, PNG, File, attachment
from tests.telegram.formatting import plain
from tests.telegram.keyboards import accepted
from tests.telegram.refusal import Refused, bad, unfit
from tests.telegram.schema import Json
from tests.telegram.world import CAPTION_LIMIT, World

TEXT_LIMIT = 4096
UPLOAD_LIMITS = {"photo": 10 * MEGABYTE}
UPLOAD_LIMIT = 50 * MEGABYTE
PICTURES = (JPEG[:2], PNG[:4], b"RIFF", b"GIF8")
MEDIA = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVoice": "voice",
    "sendVideo": "video",
}


class Upload(NamedTuple):
    name: str
    mime: str
    content: bytes


Uploads = Mapping[str, Upload]


def text_of(params: Json) -> Json:
    text, entities = plain(params["text"], params.get("parse_mode"))
    if not text:
        raise unfit("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise unfit("message is too long")
    entities = params.get("entities") or entities
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_of(params: Json) -> Json:
    text, entities = plain(params.get("caption", ""), params.get("parse_mode"))
    if len(text) > CAPTION_LIMIT:
        raise unfit("message caption is too long")
    entities = params.get("caption_entities") or entities
    said = {"caption": text} if text else {}
    return {**said, **({"caption_entities": entities} if entities else {})}


def send_message(world: World, params: Json, _uploads: Uploads) -> Json:
    chat = world.chats.reach(params["chat_id"])
    content = {**text_of(params), **reply_of(chat, params)}
    return world.send(chat, content, accepted(params.get("reply_markup")))


def send_media(world: World, method: str, params: Json, uploads: Uploads) -> Json:
    chat, kind = world.chats.reach(params["chat_id"]), MEDIA[method]
    length = {"length": params["duration"]} if "duration" in params else {}
    content = {kind: medium(world, kind, params[kind], uploads, length)}
    content = {**content, **caption_of(params), **reply_of(chat, params)}
    return world.send(chat, content, accepted(params.get("reply_markup")))


def send_media_group(world: World, params: Json, uploads: Uploads) -> list[Json]:
    chat, media = world.chats.reach(params["chat_id"]), params["media"]
    if not 2 <= len(media) <= 10:
        raise unfit("media group must include 2-10 items")
    kinds = {item["type"] for item in media}
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise unfit("this kind of media can't be mixed with others in the album")
    album = {"media_group_id": str(13_000_000_000_000 + world.number())}
    contents = [
        {item["type"]: medium(world, item["type"], item["media"], uploads, {}), **caption_of(item)}
        for item in media
    ]
    return [world.send(chat, {**content, **album}, {}) for content in contents]


def reply_of(chat: Chat, params: Json) -> Json:
    """The message this one answers, quoted one level deep."""
    wanted = params.get("reply_parameters")
    if wanted is None:
        return {}
    found = chat.messages.get(wanted["message_id"])
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    quoted = {k: v for k, v in (found or {}).items() if k != "reply_to_message"}
    return {"reply_to_message": quoted} if quoted else {}


def medium(world: World, kind: str, given: str, uploads: Uploads, length: Json) -> Any:
    """The field of a message for a file that is uploaded, or known by its id."""
    if kind not in MEDIA.values():
        raise unfit(f"type {kind} is not played by this server")
    upload = uploads.get(given.removeprefix("attach://")) if given.startswith("attach://") else None
    if upload is None:
        return attachment(world.files.sendable(kind, given))
    check_upload(kind, upload)
    if kind == "photo":
        return world.files.photo(upload.content)
    return attachment(kept(world, kind, upload, length))


def kept(world: World, kind: str, upload: Upload, length: Json) -> File:
    name, mime = ("", {}) if kind == "voice" else (upload.name, {"mime": upload.mime})
    return world.files.keep(kind, upload.content, name, **mime, **length)


def check_upload(kind: str, upload: Upload) -> None:
    if not upload.content:
        raise unfit("file must be non-empty")
    if len(upload.content) > UPLOAD_LIMITS.get(kind, UPLOAD_LIMIT):
        raise Refused(413, "Request Entity Too Large", unfit=True)
    if kind == "photo" and not upload.content.startswith(PICTURES):
        raise unfit("IMAGE_PROCESS_FAILED")
