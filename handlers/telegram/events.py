"""Updates of Telegram as events of the house."""

from datetime import datetime

from aiogram.enums import ChatType, ContentType
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    Contact,
    Location,
    Message,
    PhotoSize,
    Update,
    User,
)

from conversations.messages import (
    Attached,
    Event,
    FileKind,
    FileRef,
    Input,
    Left,
    Located,
    Opened,
    Said,
    SharedContact,
    Tapped,
    Unusable,
)
from handlers.telegram.groups import group_event

Asked = Message | CallbackQuery | ChatMemberUpdated
SENT_BY_HAND = frozenset(
    {
        ContentType.STICKER,
        ContentType.DICE,
        ContentType.POLL,
        ContentType.GAME,
        ContentType.STORY,
        ContentType.PAID_MEDIA,
        ContentType.CHECKLIST,
        ContentType.INVOICE,
        ContentType.GIFT,
        ContentType.UNIQUE_GIFT,
        ContentType.GIVEAWAY,
        ContentType.RICH_MESSAGE,
        ContentType.USERS_SHARED,
        ContentType.CHAT_SHARED,
        ContentType.LIVE_PHOTO,
        ContentType.UNKNOWN,
    }
)
"""What a person sends on purpose and is told about; the rest is Telegram's own note (a pin, …)."""


def event_of(update: Update, bot: int) -> Event | None:
    """What a person did in their talk with the bot; None where there is nothing to answer.

    Of groups only what groups.py knows. An edited message is None: what was said stays said, and the person is
    shown the summary before anything is sent on.
    """
    asked = update.message or update.callback_query or update.my_chat_member
    if asked is None:
        return None
    if not is_private(asked):
        return group_event(asked, f"telegram:{bot}:{update.update_id}")
    meant = input_of(asked)
    person = asked.from_user
    if meant is None or person is None:
        return None
    return Event(
        id=f"telegram:{bot}:{update.update_id}",
        address=f"telegram:{chat_of(asked, person)}",
        input=meant,
        language=language(person),
        name=person.full_name,
    )


def is_private(asked: Asked) -> bool:
    """A tap without its message is taken as private: groups are never sent buttons."""
    message = asked.message if isinstance(asked, CallbackQuery) else asked
    return message is None or message.chat.type == ChatType.PRIVATE


def chat_of(asked: Asked, person: User) -> int:
    """A private chat has the person's own number."""
    return person.id if isinstance(asked, CallbackQuery) else asked.chat.id


def input_of(asked: Asked) -> Input | None:
    if isinstance(asked, CallbackQuery):
        return tapped(asked)
    if isinstance(asked, ChatMemberUpdated):
        return Left() if asked.new_chat_member.status == "kicked" else None
    return said(asked)


def tapped(query: CallbackQuery) -> Input:
    if query.data is None or query.message is None:
        return Unusable("button")
    return Tapped(query.data, str(query.message.message_id))


def said(message: Message) -> Input | None:
    if message.text is not None:
        return opened(message.text) or Said(message.text)
    if message.contact:
        return shared(message.contact, message.from_user)
    if message.location:
        return located(message.location, found_at(message))
    file = file_of(message)
    if file:
        return Attached(file, message.caption or "", message.media_group_id or "")
    kind = message.content_type
    return Unusable(ContentType(kind).value) if kind in SENT_BY_HAND else None


def opened(text: str) -> Opened | None:
    first, _, payload = text.partition(" ")
    return Opened(payload.strip()) if first.partition("@")[0].lower() == "/start" else None


def shared(contact: Contact, sender: User | None) -> SharedContact:
    own = sender is not None and contact.user_id == sender.id
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    return SharedContact(contact.phone_number, name, own)


def located(place: Location, moment: datetime) -> Located:
    return Located(place.latitude, place.longitude, place.horizontal_accuracy, moment)


def found_at(message: Message) -> datetime:
    """A location that is passed on says where somebody was when it was first sent."""
    return message.forward_origin.date if message.forward_origin else message.date


def file_of(message: Message) -> FileRef | None:
    """The file a message brings; of a photo its largest size.

    A file id stays good for this bot for as long as the file exists, and is what getFile takes.
    """
    if message.photo:
        return photo(message.photo)
    # An animation comes with a document of the same file, so it is looked for first.
    film = message.animation or message.video or message.video_note
    sound = message.voice or message.audio
    for found, kind in ((film, "video"), (sound, "voice"), (message.document, "document")):
        if found:
            name = getattr(found, "file_name", None) or ""
            mime = getattr(found, "mime_type", None) or ""
            source, size = f"telegram:{found.file_id}", found.file_size or 0
            seconds = getattr(found, "duration", 0)
            return FileRef(source, FileKind(kind), size, name, mime, seconds=seconds)
    return None


def photo(sizes: list[PhotoSize]) -> FileRef:
    largest = max(sizes, key=lambda size: size.width * size.height)
    source = f"telegram:{largest.file_id}"
    return FileRef(source, FileKind.PHOTO, largest.file_size or 0, mime="image/jpeg")


def language(person: User) -> str:
    return language_of(person.language_code or "")


def language_of(code: str) -> str:
    code = code.lower()
    return "" if not code else "zh" if code.startswith("zh") else "en"
