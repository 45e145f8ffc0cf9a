"""Damage to a digit: it is slid, shrunk, turned, thinned, thickened or noised.

Takes 28×28 images, the kind and the degree of a damage; returns pictures on a larger sheet of paper, so that
no ink is lost at an edge, and a network's input for them: the unchanged window in the middle, or the digit
centered and scaled again, as MNIST was made. Knows nothing of networks or pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from model.preprocess.mnist import IMAGE_SIZE, PIXELS
from model.preprocess.preprocess import CENTER, stages_of_ink

DEGREES: Mapping[str, range] = {
    "slid": range(0, 11),
    "shrunk": range(0, 85, 5),
    "turned": range(0, 190, 10),
    "thinned": range(0, 175, 25),
    "thickened": range(0, 225, 25),
    "noised": range(0, 55, 5),
}
"""Kind -> its degrees, all whole numbers, 0 for no damage:

    slid        pixels to the right
    shrunk      percent of its height and width that are lost
    turned      degrees, clockwise
    thinned     hundredths of a pixel by which every edge of the ink retreats
    thickened   hundredths of a pixel by which it advances
    noised      hundredths: the standard deviation of what is added to each pixel
"""
MARGIN = 10  # pixels of paper around the image: the farthest that it can be slid
SHEET = IMAGE_SIZE + 2 * MARGIN
FINE = 4  # edges move by quarters of a pixel, each a step on pictures this much larger
STEP = 100 // FINE  # hundredths of a pixel
SAMPLES = 4  # a side, for each pixel of a shrunk image: it is averaged over its area
SEED = 28  # of the noise: the same for everybody


def damage(images: np.ndarray, kind: str, degree: int, first: int = 0) -> np.ndarray:
    """Damage images.

    Args:
        images: float32 (n, 28, 28) in [0, 1], 0 for paper.
        kind: one of `DEGREES`.
        degree: one of its degrees; 0 changes nothing.
        first: the number of the first image: the noise on each number is always the same.

    Returns:
        float32 (n, 48, 48) in [0, 1], with the image in the middle.

    Raises:
        ValueError: there is no such kind or degree.
    """
    if degree not in DEGREES.get(kind, ()):
        raise ValueError(f"no such damage: {kind!r}, {degree!r}")
    if degree == 0:
        return _sheets(images)
    return _noised(images, degree, first) if kind == "noised" else _DAMAGES[kind](images, degree)


def as_it_is(sheets: np.ndarray) -> np.ndarray:
    """Cut out the image in the middle, (n, 48, 48) -> (n, 28, 28); everything beside it is lost."""
    return sheets[:, MARGIN : MARGIN + IMAGE_SIZE, MARGIN : MARGIN + IMAGE_SIZE]


def as_mnist_was_made(sheets: np.ndarray) -> np.ndarray:
    """Crop to the ink, scale and center, (n, 48, 48) -> (n, 28, 28); blank stays blank."""
    images = np.zeros((len(sheets), IMAGE_SIZE, IMAGE_SIZE), np.float32)
    for image, sheet in zip(images, sheets):
        stages = stages_of_ink(sheet)
        if stages is not None:
            image[:] = stages.image
    return images


def damaged_images(images: np.ndarray, kind: str, degree: int, is_centered: bool) -> np.ndarray:
    """Return a network's input for damaged images: float32 (n, 28, 28)."""
    sheets = damage(images, kind, degree)
    return as_mnist_was_made(sheets) if is_centered else as_it_is(sheets)


def _sheets(images: np.ndarray) -> np.ndarray:
    return np.pad(images, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN)))


def _slid(images: np.ndarray, degree: int) -> np.ndarray:
    return np.roll(_sheets(images), degree, axis=2)


def _shrunk(images: np.ndarray, degree: int) -> np.ndarray:
    return _mapped(images, 1 - degree / 100, 0)


def _turned(images: np.ndarray, degree: int) -> np.ndarray:
    return _mapped(images, 1.0, degree)


def _mapped(images: np.ndarray, scale: float, degrees: int) -> np.ndarray:
    flat = images.reshape(len(images), -1) @ _weights(scale, degrees).T
    return np.clip(flat, 0, 1).reshape(-1, SHEET, SHEET)


