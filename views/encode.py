"""Pictures as the page takes them: PNG files and data URLs."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from views.colours import paint


def png_url(values: np.ndarray, scale: float = 1.0) -> str:
    """Values (H, W) from 0 to `scale` as a PNG data URL, one pixel a value, in the sequential colours."""
    return as_url(encode_png(Image.fromarray(paint(values, scale))))


def encode_png(picture: Image.Image) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=1)  # twice as fast as the default
    return buffer.getvalue()


def as_url(png: bytes) -> str:
    """The bytes of a PNG file as a data URL."""
    return "data:image/png;base64," + base64.b64encode(png).decode()
