"""The door to Telegram: sends letters, fetches what came and the files people sent."""

from collections.abc import AsyncIterator, Sequence

import structlog
from aiogram.methods import (
    DeleteWebhook,
    EditMessageCaption,
    GetFile,
    GetMe,
    GetWebhookInfo,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
)
from aiogram.types import BotCommand, Update
from pydantic import ValidationError

from handlers.incoming import Came, FileGone, SomeoneElsePolls, TokenRefused
from handlers.outgoing import NeverSendable, Outgoing, OutgoingFile, SendLater, Unreachable
from handlers.telegram.events import event_of
from handlers.telegram.files import album, groups, name_of, sending, ways
from handlers.telegram.keyboards import Markup, as_buttons, as_model, inline, markup_of
from handlers.telegram.line import Call, Line, Plain, number
from handlers.telegram.line import fields as fields_of
from handlers.telegram.plain_updates import plain_came
from handlers.telegram.texts import LONGEST_CAPTION, beginning, clean, pieces, units

log = structlog.get_logger()
WANTED = ["message", "callback_query", "my_chat_member"]
MOST = 100
"""Updates at once: as many as Telegram gives."""
UPLOADING = 100.0
"""Seconds more for a call that carries a file."""
MOST_CONNECTIONS = 100
"""Updates brought at the same time: as many as Telegram does."""
NO_TEXT = "there is no text in the message to edit"
NOTHING_TO_REDRAW = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "there is no caption in the message to edit",
    "message_id_invalid",
)
NO_PREVIEW = {"is_disabled": True}
"""For a preview Telegram opens the link, and an invitation may be good only once."""
POINTER = "👇"
"""Stands where a message must have a text to carry its buttons."""
TROUBLE = (SendLater, Unreachable, NeverSendable, TokenRefused, SomeoneElsePolls)


