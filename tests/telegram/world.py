"""Everything a Telegram server knows: one bot, its chats, its files, its updates."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from tests.telegram.bell import Bell
from tests.telegram.chats import Change, Chat, Chats
from tests.telegram.files import Files
from tests.telegram.schema import Json, value_problems
from tests.telegram.updates import Updates

CAPTION_LIMIT = 1024
QUERY_LIFE = 30.0  # seconds; Telegram does not publish its own figure


@dataclass
class Query:
    """A tap that waits for its answer: the phone shows a spinner until then."""

    at: float
    answer: Json | None = None
    bell: Bell = field(default_factory=Bell)


class World:
    def __init__(self, *, bot_id: int = 42, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.bot: Json = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "村帮",
            "username": "cunbang_sample_bot",
        }
        self.chats = Chats()
        self.files = Files()
        self.updates = Updates()
        self.queries: dict[str, Query] = {}
        self.profile: Json = {}
        """What setMyCommands, setMyDescription and setMyShortDescription were last told."""
        self._numbers = count(1)

    def number(self) -> int:
        return next(self._numbers)

    def add_group(self, chat_id: int, title: str) -> Chat:
        return self.chats.meet({"id": chat_id, "type": "group", "title": title})

    def receive(self, chat: Chat, sender: Json, content: Json) -> Json:
        """A person's message, as it is kept and as the bot is told of it."""
        message = chat.add({"from": sender, "date": int(self.now()), **content})
        self.updates.push("message", message)
        return message

    def ask(self, chat: Chat, sender: Json, message: Json, data: str) -> str:
        """A tap on a button; the id under which it wants its answer."""
        query_id = str(7_000_000_000 + self.number())
        self.queries[query_id] = Query(self.now())
        told = {"message": message, "chat_instance": str(chat.id), "data": data}
        self.updates.push("callback_query", {"id": query_id, "from": sender, **told})
        return query_id

    def send(self, chat: Chat, content: Json, markup: Json) -> Json:
        """A message of the bot, shown to the person."""
        shown = {"reply_markup": markup} if "inline_keyboard" in markup else {}
        message = chat.add({"from": self.bot, "date": int(self.now()), **content, **shown})
        assert value_problems("Message", message) == []
        chat.markups[message["message_id"]] = markup
        chat.show(Change("new", message, markup, self.now()))
        return message

    def edit(self, chat: Chat, message: Json, markup: Json) -> Json:
        """A message as it has become."""
        edited = {**message, "edit_date": int(self.now())}
        edited.pop("reply_markup", None)
        if markup:
            edited["reply_markup"] = markup
        assert value_problems("Message", edited) == []
        chat.messages[edited["message_id"]] = edited
        chat.markups[edited["message_id"]] = markup
        chat.show(Change("edited", edited, markup, self.now()))
        return edited
