"""The chats a bot has: their messages, what changed on the screen, who blocked it."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tests.telegram.bell import Bell
from tests.telegram.refusal import Refused, bad
from tests.telegram.schema import Json


class Change(NamedTuple):
    """Something that changed on the screen of a chat by the bot's doing."""

    kind: Literal["new", "edited", "deleted"]
    message: Json
    markup: Json
    """The keyboard as it was asked for: inline, reply keyboard, removal; or empty."""
    at: float


@dataclass
class Chat:
    info: Json
    """The Chat object as messages carry it."""
    messages: dict[int, Json] = field(default_factory=dict)
    markups: dict[int, Json] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    keyboard: list[list[str]] = field(default_factory=list)
    """Labels of the reply keyboard in force."""
    blocked: bool = False
    bell: Bell = field(default_factory=Bell)
    last_id: int = 0

    @property
    def id(self) -> int:
        return int(self.info["id"])

    def add(self, message: Json) -> Json:
        """Give a message its number and keep it."""
        self.last_id += 1
        numbered = {"message_id": self.last_id, **message, "chat": self.info}
        self.messages[self.last_id] = numbered
        return numbered

    def show(self, change: Change) -> None:
        keyboard = change.markup.get("keyboard")
        if keyboard is not None:
            self.keyboard = [[_label(key) for key in row] for row in keyboard]
        if change.markup.get("remove_keyboard"):
            self.keyboard = []
        self.changes.append(change)
        self.bell.ring()


def _label(key: Json | str) -> str:
    return key if isinstance(key, str) else str(key["text"])


class Chats:
    def __init__(self) -> None:
        self.known: dict[int, Chat] = {}

    def meet(self, info: Json) -> Chat:
        """The chat of this id, made on the first word of a person."""
        return self.known.setdefault(int(info["id"]), Chat(info))

    def reach(self, chat_id: int | str) -> Chat:
        """The chat a bot wants to send to."""
        chat = self.known.get(int(chat_id)) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad("chat not found")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat
