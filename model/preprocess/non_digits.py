"""Non-digits: letters, signs, simple pictures and scribbles, as pens draw them.

Takes random numbers, returns images: in the styles of `assets/pen_styles.txt`, or scribbled by programs.
Knows nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.preprocess.pen import curve, ink_image, read_styles, rotation, vary

KINDS = {
    "styles": 0.5,
    "two digits": 0.07,
    "turned": 0.05,
    "built": 0.1,
    "scribbles": 0.28,
}  # the share of each
NEVER_DIGITS = {
    "mirrored": "34679",
    "turned": "2345679",
}  # turned like this, each of these is a non-digit; a turned 8 might be a digit


def write_non_digits(number: int, rng: np.random.Generator) -> np.ndarray:
    """Draw letters, signs, simple pictures and scribbles: float32 (number, 28, 28) in [0, 1]."""
    return np.stack([ink_image(draw_no_digit(rng), rng) for _ in range(number)])


def draw_no_digit(rng: np.random.Generator) -> list[np.ndarray]:
    """Return strokes of (n, 2) points, of any size: one of `KINDS`."""
    kind = rng.choice(list(KINDS), p=list(KINDS.values()))
    if kind == "styles":
        return _written("-", rng)
    if kind == "scribbles":
        return SCRIBBLES[rng.integers(len(SCRIBBLES))](rng)
    return {"two digits": _two_digits, "turned": _turned, "built": _built}[kind](rng)


def _written(label: str, rng: np.random.Generator) -> list[np.ndarray]:
    styles = read_styles()[label]
    return vary(styles[rng.integers(len(styles))], rng)


def _two_digits(rng: np.random.Generator) -> list[np.ndarray]:
    """Write two digits side by side, apart or just touching, the second a little higher, lower or larger."""
    left, right = (_written(str(rng.integers(10)), rng) for _ in range(2))
    right = [stroke * rng.uniform(0.8, 1.2) for stroke in right]
    (_, left_end), (right_start, _) = (_columns(strokes) for strokes in (left, right))
    offset = np.array([left_end - right_start + rng.uniform(0, 0.4), rng.normal(scale=0.08)])
    return [*left, *(stroke + offset for stroke in right)]


def _columns(strokes: list[np.ndarray]) -> tuple[float, float]:
    columns = np.concatenate(strokes)[:, 0]
    return columns.min(), columns.max()


def _turned(rng: np.random.Generator) -> list[np.ndarray]:
    """Mirror a digit, or turn it by a quarter, which makes it a non-digit."""
    if rng.random() < 0.5:
        return [stroke * (-1, 1) for stroke in _written(rng.choice(list(NEVER_DIGITS["mirrored"])), rng)]
    quarter = rotation(rng.choice([-1, 1]) * np.pi / 2)
    return [stroke @ quarter.T for stroke in _written(rng.choice(list(NEVER_DIGITS["turned"])), rng)]


def _built(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw three to six strokes, straight or bent, between the points of a grid, as in most scripts."""
    grid = np.stack(np.meshgrid([0, 0.35, 0.7], [0, 0.35, 0.65, 1]), axis=-1).reshape(-1, 2)
    strokes = []
    for _ in range(rng.integers(3, 7)):
        ends = grid[rng.choice(len(grid), size=2, replace=False)]
        middle = ends.mean(axis=0) + rng.normal(scale=rng.choice([0.01, 0.15]), size=2)
        control = np.stack([ends[0], middle, ends[1]]) + rng.normal(scale=0.03, size=(3, 2))
        strokes.append(curve(3, 0, 2) @ control)
    return strokes


"""
## Scribbling
"""


def _zigzag(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw straight lines back and forth between random points."""
    return [rng.random((rng.integers(5, 16), 2))]


def _tangle(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw a smooth curve through random points."""
    count = rng.integers(5, 14)
    return [curve(count, 0, count - 1) @ rng.random((count, 2))]


def _loose_strokes(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw several short strokes, straight or bent."""
    counts = rng.integers(2, 5, size=rng.integers(3, 9))
    return [curve(count, 0, count - 1) @ rng.random((count, 2)) for count in counts]


def _wander(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw with a pen whose direction drifts: loops and meanders."""
    turns = rng.normal(scale=rng.uniform(0.6, 1.5), size=rng.integers(80, 200))
    heading = np.cumsum(np.cumsum(turns) * 0.1 + rng.normal(scale=0.2, size=len(turns)))
    return [np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0)]


def _jumble(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw with a pen that jerks around a place: a random walk pulled back to where it began."""
    place, walk = np.zeros(2), []
    for step in rng.normal(size=(rng.integers(20, 80), 2)):
        place = 0.85 * place + step
        walk.append(place)
    return [np.array(walk)]


def _dots(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw one dot, or a few."""
    return [rng.random((1, 2)) for _ in range(rng.integers(1, 6))]


def _hatch(rng: np.random.Generator) -> list[np.ndarray]:
    """Fill a patch by going back and forth."""
    count = rng.integers(6, 16)
    across = np.arange(count) / count + rng.normal(scale=0.05, size=count)
    along = (np.arange(count) % 2) + rng.normal(scale=0.15, size=count)
    return [np.stack([across * rng.uniform(0.2, 1.5), along], axis=1) @ rotation(rng.uniform(0, np.pi))]


def _blot(rng: np.random.Generator) -> list[np.ndarray]:
    """Fill a patch by going back and forth in narrow lines: a bar or a blot, fatter than any pen's 1."""
    count = rng.integers(8, 40)
    along = np.linspace(0, 1, count)
    across = (np.arange(count) % 2 - 0.5) * rng.uniform(0.12, 0.5) + rng.normal(scale=0.02, size=count)
    return [np.stack([along, across], axis=1) @ rotation(rng.uniform(0, np.pi))]


def _coil(rng: np.random.Generator) -> list[np.ndarray]:
    """Draw with a pen that goes round and round, never twice the same way, while it drifts."""
    rounds = rng.uniform(2.5, 8)
    angle = np.linspace(0, 2 * np.pi * rounds, int(16 * rounds))
    radius = 1 + 0.25 * np.cumsum(rng.normal(scale=0.4, size=len(angle)))
    oval = np.stack([np.cos(angle), rng.uniform(0.3, 1) * np.sin(angle)], axis=1) * radius[:, None]
    return [oval @ rotation(rng.uniform(0, np.pi)) + angle[:, None] * rng.normal(scale=0.05, size=2)]


SCRIBBLES: tuple[Callable[[np.random.Generator], list[np.ndarray]], ...] = (
    _zigzag, _zigzag, _tangle, _tangle, _tangle, _loose_strokes, _wander, _wander, _jumble, _dots, _hatch,
    _hatch, _blot, _blot, _coil, _coil,
)  # fmt: skip
