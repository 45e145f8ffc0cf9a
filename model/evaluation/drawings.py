"""Sets of drawings to measure with: pen strokes from a file, and scribbles, drawn with the app's own pen."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.errors import DataError
from model.preprocess import to_mnist
from model.preprocess.mnist import Mnist
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, Stroke, draw_strokes

SMALLEST, LARGEST = 0.4, 0.8  # of the canvas: the longer side of a drawing
SCRIBBLES = 2000
SEED = 7  # of size, place and scribbles


class Drawings(NamedTuple):
    """One set.

    Attributes:
        name: of the set.
        images: float32 (n, 28, 28).
        labels: int (n,), -1 where the drawing is a non-digit.
        sources: str (n,), who drew it.
        characters: str (n,), what was written, according to the file; "" if the file doesn't say.
    """

    name: str
    images: np.ndarray
    labels: np.ndarray
    sources: np.ndarray
    characters: np.ndarray


def read_sets(paths: Iterable[Path], seed: int = SEED) -> list[Drawings]:
    """Read a set from each of these files, and make one of scribbles.

    Raises:
        DataError: a file is missing, or contains no drawings.
    """
    sets = [read_drawings(path, random_of(path.name, seed)) for path in paths]
    rng = random_of("scribbles", seed)
    scribbles = draw_all((random_scribble(rng) for _ in range(SCRIBBLES)), rng)
    no_digits, sources = np.full(SCRIBBLES, -1), np.full(SCRIBBLES, "random")
    return [*sets, Drawings("scribbles", scribbles, no_digits, sources, np.full(SCRIBBLES, ""))]


def mnist_test(data: Mnist) -> Drawings:
    """Return the test images, which no training has seen, as a set."""
    sources = np.full(len(data.y_test), "mnist")
    return Drawings("MNIST test", data.x_test, data.y_test, sources, data.y_test.astype(str))


def random_of(name: str, seed: int) -> np.random.Generator:
    """Return a set's own random numbers, so that its figures don't depend on which others are measured."""
    return np.random.default_rng([seed, *name.encode()])


def read_drawings(path: Path, rng: np.random.Generator) -> Drawings:
    """Read a file, and draw every item like a person on the canvas.

    Raises:
        DataError: the file is missing, or contains no drawings.
    """
    try:
        items = read_items(path)
        labels = [int(item["label"]) if str(item["label"]).isdecimal() else -1 for item in items]
        images = draw_all((item["strokes"] for item in items), rng)
        sources, characters = (np.array([str(item[key]) for item in items]) for key in ("source", "label"))
    except Exception as error:  # because the file may contain anything
        raise DataError(f"{path} can't be read as drawings, a line of JSON each: {error}") from error
    return Drawings(path.name.split(".")[0], images, np.array(labels), sources, characters)


def read_items(path: Path) -> list[dict]:
    """Read the drawings of a file, each with its label, source and strokes."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def draw_all(drawings: Iterable[Sequence[Stroke]], rng: np.random.Generator) -> np.ndarray:
    """Draw drawings as images, float32 (n, 28, 28), each with its own size and place."""
    return np.stack([to_mnist(draw_strokes(place(strokes, rng))).image for strokes in drawings])


def place(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[np.ndarray]:
    """Scale strokes to 40 to 80% of the canvas and put them anywhere inside it."""
    points = np.concatenate([np.asarray(stroke, float) for stroke in strokes])
    corner, sides = points.min(axis=0), np.ptp(points, axis=0)
    scale = CANVAS_SIZE * rng.uniform(SMALLEST, LARGEST) / max(sides.max(), 1e-9) if sides.any() else 1
    margin = PEN_WIDTH / 2
    offset = margin + rng.random(2) * (CANVAS_SIZE - 2 * margin - sides * scale)
    return [(np.asarray(stroke, float) - corner) * scale + offset for stroke in strokes]


def random_scribble(rng: np.random.Generator) -> list[np.ndarray]:
    """Return a tangle of straight lines, a drifting Lissajous figure, a sum of waves, or loose strokes.

    `model.preprocess.non_digits` scribbles in other ways for the training.
    """
    kind = rng.integers(4)
    if kind == 0:
        return [rng.random((rng.integers(6, 15), 2))]
    if kind == 1:
        times = np.arange(70)[:, None] * rng.uniform(0.5, 2, size=(1, 2))
        drift = 0.02 * times * rng.normal(size=2)
        return [np.sin(times + rng.random(2) * 6) * rng.uniform(0.3, 1, size=2) + drift]
    if kind == 2:
        time = np.linspace(0, 1, 80)[:, None, None]
        waves = np.arange(1, 6)[None, :, None]
        phases, sizes = rng.random((1, 5, 2)), rng.normal(size=(1, 5, 2)) / waves**0.5
        return [(sizes * np.sin(2 * np.pi * (waves * time + phases))).sum(axis=1)]
    return [rng.random((rng.integers(2, 5), 2)) for _ in range(rng.integers(4, 8))]
