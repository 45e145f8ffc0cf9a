"""From a drawing to the 28×28 image a network reads, the way MNIST was made.

Takes a canvas's pixels, returns every step on the way. Knows nothing of networks, files or pages.
The recipe is that of the MNIST page (Y. LeCun, C. Cortes, C. Burges): the digit is scaled into a
20×20 box with its proportions kept, anti-aliased, and placed in 28×28 by its center of mass.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.preprocess.mnist import IMAGE_SIZE

DIGIT_SIZE = 20  # the MNIST page; 99.8% of the test images measure exactly this
CENTER = 14.0  # where the center of mass lies in the test images, as a pixel index
INK_FLOOR = 0.02  # fainter than 5 of 255 levels is noise of an opaque background, not ink


@dataclass(frozen=True)
class Stages:
    """Every step from canvas to network; all pictures are float32 in [0, 1], 0 for paper.

    Attributes:
        ink: (H, W), how much ink each canvas pixel carries.
        box: rows and columns (top, bottom, left, right) that hold all the ink, ends excluded.
        cropped: (bottom - top, right - left), the ink inside the box.
        scaled: (h, w) with max(h, w) = 20, the crop averaged over areas.
        center_of_mass: (row, col) of `scaled`, in its own pixel indices.
        image: (28, 28), `scaled` placed so that its center of mass lies at index 14.0.
    """

    ink: np.ndarray
    box: tuple[int, int, int, int]
    cropped: np.ndarray
    scaled: np.ndarray
    center_of_mass: tuple[float, float]
    image: np.ndarray


def to_mnist(rgba: np.ndarray) -> Stages | None:
    """Turn a drawing into an MNIST-like image, keeping every step.

    Args:
        rgba: uint8 (H, W, 4), any size. On a transparent background the alpha channel is the ink;
            on an opaque one it is the distance from the background, which may be dark or light.

    Returns:
        The steps, or None where there is no ink.

    Raises:
        ValueError: `rgba` is not uint8 (H, W, 4).
    """
    return stages_of_ink(ink_of(rgba))


def stages_of_ink(ink: np.ndarray) -> Stages | None:
    """Do the same for float32 (H, W) in [0, 1] that is known to be ink."""
    box = ink_box(ink)
    if box is None:
        return None
    top, bottom, left, right = box
    cropped = ink[top:bottom, left:right]
    scaled = scale_to_digit_size(cropped)
    return Stages(ink, box, cropped, scaled, center_of_mass(scaled), place_by_mass(scaled))


def ink_of(rgba: np.ndarray) -> np.ndarray:
    """Return how much ink each pixel carries: float32 (H, W) in [0, 1].

    Transparent background: alpha / 255. Opaque background: |luminance - background|, divided by
    the largest such distance, where the background is the median luminance along the border.

    Raises:
        ValueError: `rgba` is not uint8 (H, W, 4).
    """
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or 0 in rgba.shape:
        raise ValueError(f"expected uint8 (H, W, 4) with at least one pixel, got {rgba.dtype} {rgba.shape}")
    alpha = rgba[..., 3].astype(np.float32) / 255
    if alpha.min() < 1:
        return alpha
    luminance = rgba[..., :3].astype(np.float32) @ _LUMINANCE / 255
    distance = np.abs(luminance - np.median(border(luminance)))
    distance[distance < INK_FLOOR] = 0
    return distance / max(distance.max(), INK_FLOOR)


_LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601


def border(picture: np.ndarray) -> np.ndarray:
    """Return the outermost pixels of a picture (H, W), one after the other; those in its corners twice."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def ink_box(ink: np.ndarray) -> tuple[int, int, int, int] | None:
    """Return the smallest (top, bottom, left, right), ends excluded, that holds all ink; None if blank."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return None
    cols = np.flatnonzero(ink.any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(cols[0]), int(cols[-1]) + 1


def scale_to_digit_size(cropped: np.ndarray) -> np.ndarray:
    """Average (H, W) over areas so that the longer side becomes 20 and the proportions stay."""
    height, width = cropped.shape
    longer = max(height, width)
    new_height, new_width = (max(1, round(DIGIT_SIZE * side / longer)) for side in (height, width))
    scaled = _area_weights(height, new_height) @ cropped @ _area_weights(width, new_width).T
    return np.clip(scaled, 0, 1).astype(np.float32)


def _area_weights(old: int, new: int) -> np.ndarray:
    """Return (new, old): the share of each old pixel in each new one; every row sums to 1."""
    edges = np.arange(new + 1) * old / new
    pixels = np.arange(old)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return (np.clip(overlap, 0, None) * new / old).astype(np.float32)


def center_of_mass(picture: np.ndarray) -> tuple[float, float]:
    """Return (row, col) = Σ index × ink / Σ ink, in pixel indices."""
    total = picture.sum(dtype=np.float64)
    rows = picture.sum(axis=1, dtype=np.float64) @ np.arange(picture.shape[0]) / total
    cols = picture.sum(axis=0, dtype=np.float64) @ np.arange(picture.shape[1]) / total
    return float(rows), float(cols)


def place_by_mass(scaled: np.ndarray) -> np.ndarray:
    """Put (h, w), at most 20×20, into (28, 28) with its center of mass nearest to index 14.0.

    It moves by whole pixels, as in MNIST, so nothing is blurred. A mass halfway between two goes down or
    right, even if rounding errors put it slightly short of that. Ink never leaves the image.
    """
    image = np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32)
    (height, width), (row, col) = scaled.shape, corner_by_mass(scaled)
    image[row : row + height, col : col + width] = scaled
    return image


def corner_by_mass(scaled: np.ndarray) -> tuple[int, int]:
    """Return the (row, col) of the image at which (h, w) begins, placed as `place_by_mass` does."""
    row, col = (
        int(np.clip(np.floor(round(CENTER - mass + 0.5, 4)), 0, IMAGE_SIZE - side))
        for mass, side in zip(center_of_mass(scaled), scaled.shape)
    )
    return row, col
