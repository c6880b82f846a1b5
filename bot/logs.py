"""Where the log goes: one line an event, and nothing in it that belongs to a person or opens a door."""

import hashlib
import logging
import re
import secrets
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

KEY = secrets.token_bytes(16)
"""Of this run: lines of one chat can be found together, and say nothing of whose they are."""
TOKEN = re.compile(r"\d{2,12}:[A-Za-z0-9_-]{20,}")
PASSWORD = re.compile(r"(://[^\s:/@]*):[^\s/@]*@")
NAMED_PASSWORD = re.compile(r"(?i)\b(password|passwd|pwd)=[^\s&'\"]+")
ADDRESS = re.compile(r"\btelegram:-?\d{1,16}(?![\d:])|\bweb:[A-Za-z0-9_-]{1,64}")
"""The id of an update begins with the bot's number and is left: `telegram:42:7`."""
IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"
)


def log_to_stderr(level: str) -> None:
    """Readable in a terminal, JSON for a collector; other libraries' lines go the same way."""
    terminal = sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        veil,
    ]
    last: Processor = (
        structlog.dev.ConsoleRenderer()
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    _others(shared, last)


def _others(shared: list[Processor], last: Processor) -> None:
    """What libraries say by Python's own logging: warnings and worse."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, veil, last],
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # ticks speak for themselves
    logging.getLogger("uvicorn").setLevel(logging.ERROR)


def veil(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Masks in every value whatever looks like a person's or a secret."""
    for name, value in line.items():
        line[name] = _veiled(value)
    return line


def _veiled(value: Any) -> Any:
    if isinstance(value, str):
        return veiled(value)
    if isinstance(value, int | float | bool | None):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_veiled(each) for each in value]
    return veiled(repr(value)) if not callable(value) else value


def veiled(words: str) -> str:
    words = TOKEN.sub("<token>", words)
    words = PASSWORD.sub(r"\1:<password>@", words)
    words = NAMED_PASSWORD.sub(r"\1=<password>", words)
    words = ADDRESS.sub(_known_again, words)
    words = IDENTITY.sub("<identity number>", words)
    return PHONE.sub("<phone>", words)


def _known_again(found: "re.Match[str]") -> str:
    address = found.group()
    channel = address.partition(":")[0]
    return f"{channel}:#{hashlib.blake2b(address.encode(), key=KEY, digest_size=4).hexdigest()}"
