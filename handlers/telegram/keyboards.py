"""Buttons under a message, and the large keys below the talk, as the Bot API's JSON has them."""

from typing import Any

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

from handlers.outgoing import Outgoing

Markup = dict[str, Any]
Model = InlineKeyboardMarkup | ReplyKeyboardMarkup


def inline(letter: Outgoing) -> Markup | None:
    rows = [
        [{"text": label, "callback_data": token} for label, token in row]
        for row in letter.rows
        if row
    ]
    return {"inline_keyboard": rows} if rows else None


def markup_of(letter: Outgoing) -> Markup | None:
    """A message carries one keyboard only: its own buttons, or else the large keys.

    So the menu comes with the next letter without buttons; the keys that are there already stay.
    """
    return inline(letter) or large_keys(letter)


def large_keys(letter: Outgoing) -> Markup | None:
    asked = asking(letter)
    menu = [[{"text": label} for label in row] for row in letter.menu if row]
    keys = [*([[asked]] if asked else []), *menu]
    if not keys:
        return None
    lasting = bool(menu)
    return {
        "keyboard": keys,
        "resize_keyboard": True,
        "is_persistent": lasting,
        "one_time_keyboard": not lasting,
    }


def asking(letter: Outgoing) -> dict[str, Any] | None:
    match letter.wish:
        case "phone" if letter.ask:
            return {"text": letter.ask, "request_contact": True}
        case "place" if letter.ask:
            return {"text": letter.ask, "request_location": True}
        case _:
            return None


def as_buttons(markup: Markup | None) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup.model_validate(markup) if markup else None


def as_model(markup: Markup | None) -> Model | None:
    """For aiogram's methods that carry a file."""
    if markup is None or "inline_keyboard" in markup:
        return as_buttons(markup)
    return ReplyKeyboardMarkup.model_validate(markup)
