"""Texts as Telegram takes them: measured in UTF-16 units, cut at the ends of lines."""

LONGEST = 4096
LONGEST_CAPTION = 1024


def clean(text: str) -> str:
    """Without half signs (lone surrogates), which no line can carry."""
    return text.encode("utf-8", "replace").decode().strip()


def units(text: str) -> int:
    """How long Telegram finds a text; some of its limits count signs, then this is the safe side."""
    return len(text.encode("utf-16-le")) // 2


def beginning(text: str, limit: int = LONGEST) -> str:
    """As much of a text as goes into so many units."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def pieces(text: str) -> list[str]:
    """One text as several messages, cut between lines where a line is short enough."""
    found, rest = [], text
    while units(rest) > LONGEST:
        head = beginning(rest)
        cut = head.rfind("\n")
        cut = cut if cut > 0 else len(head)
        found.append(rest[:cut])
        rest = rest[cut:].lstrip("\n")
    return [piece for piece in (*found, rest) if piece.strip()]
