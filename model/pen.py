"""Pen strokes to ink: what a canvas would show of them, and digits as people's pens write them.

Takes strokes, lists of (x, y) points in canvas pixels with y pointing down, gives RGBA pixels; or takes
random numbers and gives images of handwritten digits, and of what is no digit, from the styles in
`assets/pen_styles.txt`. Knows nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from model.mnist import NUM_CLASSES
from model.preprocess import to_mnist

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


"""
## Writing
"""

STYLES = Path(__file__).parent.parent / "assets" / "pen_styles.txt"
SAMPLES = 6  # points of a curve from one control point to the next
SHEET = CANVAS_SIZE // 2  # writing happens on a half-size canvas: the same picture in a third of the time
PICTURED = 0.6  # of what is no digit; the others are scribbles
SIZES = (0.36, 0.92)  # of the canvas: the longer side of what is written; sets how thick its strokes are


@cache
def read_styles() -> dict[str, list[str]]:
    """The ways of writing each digit, "0" to "9", and what is no digit, "-"."""
    styles: dict[str, list[str]] = {}
    for line in STYLES.read_text().splitlines():
        if line and not line.startswith("#"):
            label, _, style = line.partition(" ")
            styles.setdefault(label, []).append(style)
    return styles


def write_digits(number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Write random digits, each digit and each of its styles equally often.

    Returns:
        Images float32 (number, 28, 28) in [0, 1], as `to_mnist` gives them, and labels int64 (number,).
    """
    styles = read_styles()
    labels = rng.integers(NUM_CLASSES, size=number)
    chosen = [styles[str(label)][rng.integers(len(styles[str(label)]))] for label in labels]
    return np.stack([_ink_image(vary(style, rng), rng) for style in chosen]), labels


def write_no_digits(number: int, rng: np.random.Generator) -> np.ndarray:
    """Draw letters, signs, simple pictures and scribbles: float32 (number, 28, 28) in [0, 1]."""
    styles, images = read_styles()["-"], []
    for _ in range(number):
        if rng.random() < PICTURED:
            strokes = vary(styles[rng.integers(len(styles))], rng)
        else:
            strokes = SCRIBBLES[rng.integers(len(SCRIBBLES))](rng)
        images.append(_ink_image(strokes, rng))
    return np.stack(images)


