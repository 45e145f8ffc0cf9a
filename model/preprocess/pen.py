"""From pen strokes to ink: what a canvas would show of them, and digits as people write them.

Takes strokes, lists of (x, y) points in canvas pixels with y pointing down, returns RGBA pixels; or takes
random numbers and returns images of handwritten digits, in the styles of `assets/pen_styles.txt`. Knows
nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, repeat

import numpy as np
from PIL import Image, ImageDraw

from model import PROJECT
from model.preprocess.mnist import NUM_CLASSES
from model.preprocess.preprocess import to_mnist

CANVAS_SIZE = 280  # pixels a side
PEN_WIDTH = 20  # of 280: in a digit 60% as tall as the canvas, strokes are 2.4 of 20 pixels wide, as in MNIST
LOW, HIGH = -CANVAS_SIZE, 2 * CANVAS_SIZE  # canvas pixels: how far outside the canvas a stroke is followed
MAX_POINTS = 4000  # of all strokes: ten times as many as in a slow digit, and a quarter of a second to paint
CODE_VERSION = 1  # of the strokes in a link: see drawing_code.py,
STEPS = 8  # and its steps per canvas pixel
MOST_STROKES = 60  # in a drawing that is explained stroke by stroke: five times as many as in a careful digit
OVERSAMPLING = 4  # drawn this much larger, then averaged, because PIL's lines have no anti-aliasing

Stroke = Sequence[Sequence[float]]


def draw_strokes(
    strokes: Sequence[Stroke], size: int = CANVAS_SIZE, width: float | Sequence[float] = PEN_WIDTH
) -> np.ndarray:
    """Draw round-capped, anti-aliased lines on a transparent canvas.

    Args:
        strokes: each a run of (x, y) points in pixels of the canvas; one point makes a dot.
        size: of the canvas, pixels a side.
        width: of the pen, in the same pixels; or one for each stroke.

    Returns:
        uint8 (size, size, 4), black ink whose alpha is its coverage.
    """
    big = Image.new("L", (size * OVERSAMPLING, size * OVERSAMPLING))
    pen = ImageDraw.Draw(big)
    for stroke, pen_width in zip(strokes, width if isinstance(width, Sequence) else repeat(width)):
        radius = pen_width * OVERSAMPLING / 2
        points = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in stroke]
        if len(points) > 1:
            pen.line(points, fill=255, width=max(1, round(pen_width * OVERSAMPLING)))
        for x, y in points:
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=255)
    rgba = np.zeros((size, size, 4), np.uint8)
    rgba[..., 3] = big.reduce(OVERSAMPLING)
    return rgba


"""
## Writing
"""

STYLES = PROJECT / "assets" / "pen_styles.txt"
SAMPLES = 6  # points of a curve from one control point to the next
SHEET = CANVAS_SIZE // 2  # on a half-size canvas: the same picture in a third of the time
SIZES = (0.36, 0.92)  # of the canvas: the longer side of a digit; determines how thick its strokes are


@cache
def read_styles() -> dict[str, list[str]]:
    """Read the ways of writing each digit, "0" to "9", and non-digits, "-"."""
    styles: dict[str, list[str]] = {}
    for line in STYLES.read_text().splitlines():
        if line and not line.startswith("#"):
            label, _, style = line.partition(" ")
            styles.setdefault(label, []).append(style)
    return styles


def write_digits(number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Write random digits, each digit and each of its styles equally often.

    Returns:
        Images float32 (number, 28, 28) in [0, 1], as in `to_mnist`, and labels int64 (number,).
    """
    styles = read_styles()
    labels = rng.integers(NUM_CLASSES, size=number)
    chosen = [styles[str(label)][rng.integers(len(styles[str(label)]))] for label in labels]
    return np.stack([ink_image(vary(style, rng), rng) for style in chosen]), labels


