"""Pen strokes to ink: what a canvas would show of them.

Takes strokes, lists of (x, y) points in canvas pixels with y pointing down; gives RGBA pixels.
Knows nothing of networks, files or pages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

CANVAS_SIZE = 280  # pixels a side
PEN_WIDTH = 20  # of 280: a digit 60 % as tall as the canvas gets strokes 2.4 of 20 pixels wide, as in MNIST
OVERSAMPLING = 4  # drawn this much larger, then averaged: PIL's lines have no anti-aliasing

Stroke = Sequence[Sequence[float]]


def draw_strokes(strokes: Sequence[Stroke], size: int = CANVAS_SIZE, width: float = PEN_WIDTH) -> np.ndarray:
    """Draw round-capped, anti-aliased lines on a transparent canvas.

    Args:
        strokes: each a run of (x, y) points in pixels of the canvas; one point makes a dot.
        size: of the canvas, pixels a side.
        width: of the pen, in the same pixels.

    Returns:
        uint8 (size, size, 4), black ink whose alpha is its coverage.
    """
    big = Image.new("L", (size * OVERSAMPLING, size * OVERSAMPLING))
    pen = ImageDraw.Draw(big)
    radius = width * OVERSAMPLING / 2
    for stroke in strokes:
        points = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in stroke]
        if len(points) > 1:
            pen.line(points, fill=255, width=max(1, round(width * OVERSAMPLING)))
        for x, y in points:
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=255)
    rgba = np.zeros((size, size, 4), np.uint8)
    rgba[..., 3] = big.reduce(OVERSAMPLING)
    return rgba
