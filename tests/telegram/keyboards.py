"""What Telegram accepts as a keyboard under a message."""

from urllib.parse import urlsplit

from tests.telegram.refusal import unfit
from tests.telegram.schema import Json

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def accepted(markup: Json | None) -> Json:
    """The markup itself, once its buttons are found good; empty when there is none."""
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            _check_button(button)
    for row in (markup or {}).get("keyboard", []):
        if not all(key if isinstance(key, str) else key["text"].strip() for key in row):
            raise unfit('can\'t parse keyboard button: Field "text" must be non-empty')
    return _pressed_into_shape(markup or {})


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise unfit('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if sum(action in button for action in ACTIONS) != 1:
        raise unfit("Text buttons are unallowed in the inline keyboard")
    if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
        raise unfit("BUTTON_DATA_INVALID")
    if "url" in button and not _is_public(button["url"]):
        raise unfit(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _is_public(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in parts.netloc)


def _pressed_into_shape(markup: Json) -> Json:
    """An inline keyboard without a button is none."""
    if "inline_keyboard" in markup and not any(markup["inline_keyboard"]):
        return {}
    return markup
