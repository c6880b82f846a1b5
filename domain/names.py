"""Names that stand in the records in Chinese and may have an English form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """What the office calls a thing; English is for visitors and may be missing."""

    zh: str
    en: str = ""

    def to(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.zh
