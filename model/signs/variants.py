"""Variants of a drawing: turned, sheared and stretched a little, as the same hand might have drawn it.

Takes images, returns images; no random numbers, so the browser can make the same ones. Knows nothing of
networks.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from model.preprocess.mnist import IMAGE_SIZE, PIXELS

# At most, either way: degrees, pixels a pixel, a share, pixels
TURN, SHEAR, STRETCH, SLIDE = 14.0, 0.25, 0.15, 1.5
BASES = 2, 3, 5, 7, 11, 13  # of the sequence: turn, shear, height, width, rows and columns slid


def variants_of(images: np.ndarray, count: int) -> np.ndarray:
    """Return each image and `count` variants of it.

        variant(p) = image(M (p − c) + c + slide),  M = turn · shear · stretch,  c = the center, (13.5, 13.5)

    Between pixels, the four around a place count by how near they are; outside there is paper.

    Args:
        images: float32 (n, 28, 28) in [0, 1].
        count: of variants; the first ones are the same for any count.

    Returns:
        float32 (n, 1 + count, 28, 28), the image itself first.
    """
    flat = images.reshape(len(images), PIXELS).astype(np.float32)
    made = [flat, *(flat @ _resampling(number) for number in range(1, count + 1))]
    return np.stack(made, axis=1).reshape(len(images), 1 + count, IMAGE_SIZE, IMAGE_SIZE)


def mapping(number: int) -> np.ndarray:
    """Return M and slide of a variant, float64 (2, 3), from a place in it, (row, column) from the center.

    The six amounts are the `number`-th of a Halton sequence (J. Halton 1960), which fills their ranges
    evenly.
    """
    turn, shear, height, width, *slide = (2 * _halton(number, base) - 1 for base in BASES)
    angle = np.deg2rad(TURN * turn)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    sheared = np.array([[1, 0], [SHEAR * shear, 1]])
    changed = turned @ sheared @ np.diag([1 + STRETCH * height, 1 + STRETCH * width])
    return np.column_stack([changed, SLIDE * np.array(slide)])


def _halton(number: int, base: int) -> float:
    """Return the digits of a number in this base, mirrored at the point: 6 = 110₂ gives 0.011₂."""
    mirrored, share = 0.0, 1.0
    while number:
        share /= base
        number, digit = divmod(number, base)
        mirrored += share * digit
    return mirrored


@lru_cache(maxsize=64)
def _resampling(number: int) -> np.ndarray:
    """Return the weights of a variant: float32 (784, 784), from the image's pixels to the variant's."""
    center = (IMAGE_SIZE - 1) / 2
    places = np.indices((IMAGE_SIZE, IMAGE_SIZE)).reshape(2, PIXELS) - center
    changed, slide = np.split(mapping(number), [2], axis=1)
    exact = changed @ places + slide + center
    first = np.floor(exact).astype(int)
    share = exact - first
    weights = np.zeros((PIXELS, PIXELS), np.float32)
    for row in (0, 1):
        for col in (0, 1):
            rows, cols = first[0] + row, first[1] + col
            weight = abs(1 - row - share[0]) * abs(1 - col - share[1])
            inside = (rows >= 0) & (rows < IMAGE_SIZE) & (cols >= 0) & (cols < IMAGE_SIZE)
            weights[(rows * IMAGE_SIZE + cols)[inside], np.flatnonzero(inside)] += weight[inside]
    return weights
