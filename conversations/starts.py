"""Buttons that begin a talk: what they carry, and how it is read again."""

from conversations.flow import Start
from conversations.messages import Button
from conversations.words import Words

LONGEST = 64
"""Bytes a button may carry on Telegram."""


def start_button(label: Words, flow: str, **given: str) -> Button:
    """A button that begins `flow` with what is known already (short ASCII values)."""
    parts = [f"{key}={value}" for key, value in given.items()]
    return Button(label, ":".join(["s", flow, *parts]))


def read_start(token: str) -> Start | None:
    """The talk a button begins, or None for a token of another kind or one made up by hand."""
    head, _, rest = token.partition(":")
    if head != "s" or len(token.encode()) > LONGEST:
        return None
    flow, *parts = rest.split(":")
    pairs = [part.partition("=") for part in parts]
    if not all(key and sign for key, sign, _ in pairs):
        return None
    return Start(flow, {key: value for key, _, value in pairs})
