"""Words and taps in a private talk, read without aiogram's models: nearly all that ever comes.

Anything else, and anything unusual in these, is left to aiogram (events.py); both must give the same.
"""

from typing import Any

from conversations.messages import Event, Input, Said, Tapped
from handlers.incoming import Came
from handlers.telegram.events import language_of, opened

WORDS = frozenset({"message_id", "from", "chat", "date", "text", "entities"})
"""What a message of words has; one with anything more is looked at closely."""


def plain_came(told: object, bot: int) -> Came | None:
    match told:
        case {"update_id": int(number), "message": {"text": str(text), **more} as message}:
            if not message.keys() <= WORDS or not _is_private(message):
                return None
            return _came(number, bot, more.get("from"), opened(text) or Said(text))
        case {
            "update_id": int(number),
            "callback_query": {
                "id": str(tap),
                "from": person,
                "data": str(data),
                "message": {"message_id": int(shown), "chat": {"type": "private"}},
            },
        }:
            return _came(number, bot, person, Tapped(data, str(shown)), tap)
    return None


def _is_private(message: dict[str, Any]) -> bool:
    match message:
        case {"from": {"id": int(person)}, "chat": {"id": int(chat), "type": "private"}}:
            return person == chat
    return False


def _came(number: int, bot: int, person: object, meant: Input, tap: str = "") -> Came | None:
    match person:
        case {"id": int(chat), "first_name": str(first), **more}:
            last, code = more.get("last_name") or "", more.get("language_code") or ""
            if not isinstance(last, str) or not isinstance(code, str):
                return None
            name = f"{first} {last}" if last else first
            address = f"telegram:{chat}"
            event = Event(f"telegram:{bot}:{number}", address, meant, language_of(code), name)
            return Came(number, event, tap)
    return None
