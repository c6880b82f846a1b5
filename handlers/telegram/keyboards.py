"""Buttons under a message, and the large keys below the talk."""

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from handlers.outgoing import Outgoing

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup
MY_PHONE = "📱 发我的电话号码"
MY_PLACE = "📍 发我在的地方"


def inline(letter: Outgoing) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(text=label, callback_data=token) for label, token in row]
        for row in letter.rows
        if row
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def markup_of(letter: Outgoing) -> Markup | None:
    """A message carries one keyboard only: its own buttons, or else the large keys.

    So the menu comes with the next letter without buttons; the keys that are there already stay.
    A phone or a place is asked for by a key where there are no buttons, else it can be written.
    """
    return inline(letter) or large_keys(letter)


def large_keys(letter: Outgoing) -> ReplyKeyboardMarkup | None:
    asked = asking(letter.wish)
    menu = [[KeyboardButton(text=label) for label in row] for row in letter.menu if row]
    keys = [*([[asked]] if asked else []), *menu]
    if not keys:
        return None
    lasting = bool(menu)
    return ReplyKeyboardMarkup(
        keyboard=keys, resize_keyboard=True, is_persistent=lasting, one_time_keyboard=not lasting
    )


def asking(wish: str) -> KeyboardButton | None:
    if wish == "phone":
        return KeyboardButton(text=MY_PHONE, request_contact=True)
    if wish == "place":
        return KeyboardButton(text=MY_PLACE, request_location=True)
    return None
