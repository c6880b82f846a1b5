"""Days and times of day as people type them: 明天, 下周三, 12月10日, 九点半, 14:30."""

import re
from datetime import date, time, timedelta

FAR = {
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
    "today": 0,
    "tomorrow": 1,
}
WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
AFTERNOON = ("下午", "晚上", "傍晚", "夜里")
MORNING = ("上午", "早上", "清早", "早晨", "中午")

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_DAY = re.compile(r"(\d{1,2})[日号]")
_WEEK = re.compile(r"(下下|下|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")
_HOURS = "0-9零〇一二两三四五六七八九十"
_OCLOCK = re.compile(rf"([{_HOURS}]{{1,3}})[点时](?:(半)|(?:过)?([{_HOURS}]{{1,3}})分?|一刻|整)?")


def day_meant(text: str, today: date) -> date | None:
    """The day, in this year or the next where the text names none; None if it names no day."""
    said = text.strip().replace(" ", "").lower()
    if said in FAR:
        return today + timedelta(days=FAR[said])
    if found := _WEEK.fullmatch(said):
        return _of_week(found[1] or "", WEEKDAYS[found[2]], today)
    if found := _ISO.fullmatch(said):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_DAY.fullmatch(said):
        return _next_such(int(found[1]), int(found[2]), today)
    if found := _DAY.fullmatch(said):
        return _next_numbered(int(found[1]), today)
    return None


def _of_week(which: str, weekday: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    weeks = {"下": 1, "下下": 2}.get(which, 0)
    day = monday + timedelta(days=weekday, weeks=weeks)
    return day if which or day >= today else day + timedelta(weeks=1)


def _next_such(month: int, day: int, today: date) -> date | None:
    """29 February waits for its year."""
    years = range(today.year, today.year + 5)
    days = (_real(year, month, day) for year in years)
    return next((found for found in days if found and found >= today), None)


def _next_numbered(day: int, today: date) -> date | None:
    for ahead in range(62):
        if (found := today + timedelta(days=ahead)).day == day:
            return found
    return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_meant(text: str) -> time | None:
    """The time of day; None if the text names none."""
    said = text.strip().replace(" ", "")
    afternoon = said.startswith(AFTERNOON)
    bare = re.sub(rf"^({'|'.join(AFTERNOON + MORNING)})", "", said)
    if found := _CLOCK.fullmatch(bare):
        return _of_day(int(found[1]), int(found[2]), afternoon=afternoon)
    found = _OCLOCK.fullmatch(bare)
    hour = _number(found[1]) if found else None
    if found is None or hour is None:
        return None
    minute = 30 if found[2] else (15 if "一刻" in bare else _number(found[3] or "0"))
    return None if minute is None else _of_day(hour, minute, afternoon=afternoon)


def _of_day(hour: int, minute: int, *, afternoon: bool) -> time | None:
    hour = hour + 12 if afternoon and hour < 12 else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _number(text: str) -> int | None:
    """0 to 99, in digits or Chinese."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十") if "十" in text else ("", "", text)
    if len(tens) > 1 or len(ones) > 1:
        return None
    high = DIGITS.get(tens, 1 if ten else 0) if ten else 0
    return high * 10 + (DIGITS[ones] if ones else 0)
