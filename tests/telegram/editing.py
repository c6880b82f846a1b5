"""The methods which change or take away what is already on somebody's screen."""

from tests.telegram.chats import Change, Chat
from tests.telegram.keyboards import accepted
from tests.telegram.refusal import bad, unfit
from tests.telegram.schema import Json
from tests.telegram.sending import Uploads, caption_of, text_of
from tests.telegram.world import World

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
CAPTIONED = ("photo", "document", "voice", "video")


def found(world: World, params: Json, purpose: str) -> tuple[Chat, Json]:
    """The chat and the message of the bot which a call points at."""
    if "chat_id" not in params or "message_id" not in params:
        raise unfit("message identifier is not specified")
    chat = world.chats.reach(params["chat_id"])
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad(f"message to {purpose} not found")
    return chat, message


def editable(world: World, params: Json) -> tuple[Chat, Json]:
    """Only a message of the bot without a reply keyboard can be edited."""
    chat, message = found(world, params, "edit")
    markup = chat.markups.get(message["message_id"], {})
    if message["from"]["id"] != world.bot["id"] or set(markup) - {"inline_keyboard"}:
        raise bad("message can't be edited")
    return chat, message


def edit_text(world: World, params: Json, _uploads: Uploads) -> Json:
    chat, message = editable(world, params)
    if "text" not in params:
        raise unfit("message text is empty")
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return changed(world, chat, message, {"text", "entities"}, text_of(params), params)


def edit_caption(world: World, params: Json, _uploads: Uploads) -> Json:
    chat, message = editable(world, params)
    if not any(kind in message for kind in CAPTIONED):
        raise bad("there is no caption in the message to edit")
    fields = {"caption", "caption_entities"}
    return changed(world, chat, message, fields, caption_of(params), params)


def edit_markup(world: World, params: Json, _uploads: Uploads) -> Json:
    chat, message = editable(world, params)
    return changed(world, chat, message, set(), {}, params)


def changed(
    world: World, chat: Chat, message: Json, fields: set[str], content: Json, params: Json
) -> Json:
    """The message with new content; buttons that are not named again are gone."""
    markup = accepted(params.get("reply_markup"))
    kept = {name: value for name, value in message.items() if name not in fields}
    edited = {**kept, **content}
    if edited == message and markup == message.get("reply_markup", {}):
        raise bad(SAME)
    return world.edit(chat, edited, markup)


def delete_message(world: World, params: Json, _uploads: Uploads) -> bool:
    chat, message = found(world, params, "delete")
    del chat.messages[message["message_id"]]
    chat.show(Change("deleted", message, {}, world.now()))
    return True
