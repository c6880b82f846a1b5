"""What happens in a group that concerns the bot: commands, being put in or out, a new number."""

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from conversations.messages import Event, Grouped, InGroup

COMMANDS = {
    "/bind": InGroup.BIND,
    "/unbind": InGroup.UNBIND,
    "/duty": InGroup.DUTY,
    "谁值班": InGroup.DUTY,
    "今天谁值班": InGroup.DUTY,
}
GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
OUT, IN = frozenset({"left", "kicked"}), frozenset({"member", "administrator"})


def group_event(asked: Message | CallbackQuery | ChatMemberUpdated, event_id: str) -> Event | None:
    """None for all that people say among themselves: it is not the bot's business."""
    if isinstance(asked, CallbackQuery) or asked.chat.type not in GROUPS:
        return None
    grouped = _member(asked) if isinstance(asked, ChatMemberUpdated) else _message(asked)
    return Event(event_id, grouped.group, grouped) if grouped else None


def _member(asked: ChatMemberUpdated) -> Grouped | None:
    group, title = _address(asked.chat.id), asked.chat.title or ""
    was, now = asked.old_chat_member.status, asked.new_chat_member.status
    if now in OUT and was not in OUT:
        return Grouped(InGroup.GONE, group, title)
    if now in IN and was in OUT:
        return Grouped(InGroup.ADDED, group, title)
    return None


def _message(message: Message) -> Grouped | None:
    group, title = _address(message.chat.id), message.chat.title or ""
    if message.migrate_to_chat_id:
        return Grouped(InGroup.MOVED, group, title, rest=_address(message.migrate_to_chat_id))
    first, _, rest = (message.text or "").strip().partition(" ")
    what = COMMANDS.get(first.partition("@")[0].lower())
    if what is None or message.from_user is None or message.sender_chat:
        return None
    return Grouped(what, group, title, _address(message.from_user.id), rest.strip())


def _address(chat: int) -> str:
    return f"telegram:{chat}"
