"""The numbers records go by: kind, day, and a running number of the day, DB-20261123-0007."""

import re
import unicodedata
from datetime import date

_NUMBER = re.compile(
    r"(?<![A-Z0-9])([A-Z]{2})[\s\-‐-―−_]*([0-9]{4})([0-9]{2})([0-9]{2})[\s\-‐-―−_]*([0-9]{4,6})(?![A-Z0-9])"
)


def request_number(kind: str, day: date, n: int) -> str:
    return f"{kind}-{day:%Y%m%d}-{n:04d}"


def looks_like_number(text: str) -> str | None:
    """The first record number in the text in its proper form, however it was typed."""
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", text).upper()):
        kind, year, month, day, n = match.groups()
        try:
            return request_number(kind, date(int(year), int(month), int(day)), int(n))
        except ValueError:
            continue
    return None
