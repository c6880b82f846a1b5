"""The server's way to say no, in Telegram's own words."""


class Refused(Exception):  # noqa: N818  it is an answer, not a fault of the server
    """A call that is answered with an error.

    `unfit` marks what no bot should ever ask (tests hold the list of those empty), as against what
    the world does to a good bot: a person who blocked it, a message that is gone.
    """

    def __init__(self, status: int, description: str, *, unfit: bool = False) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.unfit = unfit


def bad(description: str) -> Refused:
    """The world is not as the bot thought."""
    return Refused(400, f"Bad Request: {description}")


def unfit(description: str) -> Refused:
    """The bot asked for what can never be."""
    return Refused(400, f"Bad Request: {description}", unfit=True)
