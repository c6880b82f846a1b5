"""The Telegram door; imported only where Telegram is on, for its library takes seconds."""

from handlers.incoming import FileGone, TokenRefused
from handlers.telegram.door import TROUBLE, TelegramDoor
from handlers.telegram.events import event_of

__all__ = ["TROUBLE", "FileGone", "TelegramDoor", "TokenRefused", "event_of"]
