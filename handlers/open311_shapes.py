"""The two forms of an Open311 answer: XML, and the JSON that follows from it.

JSON is drawn by the Spark convention: the root is left out, a list stays a list even of one.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.responses import Response

Tree: TypeAlias = "Mapping[str, Tree] | Sequence[Tree] | str | float | bool | None"

ONE_OF = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""How one of a list is called."""
UNSPEAKABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for, not even escaped; and the carriage return, which it rewrites."""


@dataclass(frozen=True, slots=True)
class Shape:
    ending: str
    """The last part of a resource's name."""
    mime: str
    write: Callable[[str, Tree], bytes]
    """Takes the name of the root and what lies in it."""

    def response(self, root: str, tree: Tree, status: int = 200) -> Response:
        # The answer depends on the key: nothing between here and the caller may keep it.
        headers = {"Cache-Control": "no-store"}
        content_type = f"{self.mime}; charset=utf-8"
        return Response(self.write(root, tree), status, headers, content_type)


def as_xml(root: str, tree: Tree) -> bytes:
    top = Element(root)
    _fill(top, tree)
    written: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return written


def _fill(element: Element, tree: Tree) -> None:
    if isinstance(tree, str):
        element.text = UNSPEAKABLE.sub("", tree)
    elif isinstance(tree, Mapping):
        for name, part in tree.items():
            _fill(SubElement(element, name), part)
    elif isinstance(tree, Sequence):
        for part in tree:
            _fill(SubElement(element, ONE_OF[element.tag]), part)
    elif tree is not None:
        element.text = str(tree).lower()


def as_json(root: str, tree: Tree) -> bytes:
    del root
    return json.dumps(tree, ensure_ascii=False, allow_nan=False).encode()


SHAPES = (Shape("json", "application/json", as_json), Shape("xml", "text/xml", as_xml))
