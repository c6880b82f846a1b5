"""Before and after in one picture, next to each other, so that one sees whether it is mended."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from papers.canvas import Canvas
from papers.photo import KINDS, BrokenPicture

WIDTH, EDGE, BAND = 1600, 16, 108
BEFORE, AFTER = "原来", "现在"
QUALITY = 85
SLIMMEST, BROADEST = 0.5, 1.8
"""Width by height; what is slimmer or broader stands between strips of grey."""
_PAPER, _SOFT, _GREEN, _WHITE = "#e8e8e4", "#5d6661", "#2c7a4b", "#ffffff"
_WORDS, _SIGN = 60, (190, 84)

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    left: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


def side_by_side(before: bytes, after: bytes) -> bytes:
    """A JPEG, WIDTH wide: both equally high, the older one on the left.

    Raises BrokenPicture.
    """
    pictures = _opened(before), _opened(after)
    cells = _cells(*(picture.size for picture in pictures))
    sheet = _labelled(cells)
    for picture, cell in zip(pictures, cells, strict=True):
        _paste(sheet, picture, cell)
    made = BytesIO()
    sheet.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _opened(data: bytes) -> Image.Image:
    """No larger than it is needed, as far as its kind can be read so."""
    try:
        picture = Image.open(BytesIO(data), formats=KINDS)
        picture.draft("RGB", (WIDTH, WIDTH))
        picture.load()
    except Exception as error:
        raise BrokenPicture(str(error)) from error
    return picture


def _cells(before: Size, after: Size) -> tuple[Cell, Cell]:
    """As high as two such pictures become when together they fill the width."""
    shapes = [min(max(w / h, SLIMMEST), BROADEST) for w, h in (before, after)]
    room = WIDTH - 3 * EDGE
    height = round(room / sum(shapes))
    first = round(height * shapes[0])
    return Cell(EDGE, first, height), Cell(2 * EDGE + first, room - first, height)


def _labelled(cells: tuple[Cell, Cell]) -> Image.Image:
    canvas = Canvas.blank(WIDTH, BAND + cells[0].height + EDGE, _PAPER)
    signs = ((BEFORE, _SOFT), (AFTER, _GREEN))
    for cell, (words, colour) in zip(cells, signs, strict=True):
        width, height = _SIGN
        corner = (cell.middle - width / 2, (BAND - height) / 2)
        opposite = (corner[0] + width, corner[1] + height)
        canvas.plate(corner, opposite, height / 2, colour)
        at = (cell.middle, BAND / 2)
        canvas.words(at, words, _WORDS, _WHITE, anchor="mm", bold=True)
    return canvas.finished()


def _paste(sheet: Image.Image, picture: Image.Image, cell: Cell) -> None:
    """As large as the cell holds, in its middle; grey where one can see through."""
    part = min(cell.width / picture.width, cell.height / picture.height)
    size = max(1, round(picture.width * part)), max(1, round(picture.height * part))
    fitted = picture.convert("RGBA" if picture.has_transparency_data else "RGB").resize(size)
    at = cell.middle - size[0] // 2, BAND + (cell.height - size[1]) // 2
    sheet.paste(fitted, at, fitted if fitted.mode == "RGBA" else None)