class TelegramDoor:
    """Plain text only, never a parse mode: nobody's words can become a link or a mark.

    A letter that takes several messages starts again from the first when one of them fails.
    """

    def __init__(self, token: str, base_url: str | None = None, *, timeout: float = 20) -> None:
        self._line = Line(token, base_url, timeout)

    async def send(self, letter: Outgoing) -> str:
        """The number of the message that shows the text and the buttons."""
        if letter.edits:
            return await self._redraw(letter)
        words, markup = clean(letter.text), markup_of(letter)
        if len(letter.files) == 1 and units(words) <= LONGEST_CAPTION:
            ref = await self._send_file(letter, letter.files[0], words, markup)
            left_behind = [] if ref else [*letter.files]
            if ref:
                return ref
        else:
            ref, left_behind = await self._send_files(letter)
        named = [f"📎 {name_of(file)}" for file in left_behind]
        words = clean("\n".join([words, *named]))
        if ref and not words and not markup:
            return ref
        return await self._say(letter, words or POINTER * bool(markup), markup)

    async def _say(self, letter: Outgoing, words: str, markup: Markup | None) -> str:
        *before, last = pieces(words) or [""]
        for piece in before:
            await self._send_text(letter, piece, None)
        return await self._send_text(letter, last, markup)

    async def _send_text(self, letter: Outgoing, text: str, markup: Markup | None) -> str:
        fields: dict[str, object] = {
            "chat_id": chat_of(letter),
            "text": text,
            "link_preview_options": NO_PREVIEW,
        }
        if markup:
            fields["reply_markup"] = markup
        if letter.silent:
            fields["disable_notification"] = True
        return ref_of(await self._line.ask(Plain("sendMessage", fields)))

    async def _send_files(self, letter: Outgoing) -> tuple[str, list[OutgoingFile]]:
        """The last message, and the files that could not go."""
        last, left_behind = "", []
        for group in groups(letter.files):
            if together := await self._send_album(letter, group):
                last = together
                continue
            for file in group:
                alone = await self._send_file(letter, file, "", None)
                last = alone or last
                left_behind += [] if alone else [file]
        return last, left_behind

    async def _send_album(self, letter: Outgoing, files: Sequence[OutgoingFile]) -> str:
        """Empty where one picture is refused: then each goes alone."""
        if len(files) < 2:
            return ""
        method = album(chat_of(letter), files, silent=letter.silent)
        try:
            sent = await self._line.ask(method, UPLOADING)
        except NeverSendable as no:
            log.info("album_refused", why=str(no))
            return ""
        return ref_of(sent[-1]) if isinstance(sent, list) and sent else ""

    async def _send_file(
        self, letter: Outgoing, file: OutgoingFile, words: str, markup: Markup | None
    ) -> str:
        """Empty where Telegram takes the file in no way at all."""
        chat = chat_of(letter)
        for kind, medium in ways(file):
            method = sending(chat, kind, medium, words, as_model(markup), silent=letter.silent)
            try:
                return ref_of(await self._line.ask(method, UPLOADING))
            except NeverSendable as no:
                log.info("file_refused_by_telegram", kind=kind, why=str(no))
        return ""

    async def _redraw(self, letter: Outgoing) -> str:
        chat, message = chat_of(letter), int(letter.edits)
        words, buttons = beginning(clean(letter.text)), inline(letter)
        fields: dict[str, object] = {
            "chat_id": chat,
            "message_id": message,
            "text": words,
            "link_preview_options": NO_PREVIEW,
        }
        if buttons:
            fields["reply_markup"] = buttons
        why = await self._refusal(Plain("editMessageText", fields))
        if NO_TEXT in why:
            caption = beginning(words, LONGEST_CAPTION)
            why = await self._refusal(
                EditMessageCaption(
                    chat_id=chat,
                    message_id=message,
                    caption=caption,
                    reply_markup=as_buttons(buttons),
                )
            )
        if why and not any(sign in why.lower() for sign in NOTHING_TO_REDRAW):
            raise NeverSendable(why)
        return letter.edits

    async def _refusal(self, method: Call) -> str:
        try:
            await self._line.ask(method)
        except NeverSendable as no:
            return str(no)
        return ""

    async def updates(self, offset: int, timeout: int) -> list[Came]:  # noqa: ASYNC109
        """What came from `offset` on; waits up to `timeout` seconds for the first.

        Raises SendLater while the line is down, SomeoneElsePolls and TokenRefused.
        """
        fields = {"offset": offset, "limit": MOST, "timeout": timeout, "allowed_updates": WANTED}
        try:
            came = await self._line.ask(Plain("getUpdates", fields), timeout)
        except SomeoneElsePolls as other:
            if "webhook" in str(other):
                await self._drop_webhook()
            raise
        if not isinstance(came, list):
            raise SendLater(None)
        return [self.came(update) for update in came]

    async def set_webhook(self, url: str, secret: str) -> None:
        """From now on updates are brought there; raises SendLater, NeverSendable, TokenRefused."""
        await self._line.ask(
            SetWebhook(
                url=url,
                secret_token=secret,
                allowed_updates=WANTED,
                max_connections=MOST_CONNECTIONS,
            )
        )

    async def webhook_url(self) -> str:
        """Where updates are brought; empty where they are asked for."""
        told = fields_of(await self._line.ask(GetWebhookInfo()))
        if trouble := told.get("last_error_message"):
            waiting = number(told.get("pending_update_count"))
            log.warning("webhook_troubled", why=str(trouble)[:200], waiting=waiting)
        return str(told.get("url", ""))

    async def _drop_webhook(self) -> None:
        """One of an earlier start of this house; what waits is kept."""
        log.warning("webhook_dropped")
        await self._line.ask(DeleteWebhook())

    def came(self, told: object) -> Came:
        """An update that cannot be read is passed over: it must not hold up all that follow."""
        if came := plain_came(told, self._line.bot):
            return came
        update_id = number(fields_of(told).get("update_id"))
        try:
            update = Update.model_validate(told)
        except ValidationError as error:
            log.warning("update_unreadable", number=update_id, faults=error.error_count())
            return Came(update_id)
        tap = update.callback_query.id if update.callback_query else ""
        return Came(update_id, event_of(update, self._line.bot), tap)

    async def answer_tap(self, query_id: str, text: str = "") -> None:
        """Ends the spinning of a button; too late is no harm, so nothing is raised."""
        fields: dict[str, object] = {"callback_query_id": query_id}
        if text:
            fields["text"] = text[:200]
        try:
            await self._line.ask(Plain("answerCallbackQuery", fields))
        except TROUBLE as trouble:
            log.debug("tap_unanswered", why=str(trouble))

    async def me(self) -> tuple[int, str]:
        """The bot's number and its name without the @; raises as sending does."""
        told = fields_of(await self._line.ask(GetMe()))
        return number(told.get("id")), str(told.get("username", ""))

    async def introduce(
        self, commands: Sequence[tuple[str, str]], description: str, short: str
    ) -> None:
        """What people see of the bot before they open it; a fault is logged and no more."""
        listed = [BotCommand(command=name, description=what) for name, what in commands]
        for method in (
            SetMyCommands(commands=listed),
            SetMyDescription(description=beginning(description, 512)),
            SetMyShortDescription(short_description=beginning(short, 120)),
        ):
            try:
                await self._line.ask(method)
            except TROUBLE as trouble:
                log.warning("not_introduced", method=method.__api_method__, why=str(trouble))

    async def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        """The bytes of a file someone sent.

        Raises FileGone where trying again is of no use (above 20 MB, a wrong id), else SendLater.
        """
        path = await self._path(file_id)
        async for chunk in self._line.download(path):
            yield chunk

    async def _path(self, file_id: str) -> str:
        try:
            told = fields_of(await self._line.ask(GetFile(file_id=file_id)))
        except NeverSendable as no:
            # Telegram has one sentence for a wrong id and for a bad hour of its own.
            if "temporarily unavailable" in str(no):
                raise SendLater(None) from None
            raise FileGone(str(no)) from None
        path = told.get("file_path")
        if not isinstance(path, str):
            raise SendLater(None)
        return path

    async def close(self) -> None:
        await self._line.close()


def chat_of(letter: Outgoing) -> int:
    return int(letter.address.partition(":")[2])


def ref_of(sent: object) -> str:
    return str(number(fields_of(sent).get("message_id")))
