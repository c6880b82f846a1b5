"""Invitations as an operator makes them: a code, its links, and a picture to show or print."""

import asyncio
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from sqlalchemy.orm import Session

from bot.house import House
from bot.settings import Settings
from conversations.facts import Me
from conversations.roles import place_name, role_name
from conversations.words import say
from domain.places import City, Department, Township, Village
from domain.roles import SERVES_AT, Post, Role
from storage import invitations

if TYPE_CHECKING:
    from handlers.telegram import TelegramDoor

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LINK = re.compile(r"(?:.*[/=])?([\w-]+)/?\s*")


@dataclass(frozen=True, slots=True)
class Invited:
    code: str
    post: str
    """Role and place as people say them."""
    days: int
    page: str
    """The link that opens it on the web page."""
    telegram: str
    """The deep link; empty while Telegram is off or out of reach."""
    picture: Path | None = None
    """The QR code of the Telegram link, else of the page."""


class NoSuchPlace(Exception):  # noqa: N818
    """The role cannot be held at that code; says which codes it could be."""


def check_post(city: City, role: Role, place: str) -> Post:
    """Raises NoSuchPlace: a role is held where it answers for people."""
    level = city.level_of(place)
    if level and level in SERVES_AT[role]:
        return Post(role, place)
    if level is None:
        raise NoSuchPlace(
            f"没有代码是 {place} 的地方。代码在 catalogue 里：{_examples(city, role)}"
        )
    raise NoSuchPlace(f"这个职务不能给在 {place}（级别不对）。可以是：{_examples(city, role)}")


def _examples(city: City, role: Role) -> str:
    places: tuple[City | Department | Township | Village, ...] = (
        city,
        *city.departments.values(),
        *city.townships.values(),
        *city.villages.values(),
    )
    levels = SERVES_AT[role]
    known = [p for p in places if (level := city.level_of(p.code)) and level in levels]
    more = "……" if len(known) > 3 else ""
    return "、".join(f"{place.code} {place.name.zh}" for place in known[:3]) + more


def new_code() -> str:
    """Sixty bits in letters that can be read out and copied by hand, such as k7mq-2xrd-9fhw."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def invite(house: House, post: Post, days: int, bot_name: str) -> Invited:
    """Write the invitation down and draw its picture; `days` until it expires."""
    noted = house.records.run_here(lambda s: note_invitation(s, house, post, days, bot_name))
    folder = house.settings.data / "invitations"
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{post.role.value}-{post.place}-{noted.code[:4]}.png"
    segno.make(noted.telegram or noted.page, error="m").save(str(picture), scale=8, border=4)
    return replace(noted, picture=picture)


def note_invitation(
    session: Session,
    house: House,
    post: Post,
    days: int,
    bot_name: str,
    meant_for: int | None = None,
) -> Invited:
    """Without a picture."""
    code, now = new_code(), house.now()
    invitations.invite(session, code, post, now, now + timedelta(days=days), meant_for)
    page = f"{house.settings.url}/i/{code}"
    telegram = f"https://t.me/{bot_name}?start={code}" if bot_name else ""
    return Invited(code, post_name(house, post), days, page, telegram)


def post_name(house: House, post: Post) -> str:
    facts = house.world.facts(Me(), house.now())
    place, role = place_name(facts, post.place), role_name(post.role)
    return house.world.tongue("zh").render(say("{place}{role}", place=place, role=role))


def revoke(house: House, told: str) -> bool:
    """Whether an unused invitation was called back; takes the code or either of its links."""
    found = LINK.fullmatch(told.strip())
    code = found[1] if found else told
    return house.records.run_here(lambda s: invitations.revoke(s, code, house.now()))


def name_of_bot(settings: Settings) -> str:
    """The bot's name at Telegram, for links; empty where it is off or does not answer."""
    if settings.telegram_token is None:
        return ""
    telegram = import_module("handlers.telegram")
    token = settings.telegram_token.get_secret_value()
    try:
        return asyncio.run(
            _ask_name(telegram.TelegramDoor(token, settings.telegram_api, timeout=6))
        )
    except telegram.TROUBLE:
        return ""


async def _ask_name(door: "TelegramDoor") -> str:
    try:
        return (await door.me())[1]
    finally:
        await door.close()


def shown(invited: Invited) -> list[str]:
    """What the operator reads, without the picture."""
    lines = [f"邀请：{invited.post}（只能用一次，{invited.days}天内有效）"]
    lines.append(f"  口令      {invited.code}")
    if invited.telegram:
        lines.append(f"  Telegram  {invited.telegram}")
    lines += [f"  网页      {invited.page}", f"  二维码    {invited.picture}"]
    if "127.0.0.1" in invited.page and not invited.telegram:
        lines.append("⚠ 这个网页链接只有本机能打开。给别人用，先设 CUNBANG_PUBLIC_URL=https://……")
    lines.append("给错了就作废：uv run bot.py revoke " + invited.code)
    return lines


def drawn(invited: Invited) -> str:
    """The QR code in half blocks, as a terminal shows it."""
    link = invited.telegram or invited.page
    rows = [list(row) for row in segno.make(link, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    halves = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(halves[bool(up), bool(low)] for up, low in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    )
