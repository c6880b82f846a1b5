"""Plays a transcript on the sample village and writes down what was really said.

A transcript is what an office clerk can read and approve:

    # what it shows
    = li-xiaoqin            who speaks now: a person of the sample, or `new NAME [LANGUAGE]`
    > 1                     what they write; `> [label]` presses, `> (照片)` sends a picture,
                            `> (照片写着 …)` one with words, `> (视频 60)` a film of so many megabytes
    < 要办哪样事? [1 …]       what they read; `<~` redraws the message above
    ~ 7 days                time passes
    ! invite CODE agent at PLACE, ! revoke CODE, ! the clock ticks
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bot.clock import EVERY_MINUTE
from conversations.messages import Opened, Tapped
from domain.roles import Post, Role
from storage import invitations
from tests.errands import new_village
from tests.village import Seat, Village, world


def press(seat: Seat, label: str) -> None:
    """The button of the newest message that has it; its exact label goes before a part of it."""
    for message in reversed(seat.screen()):
        exact = [token for text, token in message.buttons if text == label]
        partly = [token for text, token in message.buttons if label in text]
        if exact or partly:
            seat.does(Tapped((exact or partly)[0], str(message.id)), f"[{label}]")
            return
    shown = "\n".join(message.line() for message in seat.screen()[-4:])
    raise AssertionError(f"no button {label!r} among:\n{shown}")


SENT: dict[str, Callable[[Seat, list[str]], str]] = {
    "照片": lambda seat, words: seat.sends_photo(album=words[0] if words else ""),
    "照片写着": lambda seat, words: seat.sends_photo(caption=" ".join(words)),
    "视频": lambda seat, words: seat.sends_video(int(words[0]) if words else 3),
    "文件": lambda seat, words: seat.sends_document(words[0]),
    "语音": lambda seat, _: seat.sends_voice(),
    "表情": lambda seat, _: seat.sends_sticker(),
    "位置": lambda seat, words: seat.shares_place(float(words[0]), float(words[1])),
    "名片": lambda seat, words: seat.shares_contact(words[0]),
}


def act(seat: Seat, deed: str) -> None:
    """One thing a person does, as it is written behind `> `."""
    if deed.startswith("[") and deed.endswith("]"):
        press(seat, deed[1:-1])
    elif deed.startswith("(") and deed.endswith(")"):
        what, *words = deed[1:-1].split()
        SENT[what](seat, words)
    elif deed == "/start" or deed.startswith("/start "):
        seat.does(Opened(deed.removeprefix("/start").strip()), deed)
    else:
        seat.says(deed)


@dataclass
class Player:
    village: Village = field(default_factory=new_village)
    seats: dict[str, Seat] = field(default_factory=dict)
    seat: Seat | None = None

    def plays(self, script: str) -> str:
        """The same transcript with what was really said."""
        lines = [line for line in script.splitlines() if not line.startswith("<")]
        return "".join(f"{line}\n" for line in self._played(lines))

    def _played(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            yield line
            mark, _, rest = line.partition(" ")
            match mark:
                case "=":
                    yield from self._turns_to(rest)
                case ">":
                    assert self.seat, "nobody speaks yet"
                    yield from self._said(self.seat, partial(act, self.seat, rest))
                case "~":
                    number, unit = rest.split()
                    self.village.now += timedelta(**{unit: float(number)})
                case "!":
                    self._arranges(rest.split())
                case _:
                    assert not line or line.startswith("#"), f"what is this? {line}"

    def _turns_to(self, name: str) -> Iterator[str]:
        self.seat = self.seats.get(name) or self._sits(name)
        self.seats[name] = self.seat
        yield from self._said(self.seat, self.seat.reads)

    def _sits(self, name: str) -> Seat:
        kind, *words = name.split()
        return self.village.newcomer(*words) if kind == "new" else self.village.seat(kind)

    def _said(self, seat: Seat, deed: Callable[[], object]) -> list[str]:
        before = len(seat.log)
        deed()
        return [line for line in seat.log[before:] if not line.startswith("> ")]

    def _arranges(self, words: list[str]) -> None:
        now, run = self.village.now, self.village.records.run_here
        match words:
            case ["invite", code, role, "at", place]:
                post, until = Post(Role(role), place), now + timedelta(days=7)
                run(lambda s: invitations.invite(s, code, post, now, until))
            case ["revoke", code]:
                run(lambda s: invitations.revoke(s, code, now))
            case ["the", "clock", "ticks"]:
                for due in EVERY_MINUTE:
                    run(partial(due, world=world(), now=now))
            case _:
                raise AssertionError(f"nobody knows how to {' '.join(words)}")
