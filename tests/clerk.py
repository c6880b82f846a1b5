"""A clerk who edits an own copy of the catalogue and starts again."""

from pathlib import Path

import pytest

from storage.catalogue import CatalogueError, load_catalogue

SHIPPED = Path(__file__).parent.parent / "catalogue"


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edits(self, file: str, old: str, new: str) -> None:
        """The first place where the old text stands is changed."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text
        (self.folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def adds(self, file: str, text: str) -> None:
        with (self.folder / file).open("a", encoding="utf-8") as page:
            page.write(text)

    def is_told(self) -> tuple[str, ...]:
        with pytest.raises(CatalogueError) as told:
            load_catalogue(self.folder, sample=True)
        assert str(told.value) == "\n".join(told.value.problems)
        return told.value.problems
