"""Telephone numbers of the Chinese mainland, as people write them (dossier §9, formats)."""

import re
import unicodedata
from typing import Literal

PhoneProblem = Literal["short", "long", "letters", "unknown"]

MOBILE_DIGITS = 11
_SEPARATORS = re.compile(r"[\s\-‐-―−.·()/_]+")
_COUNTRY = re.compile(r"(?:\+|00)86")
_BARE_COUNTRY = re.compile(r"86(?=1[3-9][0-9]{9}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([0-9]{7,8})")


def normal_phone(text: str) -> str | None:
    """The number in the one form that is stored: 13800000001 or 0817-6000001."""
    digits = _dialled(text)
    if _MOBILE.fullmatch(digits):
        return digits
    if landline := _LANDLINE.fullmatch(digits):
        return f"{landline[1]}-{landline[2]}"
    return None


def phone_problem(text: str) -> PhoneProblem | None:
    """Why a number cannot be called, so that the talk can say what is wrong with it."""
    if normal_phone(text) is not None:
        return None
    digits = _dialled(text)
    if not digits.isdecimal():
        return "letters" if digits else "unknown"
    shortest, longest = (10, 12) if digits.startswith("0") else (MOBILE_DIGITS, MOBILE_DIGITS)
    if len(digits) < shortest:
        return "short"
    return "long" if len(digits) > longest else "unknown"


def digits_in(text: str) -> int:
    """How many digits were given, the country's code not counted: "您这个只有10位"."""
    return sum(c.isdecimal() for c in _dialled(text))


def _dialled(text: str) -> str:
    """What one would dial inside the country; anything else that was typed stays in it."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if country := _COUNTRY.match(plain):
        rest = plain[country.end() :]
        return rest if rest.startswith(("0", "1")) or not rest else f"0{rest}"
    return _BARE_COUNTRY.sub("", plain)
