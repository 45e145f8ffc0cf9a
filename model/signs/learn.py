"""Learn signs from a few drawings, on the shoulders of a trained network or from nothing.

Takes images, labels and names; returns a network whose outputs bear the names. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.network import Network
from model.network.functions import softmax
from model.network.network import features_of
from model.preprocess.mnist import IMAGE_SIZE, PIXELS
from model.signs.network import UNITS, check_signs, features_layer, network_for_signs
from model.signs.regression import fit_outputs
from model.signs.variants import variants_of

STEPS, BATCH_SIZE, LEARNING_RATE = 500, 64, 2e-3  # of Adam
DROPPED = 0.5  # of the hidden neurons, others for each image of each step (N. Srivastava et al. 2014)
NEAR_0 = 1e-7  # Adam's ε, and the shares of the past in its means, as in Keras
SHARES = 0.9, 0.999


def learn_signs(
    images: np.ndarray,
    labels: np.ndarray,
    names: Sequence[str],
    base: Network | None = None,
    variants: int = 20,
    seed: int = 1,
) -> Network:
    """Return a network that reads these signs.

    Args:
        images, labels, names: as in `network_for_signs`.
        base: whose feature maps are kept; only the outputs are new, a softmax regression on the features.
            None: a dense network 784 → 64 → n from random weights.
        variants: of each drawing that it learns from, too; 0 for none.
        seed: of the random weights, and of the order of the drawings; not used with a base.

    Returns:
        The network of `network_for_signs` with the learned weights.

    Raises:
        ValueError: the names, labels or images aren't as above.
    """
    images, labels, names = np.asarray(images, np.float32), np.asarray(labels), tuple(names)
    check_signs(images, labels, names)
    many = variants_of(images, variants).reshape(-1, IMAGE_SIZE, IMAGE_SIZE)
    taught = np.repeat(labels, 1 + variants)
    if base is None:
        weights = _from_nothing(many, taught, len(names), seed)
    else:
        weights = fit_outputs(features_of(base, features_layer(base), many), taught, len(names))
    return network_for_signs(images, labels, names, np.concatenate([each.ravel() for each in weights]), base)


def _from_nothing(images: np.ndarray, labels: np.ndarray, classes: int, seed: int) -> list[np.ndarray]:
    """Return kernel, bias, kernel, bias after `STEPS` steps of Adam (D. Kingma, J. Ba 2015), as Keras has it.

    The first kernels are uniform within ±√(6 / (inputs + units)) (X. Glorot, Y. Bengio 2010).
    """
    rng, weights = np.random.default_rng(seed), []
    for inputs, units in ((PIXELS, UNITS), (UNITS, classes)):
        limit = np.sqrt(6 / (inputs + units))
        weights += [np.float32(rng.uniform(-limit, limit, (inputs, units))), np.zeros(units, np.float32)]
    means, squares = ([np.zeros_like(each) for each in weights] for _ in range(2))
    pixels, wanted = images.reshape(-1, PIXELS), np.eye(classes, dtype=np.float32)[labels]
    for step in range(1, STEPS + 1):
        batch = rng.integers(len(pixels), size=BATCH_SIZE)
        kept = (rng.random((BATCH_SIZE, UNITS)) >= DROPPED) / np.float32(1 - DROPPED)
        gradients = _gradients(weights, pixels[batch], wanted[batch], kept)
        bias_free = np.sqrt(1 - SHARES[1] ** step) / (1 - SHARES[0] ** step)
        for weight, mean, square, gradient in zip(weights, means, squares, gradients):
            mean += (1 - SHARES[0]) * (gradient - mean)
            square += (1 - SHARES[1]) * (gradient**2 - square)
            weight -= LEARNING_RATE * bias_free * mean / (np.sqrt(square) + NEAR_0)
    return weights


def _gradients(
    weights: list[np.ndarray], pixels: np.ndarray, wanted: np.ndarray, kept: np.ndarray
) -> list[np.ndarray]:
    """Return the gradients of a batch's mean cross-entropy, in the order of the weights.

    `kept` is (n, units), by how much each hidden activation is multiplied: 0 drops it.
    """
    kernel, bias, outputs, output_bias = weights
    hidden = np.maximum(pixels @ kernel + bias, 0) * kept
    errors = (softmax(hidden @ outputs + output_bias) - wanted) / len(pixels)
    back = (errors @ outputs.T) * (hidden > 0) * kept
    return [pixels.T @ back, back.sum(axis=0), hidden.T @ errors, errors.sum(axis=0)]
