"""What others may see of names and numbers, and which must not be sent at all (dossier §9)."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from domain.phones import normal_phone

MOST_STARS = 3
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FULL_WIDTH = "".join(chr(0xFF10 + digit) for digit in range(10)) + "\uff38\uff58×\uff0d\u3000"
_HALF_WIDTH = str.maketrans(_FULL_WIDTH, "0123456789XXX- ")
# People group long numbers; only starts of digit runs are tried, so that a phone before is no harm.
_ID = re.compile(r"(?<![0-9])(?=([0-9](?:[ -]?[0-9]){16}[ -]?[0-9X])(?![0-9]))", re.IGNORECASE)
_CARD = re.compile(r"(?<![0-9])(?=([1-9](?:[ -]?[0-9]){15,18})(?![0-9]))")

_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])")
_HOUSE = re.compile(
    r"(?<![0-9一二三四五六七八九十百])[0-9一二三四五六七八九十百]+"
    r"(?=号(?!线|公路|路灯|文件|台风)|栋|幢|单元|室|门牌)|(?<=门牌)[0-9]+"
)


def mask_name(name: str) -> str:
    """王秀英 → 王*英, 王秀 → 王*, 王 → *; long names do not show their length either."""
    name = name.strip()
    if len(name) <= 2:
        return f"{name[:1]}*" if len(name) == 2 else "*"
    return f"{name[0]}{'*' * min(len(name) - 2, MOST_STARS)}{name[-1]}"


def mask_phone(phone: str) -> str:
    """138****5678, 0817-****001; what is neither form is not shown at all."""
    if re.fullmatch(r"1[0-9]{10}", phone):
        return f"{phone[:3]}****{phone[-4:]}"
    if landline := re.fullmatch(r"(0[0-9]{2,3})-?[0-9]{4}([0-9]{3,4})", phone):
        return f"{landline[1]}-****{landline[2]}"
    return "****"


def phones_in(text: str) -> frozenset[str]:
    """Every phone number that is written out, in the form that is stored."""
    found = (match[0] for pattern in (_MOBILE, _LANDLINE) for match in pattern.finditer(text))
    return frozenset(number for number in map(normal_phone, found) if number)


def mask_id(number: str) -> str:
    """The first and last four with stars between, as long as the number: 5113**********402X."""
    if len(number) <= 8:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:].upper()}"


def mask_text(text: str, names: Iterable[str] = ()) -> str:
    """Somebody's words for a push to several: phones, house numbers and these names masked.

    5号院, 3栋2单元, 门牌12 → *号院, *栋*单元, 门牌*.
    """
    text = hide_numbers(text)
    for pattern in (_MOBILE, _LANDLINE):
        text = pattern.sub(lambda found: mask_phone(re.sub(r"[ -]", "", found[0])), text)
    text = _HOUSE.sub("*", text)
    for name in names:
        for spelled in (name, name.rpartition("·")[2]):
            if len(spelled) > 1:
                text = text.replace(spelled, mask_name(spelled))
    return text


def is_id_number(number: str) -> bool:
    """18 digits by GB 11643: a real date of birth and a check digit that fits."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", number):
        return False
    total = sum(int(c) * w for c, w in zip(number, _WEIGHTS, strict=False))
    return number[-1].upper() == _CHECK[total % 11] and _is_date(number[6:14])


def is_card_number(number: str) -> bool:
    """16 to 19 digits that fulfil Luhn's check, as bank cards do."""
    if not re.fullmatch(r"[1-9][0-9]{15,18}", number):
        return False
    doubled = (sum(divmod(2 * int(c), 10)) for c in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0


def has_id_number(text: str) -> bool:
    """Whether an identity or bank card number is in the text: not to be taken on Telegram."""
    return hide_numbers(text) != text


def hide_numbers(text: str) -> str:
    """The text with identity and bank card numbers masked, all else untouched."""
    for pattern, is_one in ((_ID, is_id_number), (_CARD, is_card_number)):
        for start, end, number in reversed(list(_found(text, pattern, is_one))):
            text = text[:start] + mask_id(number) + text[end:]
    return text


def _found(
    text: str, pattern: re.Pattern[str], is_one: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    taken = 0
    for match in pattern.finditer(text.translate(_HALF_WIDTH)):
        number = re.sub(r"[ -]", "", match[1])
        if match.start() >= taken and is_one(number):
            taken = match.end(1)
            yield match.start(1), taken, number


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
