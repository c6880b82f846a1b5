"""What Telegram makes of a text with HTML in it: plain words, and where they are bold."""

from html.parser import HTMLParser

from tests.telegram.refusal import unfit
from tests.telegram.schema import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "a": "text_link",
}


def utf16_length(text: str) -> int:
    """Telegram counts an entity's place in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[tuple[str, Json]] = []
        self.entities: list[Json] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KINDS:
            raise unfit(f'can\'t parse entities: Unsupported start tag "{tag}"')
        entity: Json = {"type": KINDS[tag], "offset": utf16_length(self.text), "length": 0}
        link = dict(attrs).get("href")
        self.open.append((tag, {**entity, "url": link} if tag == "a" else entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise unfit(f'can\'t parse entities: Unmatched end tag "{tag}"')
        entity = self.open.pop()[1]
        entity["length"] = utf16_length(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(text: str, parse_mode: str | None) -> tuple[str, list[Json]]:
    """The words as shown, and their entities."""
    if not parse_mode:
        return text.strip(), []
    if parse_mode.upper() != "HTML":
        raise unfit("unsupported parse_mode")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise unfit(f"can't parse entities: Can't find end tag of \"{reader.open[-1][0]}\"")
    return reader.text.strip(), sorted(reader.entities, key=lambda entity: int(entity["offset"]))