def ink_image(strokes: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Draw strokes in any unit at a random size; float32 (28, 28)."""
    points = np.concatenate(strokes)
    corner, longest = points.min(axis=0), max(np.ptp(points, axis=0).max(), 1e-6)
    width = PEN_WIDTH * SHEET / CANVAS_SIZE
    scale = (SHEET * rng.uniform(*SIZES) - width) / longest
    placed = [(stroke - corner) * scale + width / 2 for stroke in strokes]
    return to_mnist(draw_strokes(placed, SHEET, width)).image


def vary(style: str, rng: np.random.Generator) -> list[np.ndarray]:
    """Write a style once, as somebody else would: strokes of (n, 2) points, about 1 tall.

    Every control point moves, those with a range all by the same share of it; the whole is bulged, narrowed,
    slanted and turned; the pen starts late or stops early, trembles, is led by a thumb or is not lifted
    between strokes, and its device may report only a few points.
    """
    care, share = rng.uniform(0.005, 0.045), rng.random()
    strokes = []
    for first, last, matrix in _parse(style):
        control = first + share * (last - first) + rng.normal(scale=care, size=first.shape)
        strokes.append(_shorten(matrix @ (control + rng.normal(scale=care, size=2)), rng))
    if rng.random() < 0.06:
        strokes = [np.concatenate(strokes)]
    strokes = _bend(strokes, rng)
    if rng.random() < 0.3:
        strokes = [_tremble(stroke, rng) for stroke in strokes]
    if rng.random() < 0.15:
        strokes = [_wobble(stroke, rng) for stroke in strokes]
    if rng.random() < 0.25:
        strokes = [_thin_out(stroke, rng) for stroke in strokes]
    return strokes


def _bend(strokes: Sequence[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """Apply one smooth map of the plane to all strokes: proportions, bulge, taper, slant, rotation."""
    middle_up, taper, bulge = rng.normal(scale=(0.06, 0.2, 0.1))
    aspect, slant, angle = np.exp(rng.normal(scale=0.2)), rng.normal(0.1, 0.23), rng.normal(scale=0.1)
    turn = rotation(angle)
    bent = []
    for stroke in strokes:
        x, y = stroke[:, 0] - 0.3, stroke[:, 1] - 0.5
        height = 1 - 4 * y**2
        y = y + middle_up * np.clip(height, 0, 1)
        x = aspect * x * (1 + taper * 2 * y) + bulge * height - slant * y
        bent.append(np.stack([x, y], axis=1) @ turn.T)
    return bent


def rotation(angle: float) -> np.ndarray:
    """Return [[cos, -sin], [sin, cos]]."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def distances_along(points: np.ndarray) -> np.ndarray:
    """Return how far each point of a stroke (n, 2) is from the first, along it: (n,), in the points' unit."""
    return np.append(0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))


def _shorten(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Start late and stop early, each by less than a tenth of the digit's height."""
    along = distances_along(points)
    late, early = rng.uniform(0, min(0.08, along[-1] / 8), size=2)
    return points[(along >= late) & (along <= along[-1] - early)]


def _tremble(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    noise = rng.normal(scale=rng.uniform(0.002, 0.012), size=points.shape)
    return points + 0.5 * (noise + np.roll(noise, 1, axis=0))


def _thin_out(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    remaining = np.arange(0, len(points), rng.integers(2, SAMPLES + 2))
    return points[np.append(remaining, len(points) - 1)]


def _wobble(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Make a thumb's detours of a few hundredths of the digit's height, at four places of the stroke."""
    detours = rng.normal(scale=rng.uniform(0.005, 0.025), size=(4, 2))
    along = np.linspace(0, 3, len(points))
    return points + np.stack([np.interp(along, range(4), each) for each in detours.T], axis=1)


@cache
def _parse(style: str) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return the strokes of a style, each as three arrays.

    They are the control points (k, 2) at the beginnings of their ranges, the same at their ends, and the
    matrix (n, k) that turns them into the curve.
    """
    strokes = []
    for stroke in style.split("|"):
        words = stroke.split()
        ranges = [(word.rstrip("!").split("~") * 2)[:2] for word in words]
        first, last = (np.array([pair[end].split(",") for pair in ranges], float) / 100 for end in (0, 1))
        corners = [place for place, word in enumerate(words) if word.endswith("!")]
        ends = [0, *corners, len(words) - 1]
        runs = [curve(len(words), start, end) for start, end in pairwise(ends) if end > start]
        strokes.append((first, last, np.concatenate([runs[0], *(run[1:] for run in runs[1:])])))
    return strokes


def curve(count: int, first: int, last: int) -> np.ndarray:
    """Return the Catmull-Rom spline through control points first..last of `count`, as a matrix (n, count).

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
