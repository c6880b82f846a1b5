"""Puts replies into their reader's language and into the outbox."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyotp
from sqlalchemy.orm import Session

from conversations.effects import Effect, Tell, ToGroup, ToPerson, ToPost
from conversations.facts import Facts, Me
from conversations.menu import EVERY_ITEM, rows_for
from conversations.messages import Enclosure, Input, Reply, Said, Wish
from conversations.words import NOTHING, Tongue, Words, lines, say, verbatim
from domain.places import City
from domain.reminders.quiet import wait_until
from domain.services import Catalogue
from storage import outbox, people, unreached
from storage.chats import addresses_of
from storage.files import file_numbered, note_file
from storage.looks import note_shown
from storage.outbox import Letter, Place, Posted
from storage.reminders.snoozing import snoozed


def six_digits() -> str:
    return f"{secrets.randbelow(10**6):06d}"


@dataclass(frozen=True, slots=True)
class World:
    """What the house knows besides its records."""

    catalogue: Catalogue
    city: City
    tongues: Mapping[str, Tongue]
    new_code: Callable[[], str] = six_digits
    """For the wall of a meeting."""
    new_secret: Callable[[], str] = pyotp.random_base32
    """For the codes of an activity."""
    new_key: Callable[[], str] = lambda: secrets.token_urlsafe(16)
    """For links and papers that nobody may guess."""
    url: str = "http://127.0.0.1:8080"
    """How the page is reached from outside, for links and QR codes."""

    def facts(self, me: Me, now: datetime) -> Facts:
        return Facts(now, me, self.catalogue, self.city, self.url)

    def on_the_wall(self, now: datetime) -> datetime:
        """As the office's clock shows it, wherever the machine stands."""
        return now.astimezone(ZoneInfo(self.city.time_zone))

    def tongue(self, *wishes: str) -> Tongue:
        """The first language that was wished for and is spoken here; Chinese otherwise."""
        known = (wish.lower().partition("-")[0] for wish in wishes)
        spoken = (self.tongues[wish] for wish in known if wish in self.tongues)
        return next(spoken, self.tongues["zh"])

    def in_house_words(self, came: Input) -> Input:
        """A label of the menu is sent as text in its reader's language; talks know the Chinese."""
        if not isinstance(came, Said):
            return came
        for item in EVERY_ITEM:
            if any(t.render(item.label) == came.text.strip() for t in self.tongues.values()):
                return Said(item.label.pattern)
        return came


ASKED_BY_KEY = {
    Wish.PHONE: say("📱 发我的电话号码"),
    Wish.PLACE: say("📍 发我在的地方"),
}
"""What a phone can send by itself, with one press."""
ONE_KEYBOARD = "telegram:"
"""Where a message carries either buttons or large keys: the key comes in a message of its own."""


def is_group(address: str) -> bool:
    """Telegram counts its groups below zero."""
    return address.startswith("telegram:-")


def body(reply: Reply, tongue: Tongue, me: Me) -> dict[str, Any]:
    """A reply as it lies in the outbox: plain text and labels, no pattern left in it."""
    menu = [[tongue.render(label) for label in row] for row in rows_for(me)]
    return {
        "text": tongue.render(reply.text),
        "rows": [[[tongue.render(b.label), b.token] for b in row] for row in reply.rows],
        "menu": menu if reply.menu else [],
        "wish": reply.wish.value,
        "ask": tongue.render(ASKED_BY_KEY.get(reply.wish, NOTHING)),
        "files": [[e.file, e.kind.value, e.name] for e in reply.files],
    }


def post_reply(  # noqa: PLR0913  # a letter has so many plain parts
    session: Session,
    world: World,
    me: Me,
    address: str,
    reply: Reply,
    key: str,
    now: datetime,
    *,
    last: bool = False,
) -> Place:
    """An answer to somebody who is waiting for it; in a group there are words only.

    With `last` it goes after everybody else's answers, where many wait.
    """
    if is_group(address):
        reply = replace(reply, rows=(), menu=False)
    tongue = world.tongue(me.language)
    exact = _with_files(session, reply, now)
    letter = Letter(key, address, body(exact, tongue, me), reply.about, bulk=last)
    posted = outbox.put(session, letter, now)
    note_shown(session, me, reply.about, letter.body, now)
    if reply.wish in ASKED_BY_KEY and reply.rows and address.startswith(ONE_KEYBOARD):
        by_key = Reply(say("👇 按最下面那个大键，一下就发过来了。"), wish=reply.wish, menu=True)
        outbox.put(session, Letter(f"{key}:key", address, body(by_key, tongue, me)), now)
    return posted


