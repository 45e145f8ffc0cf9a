"""Pictures as the page takes them: PNG files and data URLs."""

from __future__ import annotations

import base64
import io
import math

import numpy as np
from PIL import Image

from views.parts.colors import paint, paint_signed


def png_url(values: np.ndarray, scale: float = 1.0) -> str:
    """Values (H, W) from 0 to `scale` as a PNG data URL, one pixel a value, in the sequential colors."""
    return as_url(encode_png(Image.fromarray(paint(values, scale))))


def signed_png_url(values: np.ndarray, scale: float = 1.0) -> str:
    """Values (H, W) from -`scale` to `scale` as a PNG data URL, in the signed colors."""
    return as_url(encode_png(Image.fromarray(paint_signed(values, scale))))


def mosaic(values: np.ndarray) -> np.ndarray:
    """Any weights as one picture (H, W): (n,) in rows, (rows, cols, channels) with the channels side by side.

    Between two channels there is a line of zeros.
    """
    if values.ndim == 1:
        cols = max(side for side in range(1, 17) if len(values) % side == 0)
        return values.reshape(-1, cols)
    if values.ndim == 2:
        return values
    rows, cols, channels = values.shape
    across = math.ceil(math.sqrt(channels))
    down = math.ceil(channels / across)
    padded = np.zeros((rows + 1, cols + 1, across * down), values.dtype)
    padded[:rows, :cols, :channels] = values
    tiles = padded.reshape(rows + 1, cols + 1, down, across).transpose(2, 0, 3, 1)
    return tiles.reshape(down * (rows + 1), across * (cols + 1))[:-1, :-1]


def svg_url(svg: str) -> str:
    """An SVG picture as a data URL."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def encode_png(picture: Image.Image) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=1)  # twice as fast as the default
    return buffer.getvalue()


def as_url(png: bytes) -> str:
    """The bytes of a PNG file as a data URL."""
    return "data:image/png;base64," + base64.b64encode(png).decode()
