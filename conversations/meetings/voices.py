"""A question that plays a voice while it asks what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from conversations.entries import Telling
from conversations.messages import Enclosure, FileKind
from conversations.questions import Json, Line, Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Telling):
    voice: int
    """Number of the file."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        asked = Telling.prompt(self, draft, lines)
        return replace(asked, files=(Enclosure(self.voice, FileKind.VOICE),))
