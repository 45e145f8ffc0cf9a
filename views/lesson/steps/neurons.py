"""Chooses the neuron that a step is about, depending on how the network reads the drawing."""

from __future__ import annotations

import numpy as np

from model.load_once import load_once
from model.network.neuron import Neuron
from model.preprocess.mnist import NUM_CLASSES
from model.reading import Reading
from views.parts.shared import needs_files, shipped_profiles, test_images
from views.session.selection import selected_neuron

FIRST, SECOND = "hidden1", "hidden2"  # layers of the Simple network


def firing_neuron(reading: Reading) -> Neuron:
    """Return the selected neuron of the first hidden layer if it fires, else the strongest one there."""
    chosen, values = selected_neuron(reading.network), reading.activations[f"{FIRST}_relu"]
    if chosen is not None and chosen.layer.name == FIRST and values[chosen.index] > 0:
        return chosen
    return Neuron(reading.network.layer(FIRST), (int(values.argmax()),))


def loudest_neuron(reading: Reading) -> Neuron:
    """Return the first hidden layer's neuron with the largest sum or, for every other drawing, the smallest.

    So nobody can know in advance which one it is.
    """
    z = reading.activations[FIRST]
    is_odd = np.count_nonzero(reading.image) % 2
    return Neuron(reading.network.layer(FIRST), (int(z.argmin() if is_odd else z.argmax()),))


def legible_neuron(reading: Reading) -> Neuron:
    """Return the first hidden layer's neuron whose weights best show its favorite digit."""
    with needs_files():
        favorites = shipped_profiles(reading.network)[FIRST].mean_by_digit.argmax(axis=1)
        best = legibility(reading.network.weighted[0].kernel, favorites, mean_digits()).argmax()
        return Neuron(reading.network.layer(FIRST), (int(best),))
    return firing_neuron(reading)


def legibility(kernel: np.ndarray, favorites: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """Measure how clearly the first layer's weights show each neuron's favorite digit.

    This is the share, by size, of a neuron's weights that are above 0 and so orange, times the square of
    their correlation with its favorite digit's mean image. It's 0 if they are more like another digit's.

    Args:
        kernel: float (784, units), the first layer's weights.
        favorites: int (units,), the digit that each neuron reacts to most.
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
    """Return the mean of MNIST's test images of each digit, float (10, 784).

    Raises:
        DataError: if the images are missing or damaged.
    """
    images, labels = test_images()
    rows = images.reshape(len(images), -1)
    return np.stack([rows[labels == digit].mean(axis=0) for digit in range(NUM_CLASSES)])


def pushing_neuron(reading: Reading) -> Neuron:
    """Return the neuron of the second hidden layer that contributes most to the answer."""
    outputs, winner = reading.network.logits, int(reading.logits.argmax())
    pushes = reading.activations[f"{SECOND}_relu"] * outputs.kernel[:, winner]
    return Neuron(reading.network.layer(SECOND), (int(pushes.argmax()),))


def nine(reading: Reading) -> Neuron:
    """Return the output 9."""
    return Neuron(reading.network.logits, (9,))
