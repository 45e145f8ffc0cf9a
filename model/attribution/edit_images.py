"""The images of many edits of one drawing, hundreds at a time.

It draws an edit directly into the 20×20 pixels into which a digit is scaled, where
`to_mnist` draws it on the canvas first. This takes a hundredth of the time, and the images are close to
`to_mnist`'s, not equal. A page that shows one uses `to_mnist`. Takes a drawing and `Edit`s,
returns images. Knows nothing of networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from model.attribution.edits import ERASER, LEAVE_OUT, Edit, Sketch
from model.preprocess import CENTER, DIGIT_SIZE, ink_box, scale_to_digit_size
from model.preprocess.mnist import IMAGE_SIZE
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, Stroke

COARSE = 2  # canvas pixels a side of the coarse pixels from which the ink is scaled
SIDE = CANVAS_SIZE // COARSE


def images_of_marks(sketch: Sketch, edits: Sequence[Edit]) -> np.ndarray:
    """Return nearly the image that a network gets after each of these marks: float32 (n, 28, 28)."""
    if not edits:
        return np.zeros((0, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    ink, paths = _coarse(sketch.ink), [edit.path for edit in edits]
    boxes = _boxes_with(ink_box(ink), paths)
    unique, which = np.unique(boxes, axis=0, return_inverse=True)
    scaled = np.stack([_scaled(ink, box) for box in unique])[which.ravel()]
    return _placed(np.maximum(scaled, _marks_in(paths, COARSE * boxes)))


def images_of_removals(sketch: Sketch, edits: Sequence[Edit]) -> np.ndarray:
    """Return the same after each of these removals; blank where nothing is left."""
    if not edits:
        return np.zeros((0, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    ink = _coarse(sketch.ink)
    strokes = [_coverage(*stroke) for stroke in sketch.strokes]
    scaled = []
    for edit in edits:
        if edit.kind == LEAVE_OUT:
            left = np.max([each for number, each in enumerate(strokes) if number != edit.stroke], axis=0)
        else:
            left = ink * (1 - _coverage(edit.path, ERASER))
        box = ink_box(left)
        scaled.append(np.zeros((DIGIT_SIZE, DIGIT_SIZE), np.float32) if box is None else _scaled(left, box))
    return _placed(np.stack(scaled))


def _coarse(ink: np.ndarray) -> np.ndarray:
    """Average (280, 280) to (140, 140)."""
    return ink.reshape(SIDE, COARSE, SIDE, COARSE).mean(axis=(1, 3))


def _boxes_with(box: tuple[int, int, int, int], paths: Sequence[np.ndarray]) -> np.ndarray:
    """Return the box of the ink and each mark together, in coarse pixels: int (n, 4), as `ink_box` has it."""
    top, bottom, left, right = box
    first = np.floor((np.array([path.min(axis=0) for path in paths]) - PEN_WIDTH / 2) / COARSE)
    last = np.ceil((np.array([path.max(axis=0) for path in paths]) + PEN_WIDTH / 2) / COARSE)
    sides = [
        np.minimum(first[:, 1], top),
        np.maximum(last[:, 1], bottom),
        np.minimum(first[:, 0], left),
        np.maximum(last[:, 0], right),
    ]
    return np.clip(np.stack(sides, axis=1), 0, SIDE).astype(int)


def _scaled(ink: np.ndarray, box: Sequence[int]) -> np.ndarray:
    """Scale the contents of a box, its longer side to 20, into the upper left of (20, 20)."""
    top, bottom, left, right = box
    scaled = scale_to_digit_size(ink[top:bottom, left:right])
    whole = np.zeros((DIGIT_SIZE, DIGIT_SIZE), np.float32)
    whole[: scaled.shape[0], : scaled.shape[1]] = scaled
    return whole


def _coverage(path: Stroke, width: float) -> np.ndarray:
    """Return how far a stroke covers each coarse pixel: (140, 140), 1 on it, 0 a pixel away."""
    points, radius = np.asarray(path, np.float32) / COARSE, width / 2 / COARSE
    first = np.clip(np.floor(points.min(axis=0) - radius - 1), 0, SIDE).astype(int)
    last = np.clip(np.ceil(points.max(axis=0) + radius + 1), first, SIDE).astype(int)
    xs, ys = (np.arange(*ends, dtype=np.float32) + 0.5 for ends in zip(first, last))
    distance = _distances(*np.meshgrid(xs, ys), points)
    cover = np.zeros((SIDE, SIDE), np.float32)
    cover[first[1] : last[1], first[0] : last[0]] = np.clip(radius + 0.5 - distance, 0, 1)
    return cover


def _marks_in(paths: Sequence[np.ndarray], boxes: np.ndarray) -> np.ndarray:
    """Return how far each mark covers the pixels of its box, scaled from canvas pixels to 20: (n, 20, 20)."""
    cover = np.empty((len(paths), DIGIT_SIZE, DIGIT_SIZE), np.float32)
    cells = np.arange(DIGIT_SIZE, dtype=np.float32) + 0.5
    lengths = np.array([len(path) for path in paths])
    for length in np.unique(lengths):
        chosen = np.flatnonzero(lengths == length)
        points = np.moveaxis(np.array([paths[i] for i in chosen], np.float32), 0, 2)[..., None, None]
        top, bottom, left, right = boxes[chosen].T.astype(np.float32)[..., None, None]
        pixel = np.maximum(bottom - top, right - left) / DIGIT_SIZE  # canvas pixels a side
        distance = _distances(left + cells * pixel, top + cells[:, None] * pixel, points)
        cover[chosen] = np.clip((PEN_WIDTH / 2 - distance) / pixel + 0.5, 0, 1)
    return cover


def _distances(x: np.ndarray, y: np.ndarray, path: np.ndarray) -> np.ndarray:
    """Return the distances from places to the nearest point of a path (n, 2, …), n ≥ 1, broadcast."""
    nearest = (x - path[0, 0]) ** 2 + (y - path[0, 1]) ** 2
    for (x0, y0), (x1, y1) in pairwise(path):
        along_x, along_y = x1 - x0, y1 - y0
        length = np.maximum(along_x**2 + along_y**2, 1e-6)
        t = np.clip(((x - x0) * along_x + (y - y0) * along_y) / length, 0, 1)
        nearest = np.minimum(nearest, (x - x0 - t * along_x) ** 2 + (y - y0 - t * along_y) ** 2)
    return np.sqrt(nearest)


def _placed(scaled: np.ndarray) -> np.ndarray:
    """Place pictures (n, 20, 20) by their centers of mass, as `place_by_mass` does: float32 (n, 28, 28)."""
    mass, index = np.maximum(scaled.sum(axis=(1, 2)), 1e-9), np.arange(DIGIT_SIZE)
    rows, cols = (
        np.clip(np.floor(CENTER + 0.5 - scaled.sum(axis=axis) @ index / mass), 0, IMAGE_SIZE).astype(int)
        for axis in (2, 1)
    )
    images = np.zeros((len(scaled), IMAGE_SIZE + DIGIT_SIZE, IMAGE_SIZE + DIGIT_SIZE), np.float32)
    for image, picture, row, col in zip(images, scaled, rows, cols):
        image[row : row + DIGIT_SIZE, col : col + DIGIT_SIZE] = picture
    return images[:, :IMAGE_SIZE, :IMAGE_SIZE]