def _ink_image(strokes: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Draw strokes of any unit at a random size; float32 (28, 28)."""
    points = np.concatenate(strokes)
    corner, longest = points.min(axis=0), max(np.ptp(points, axis=0).max(), 1e-6)
    width = PEN_WIDTH * SHEET / CANVAS_SIZE
    scale = (SHEET * rng.uniform(*SIZES) - width) / longest
    placed = [(stroke - corner) * scale + width / 2 for stroke in strokes]
    return to_mnist(draw_strokes(placed, SHEET, width)).image


def vary(style: str, rng: np.random.Generator) -> list[np.ndarray]:
    """Write a style once, as somebody else would: strokes of (n, 2) points, about 1 tall.

    Every control point moves; the whole is bulged, narrowed, slanted and turned; the pen starts late or
    stops early, trembles or is not lifted between strokes, and its device may report only a few points.
    """
    care = rng.uniform(0.005, 0.045)
    strokes = []
    for control, curve in _parse(style):
        moved = control + rng.normal(scale=care, size=control.shape) + rng.normal(scale=care, size=2)
        strokes.append(_shorten(curve @ moved, rng))
    if rng.random() < 0.06:
        strokes = [np.concatenate(strokes)]
    strokes = _bend(strokes, rng)
    if rng.random() < 0.3:
        strokes = [_tremble(stroke, rng) for stroke in strokes]
    if rng.random() < 0.25:
        strokes = [_thin_out(stroke, rng) for stroke in strokes]
    return strokes


def _bend(strokes: Sequence[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """One smooth map of the plane for all strokes: proportions, bulge, taper, slant, rotation."""
    middle_up, taper, bulge = rng.normal(scale=(0.06, 0.2, 0.1))
    aspect, slant, angle = np.exp(rng.normal(scale=0.2)), rng.normal(0.1, 0.23), rng.normal(scale=0.1)
    turn = _rotation(angle)
    bent = []
    for stroke in strokes:
        x, y = stroke[:, 0] - 0.3, stroke[:, 1] - 0.5
        height = 1 - 4 * y**2
        y = y + middle_up * np.clip(height, 0, 1)
        x = aspect * x * (1 + taper * 2 * y) + bulge * height - slant * y
        bent.append(np.stack([x, y], axis=1) @ turn.T)
    return bent


def _rotation(angle: float) -> np.ndarray:
    """[[cos, -sin], [sin, cos]]"""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _shorten(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Start late and stop early, each by less than a tenth of the digit's height."""
    way = np.append(0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    late, early = rng.uniform(0, min(0.08, way[-1] / 8), size=2)
    return points[(way >= late) & (way <= way[-1] - early)]


def _tremble(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    noise = rng.normal(scale=rng.uniform(0.002, 0.012), size=points.shape)
    return points + 0.5 * (noise + np.roll(noise, 1, axis=0))


def _thin_out(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    kept = np.arange(0, len(points), rng.integers(2, SAMPLES))
    return points[np.append(kept, len(points) - 1)]


@cache
def _parse(style: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """The strokes of a style: control points (k, 2), and the matrix (n, k) that makes the curve of them."""
    strokes = []
    for stroke in style.split("|"):
        words = stroke.split()
        control = np.array([word.rstrip("!").split(",") for word in words], float) / 100
        corners = [place for place, word in enumerate(words) if word.endswith("!")]
        ends = [0, *corners, len(words) - 1]
        runs = [_curve(len(words), first, last) for first, last in pairwise(ends) if last > first]
        strokes.append((control, np.concatenate([runs[0], *(run[1:] for run in runs[1:])])))
    return strokes


def _curve(count: int, first: int, last: int) -> np.ndarray:
    """The Catmull-Rom spline through control points first..last of `count`, as a matrix (n, count).

    Between b and c, at t in [0, 1]: ½ (2b + (c - a) t + (2a - 5b + 4c - d) t² + (3b - a - 3c + d) t³).
    """
    t = np.linspace(0, 1, SAMPLES + 1)[:, None]
    point = np.eye(count)
    pieces = []
    for start in range(first, last):
        a, b = point[max(start - 1, first)], point[start]
        c, d = point[start + 1], point[min(start + 2, last)]
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.concatenate([piece[bool(number) :] for number, piece in enumerate(pieces)])


"""
## Scribbling
"""


def _zigzag(rng: np.random.Generator) -> list[np.ndarray]:
    """Straight lines to and fro between random points."""
    return [rng.random((rng.integers(5, 16), 2))]


def _tangle(rng: np.random.Generator) -> list[np.ndarray]:
    """A smooth curve through random points."""
    count = rng.integers(5, 14)
    return [_curve(count, 0, count - 1) @ rng.random((count, 2))]


def _loose_strokes(rng: np.random.Generator) -> list[np.ndarray]:
    """Several short strokes, straight or bent."""
    counts = rng.integers(2, 5, size=rng.integers(3, 9))
    return [_curve(count, 0, count - 1) @ rng.random((count, 2)) for count in counts]


def _wander(rng: np.random.Generator) -> list[np.ndarray]:
    """A pen whose direction drifts: loops and meanders."""
    turns = rng.normal(scale=rng.uniform(0.6, 1.5), size=rng.integers(80, 200))
    heading = np.cumsum(np.cumsum(turns) * 0.1 + rng.normal(scale=0.2, size=len(turns)))
    return [np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0)]


def _jumble(rng: np.random.Generator) -> list[np.ndarray]:
    """A pen that jerks about a place: a random walk pulled back to where it began."""
    place, walk = np.zeros(2), []
    for step in rng.normal(size=(rng.integers(20, 80), 2)):
        place = 0.85 * place + step
        walk.append(place)
    return [np.array(walk)]


def _dots(rng: np.random.Generator) -> list[np.ndarray]:
    """One dot, or a few."""
    return [rng.random((1, 2)) for _ in range(rng.integers(1, 6))]


def _hatch(rng: np.random.Generator) -> list[np.ndarray]:
    """A patch filled by going to and fro."""
    count = rng.integers(6, 16)
    across = np.arange(count) / count + rng.normal(scale=0.05, size=count)
    along = (np.arange(count) % 2) + rng.normal(scale=0.15, size=count)
    return [np.stack([across * rng.uniform(0.2, 1.5), along], axis=1) @ _rotation(rng.uniform(0, np.pi))]


def _coil(rng: np.random.Generator) -> list[np.ndarray]:
    """A pen that goes round and round, never twice the same way, while it drifts."""
    rounds = rng.uniform(2.5, 8)
    angle = np.linspace(0, 2 * np.pi * rounds, int(16 * rounds))
    radius = 1 + 0.25 * np.cumsum(rng.normal(scale=0.4, size=len(angle)))
    oval = np.stack([np.cos(angle), rng.uniform(0.3, 1) * np.sin(angle)], axis=1) * radius[:, None]
    return [oval @ _rotation(rng.uniform(0, np.pi)) + angle[:, None] * rng.normal(scale=0.05, size=2)]


SCRIBBLES: tuple[Callable[[np.random.Generator], list[np.ndarray]], ...] = (
    _zigzag, _zigzag, _tangle, _tangle, _loose_strokes, _loose_strokes, _wander, _jumble, _dots, _hatch,
    _hatch, _coil,
)  # fmt: skip
