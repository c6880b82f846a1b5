"""What each method of the Bot API does here."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.telegram.editing import delete_message, edit_caption, edit_markup, edit_text
from tests.telegram.refusal import bad, unfit
from tests.telegram.schema import Json
from tests.telegram.sending import MEDIA, Uploads, send_media, send_media_group, send_message
from tests.telegram.world import QUERY_LIFE, World

Method = Callable[[World, Json, Uploads], Any]

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location"}
)
NOTICE_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, _params: Json, _uploads: Uploads) -> Json:
    able = {"can_join_groups": True, "can_read_all_group_messages": False}
    return {**world.bot, **able, "supports_inline_queries": False}


def answer_query(world: World, params: Json, _uploads: Uploads) -> bool:
    query = world.queries.get(params["callback_query_id"])
    if len(params.get("text", "")) > NOTICE_LIMIT:
        raise unfit("MESSAGE_TOO_LONG")
    if query is None or query.answer or world.now() - query.at > QUERY_LIFE:
        raise bad(TOO_OLD)
    query.answer = params
    query.bell.ring()
    return True


def send_action(world: World, params: Json, _uploads: Uploads) -> bool:
    world.chats.reach(params["chat_id"])
    if params["action"] not in ACTIONS:
        raise unfit("wrong parameter action in request")
    return True


def get_file(world: World, params: Json, _uploads: Uploads) -> Json:
    file = world.files.downloadable(params["file_id"])
    return {**file.told(), "file_path": file.path}


def remember(world: World, method: str, params: Json) -> bool:
    world.profile[method] = params
    return True


def _remembered(method: str, world: World, params: Json, _uploads: Uploads) -> bool:
    return remember(world, method, params)


def _media(method: str, world: World, params: Json, uploads: Uploads) -> Json:
    return send_media(world, method, params, uploads)


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendMediaGroup": send_media_group,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_query,
    "sendChatAction": send_action,
    "getFile": get_file,
    **{method: partial(_media, method) for method in MEDIA},
    **{
        method: partial(_remembered, method)
        for method in ("setMyCommands", "setMyDescription", "setMyShortDescription")
    },
}