def _with_files(session: Session, reply: Reply, now: datetime) -> Reply:
    """Every file by its number, kind and name, those of this very turn too."""
    numbers = [note_file(session, file, reply.attached_to, now) for file in reply.attached]
    came = [Enclosure(n, f.kind, f.name) for n, f in zip(numbers, reply.attached, strict=True)]
    files = (*(_as_it_is(session, e) for e in reply.files), *came)
    return replace(reply, files=files, attached=())


def _as_it_is(session: Session, enclosed: Enclosure) -> Enclosure:
    """The file's own kind and name: a paper may be a picture or a document."""
    kept = file_numbered(session, enclosed.file)
    return replace(enclosed, kind=kept.kind, name=enclosed.name or kept.name) if kept else enclosed


def close_letter(
    session: Session, world: World, me: Me, posted: Posted, chosen: Words | None, now: datetime
) -> None:
    """The old message shows the choice made and loses its buttons.

    Nobody waits for that. What is drawn anew later keeps its order.
    """
    if not posted.body.get("rows"):
        return
    tongue = world.tongue(me.language)
    mark = say("👉 {label}", label=chosen) if chosen else Words("")
    text = tongue.render(lines(verbatim(posted.body["text"]), mark, by="\n\n"))
    closed = {**posted.body, "text": text, "rows": [], "menu": [], "wish": "", "ask": ""}
    key = f"close:{posted.id}"
    last = not posted.about
    outbox.put(session, posted.redrawn(key, closed, now, push=last, bulk=last), now)


def redraw_question(
    session: Session, world: World, me: Me, posted: Posted, reply: Reply, key: str, now: datetime
) -> None:
    drawn = body(reply, world.tongue(me.language), me)
    outbox.put(session, posted.redrawn(key, drawn, now), now)


def tell(session: Session, world: World, told: Tell, now: datetime) -> None:
    """Post a letter to each of its readers; who cannot be reached goes onto the village's list."""
    match told.to:
        case ToGroup(address):
            _tell_group(session, world, address, told, now)
            return
        case ToPerson(person):
            ids = [person]
        case ToPost(role, place):
            ids = [ref.id for ref in people.serving(session, role, place) if ref.id != told.beside]
    for reader in people.people_known(session, ids).values():
        _tell_one(session, world, reader, told, now)


def tell_each(session: Session, world: World, effects: Iterable[Effect], now: datetime) -> None:
    """What the clock has to say: letters and nothing else."""
    for effect in effects:
        assert isinstance(effect, Tell), type(effect).__name__
        tell(session, world, effect, now)


def _tell_group(session: Session, world: World, address: str, told: Tell, now: datetime) -> None:
    """Plain words: what is said there is read by everybody."""
    reply = replace(told.reply, rows=(), menu=False)
    text = body(reply, world.tongue("zh"), Me())
    letter = Letter(told.key, address, text, push=True, good_until=told.good_until)
    outbox.put(session, letter, now)


def _tell_one(session: Session, world: World, reader: Me, told: Tell, now: datetime) -> None:
    if told.cause and snoozed(session, reader.id, told.cause, now):
        return
    key = f"{told.key}:{reader.id}"
    reply = replace(_with_files(session, told.reply, now), menu=True)
    letter = body(reply, world.tongue(reader.language), reader)
    willing = reader.consent or bool(reader.posts) or told.own_danger
    addresses = addresses_of(session, reader.id) if willing else ()
    if not addresses:
        text = world.tongue("zh").render(told.on_list) or letter["text"]
        unreached.note(session, key, reader.id, reader.village, text, now)
        return
    urgent = told.urgent or told.own_danger
    written = Letter(
        key,
        addresses[0],
        letter,
        told.reply.about,
        push=True,
        after=None if urgent else wait_until(reader.quiet, world.on_the_wall(now)),
        good_until=told.good_until,
    )
    outbox.put(session, written, now)
    note_shown(session, reader, told.reply.about, letter, now)
