"""Learn signs from a few drawings, on the shoulders of a trained network or from nothing.

Takes images, labels and names; returns a network whose outputs bear the names. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.network import Network, dense_network
from model.network.functions import softmax
from model.network.layer import Layer
from model.network.network import features_of
from model.network.scales import layer_scales
from model.novelty.novelty import unit_length
from model.novelty.own_detector import load_drawings
from model.preprocess.mnist import IMAGE_SIZE, PIXELS
from model.signs.known import Known
from model.signs.regression import fit_outputs
from model.signs.variants import variants_of

FEWEST_SIGNS, MOST_SIGNS, MOST_CHARACTERS = 2, 10, 12
BACKGROUND = 100  # drawings by a program, to compare with
UNITS = 64  # in the hidden layer of a network from nothing
STEPS, BATCH_SIZE, LEARNING_RATE = 500, 64, 2e-3  # of Adam
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
        images: float32 (n, 28, 28) in [0, 1], drawings of the signs; at least one of each.
        labels: int (n,), which sign each is, an index into `names`.
        names: of the 2 to 10 signs, different ones, each of 1 to 12 characters.
        base: whose feature maps are kept; only the outputs are new, a softmax regression on the features.
            None: a dense network 784 → 64 → n from random weights.
        variants: of each drawing that it learns from, too; 0 for none.
        seed: of the random weights, and of the order of the drawings; not used with a base.

    Returns:
        A network with `.classes` == tuple(names), and in its card "known" and "threshold", by which
        `Reading.is_known` refuses what is none of the signs.

    Raises:
        ValueError: the names, labels or images aren't as above.
    """
    images, labels, names = np.asarray(images, np.float32), np.asarray(labels), tuple(names)
    _check(images, labels, names)
    many = variants_of(images, variants).reshape(-1, IMAGE_SIZE, IMAGE_SIZE)
    taught = np.repeat(labels, 1 + variants)
    if base is None:
        network = replace(dense_network(_from_nothing(many, taught, len(names), seed)), name="signs")
        layer = network.image.name
    else:
        body = _body(base)
        layer = body[-1].name
        kernel, bias = fit_outputs(features_of(base, layer, many), taught, len(names))
        network = Network("signs", (*body, *_outputs(kernel, bias)))
    background = load_drawings().no_digits[:BACKGROUND]
    known = Known(*(unit_length(features_of(network, layer, each)) for each in (images, background)), layer)
    facts = {"classes": names, "known": known, "threshold": known.threshold}
    return replace(network, card={**facts, "scales": layer_scales(network, images)})


def _check(images: np.ndarray, labels: np.ndarray, names: tuple[str, ...]) -> None:
    if not FEWEST_SIGNS <= len(names) <= MOST_SIGNS or len({*names}) < len(names):
        raise ValueError(f"expected {FEWEST_SIGNS} to {MOST_SIGNS} different names, got {len(names)}")
    if not all(isinstance(name, str) and 0 < len(name.strip()) <= MOST_CHARACTERS for name in names):
        raise ValueError(f"a name has 1 to {MOST_CHARACTERS} characters")
    if images.shape != (len(labels), IMAGE_SIZE, IMAGE_SIZE) or not np.isfinite(images).all():
        raise ValueError(f"expected {len(labels)} images of 28 × 28 finite numbers, got {images.shape}")
    if {*labels.tolist()} != {*range(len(names))}:
        raise ValueError("every sign needs at least one drawing, and every drawing a sign")


def _body(base: Network) -> tuple[Layer, ...]:
    """Return copies of the layers up to the flattened feature maps or, without any, the last hidden layer."""
    flat = [place for place, layer in enumerate(base.layers) if layer.kind == "Flatten" and place > 1]
    end = flat[0] if flat else base.layers.index(base.last_hidden.activation_layer)
    return tuple(replace(layer) for layer in base.layers[: end + 1])


def _outputs(kernel: np.ndarray, bias: np.ndarray) -> tuple[Layer, Layer]:
    return Layer("logits", "Dense", bias.shape, kernel, bias), Layer("probs", "Softmax", bias.shape)


def _from_nothing(images: np.ndarray, labels: np.ndarray, classes: int, seed: int) -> list[np.ndarray]:
    """Return kernel, bias, kernel, bias after `STEPS` steps of Adam (D. Kingma, J. Ba 2015), as Keras has it.

    The first kernels are uniform within ±√(6 / (inputs + units)) (X. Glorot, Y. Bengio 2010).
    """
    rng, weights = np.random.default_rng(seed), []
    for inputs, units in ((PIXELS, UNITS), (UNITS, classes)):
        limit = np.sqrt(6 / (inputs + units))
        weights += [
            rng.uniform(-limit, limit, (inputs, units)).astype(np.float32),
            np.zeros(units, np.float32),
        ]
    means, squares = ([np.zeros_like(each) for each in weights] for _ in range(2))
    pixels, wanted = images.reshape(-1, PIXELS), np.eye(classes, dtype=np.float32)[labels]
    for step in range(1, STEPS + 1):
        batch = rng.integers(len(pixels), size=BATCH_SIZE)
        gradients = _gradients(weights, pixels[batch], wanted[batch])
        bias_free = np.sqrt(1 - SHARES[1] ** step) / (1 - SHARES[0] ** step)
        for weight, mean, square, gradient in zip(weights, means, squares, gradients):
            mean += (1 - SHARES[0]) * (gradient - mean)
            square += (1 - SHARES[1]) * (gradient**2 - square)
            weight -= LEARNING_RATE * bias_free * mean / (np.sqrt(square) + NEAR_0)
    return weights


def _gradients(weights: list[np.ndarray], pixels: np.ndarray, wanted: np.ndarray) -> list[np.ndarray]:
    """Return the gradients of a batch's mean cross-entropy, in the order of the weights."""
    kernel, bias, outputs, output_bias = weights
    hidden = np.maximum(pixels @ kernel + bias, 0)
    errors = (softmax(hidden @ outputs + output_bias) - wanted) / len(pixels)
    back = (errors @ outputs.T) * (hidden > 0)
    return [pixels.T @ back, back.sum(axis=0), hidden.T @ errors, errors.sum(axis=0)]
