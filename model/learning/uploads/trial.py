"""Tests of somebody else's network: whether it matches its file, and on which pixels it was trained.

Takes what was read in a file and what Keras loaded from it; raises a sentence if they differ. Knows
nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from model.errors import NetworkError
from model.network import Network, forward_batch, forward_batches
from model.network.cost import batch_size
from model.network.keras_functions import STEP_THRESHOLD
from model.network.layer import Layer
from model.network.notes import OTHER_PIXELS
from model.preprocess.mnist import IMAGE_SIZE
from model.sentence import Sentence

if TYPE_CHECKING:
    import keras

UNEXPLAINED = Sentence(
    "This network does something that its list of layers doesn't show. Build it as a Sequential network that "
    "uses each layer once."
)
NOT_FINITE = Sentence(
    "This network's answers, or the values that lead to them, aren't finite numbers. Train it again."
)


def hold_to_keras(network: Network, model: keras.Model, images: np.ndarray) -> None:
    """Compare what was read in the file with Keras's values, layer by layer, and with its answer.

    If a step's sum is close to its threshold, rounding decides, so then one image in a batch may differ.

    Raises:
        NetworkError: they differ, or something isn't a finite number.
    """
    may_differ = any(layer.kind == "Step" for layer in network.layers)
    size = batch_size(network)
    for start in range(0, len(images), size):
        batch = images[start : start + size]
        values = given = batch.reshape(-1, *model.input_shape[1:])
        ours = list(_as_in_keras(network, batch))
        for layer in leaves(model):
            values = layer(values, training=False)
            theirs = np.asarray(values)
            if not np.isfinite(theirs).all():
                raise NetworkError(NOT_FINITE)
            while ours and _differing(ours[0], theirs) > may_differ:
                del ours[0]
            if not ours:
                raise NetworkError(UNEXPLAINED)
        if _differing(np.asarray(values), np.asarray(model(given, training=False))):
            raise NetworkError(UNEXPLAINED)


def leaves(model: keras.Model) -> Iterator[keras.Layer]:
    """Yield the layers of a Keras network in order, with the layers of a nested network in its place."""
    for layer in model.layers:
        kind = type(layer).__name__
        if kind in ("Sequential", "Functional"):
            yield from leaves(layer)
        elif kind != "InputLayer":
            yield layer


def hold_to_each_other(one: Network, other: Network, images: np.ndarray) -> None:
    """Compare two networks' output sums, to see that folding changed nothing.

    Raises:
        NetworkError: they differ, or something isn't a finite number.
    """
    for first, second in zip(forward_batches(one, images), forward_batches(other, images)):
        values = one.logits_of(first), other.logits_of(second)
        if not all(np.isfinite(each).all() for each in values):
            raise NetworkError(NOT_FINITE)
        if _differing(*values):
            raise NetworkError(UNEXPLAINED)


def _as_in_keras(network: Network, images: np.ndarray) -> Iterator[np.ndarray]:
    """Yield our values of every layer; Keras's sums before a step are larger by its threshold."""
    for name, values in forward_batch(network, images).items():
        layer = network.layer(name)
        is_sum = layer.kernel is not None and layer.activation_function == "step"
        yield values + STEP_THRESHOLD if is_sum else values


def _differing(ours: np.ndarray, theirs: np.ndarray) -> int:
    """Return for how many images a layer's values differ by a thousandth of the largest; all if in shape."""
    if ours.shape != theirs.shape:
        return len(theirs)
    axes = tuple(range(1, ours.ndim))
    return int((np.abs(ours - theirs).max(axes) > 1e-3 * np.maximum(1, np.abs(theirs).max(axes))).sum())


"""
## Which pixels it was taught
"""


SURE = 0.3  # mean loss up to which it surely reads these pixels
BETTER = 0.5  # of the loss, at most, that other pixels must leave to be accepted
MORE_RIGHT = (
    0.05  # of the images, at least, that it must read right in addition; a mere factor won't do this, because
)
# a network of ReLUs then reads much the same digits, only with more confidence
MUCH_MORE_RIGHT = 0.3  # or this many more, whatever the loss: it may be confident in its mistakes, too
LEAST_RIGHT = 0.5  # in all
UNLIKELY = 1e-7  # used for a share of 0


def find_other_pixels(network: Network, images: np.ndarray, labels: np.ndarray) -> str | None:
    """Return the other pixels that a network reads so much better that it was trained on them; None if ours.

    Args:
        network: one that ends in ten shares, "probs".
        images: float32 (n, 28, 28), 0 for paper to 1 for ink: a hundred are enough.
        labels: int (n,).

    Returns:
        A key of `OTHER_PIXELS`.
    """
    loss, right = _read(network, images, labels)
    if loss <= SURE:
        return None
    tried = {
        name: _read(network, np.float32(images * factor + shift), labels)
        for name, (factor, shift) in OTHER_PIXELS.items()
    }
    name = min(tried, key=lambda each: tried[each][0])
    least, most_right = tried[name]
    more = 0.0 if OTHER_PIXELS[name].shift == 0 else MORE_RIGHT
    if least <= BETTER * loss and most_right >= max(LEAST_RIGHT, right + more):
        return name
    name = max(tried, key=lambda each: tried[each][1])
    return name if tried[name][1] >= max(LEAST_RIGHT, right + MUCH_MORE_RIGHT) else None


def _read(network: Network, images: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return the mean loss over labeled images, in nats, and what share of them is read right."""
    probs = np.concatenate([network.probs_of(values) for values in forward_batches(network, images)])
    shares = np.float64(probs) / np.maximum(probs.sum(axis=1, keepdims=True), UNLIKELY)
    own = shares[np.arange(len(labels)), labels]
    right = float((probs.argmax(axis=1) == labels).mean())
    return float(-np.log(np.clip(np.nan_to_num(own), UNLIKELY, 1)).mean()), right


def pixel_layer(note: str) -> Layer:
    """Return the layer that turns our pixels into those: the first layer of a network trained on others."""
    shape = (IMAGE_SIZE, IMAGE_SIZE)
    rows = (np.full(IMAGE_SIZE, each, np.float32) for each in OTHER_PIXELS[note])
    return Layer(note, "Scale", shape, *rows)
