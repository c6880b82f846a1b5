"""Buttons under a message, and the large keys below the talk."""

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from handlers.outgoing import Outgoing

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup


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
    """
    return inline(letter) or large_keys(letter)


def large_keys(letter: Outgoing) -> ReplyKeyboardMarkup | None:
    asked = asking(letter)
    menu = [[KeyboardButton(text=label) for label in row] for row in letter.menu if row]
    keys = [*([[asked]] if asked else []), *menu]
    if not keys:
        return None
    lasting = bool(menu)
    return ReplyKeyboardMarkup(
        keyboard=keys, resize_keyboard=True, is_persistent=lasting, one_time_keyboard=not lasting
    )


def asking(letter: Outgoing) -> KeyboardButton | None:
    match letter.wish:
        case "phone" if letter.ask:
            return KeyboardButton(text=letter.ask, request_contact=True)
        case "place" if letter.ask:
            return KeyboardButton(text=letter.ask, request_location=True)
        case _:
            return None
