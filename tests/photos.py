"""Photos of digits on paper as people take them: squared and lined paper, shadows, ballpoints, pencils."""

import io
from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageFilter

from model.preprocess.pen import draw_strokes, read_styles, vary

SIZE = 640  # pixels a side
WHITE, YELLOWISH = np.array([0.93, 0.93, 0.92]), np.array([0.93, 0.9, 0.82])
BLACK, BLUE, PENCIL = np.array([0.1, 0.1, 0.12]), np.array([0.16, 0.22, 0.6]), np.array([0.42, 0.42, 0.44])
RULED = np.array([0.62, 0.72, 0.86])  # the light blue of school paper


def written(
    digit: int, rng: np.random.Generator, height: float = 330, left: float | None = None
) -> list[np.ndarray]:
    """Return the strokes of a digit in one of our own hands, centered, or from a column on."""
    styles = read_styles()[str(digit)]
    strokes = vary(styles[rng.integers(len(styles))], rng)
    points = np.concatenate(strokes)
    corner, sides = points.min(axis=0), np.ptp(points, axis=0)
    scale = height / sides.max()
    start = (SIZE - sides * scale) / 2 + rng.uniform(-40, 40, 2)
    if left is not None:
        start[0] = left
    return [(stroke - corner) * scale + start for stroke in strokes]


def paper(kind: str, rng: np.random.Generator) -> np.ndarray:
    """Return paper, (SIZE, SIZE, 3): plain, "squared" every 5 mm or "lined" every 9, slightly rotated."""
    color = WHITE if rng.random() < 0.6 else YELLOWISH
    sheet = np.ones((SIZE, SIZE, 1)) * color
    if kind == "plain":
        return sheet
    rows, cols = np.mgrid[:SIZE, :SIZE]
    angle = rng.normal(scale=0.03)
    step = rng.uniform(44, 60) if kind == "squared" else rng.uniform(80, 110)
    across = [rows * np.cos(angle) + cols * np.sin(angle)]
    if kind == "squared":
        across.append(cols * np.cos(angle) - rows * np.sin(angle))
    for place in across:
        gap = np.abs((place + rng.uniform(0, step)) % step - step / 2)
        line = np.clip(1.6 - gap, 0, 1)[..., None] * rng.uniform(0.5, 1)
        sheet = sheet * (1 - line) + RULED * line
    return sheet


def photo(
    strokes: list[np.ndarray],
    rng: np.random.Generator,
    ground: str = "plain",
    pen: str = "marker",
    shadow: bool = False,
) -> Image.Image:
    """Return ink on paper, under uneven light, slightly out of focus, with camera noise."""
    width = {"marker": rng.uniform(12, 20), "ballpoint": rng.uniform(4, 7), "pencil": rng.uniform(4, 7)}[pen]
    ink = {"marker": BLACK, "ballpoint": BLUE, "pencil": PENCIL}[pen]
    coverage = draw_strokes(strokes, SIZE, width)[..., 3:] / 255 * rng.uniform(0.85, 1)
    picture = paper(ground, rng) * (1 - coverage) + ink * coverage
    rows, cols = np.mgrid[:SIZE, :SIZE] / SIZE
    light = rng.uniform(0.8, 1) - rng.uniform(-0.15, 0.15) * rows - rng.uniform(-0.15, 0.15) * cols
    if shadow:
        angle = rng.uniform(0, 2 * np.pi)
        edge = (rows - 0.5) * np.sin(angle) + (cols - 0.5) * np.cos(angle) + rng.uniform(-0.15, 0.15)
        light = light * (1 - rng.uniform(0.25, 0.5) / (1 + np.exp(-edge / rng.uniform(0.01, 0.04))))
    picture = picture * light[..., None] + rng.normal(scale=0.015, size=picture.shape)
    image = Image.fromarray((np.clip(picture, 0, 1) * 255).round().astype(np.uint8))
    return image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2)))


def as_file(picture: Image.Image, quality: int = 80) -> bytes:
    """Return a JPEG like a phone's."""
    buffer = io.BytesIO()
    picture.save(buffer, "jpeg", quality=quality)
    return buffer.getvalue()


WAYS: Mapping[str, Mapping[str, object]] = {
    "plain paper, marker": {},
    "squared paper, marker": {"ground": "squared"},
    "squared paper, blue ballpoint": {"ground": "squared", "pen": "ballpoint"},
    "lined paper, blue ballpoint": {"ground": "lined", "pen": "ballpoint"},
    "lined paper, pencil": {"ground": "lined", "pen": "pencil"},
    "a shadow across it, marker": {"shadow": True},
    "a shadow across it, blue ballpoint": {"shadow": True, "pen": "ballpoint"},
    "a shadow across squared paper, blue ballpoint": {
        "ground": "squared",
        "pen": "ballpoint",
        "shadow": True,
    },
}


def photos(way: str, number: int, seed: int) -> list[tuple[int, bytes]]:
    """Return that many photos in one of `WAYS`, with the digit on each."""
    rng = np.random.default_rng([seed, *way.encode()])
    digits = [i % 10 for i in range(number)]
    return [(digit, as_file(photo(written(digit, rng), rng, **WAYS[way]))) for digit in digits]


def pair(rng: np.random.Generator, **how: object) -> bytes:
    """Return a photo of two digits side by side."""
    first, second = rng.integers(10, size=2)
    left = written(first, rng, 220, 90)
    right = written(second, rng, 220, max(np.concatenate(left)[:, 0]) + rng.uniform(50, 90))
    down = np.concatenate(left)[:, 1].mean() - np.concatenate(right)[:, 1].mean()
    return as_file(photo([*left, *(stroke + np.array([0, down]) for stroke in right)], rng, **how))
