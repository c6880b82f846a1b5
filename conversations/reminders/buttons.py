"""The three answers to every reminder: done, tomorrow, not mine."""

from conversations.messages import Button
from conversations.starts import start_button
from conversations.words import say

DONE, LATER, NOT_MINE = say("✅ 办好了"), say("⏰ 明天再提醒"), say("✋ 不是我的")


def answers(cause: str, *, done: bool = True) -> tuple[tuple[Button, ...], ...]:
    """`done` is left out where the reminder has a button of its own for it."""
    first = ((start_button(DONE, "reminder_done", of=cause),),) if done else ()
    later = start_button(LATER, "later", of=cause)
    not_mine = start_button(NOT_MINE, "not_mine", of=cause)
    return (*first, (later, not_mine))
