"""What a person sees of a chat: messages with their buttons, keys and files."""

from dataclasses import dataclass, field
from typing import Any

from tests.telegram.chats import Change
from tests.telegram.files import File, Files
from tests.telegram.schema import Json

FILED = ("photo", "document", "voice", "video", "sticker")


@dataclass(frozen=True)
class Shown:
    text: str
    buttons: list[list[str]] = field(default_factory=list)
    """Labels of the buttons under the message, row by row."""
    keyboard: list[list[str]] = field(default_factory=list)
    """Labels of the large keys below, if the message brought some."""
    files: list[File] = field(default_factory=list)
    edited: bool = False
    gone: bool = False
    message: Json = field(default_factory=dict, repr=False, compare=False)

    @property
    def line(self) -> str:
        """The message as a line of a transcript."""
        sign = "<x" if self.gone else "<~" if self.edited else "<"
        files = [f"({file.name or file.kind})" for file in self.files]
        buttons = [f"[{label}]" for row in self.buttons for label in row]
        words = [*files, *([self.text] if self.text else []), *buttons]
        return f"{sign} {' '.join(words)}".replace("\n", "\n  ")

    @property
    def keys(self) -> str:
        return " ".join(f"{{{label}}}" for row in self.keyboard for label in row)


def shown(change: Change, files: Files) -> Shown:
    message, markup = change.message, change.markup
    buttons = message.get("reply_markup", {}).get("inline_keyboard", [])
    return Shown(
        text=str(message.get("text") or message.get("caption") or ""),
        buttons=[[button["text"] for button in row] for row in buttons],
        keyboard=[
            [key if isinstance(key, str) else key["text"] for key in row]
            for row in markup.get("keyboard", [])
        ],
        files=[file_of(message[kind], kind, files) for kind in FILED if kind in message],
        edited=change.kind == "edited",
        gone=change.kind == "deleted",
        message=message,
    )


def file_of(told: Json | list[Json], kind: str, files: Files) -> File:
    """The file itself; of a photo, its largest size."""
    largest = told[-1] if isinstance(told, list) else told
    return files.sendable(kind, largest["file_id"])


def button_on(message: Json, label: str) -> Json | None:
    """The button of this label, or else one whose label holds it."""
    rows: list[list[Any]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    same = [button for button in buttons if button["text"] == label]
    alike = [button for button in buttons if label in button["text"]]
    return next(iter(same + alike), None)
