"""The talks in a terminal: a typed line becomes an input, a letter becomes lines to read."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from conversations.messages import Input, Located, Opened, Said, SharedContact, Tapped, Unusable
from handlers.web_ports import WebLetter

HELP = """直接打字就是说话；[按钮] 上的字照着打就是按，也可以打“.1”按第一个。
/photo [文件]  /voice [文件]  /document 文件  /place 纬度 经度  /phone 号码  /sticker
/start [口令]  /transcript [文件] 打出刚才的对话  /quit 走了  （空行：看看有没有新消息）"""


@dataclass
class Console:
    """One person at a terminal: what stands on it, and what was said."""

    show: Callable[[str], object]
    screen: dict[int, WebLetter] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def receives(self, letter: WebLetter) -> None:
        """A new message, or an older one drawn anew."""
        if letter.edits is None:
            self.screen[letter.id] = letter
        elif letter.edits in self.screen:
            before = self.screen[letter.edits]
            self.screen[letter.edits] = replace(before, text=letter.text, rows=letter.rows)
            if not letter.rows:
                return
        mark = "<" if letter.edits is None else "<~"
        labels = [label for label, _ in _buttons(letter)]
        said = [letter.text.replace("\n", " / "), *(f"[{label}]" for label in labels)]
        self.log.append(f"{mark} {' '.join(part for part in said if part)}")
        self.show(_drawn(letter))

    def says(self, line: str) -> Input | None:
        """What a typed line means to a talk; None where it is none of its kinds."""
        came, shown = self._meant(line.strip())
        if came is not None:
            self.log.append(f"> {shown}")
        return came

    def _meant(self, line: str) -> tuple[Input | None, str]:
        command, _, rest = line.partition(" ")
        match command:
            case "/place":
                return _place(rest), f"(位置 {rest})"
            case "/phone":
                return SharedContact(rest, "", own=True), f"(名片 {rest})"
            case "/sticker":
                return Unusable("sticker"), "(表情)"
            case "/start":
                return Opened(rest.strip()), line
            case _:
                return self._pressed(line) or (Said(line), line)

    def sent(self, what: str) -> None:
        """A file went out: noted as a transcript writes it."""
        self.log.append(f"> ({what})")

    def _pressed(self, line: str) -> tuple[Input, str] | None:
        newest = list(reversed(self.screen.values()))
        if line.startswith(".") and line[1:].isdecimal():
            shown = next((m for m in newest if m.rows), None)
            buttons = _buttons(shown) if shown else []
            if 0 < int(line[1:]) <= len(buttons):
                label, token = buttons[int(line[1:]) - 1]
                return Tapped(token, str(shown.id if shown else "")), f"[{label}]"
        wanted = line.removeprefix("[").removesuffix("]")
        for message in newest:
            for label, token in _buttons(message):
                if label == wanted:
                    return Tapped(token, str(message.id)), f"[{label}]"
        return None


def _buttons(letter: WebLetter) -> list[tuple[str, str]]:
    return [button for row in letter.rows for button in row]


def _drawn(letter: WebLetter) -> str:
    lines = [letter.text] if letter.text else []
    lines += [f"📎 {name or kind}" for _, kind, name in letter.files]
    numbered = enumerate(_buttons(letter), 1)
    lines += ["  ".join(f".{n} [{label}]" for n, (label, _) in numbered)] if letter.rows else []
    lines += ["  ".join(label for row in letter.menu for label in row)] if letter.menu else []
    return "\n".join(lines) + "\n"


def _place(told: str) -> Located | None:
    try:
        latitude, longitude = (float(part) for part in told.replace(",", " ").split())
    except ValueError:
        return None
    return Located(latitude, longitude)
