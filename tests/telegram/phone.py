"""A phone in the hands of a person: says, taps, sends, and reads what the bot shows."""

import asyncio
from itertools import count

from tests.telegram import second_reader
from tests.telegram.chats import Chat
from tests.telegram.files import JPEG, attachment
from tests.telegram.schema import Json
from tests.telegram.screen import Shown, button_on, shown
from tests.telegram.sending import TEXT_LIMIT
from tests.telegram.world import World

QUIET = 0.03  # seconds without a change after which the bot is taken to have finished
PATIENCE = 5.0
VOICE_BYTES_PER_SECOND = 2_000
VOICE = b"OggS\x00\x02" + bytes(22)

_pictures = count(1)


class Phone:
    """One person in a private chat with the bot.

    The bot knows the person from their first act on; until then its messages find no chat.
    """

    def __init__(
        self,
        api: World,
        user_id: int,
        first_name: str,
        language_code: str = "zh-hans",
        *,
        quiet: float = QUIET,
    ) -> None:
        self.api = api
        self.me: Json = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name,
            "language_code": language_code,
        }
        info = {"id": user_id, "type": "private", "first_name": first_name}
        self.chat = api.chats.known.get(user_id) or Chat(info)
        self.notices: list[str] = []
        """Short notices that popped up after a tap."""
        self._quiet = quiet
        self._story: list[tuple[int, str]] = []
        self._screen: list[Shown] = []
        self._acted = self._read = 0
        self._last: Json = {}
        api.updates.reader = second_reader.read_update

    # What the person does.

    async def says(self, text: str) -> Json:
        """Send words; the app cuts what is too long into several messages, as Telegram's does."""
        pieces = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)]
        return [self._says(piece) for piece in pieces][-1]

    def _says(self, text: str) -> Json:
        commands = [
            {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            for _ in range(text.startswith("/"))
        ]
        return self._sends(text, {"text": text, **({"entities": commands} if commands else {})})

    async def starts(self, payload: str = "") -> Json:
        """Open the bot, by a deep link if there is a payload."""
        return await self.says(f"/start {payload}".strip())

    async def edits(self, text: str) -> Json:
        """Change the words of one's own last message."""
        edited = {**self._last, "text": text, "edit_date": int(self.api.now())}
        edited.pop("entities", None)
        self.chat.messages[edited["message_id"]] = self._last = edited
        self._acts(f"(edits) {text}")
        self.api.updates.push("edited_message", edited)
        return edited

    async def sends_photo(self, content: bytes | None = None, caption: str = "") -> Json:
        return self._sends(f"(photo) {caption}", self._photo(content, caption))

    async def sends_album(self, n: int, caption: str = "") -> list[Json]:
        """So many photos at once: one update each, as Telegram does."""
        album = {"media_group_id": str(14_000_000_000_000 + self.api.number())}
        captions = [caption] + [""] * (n - 1)
        return [
            self._sends(f"(photo of an album) {said}", {**self._photo(None, said), **album})
            for said in captions
        ]

    async def sends_voice(self, seconds: int) -> Json:
        sound = VOICE + bytes(seconds * VOICE_BYTES_PER_SECOND)
        file = self.api.files.keep("voice", sound, length=seconds)
        return self._sends(f"(voice, {seconds} s)", {"voice": attachment(file)})

    async def sends_document(
        self,
        name: str,
        size: int = 1000,
        mime: str = "application/pdf",
        caption: str = "",
        content: bytes | None = None,
    ) -> Json:
        """A file of this size (zeros), or of this content."""
        file = self.api.files.keep(
            "document", size if content is None else content, name, mime=mime
        )
        said = {"caption": caption} if caption else {}
        return self._sends(f"({name}) {caption}", {"document": attachment(file), **said})

    async def sends_sticker(self) -> Json:
        file = self.api.files.keep("sticker", b"RIFF0000WEBP")
        return self._sends("(sticker)", {"sticker": attachment(file)})

    async def shares_contact(self, phone: str) -> Json:
        name, own = self.me["first_name"], self.me["id"]
        contact = {"phone_number": phone, "first_name": name, "user_id": own}
        return self._sends(f"(contact {phone})", {"contact": contact})

    async def shares_location(self, latitude: float, longitude: float) -> Json:
        place = {"latitude": latitude, "longitude": longitude}
        return self._sends(f"(location {latitude}, {longitude})", {"location": place})

    async def blocks_bot(self) -> None:
        self._turns("member", "kicked")

    async def unblocks(self) -> None:
        self._turns("kicked", "member")

    async def presses_key(self, label: str) -> Json:
        """Press one of the large keys below, known by its label or a part of it."""
        keys = [key for row in self.chat.keyboard for key in row]
        found = next((key for key in keys if key == label), None) or next(
            (key for key in keys if label in key), None
        )
        assert found, f"no key {label!r} among {keys}\n{self.transcript()}"
        return await self.says(found)

    async def presses(
        self,
        label: str,
        *,
        on: Shown | None = None,
        waits: bool = True,
        timeout: float = PATIENCE,  # noqa: ASYNC109  a story says how long a person waits
    ) -> str:
        """Tap a button and wait until it stops spinning; the notice that popped up, or "".

        The newest message with such a button is meant; `on` names another one, with the buttons it
        had when it was shown: a stale button, or the second tap of a double one.
        """
        if on is not None:
            message = on.message
            button = button_on(message, label)
        else:
            message, button = await self._button(label, timeout)
        assert button, self._missed(f"a button {label!r}")
        assert "callback_data" in button, f"{button} opens something else than a talk"
        return await self._taps(
            message, button["callback_data"], f"[{button['text']}]", timeout if waits else 0
        )

    async def forges(self, data: str, *, waits: bool = True) -> str:
        """Send callback data made up by hand, under the bot's newest message."""
        newest = [change.message for change in self.chat.changes if change.kind != "deleted"][-1]
        return await self._taps(newest, data, f"[forged {data}]", PATIENCE if waits else 0)

    # What the person sees.

    async def reads(self, timeout: float = PATIENCE) -> list[Shown]:  # noqa: ASYNC109
        """What was not read yet, once the bot is quiet; nothing, if nothing comes in time."""
        await self._settled(self._read, timeout)
        fresh = self.screen()[self._read :]
        self._read = len(self._screen)
        return [message for message in fresh if not message.gone]

    async def sees(self, part: str, timeout: float = PATIENCE) -> Shown:  # noqa: ASYNC109
        """The newest message since the person's last act that holds these words."""
        deadline = _clock() + timeout
        while True:
            for place, message in reversed([*enumerate(self.screen())][self._acted :]):
                if not message.gone and (part in message.text or part in message.line):
                    self._read = max(self._read, place + 1)
                    return message
            assert await self.chat.bell.heard(deadline - _clock()), self._missed(repr(part))

    def screen(self) -> list[Shown]:
        """All that was ever shown, each read a second time by python-telegram-bot."""
        for change in self.chat.changes[len(self._screen) :]:
            second_reader.read_message(change.message)
            self._screen.append(shown(change, self.api.files))
        return self._screen

    def transcript(self) -> str:
        """The chat as the server saw it: `> said`, `< text [button] {key}`."""
        lines, keys, acts = [], "", [*self._story]
        for place, message in enumerate([*self.screen(), None]):
            while acts and acts[0][0] <= place:
                lines.append(acts.pop(0)[1])
            if message is not None:
                lines.append(message.line)
            if message is not None and message.keys not in ("", keys):
                keys = message.keys
                lines.append(f"  {keys}")
        return "\n".join(lines)

    # How it is done.

    def _acts(self, line: str) -> None:
        self.api.chats.known[self.chat.id] = self.chat
        self._acted = len(self.chat.changes)
        self._story.append((self._acted, f"> {line.strip()}".replace("\n", "\n  ")))

    def _sends(self, line: str, content: Json) -> Json:
        self._acts(line)
        self._last = self.api.receive(self.chat, self.me, content)
        return self._last

    def _photo(self, content: bytes | None, caption: str) -> Json:
        """Without a content of its own each photo is a different one."""
        picture = JPEG + f"sample {next(_pictures)}".encode() if content is None else content
        said = {"caption": caption} if caption else {}
        return {"photo": self.api.files.photo(picture), **said}

    def _turns(self, before: str, after: str) -> None:
        self._acts("(blocks the bot)" if after == "kicked" else "(unblocks the bot)")
        self.chat.blocked = after == "kicked"
        told = {"chat": self.chat.info, "from": self.me, "date": int(self.api.now())}
        told["old_chat_member"] = self._member(before)
        told["new_chat_member"] = self._member(after)
        self.api.updates.push("my_chat_member", told)

    def _member(self, status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.api.bot, "status": status, **until}

    async def _button(self, label: str, timeout: float) -> tuple[Json, Json | None]:  # noqa: ASYNC109
        """Let the bot finish first: an old message may have a button of the same name."""
        deadline = _clock() + timeout
        await self._settled(self._acted, min(1.0, timeout))
        while True:
            for _, message in sorted(self.chat.messages.items(), reverse=True):
                if button := button_on(message, label):
                    return message, button
            assert await self.chat.bell.heard(deadline - _clock()), self._missed(f"[{label}]")

    async def _taps(self, message: Json, data: str, line: str, wait: float) -> str:
        self._acts(line)
        gone = {"chat": self.chat.info, "message_id": message["message_id"], "date": 0}
        now_there = self.chat.messages.get(message["message_id"], gone)
        query = self.api.queries[self.api.ask(self.chat, self.me, now_there, data)]
        deadline = _clock() + wait
        while wait and query.answer is None:
            heard = await query.bell.heard(deadline - _clock())
            assert heard, self._missed(f"an answer to the tap {line}")
        notice = str((query.answer or {}).get("text", ""))
        if notice:
            self.notices.append(notice)
            self._story.append((len(self.chat.changes), f"<! {notice}"))
        return notice

    async def _settled(self, since: int, timeout: float) -> None:  # noqa: ASYNC109
        deadline = _clock() + timeout
        while len(self.chat.changes) <= since:
            if not await self.chat.bell.heard(deadline - _clock()):
                return
        while _clock() < deadline and await self.chat.bell.heard(self._quiet):
            pass

    def _missed(self, what: str) -> str:
        return f"{self.me['first_name']} waited in vain for {what}:\n{self.transcript()}"


def _clock() -> float:
    return asyncio.get_running_loop().time()
