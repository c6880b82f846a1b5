"""What another system sent, read with distrust: a question, or a report that it files."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from handlers.open311_ports import Question, Refused, Report
from handlers.open311_words import (
    HALF_A_PLACE,
    NO_CODE,
    NO_DATE,
    NO_FORM,
    NO_PAGE,
    NO_STATUS,
)

Fields = Mapping[str, str]

BIGGEST = 64 * 1024
"""Bytes of a report."""
MOST = 1000
"""Of a page, and of numbers in one question."""
FORM = "application/x-www-form-urlencoded"
STATES = {"open": True, "closed": False}


def question(asked: Fields) -> Question:
    numbers = _listed(asked, "service_request_id")
    if len(numbers) > MOST:
        raise Refused(NO_PAGE)
    if numbers:
        return Question(numbers)
    return Question(
        codes=_listed(asked, "service_code"),
        start=_moment(asked, "start_date"),
        end=_moment(asked, "end_date"),
        still_open=_state(asked),
        page=_count(asked, "page", 1, 1_000_000),
        size=_count(asked, "page_size", MOST, MOST),
    )


def _listed(asked: Fields, name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in asked.get(name, "").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _moment(asked: Fields, name: str) -> datetime | None:
    """A moment with its offset; a + that was not encoded has become a space on the way."""
    written = asked.get(name, "").strip().replace(" ", "+")
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Refused(NO_DATE) from None
    if moment.tzinfo is None or not 1900 < moment.year < 2200:
        raise Refused(NO_DATE)
    return moment


def _state(asked: Fields) -> bool | None:
    wanted = _listed(asked, "status")
    if not set(wanted) <= STATES.keys():
        raise Refused(NO_STATUS)
    return STATES[wanted[0]] if len(wanted) == 1 else None


def _count(asked: Fields, name: str, unless: int, most: int) -> int:
    written = asked.get(name, "").strip() or str(unless)
    if not (written.isascii() and written.isdecimal() and len(written) < 8):
        raise Refused(NO_PAGE)
    if not 1 <= int(written) <= most:
        raise Refused(NO_PAGE)
    return int(written)


async def body_of(request: Request) -> bytes:
    """The whole body, where it is a form and small enough to be one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Refused(NO_FORM)
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BIGGEST:
                raise Refused(NO_FORM)
    except ClientDisconnect:
        raise Refused(NO_FORM) from None
    return body


def form_in(body: bytes) -> Fields:
    try:
        return dict(parse_qsl(body.decode(), errors="strict", max_num_fields=200))
    except ValueError:
        raise Refused(NO_FORM) from None


def report(body: bytes, form: Fields) -> Report:
    """Names, phones, addresses of people and pictures are not read: they are not kept."""
    code = form.get("service_code", "").strip()
    if not code:
        raise Refused(NO_CODE)
    latitude, longitude = _degrees(form, "lat"), _degrees(form, "long")
    if (latitude is None) != (longitude is None):
        raise Refused(HALF_A_PLACE)
    return Report(
        body,
        code,
        form.get("description", ""),
        latitude,
        longitude,
        form.get("address_string", ""),
        form.get("address_id", "").strip(),
    )


def _degrees(form: Fields, name: str) -> float | None:
    written = form.get(name, "").strip()
    if not written:
        return None
    try:
        return float(written)
    except ValueError:
        raise Refused(HALF_A_PLACE) from None
