"""What a channel that has to be asked brings in, and what can keep it from answering."""

from dataclasses import dataclass

from conversations.messages import Event


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that came; confirmed to the channel only once its event is on record."""

    number: int
    """The channel confirms everything below the number it is asked for next."""
    event: Event | None = None
    """None where nobody said anything: confirmed all the same."""
    tap: str = ""
    """The tap that waits for a sign, so that the button stops spinning."""


class TokenRefused(Exception):  # noqa: N818  # what happened, not whose fault it is
    """The channel does not know the bot: an operator has to give the right token."""

    def __init__(self) -> None:
        super().__init__("Telegram 不认这个机器人的口令，请向 @BotFather 要对的口令")


class SomeoneElsePolls(Exception):  # noqa: N818
    """Another program asks for the same updates, or they are sent to a webhook."""


class FileGone(Exception):  # noqa: N818
    """The channel has the file no longer, or will never hand it over."""
