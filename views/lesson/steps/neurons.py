"""The neuron that a step is about: which one, of what the network makes of the drawing."""

from __future__ import annotations

import numpy as np

from model.load_once import load_once
from model.network.neuron import Neuron
from model.preprocess.mnist import NUM_CLASSES
from model.reading import Reading
from views.serving.shared import needs_files, shipped_profiles, test_images
from views.session.selection import selected_neuron

FIRST, SECOND = "hidden1", "hidden2"  # layers of the Simple network


def firing_neuron(reading: Reading) -> Neuron:
    """The neuron of the first hidden layer that is looked at, if it fires, else the one that fires most."""
    chosen, values = selected_neuron(reading.network), reading.activations[f"{FIRST}_relu"]
    if chosen is not None and chosen.layer.name == FIRST and values[chosen.index] > 0:
        return chosen
    return Neuron(reading.network.layer(FIRST), (int(values.argmax()),))


def loudest_neuron(reading: Reading) -> Neuron:
    """The one of the first hidden layer whose sum is farthest above 0 or, of every other drawing, below it.

    So it can't be known beforehand which it is.
    """
    z = reading.activations[FIRST]
    is_odd = np.count_nonzero(reading.image) % 2
    return Neuron(reading.network.layer(FIRST), (int(z.argmin() if is_odd else z.argmax()),))


def legible_neuron(reading: Reading) -> Neuron:
    """The one of the first hidden layer that can best be seen to look for its favorite digit."""
    with needs_files():
        favorites = shipped_profiles(reading.network)[FIRST].mean_by_digit.argmax(axis=1)
        best = legibility(reading.network.weighted[0].kernel, favorites, mean_digits()).argmax()
        return Neuron(reading.network.layer(FIRST), (int(best),))
    return firing_neuron(reading)


def legibility(kernel: np.ndarray, favorites: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """How well it can be seen in the first layer's weights which digit each neuron likes.

    The share of a neuron's weights that are above 0, and so orange, by size; times the square of their
    correlation with the mean image of its favorite digit. It is 0 where they are more like another digit's.

    Args:
        kernel: float (784, units), the first layer's weights.
        favorites: int (units,), the digit that each neuron likes most.
        digits: float (10, 784), each digit's mean image.

    Returns:
        float (units,), from 0 to 1.
    """
    weights = kernel.T.astype(float)
    orange = np.maximum(weights, 0)
    likeness = _standardized(orange) @ _standardized(digits).T
    own = likeness[np.arange(len(favorites)), favorites]
    share = orange.sum(axis=1) / np.abs(weights).sum(axis=1)
    return np.where(likeness.argmax(axis=1) == favorites, np.maximum(own, 0) ** 2 * share, 0)


def _standardized(rows: np.ndarray) -> np.ndarray:
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


@load_once
def mean_digits() -> np.ndarray:
    """The mean of MNIST's test images of each digit: float (10, 784).

    Raises:
        DataError: they are missing or damaged.
    """
    images, labels = test_images()
    rows = images.reshape(len(images), -1)
    return np.stack([rows[labels == digit].mean(axis=0) for digit in range(NUM_CLASSES)])


def pushing_neuron(reading: Reading) -> Neuron:
    """The one of the second hidden layer that does most for the answer."""
    outputs, winner = reading.network.logits, int(reading.logits.argmax())
    pushes = reading.activations[f"{SECOND}_relu"] * outputs.kernel[:, winner]
    return Neuron(reading.network.layer(SECOND), (int(pushes.argmax()),))


def nine(reading: Reading) -> Neuron:
    """The output 9."""
    return Neuron(reading.network.logits, (9,))
