"""Photos behind a Word document, two in a row, small enough to be sent."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from PIL import Image, ImageOps, UnidentifiedImageError

WIDE = Cm(7.4)
LONGEST_SIDE = 1000
"""Pixels: sharp enough in half the width of a page."""
MOST = 30


def with_pictures(document: bytes, pictures: Iterable[bytes], title: str) -> bytes:
    """The same document with an annex; what is no picture is left out."""
    drawn = [small for picture in islice(pictures, MOST) if (small := _small(picture))]
    if not drawn:
        return document
    paper = Document(BytesIO(document))
    paper.add_page_break()  # type: ignore[no-untyped-call]  # its library has no types
    head = paper.add_paragraph(title)
    head.paragraph_format.keep_with_next = True
    _rows(paper, drawn)
    written = BytesIO()
    paper.save(written)
    return written.getvalue()


def _rows(paper: Paper, pictures: Sequence[bytes]) -> None:
    table = paper.add_table(rows=-(-len(pictures) // 2), cols=2)
    for n, picture in enumerate(pictures):
        paragraph = table.rows[n // 2].cells[n % 2].paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = 1.0  # an exact height would cut the picture off
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.add_run().add_picture(BytesIO(picture), width=WIDE)


def _small(picture: bytes) -> bytes | None:
    try:
        image = ImageOps.exif_transpose(Image.open(BytesIO(picture))).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = BytesIO()
    image.save(kept, "JPEG", quality=80)
    return kept.getvalue()
