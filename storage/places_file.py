"""places.json in the catalogue: read for the office's sheet, tried, written."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from storage.catalogue import CatalogueError, load_catalogue
from storage.catalogue_problems import Sheet
from storage.land import PLACES

Entries = tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """As the file has them: what catalogue_forms.py says of a village and of a grid."""

    village: Entries = ()
    """Without their grids."""
    grid: Entries = ()


def imported(folder: Path) -> Places:
    """What was imported last; nothing where nobody imported anything."""
    try:
        told = json.loads((folder / PLACES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Places()
    return Places(tuple(told["village"]), tuple(told["grid"]))


def faults(folder: Path, places: Places, *, sample: bool) -> tuple[str, ...]:
    """Why the house would not open with these places."""
    tried = Sheet(PLACES, json.loads(json.dumps(asdict(places))))
    try:
        load_catalogue(folder, sample=sample, places=tried)
    except CatalogueError as wrong:
        return tuple(wrong.problems)
    return ()


def write(folder: Path, places: Places) -> Path:
    """Whole or not at all."""
    to = folder / PLACES
    new = to.with_suffix(".new")
    new.write_text(json.dumps(asdict(places), ensure_ascii=False, indent=0), encoding="utf-8")
    new.chmod(0o644)  # whoever runs the house reads it, and no person stands in it
    os.replace(new, to)  # noqa: PTH105  # says that it may stand there already
    return to
