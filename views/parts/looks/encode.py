"""Encodes pictures for the page, as PNG files and data URLs."""

from __future__ import annotations

import base64
import io
import math

import numpy as np
from PIL import Image

from views.parts.looks.colors import paint, paint_signed

PNG_PREFIX = "data:image/png;base64,"  # the start of a PNG file's data URL


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


def as_url(png: bytes) -> str:
    """Encode a PNG file as a data URL."""
    return PNG_PREFIX + base64.b64encode(png).decode()
