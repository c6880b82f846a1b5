"""A QR code as a square picture, sharp at the edges."""

from io import BytesIO

import segno
from PIL import Image

from papers.canvas import FINE


def qr_square(link: str, size: int) -> Image.Image:
    """At most `size` pixels of the finished picture wide; as many dots to a module as fit."""
    made = segno.make(link, error="m")
    drawn = BytesIO()
    scale = max(1, size * FINE // made.symbol_size(border=2)[0])
    made.save(drawn, kind="png", scale=scale, border=2)
    return Image.open(drawn).convert("RGB")
