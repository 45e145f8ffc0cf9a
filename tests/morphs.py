"""The morph between two drawings and the answers along it: JavaScript is tested against it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from model.explain.effect import THRESHOLDED
from model.network import Activations, Network, forward
from model.novelty import THRESHOLD, typicality
from model.preprocess import stages_of_ink
from model.preprocess.morph import BLOCK, Morph, morph_between, placed
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, Stroke, draw_strokes
from model.preprocess.strokes import DrawnStroke


def prepared(strokes: list[Stroke], width: float = PEN_WIDTH) -> tuple[np.ndarray, list[DrawnStroke]]:
    """Return the image of a pen's strokes, and where it lies."""
    stages = stages_of_ink(draw_strokes(strokes, width=width)[..., 3].astype(np.float32) / 255)
    return stages.image, placed(stages, [DrawnStroke(stroke, width) for stroke in strokes])


def between(before: list[Stroke], after: list[Stroke]) -> Morph:
    """Return the morph from one drawing to another."""
    (image, strokes), (other, others) = prepared(before), prepared(after)
    return morph_between(image, other, strokes, others)


def answer(network: Network, image: np.ndarray) -> int | None:
    """Return the page's answer: None for a non-digit."""
    activations = forward(network, image)
    if typicality(network, activations) < THRESHOLD:
        return None
    return int(activations["probs"].argmax())


def image_between(morph: Morph, share: float) -> np.ndarray:
    """Return a network's input at a share of the way: float32 (28, 28), exactly the two images at 0 and 1.

    Args:
        morph: between two drawings.
        share: 0 to 1.
    """
    if share <= 0 or share >= 1:
        return morph.before if share <= 0 else morph.after
    stages = stages_of_ink(ink_between(morph, share))
    return morph.before if stages is None else stages.image  # no stroke of either lies on the canvas


def ink_between(morph: Morph, share: float) -> np.ndarray:
    """Return the ink at a share of the way, in whole 255ths: float32 (280, 280) in [0, 1]."""
    if morph.of_images:
        mixed = (1 - share) * morph.before.astype(float) + share * morph.after
        ink = np.kron(mixed, np.ones((BLOCK, BLOCK)))
    else:
        ink = np.zeros((CANVAS_SIZE, CANVAS_SIZE))
        for before, after, width_before, width_after in morph.moved:
            points = before + share * (after - before)
            _cover(ink, points, width_before + share * (width_after - width_before), 1.0)
        for strokes, strength in ((morph.gone, 1 - share), (morph.come, share)):
            for points, width in strokes:
                _cover(ink, np.asarray(points, float), width, strength)
    return (np.floor(255 * ink + 0.5) / 255).astype(np.float32)


def _cover(ink: np.ndarray, points: np.ndarray, width: float, strength: float) -> None:
    """Draw a stroke of round-capped lines over ink; where both have ink, the darker counts."""
    radius = width / 2
    for (x, y), (x_end, y_end) in pairwise(points if len(points) > 1 else [points[0], points[0]]):
        left, top = (max(0, int(np.floor(min(ends) - radius - 1))) for ends in ((x, x_end), (y, y_end)))
        right, bottom = (
            min(CANVAS_SIZE, int(np.ceil(max(ends) + radius + 1))) for ends in ((x, x_end), (y, y_end))
        )
        if left >= right or top >= bottom:
            continue
        across, down = np.arange(left, right) + 0.5 - x, (np.arange(top, bottom) + 0.5 - y)[:, None]
        along_x, along_y = x_end - x, y_end - y
        length = along_x * along_x + along_y * along_y
        place = np.clip((across * along_x + down * along_y) / length, 0, 1) if length else 0.0
        off_x, off_y = across - place * along_x, down - place * along_y
        cover = strength * np.clip(radius + 0.5 - np.sqrt(off_x * off_x + off_y * off_y), 0, 1)
        np.maximum(ink[top:bottom, left:right], cover, out=ink[top:bottom, left:right])


class Switched(NamedTuple):
    """Neurons of a layer that fire for the second image only, and for the first only.

    Both are bool, in the layer's shape.
    """

    on: np.ndarray
    off: np.ndarray


def switched(network: Network, before: Activations, after: Activations) -> Mapping[str, Switched]:
    """Return which neurons have switched, of every layer whose neurons fire or are silent.

    Returns:
        layer name -> its neurons.
    """
    found = {}
    for layer in network.layers[1:]:
        if layer.unit_layer is layer and layer.activation_function in THRESHOLDED:
            fired, fires = (values[layer.activation_layer.name] > 0 for values in (before, after))
            found[layer.name] = Switched(fires & ~fired, fired & ~fires)
    return found