@lru_cache(maxsize=8)
def _weights(scale: float, degrees: int) -> np.ndarray:
    """Return the weights of an image's pixels in a sheet's, scaled and turned about 14, 14: (48², 28²).

    It is bilinear between pixels; a shrunk image is averaged over samples of the new pixel's area.
    """
    samples = 1 if scale == 1 else SAMPLES
    within = (np.arange(samples) + 0.5) / samples - 0.5
    places = (np.arange(SHEET)[:, None] + within).ravel() - MARGIN - CENTER
    rows, cols = np.meshgrid(places, places, indexing="ij")
    # Rounded, so that a quarter turn maps pixels to pixels.
    sine, cosine = (round(float(f(np.radians(degrees))), 12) for f in (np.sin, np.cos))
    source_rows = (cosine * rows - sine * cols) / scale + CENTER
    source_cols = (sine * rows + cosine * cols) / scale + CENTER
    top, left = np.floor(source_rows).astype(int), np.floor(source_cols).astype(int)
    down, right = source_rows - top, source_cols - left
    target = np.arange(SHEET).repeat(samples)
    targets = target[:, None] * SHEET + target[None, :]
    weights = np.zeros((SHEET**2, PIXELS))
    for row, col, weight in (
        (top, left, (1 - down) * (1 - right)),
        (top, left + 1, (1 - down) * right),
        (top + 1, left, down * (1 - right)),
        (top + 1, left + 1, down * right),
    ):
        inside = (row >= 0) & (row < IMAGE_SIZE) & (col >= 0) & (col < IMAGE_SIZE)
        np.add.at(weights, (targets[inside], (row * IMAGE_SIZE + col)[inside]), weight[inside])
    return (weights / samples**2).astype(np.float32)


def _thinned(images: np.ndarray, degree: int) -> np.ndarray:
    return _edges_moved(images, np.minimum, degree)


def _thickened(images: np.ndarray, degree: int) -> np.ndarray:
    return _edges_moved(images, np.maximum, degree)


def _edges_moved(images: np.ndarray, extreme: np.ufunc, degree: int) -> np.ndarray:
    """Move edges by gray morphology: each pixel of an enlarged picture becomes the extreme around it.

    The area around it is alternately a cross and a square, which together are nearly round.
    """
    room = 3  # pixels: more than the edges advance
    padded = np.pad(images, ((0, 0), (room, room), (room, room)))
    fine = np.rint(255 * padded).astype(np.uint8).repeat(FINE, axis=1).repeat(FINE, axis=2)
    for number in range(degree // STEP):
        along_rows = _extreme_of_three(fine, extreme, 1)
        if number % 2:
            fine = _extreme_of_three(along_rows, extreme, 2)
        else:
            fine = extreme(along_rows, _extreme_of_three(fine, extreme, 2))
    side = fine.shape[1] // FINE
    coarse = fine.reshape(len(fine), side, FINE, side, FINE).mean(axis=(2, 4), dtype=np.float32) / 255
    return np.pad(coarse, ((0, 0), *[(MARGIN - room, MARGIN - room)] * 2))


def _extreme_of_three(pictures: np.ndarray, extreme: np.ufunc, axis: int) -> np.ndarray:
    """Return the extreme of each pixel and its two neighbors along an axis, with paper beyond the border."""
    found = pictures.copy()
    one = [slice(None)] * 3
    other = one.copy()
    one[axis], other[axis] = slice(1, None), slice(None, -1)
    one, other = tuple(one), tuple(other)
    extreme(found[one], pictures[other], out=found[one])
    extreme(found[other], pictures[one], out=found[other])
    return found


def noise(count: int = 1) -> np.ndarray:
    """Return the noise on the first images, of standard deviation 1: float32 (count, 28, 28)."""
    return np.random.default_rng(SEED).standard_normal((count, IMAGE_SIZE, IMAGE_SIZE), np.float32)


def _noised(images: np.ndarray, degree: int, first: int) -> np.ndarray:
    return _sheets(np.clip(images + degree / 100 * noise(first + len(images))[first:], 0, 1))


_DAMAGES: Mapping[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "slid": _slid,
    "shrunk": _shrunk,
    "turned": _turned,
    "thinned": _thinned,
    "thickened": _thickened,
}
