"""The languages spoken here: sentences, days and moments, each in its own form."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from borax.calendars.lunardate import MAX_SOLAR_DATE, MIN_SOLAR_DATE, LunarDate

from conversations.words import Tongue

LOCALES = {"zh": "zh_CN", "en": "en"}


def tongues(folder: Path, zone: ZoneInfo) -> Mapping[str, Tongue]:
    """Both languages, read once. Chinese stands in the code; without its English it stays so."""
    return {language: _tongue(language, folder, zone) for language in LOCALES}


def _tongue(language: str, folder: Path, zone: ZoneInfo) -> Tongue:
    file = folder / LOCALES[language] / "LC_MESSAGES" / "cunbang.po"
    sentences = {} if language == "zh" else _sentences(file)

    def show_day(day: date) -> str:
        return _day(day, language)

    def show_moment(moment: datetime) -> str:
        pattern = "M月d日 HH:mm" if language == "zh" else "d MMM HH:mm"
        return format_datetime(moment.astimezone(zone), pattern, zone, LOCALES[language])

    return Tongue(language, lambda text: sentences.get(text, text), show_day, show_moment)


@lru_cache(maxsize=1024)
def _day(day: date, language: str) -> str:
    """A weekday with its date; in Chinese the lunar date too, by which old people count."""
    if language != "zh":
        return format_date(day, "EEE d MMM", LOCALES[language])
    lunar = lunar_day(day)
    return format_date(
        day, f"M月d日（EEE，{lunar}）" if lunar else "M月d日（EEE）", LOCALES[language]
    )


def lunar_day(day: date) -> str:
    """十月十七, 闰六月初一; "" outside the tables (1900 to 2100)."""
    if not MIN_SOLAR_DATE <= day <= MAX_SOLAR_DATE:
        return ""
    return str(LunarDate.from_solar(day).strftime("%L%M月%D"))


def _sentences(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        catalogue = read_po(opened)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
