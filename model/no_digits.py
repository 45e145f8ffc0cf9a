"""What is no digit: letters, signs, simple pictures and scribbles, as pens draw them.

Takes random numbers, gives images: from the styles in `assets/pen_styles.txt`, or scribbled by programs.
Knows nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.pen import curve, ink_image, read_styles, rotation, vary

PICTURED = 0.6  # of what is no digit; the others are scribbles


def write_no_digits(number: int, rng: np.random.Generator) -> np.ndarray:
    """Draw letters, signs, simple pictures and scribbles: float32 (number, 28, 28) in [0, 1]."""
    styles, images = read_styles()["-"], []
    for _ in range(number):
        if rng.random() < PICTURED:
            strokes = vary(styles[rng.integers(len(styles))], rng)
        else:
            strokes = SCRIBBLES[rng.integers(len(SCRIBBLES))](rng)
        images.append(ink_image(strokes, rng))
    return np.stack(images)


"""
## Scribbling
"""


def _zigzag(rng: np.random.Generator) -> list[np.ndarray]:
    """Straight lines to and fro between random points."""
    return [rng.random((rng.integers(5, 16), 2))]


def _tangle(rng: np.random.Generator) -> list[np.ndarray]:
    """A smooth curve through random points."""
    count = rng.integers(5, 14)
    return [curve(count, 0, count - 1) @ rng.random((count, 2))]


def _loose_strokes(rng: np.random.Generator) -> list[np.ndarray]:
    """Several short strokes, straight or bent."""
    counts = rng.integers(2, 5, size=rng.integers(3, 9))
    return [curve(count, 0, count - 1) @ rng.random((count, 2)) for count in counts]


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
    return [np.stack([across * rng.uniform(0.2, 1.5), along], axis=1) @ rotation(rng.uniform(0, np.pi))]


def _coil(rng: np.random.Generator) -> list[np.ndarray]:
    """A pen that goes round and round, never twice the same way, while it drifts."""
    rounds = rng.uniform(2.5, 8)
    angle = np.linspace(0, 2 * np.pi * rounds, int(16 * rounds))
    radius = 1 + 0.25 * np.cumsum(rng.normal(scale=0.4, size=len(angle)))
    oval = np.stack([np.cos(angle), rng.uniform(0.3, 1) * np.sin(angle)], axis=1) * radius[:, None]
    return [oval @ rotation(rng.uniform(0, np.pi)) + angle[:, None] * rng.normal(scale=0.05, size=2)]


SCRIBBLES: tuple[Callable[[np.random.Generator], list[np.ndarray]], ...] = (
    _zigzag, _zigzag, _tangle, _tangle, _loose_strokes, _loose_strokes, _wander, _jumble, _dots, _hatch,
    _hatch, _coil,
)  # fmt: skip
