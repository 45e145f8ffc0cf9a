"""A network for signs: the base's feature maps, or a dense network, with outputs that bear the signs' names.

Takes names, drawings and weights from anyone, and checks them; returns a network. Knows nothing of learning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.network import Network, dense_network
from model.network.layer import Layer
from model.network.network import features_of
from model.network.scales import layer_scales
from model.novelty.novelty import unit_length
from model.novelty.own_detector import load_drawings
from model.preprocess.mnist import IMAGE_SIZE, PIXELS
from model.signs.known import Known

FEWEST_SIGNS, MOST_SIGNS, MOST_CHARACTERS = 2, 10, 12
MOST_IMAGES = 400  # of a network: their features are compared with every image
MOST_DISTANCE = 10.0  # a threshold above which nothing is refused
MOST_WEIGHT = 1e6  # either way: what it adds up stays finite
UNITS = 64  # in the hidden layer of a network from nothing
BACKGROUND = 100  # drawings by a program, to compare with
# Controls, line breaks, halves of characters, what can't be seen, and what turns the text after it around
UNWRITTEN = r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"


def name_of_sign(text: object) -> str | None:
    """Return a sign's name, without space around it; None if it isn't 1 to 12 characters to be seen."""
    name = text.strip() if isinstance(text, str) else ""
    return name if 0 < len(name) <= MOST_CHARACTERS and not re.search(UNWRITTEN, name) else None


def number_of_weights(signs: int, base: Network | None) -> int:
    """Return how many weights are new in a network for that many signs."""
    inputs = int(np.prod(_body(base)[-1].shape)) if base else UNITS
    return (0 if base else PIXELS * UNITS + UNITS) + (inputs + 1) * signs


def network_for_signs(
    images: np.ndarray,
    labels: np.ndarray,
    names: Sequence[str],
    weights: np.ndarray,
    base: Network | None = None,
    threshold: float | None = None,
) -> Network:
    """Return the network that reads these signs by weights that someone has learned.

    Args:
        images: float32 (n, 28, 28) in [0, 1], drawings of the signs; at least one of each, at most 400.
        labels: int (n,), which sign each is, an index into `names`.
        names: of the 2 to 10 signs, different ones, each of 1 to 12 characters.
        weights: float32 (`number_of_weights`,), kernel, bias, … of the new layers, one after the other.
        base: whose feature maps are kept; None: a dense network 784 → 64 → n.
        threshold: the distance above which an image is none of the signs; None: from the drawings.

    Returns:
        A network with `.classes` == tuple(names), and in its card "known" and "threshold", by which
        `Reading.is_known` refuses what is none of the signs, and "taught": the images in bytes, and labels.

    Raises:
        ValueError: something isn't as above, or a weight is too large.
    """
    images, labels, names = np.asarray(images, np.float32), np.asarray(labels), tuple(names)
    check_signs(images, labels, names)
    arrays = _in_layers(np.asarray(weights, np.float32), len(names), base)
    if threshold is not None and not 0 <= threshold <= MOST_DISTANCE:
        raise ValueError(f"expected a threshold from 0 to {MOST_DISTANCE}, got {threshold}")
    if base is None:
        network = replace(dense_network(arrays), name="signs")
        layer = network.image.name
    else:
        kernel, bias = arrays
        outputs = Layer("logits", "Dense", bias.shape, kernel, bias), Layer("probs", "Softmax", bias.shape)
        network = Network("signs", (*_body(base), *outputs))
        layer = network.logits.before.name
    background = load_drawings().no_digits[:BACKGROUND]
    known = Known(*(unit_length(features_of(network, layer, each)) for each in (images, background)), layer)
    taught = np.round(255 * images).astype(np.uint8), labels.astype(np.uint8)
    facts = {"classes": names, "known": known, "taught": taught}
    facts["threshold"] = known.threshold if threshold is None else float(threshold)
    return replace(network, card={**facts, "scales": layer_scales(network, images)})


def check_signs(images: np.ndarray, labels: np.ndarray, names: tuple[str, ...]) -> None:
    """Check what a network for signs is made of.

    Raises:
        ValueError: it isn't as in `network_for_signs`.
    """
    if not FEWEST_SIGNS <= len(names) <= MOST_SIGNS or len({*names}) < len(names):
        raise ValueError(f"expected {FEWEST_SIGNS} to {MOST_SIGNS} different names, got {len(names)}")
    if any(name_of_sign(name) != name for name in names):
        raise ValueError(f"a name has 1 to {MOST_CHARACTERS} visible characters, and no space around it")
    if images.shape != (len(labels), IMAGE_SIZE, IMAGE_SIZE) or not np.isfinite(images).all():
        raise ValueError(f"expected {len(labels)} images of 28 × 28 finite numbers, got {images.shape}")
    if len(images) > MOST_IMAGES:
        raise ValueError(f"expected at most {MOST_IMAGES} drawings, got {len(images)}")
    if {*labels.tolist()} != {*range(len(names))}:
        raise ValueError("every sign needs at least one drawing, and every drawing a sign")


def features_layer(base: Network) -> str:
    """Return the name of the layer whose activations the new outputs of a network on this base weigh."""
    return _body(base)[-1].name


def _body(base: Network) -> tuple[Layer, ...]:
    """Return copies of the layers up to the flattened feature maps or, without any, the last hidden layer."""
    flat = [place for place, layer in enumerate(base.layers) if layer.kind == "Flatten" and place > 1]
    end = flat[0] if flat else base.layers.index(base.last_hidden.activation_layer)
    return tuple(replace(layer) for layer in base.layers[: end + 1])


def _in_layers(weights: np.ndarray, signs: int, base: Network | None) -> list[np.ndarray]:
    """Split weights into kernel, bias, kernel, bias, …"""
    count = number_of_weights(signs, base)
    if weights.shape != (count,) or not (np.abs(weights) <= MOST_WEIGHT).all():
        raise ValueError(f"expected {count} weights up to {MOST_WEIGHT}, got {weights.shape}")
    inputs = count // signs - 1 if base else UNITS
    shapes = [(inputs, signs), (signs,)] if base else [(PIXELS, UNITS), (UNITS,), (UNITS, signs), (signs,)]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
    return [part.reshape(shape) for part, shape in zip(np.split(weights, ends), shapes)]
