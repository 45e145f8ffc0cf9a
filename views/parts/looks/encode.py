"""Encodes pictures for the page, as PNG files and data URLs, and links as QR codes."""

from __future__ import annotations

import base64
import io
import math

import numpy as np
import segno
from PIL import Image
from segno.encoder import DataOverflowError

from views.parts.looks.colors import paint, paint_signed

PNG_PREFIX = "data:image/png;base64,"  # the start of a PNG file's data URL

MOST_SCANNED = 1500  # characters of a link: a QR code with 133 squares per side, which phones can still read


def png_url(values: np.ndarray, scale: float = 1.0) -> str:
    """Return values (H, W) from 0 to `scale` as a PNG data URL, one pixel each, in sequential colors."""
    return as_url(encode_png(Image.fromarray(paint(values, scale))))


def signed_png_url(values: np.ndarray, scale: float = 1.0) -> str:
    """Return values (H, W) from -`scale` to `scale` as a PNG data URL in signed colors."""
    return as_url(encode_png(Image.fromarray(paint_signed(values, scale))))


def unit_grid(number: int) -> tuple[int, int]:
    """Return rows and columns for that many units, higher than wide; the same on every page."""
    rows = number if number <= 10 else 8 if number <= 48 else 16 if number <= 256 else 32
    return rows, -(-number // rows)


def mosaic(values: np.ndarray) -> np.ndarray:
    """Arrange weights as one picture (H, W): (n,) in a `unit_grid`, (rows, cols, channels) side by side.

    A line of zeros separates two channels.
    """
    if values.ndim == 1:
        rows, cols = unit_grid(len(values))
        return np.pad(values, (0, rows * cols - len(values))).reshape(rows, cols)
    if values.ndim == 2:
        return values
    rows, cols, channels = values.shape
    across = math.ceil(math.sqrt(channels))
    down = math.ceil(channels / across)
    padded = np.zeros((rows + 1, cols + 1, across * down), values.dtype)
    padded[:rows, :cols, :channels] = values
    tiles = padded.reshape(rows + 1, cols + 1, down, across).transpose(2, 0, 3, 1)
    return tiles.reshape(down * (rows + 1), across * (cols + 1))[:-1, :-1]


def encode_png(picture: Image.Image) -> bytes:
    """Encode a picture as a PNG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=1)  # twice as fast as the default
    return buffer.getvalue()


def as_base64(values: np.ndarray, kind: object = "<f4") -> str:
    """Encode an array for a browser, as floatsOf of model/base64.js reads it: float32 by default."""
    return base64.b64encode(np.ascontiguousarray(values, kind).tobytes()).decode()


def as_url(png: bytes) -> str:
    """Encode a PNG file as a data URL."""
    return PNG_PREFIX + base64.b64encode(png).decode()


def qr_code(link: str, for_files: bool = False) -> str | None:
    """Return a link's QR code as a picture's URL; None if it would be too long to read.

    It's sharp at any size. If it is `for_files`, it's a PNG, because an editor may not show others.
    """
    if len(link) > MOST_SCANNED:
        return None
    try:
        code = segno.make(link, micro=False, error="l")
    except DataOverflowError:
        return None
    if for_files:
        return code.png_data_uri(scale=8, border=4)
    return code.svg_data_uri(border=4, light="#fff", omitsize=True)
