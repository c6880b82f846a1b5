"""Which files may come in: small enough to be fetched, and of a kind that a person can look at."""

MAX_BYTES = 20 * 1024 * 1024
"""Telegram serves bots files up to 20 MB; the web door keeps the same line."""

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"})
PAPERS = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
_BY_ENDING = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heif",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def too_big(size: int) -> bool:
    return size > MAX_BYTES


def acceptable(name: str, mime: str) -> bool:
    """Whether a document may be taken: a known ending that does not contradict its type."""
    ending = _ending(name)
    by_name = _BY_ENDING.get(ending)
    kind = mime.split(";", maxsplit=1)[0].strip().lower()
    if by_name is None:
        return not ending and kind in PICTURES | PAPERS
    return kind in {"", "application/octet-stream", by_name} or kind in PICTURES | PAPERS


def is_picture(name: str, mime: str) -> bool:
    """By its name or by its type: where they contradict each other, one is enough."""
    return mime.lower().startswith("image/") or _BY_ENDING.get(_ending(name)) in PICTURES


def fitting_name(name: str, mime: str) -> str:
    """The name with the ending of what the picture has become: a HEIC is kept as JPEG."""
    ending = _ending(name)
    ends = {"image/jpeg": "jpg", "image/png": "png"}.get(mime)
    if not ends or _BY_ENDING.get(ending) not in PICTURES - {mime}:
        return name
    return name[: -len(ending)] + ends


def _ending(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")


def is_program(head: bytes) -> bool:
    """Whether a file begins like a program, whatever it is called."""
    return head.startswith(_PROGRAMS)
