"""A network and its forward pass, in NumPy: with `layer.py`, this is the complete definition.

Takes images, returns every layer's values. Knows nothing of training, drawings or pages.

Every operation whose value is worth seeing is a named layer of its own, so that a neuron's weighted sum z
(in `hidden1`) and its activation a (in `hidden1_relu`) can both be read. Keras makes such networks and
judges them: tests compare every value of every layer with Keras's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np

from model import TRAINED
from model.files import unreadable, unusable
from model.network.cost import batch_size
from model.network.keras_file import read_layers
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES, OPERATIONS, WEIGHTED, Layer
from model.network.neuron import Factors
from model.network.refusals import cant_show
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, PIXELS
from model.sentence import Sentence

NAMES = ("dense", "conv")  # the networks that the page shows
DIGITS = tuple(map(str, range(NUM_CLASSES)))
Activations = Mapping[str, np.ndarray]  # layer name -> its values, in depth order


@dataclass(frozen=True, eq=False)
class Network:
    """A network that never changes, because everyone who looks at it shares it.

    Attributes:
        name: "dense", "conv", or a name by which a page distinguishes it from others.
        layers: every operation, in depth order; the first is the image, the last "probs".
        card: facts about it, for example how it was trained and the scales for painting its layers.
        directory: where its other files are: those that its training wrote beside it.

    Raises:
        NetworkError: it contains something that can't be computed here.
    """

    name: str
    layers: tuple[Layer, ...]
    card: Mapping[str, object] = field(default_factory=dict, repr=False)
    directory: Path = field(default=TRAINED, repr=False)

    def __post_init__(self) -> None:
        """Find out, once, who adds up, where activations are, and who reads whom."""
        for below, layer in zip(self.layers, self.layers[1:]):
            if layer.kind not in OPERATIONS:
                raise cant_show(layer.kind)
            layer.before, below.after = below, layer
        for layer in self.layers:
            is_function = layer.kind in ACTIVATION_FUNCTIONS and layer.before.kind in WEIGHTED
            layer.unit_layer = layer.before if is_function else layer
            layer.activation_layer = layer
            layer.unit_layer.activation_layer = layer
            layer.source = layer.before
            while layer.source and layer.source.kind in COPIES:
                layer.source = layer.source.before
        for layer in self.layers:
            layer.reader = layer.activation_layer.after
            while layer.reader and layer.reader.kind in COPIES:
                layer.reader = layer.reader.after
        self.logits.classes = self.layers[-1].classes = self.classes

    def __reduce__(self) -> tuple:
        """Pickle what it is made from, so that its layers find each other again."""
        return Network, (self.name, self.layers, self.card, self.directory)

    @property
    def image(self) -> Layer:
        """The first layer, (28, 28) pixels."""
        return self.layers[0]

    @property
    def logits(self) -> Layer:
        """The layer of the ten sums that the softmax makes probabilities of."""
        return self.layers[-1].unit_layer

    @property
    def last_hidden(self) -> Layer:
        """The layer whose activations the logits weigh."""
        return self.logits.source

    @property
    def weighted(self) -> tuple[Layer, ...]:
        """The layers that have weights."""
        return tuple(layer for layer in self.layers if layer.kernel is not None)

    @property
    def weights(self) -> tuple[np.ndarray, ...]:
        """Kernel, bias, kernel, bias, … in depth order, as Keras's `get_weights` has them."""
        return tuple(array for layer in self.weighted for array in (layer.kernel, layer.bias))

    @property
    def classes(self) -> tuple[str, ...]:
        """What its outputs mean: the names of its signs, or "0" to "9"."""
        return self.card.get("classes", DIGITS)

    @property
    def knows_signs(self) -> bool:
        """Whether it was taught signs, and knows their drawings: see model/signs/known.py."""
        return "known" in self.card

    @property
    def reads_digits(self) -> bool:
        """Whether its outputs mean the digits, so that MNIST's images say something about it."""
        return self.classes == DIGITS

    @property
    def values(self) -> int:
        """How many values all layers together have for an image."""
        return sum(int(np.prod(layer.shape)) for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """How many products all layers together add up for an image."""
        return sum(layer.multiply_adds for layer in self.weighted)

    @cached_property
    def fingerprint(self) -> str:
        """What distinguishes its weights from others, 16 hexadecimal digits; files made for it carry them.

        The first 64 bits of the SHA-256 of the `weights`, one after the other, as little-endian float32.
        """
        return sha256(b"".join(array.astype("<f4").tobytes() for array in self.weights)).hexdigest()[:16]

    def logits_of(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return the part of the ten sums in values by layer; for activations, the sums themselves."""
        return values[self.logits.name]

    def probs_of(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return the part of the ten probabilities in the same."""
        return values[self.layers[-1].name]

    def layer(self, name: str) -> Layer:
        """Return the layer with that name.

        Raises:
            KeyError: there is no such layer.
        """
        for layer in self.layers:
            if layer.name == name:
                return layer
        known = ", ".join(each.name for each in self.layers)
        raise KeyError(f"{self.name} has no layer {name!r}; it has {known}")


def load_network(name: str = "conv", directory: Path | str = TRAINED) -> Network:
    """Read a trained network and its card, which has its `fingerprint` and its layers' `scales`.

    Raises:
        NetworkError: a file is missing, damaged or of another training; the message names the command that
            makes it.
    """
    path = Path(directory) / f"{name}.keras"
    try:
        network = Network(name, read_layers(path), directory=path.parent)
        probs = network.probs_of(forward(network, np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32)))
        if probs.shape != (NUM_CLASSES,):
            raise ValueError(f"probs has the shape {probs.shape}")
    except Exception as error:  # whatever readers raise: zip, JSON, HDF5, OSError, ValueError
        raise unreadable(path, name) from error
    return replace(network, card=_load_card(path.with_suffix(".json"), network))


def _load_card(path: Path, network: Network) -> dict[str, object]:
    try:
        card = json.loads(path.read_text())
        fingerprint, scales = card["fingerprint"], [card["scales"][each.name] for each in network.layers[1:]]
        if not all(0 < scale < np.inf for scale in scales):
            raise ValueError("a scale is not above 0")
    except Exception as error:  # because it may be any JSON, or no JSON at all
        raise unreadable(path, network.name) from error
    if fingerprint != network.fingerprint:
        another = Sentence("from a different training run than {network}.keras", network=network.name)
        raise unusable(path, another, network.name)
    return card


def dense_network(weights: Sequence[np.ndarray], activation: str = "relu") -> Network:
    """Return a network of dense layers with these weights, e.g. `dense` at another moment: 784 → … → 10.

    Args:
        weights: float32 kernel (inputs, units), bias (units,), … as `Network.weights` has them.
        activation: of the hidden layers: "relu", "tanh", "sigmoid", "step" or "linear".
    """
    kind = {function: kind for kind, function in ACTIVATION_FUNCTIONS.items()}.get(activation)
    layers = [
        Layer("image", "InputLayer", (IMAGE_SIZE, IMAGE_SIZE)),
        Layer("flatten", "Flatten", (PIXELS,)),
    ]
    for depth, (kernel, bias) in enumerate(zip(weights[:-2:2], weights[1:-2:2]), start=1):
        layers.append(Layer(f"hidden{depth}", "Dense", bias.shape, kernel, bias))
        if kind:
            layers.append(Layer(f"hidden{depth}_{activation}", kind, bias.shape))
    kernel, bias = weights[-2:]
    layers += [Layer("logits", "Dense", bias.shape, kernel, bias), Layer("probs", "Softmax", bias.shape)]
    return Network("dense", tuple(layers))


"""
## The forward pass
"""


def forward(network: Network, image: np.ndarray, factors: Factors | None = None) -> Activations:
    """Return every layer's values for one image.

    Args:
        image: float32 (28, 28) in [0, 1], 0 for paper.
        factors: by what some values are multiplied on the way, with everything above them computed again:
            the activation, after the activation function; of an output, the logit. If one comes after
            another, the later factor applies to what the changed pass computes there.

    Returns:
        Layer name -> float32 array without a batch axis, in depth order: "image" first, then every
        operation, "probs" (10,) last.

    Raises:
        KeyError: a factor is for another network's layer.
        ValueError: the image has another shape.
    """
    if image.shape != (IMAGE_SIZE, IMAGE_SIZE):
        raise ValueError(f"expected an image of shape {(IMAGE_SIZE, IMAGE_SIZE)}, got {image.shape}")
    return {name: values[0] for name, values in forward_batch(network, image[None], factors).items()}


def forward_batch(network: Network, images: np.ndarray, factors: Factors | None = None) -> Activations:
    """Do the same as `forward` for (n, 28, 28) images at once: every array has a first axis of n."""
    changes = _by_layer(network, factors or {})
    activations, values = {}, images.astype(np.float32)
    with np.errstate(all="ignore"):  # a network that blows up overflows, and that should be visible
        for layer in network.layers:
            if layer.before:
                values = layer.compute(values)
            if layer in changes:
                values = values.copy()  # because a copying layer shares its values with the one before
                for number, factor in changes[layer]:
                    values[..., number] *= np.float32(factor)
            activations[layer.name] = values
    return activations


def _by_layer(network: Network, factors: Factors) -> dict[Layer, list[tuple[int, float]]]:
    """Return the layer whose values are multiplied -> [(which of its channels, the factor)]."""
    found: dict[Layer, list[tuple[int, float]]] = {}
    for channel, factor in factors.items():
        layer = channel.layer.response_layer
        if layer not in network.layers:
            raise KeyError(f"{layer.name} is another network's")
        found.setdefault(layer, []).append((channel.number, factor))
    return found


def logits_of(network: Network, images: np.ndarray) -> np.ndarray:
    """Return only the outputs' part of `forward_batches`, float32 (n, 10)."""
    return features_of(network, network.logits.name, images)


def features_of(network: Network, layer: str, images: np.ndarray) -> np.ndarray:
    """Return only one layer's part of `forward_batches`, flat: float32 (n, values)."""
    parts = (values[layer] for values in forward_batches(network, images))
    return np.concatenate([part.reshape(len(part), -1) for part in parts])


def forward_batches(network: Network, images: np.ndarray) -> Iterator[Activations]:
    """Do the same as `forward_batch`, for any number of images, a few at a time: see `batch_size`.

    Args:
        network: the one that reads them.
        images: float32 (n, 28, 28) in [0, 1], or uint8 as in the data set, 255 for ink.
    """
    whole = np.float32(255 if images.dtype == np.uint8 else 1)
    size = batch_size(network)
    for start in range(0, len(images), size):
        yield forward_batch(network, images[start : start + size] / whole)
