"""The networks that the laws are tested on, each with its Keras model as the oracle.

Untrained networks with generic weights and biases, in both architectures; one that has what those
lack ("same" padding, strides, overlapping pooling of values below 0); one small dense network for each other
activation function that can be trained here; one with all that only other people's have, in a row,
and one with average pooling and normalization that is not folded; and, where they have been made, the trained
ones. Also one with its own detector, as a training gives it, and one whose outputs are sigmoids.

They are written as in Keras's files, so that they don't need Keras: only the model of one imports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from model.explain.wiring import Unit
from model.network import NAMES, TRAINED, Network, load_network
from model.network.keras_file import STEP_THRESHOLD, Settings, layers_of
from model.network.layer import Layer
from model.novelty.own_detector import fit_own_detector
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, load_test_images
from model.preprocess.non_digits import write_non_digits
from model.preprocess.pen import write_digits
from model.training.history import load_history

Weights = Mapping[str, list[np.ndarray]]  # layer name -> its arrays, as Keras has them


@dataclass(frozen=True)
class Specimen:
    network: Network
    chain: tuple[Settings, ...] = ()  # of one that is made here
    weights: Weights | None = None

    @cached_property
    def model(self):
        """Return the Keras model."""
        from tests.keras_specimens import model_of

        return model_of(self)


FUNCTIONS = ("tanh", "sigmoid", "step", "linear")
UNTRAINED = (*(f"untrained {name}" for name in NAMES), "strided", "averaged", "bent", *FUNCTIONS)
SIGMOIDS = "sigmoids"  # not among ALL: its outputs don't sum to 100%
OWN = "own"  # not among ALL: fitting its detector takes a second
ALL = (*UNTRAINED, *(f"trained {name}" for name in NAMES if (TRAINED / f"{name}.json").exists()))


@cache
def specimen(title: str) -> Specimen:
    name = title.split()[-1]
    if title.startswith("trained"):
        return Specimen(load_network(name))
    if title == OWN:
        return Specimen(_own_network())
    chain = MADE[name]
    weights = _generic_weights(chain, STEP_THRESHOLD if name == "step" else 0.0)
    return Specimen(Network(title, layers_of(chain, weights), {}), chain, weights)


def _generic_weights(chain: tuple[Settings, ...], threshold: float) -> Weights:
    """Return random weights that keep values at their size (He et al. 2015); half of the neurons fire."""
    rng, weights = np.random.default_rng(7), {}
    for place, (kind, config) in enumerate(chain):
        channels = layers_of(chain[:place], weights)[-1].shape[-1]
        name, arrays = config["name"], []
        if kind == "BatchNormalization":
            arrays = [rng.normal(mean, 0.3, channels) for mean in (1, 0, 0)]  # gamma, beta, mean
            arrays.append(rng.uniform(0.5, 2, channels))
        elif kind in ("Dense", "Conv2D"):
            number = config["units" if kind == "Dense" else "filters"]
            shape = (*config.get("kernel_size", ()), channels, number)
            mean = 0.0 if name == "logits" else threshold
            kernel = rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape)
            arrays = [kernel, rng.normal(mean, 0.1, number)]
        if arrays:
            weights[name] = [np.float32(each) for each in arrays]
    return weights


def _own_network() -> Network:
    """Return a network that has learned almost as much as the shipped one, with a detector in its card."""
    network = load_history().networks[-2]
    return replace(network, name="yours 1", card=fit_own_detector(network))


def layer(kind: str, name: str, **settings: object) -> Settings:
    """Return a layer as a .keras file has it, with Keras's defaults for the rest."""
    return Settings(kind, {"name": name, **settings})


def conv(name: str, filters: int, size: tuple[int, int], stride: int = 1, padding: str = "valid") -> Settings:
    windows = {"kernel_size": size, "strides": (stride, stride), "padding": padding}
    return layer("Conv2D", name, filters=filters, **windows)


def pool(kind: str, name: str, size: int, stride: int, padding: str = "valid") -> Settings:
    return layer(kind, name, pool_size=(size, size), strides=(stride, stride), padding=padding)


def dense(name: str, units: int) -> Settings:
    return layer("Dense", name, units=units)


PIXELS = layer("Reshape", "pixels", target_shape=(IMAGE_SIZE, IMAGE_SIZE, 1))
FLATTEN = layer("Flatten", "flatten")
HEAD = (dense("logits", NUM_CLASSES), layer("Softmax", "probs"))
BENDS = {
    "leaky_relu": ("LeakyReLU", {"negative_slope": 0.2}),
    "elu": ("ELU", {"alpha": 1.5}),
    "selu": ("Activation", {"activation": "selu"}),
    "gelu": ("Activation", {"activation": "gelu"}),
    "silu": ("Activation", {"activation": "silu"}),
    "softplus": ("Activation", {"activation": "softplus"}),
    "capped_relu": ("ReLU", {"max_value": 2.0}),
}
TRAINABLE = {  # trainable here, besides ReLU
    "tanh": ("Activation", {"activation": "tanh"}),
    "sigmoid": ("Activation", {"activation": "sigmoid"}),
    "step": ("ReLU", {"max_value": 1.0, "threshold": STEP_THRESHOLD}),
}


def _relu(sums: Settings) -> tuple[Settings, Settings]:
    return sums, layer("ReLU", f"{sums.config['name']}_relu")


def _hidden(units: int, function: str) -> tuple[Settings, ...]:
    """Return two layers of neurons, each with that function."""
    chain: list[Settings] = []
    for name in ("hidden1", "hidden2"):
        chain.append(dense(name, units))
        if function in TRAINABLE:
            kind, settings = TRAINABLE[function]
            chain.append(layer(kind, f"{name}_{function}", **settings))
    return tuple(chain)


def _bends() -> tuple[Settings, ...]:
    """Return a layer for every activation function that only other people's networks have."""
    chain: list[Settings] = []
    for number, (function, (kind, settings)) in enumerate(BENDS.items(), start=1):
        chain += [dense(f"hidden{number}", 12), layer(kind, f"hidden{number}_{function}", **settings)]
    return tuple(chain)


MADE: dict[str, tuple[Settings, ...]] = {
    "dense": (FLATTEN, *_relu(dense("hidden1", 128)), *_relu(dense("hidden2", 128)), *HEAD),
    "conv": (
        PIXELS,
        *_relu(conv("conv1", 16, (3, 3))),
        *_relu(conv("conv2", 32, (3, 3))),
        pool("MaxPooling2D", "pool1", 2, 2),
        *_relu(conv("conv3", 64, (3, 3))),
        *_relu(conv("conv4", 64, (3, 3))),
        pool("MaxPooling2D", "pool2", 2, 2),
        FLATTEN,
        *_relu(dense("hidden", 128)),
        *HEAD,
    ),
    "strided": (
        PIXELS,
        *_relu(conv("halved", 3, (3, 3), 2, "same")),
        conv("even", 4, (4, 3), 1, "same"),
        pool("MaxPooling2D", "overlapping", 4, 2, "same"),
        conv("sums", 5, (3, 3)),
        pool("MaxPooling2D", "pooled_sums", 2, 2),
        layer("ReLU", "pooled_sums_relu"),
        FLATTEN,
        *HEAD,
    ),
    "averaged": (  # overlapping pooling with padding; unfolded normalization before the activation
        PIXELS,
        layer("BatchNormalization", "normalized_pixels"),
        conv("halved", 3, (3, 3), 2, "same"),
        layer("LeakyReLU", "halved_leaky_relu", negative_slope=0.1),
        pool("AveragePooling2D", "overlapping", 3, 2, "same"),
        layer("BatchNormalization", "norm"),
        layer("ELU", "norm_elu", alpha=0.5),
        conv("sums", 4, (2, 2)),
        pool("AveragePooling2D", "whole", 6, 6),
        FLATTEN,
        layer("BatchNormalization", "flat_norm"),
        *HEAD,
    ),
    "bent": (FLATTEN, *_bends(), *HEAD),
    SIGMOIDS: (  # of M. Nielsen's book, and of 3Blue1Brown's first film: no softmax, ten sigmoids
        FLATTEN,
        dense("hidden1", 16),
        layer("Activation", "hidden1_sigmoid", activation="sigmoid"),
        dense("logits", NUM_CLASSES),
        layer("Activation", "probs", activation="sigmoid"),
    ),
    **{function: (FLATTEN, *_hidden(24, function), *HEAD) for function in FUNCTIONS},
}


def cases(titles: tuple[str, ...] = ALL) -> list[tuple[str, str]]:
    """Return (specimen, layer) for every layer that has inputs."""
    return [(title, layer.name) for title in titles for layer in specimen(title).network.layers[1:]]


@cache
def some_images() -> np.ndarray:
    """float32 (6, 28, 28): four test digits, noise, blank paper."""
    noise = np.random.default_rng(3).random((1, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    digits = load_test_images()[0][:4].astype(np.float32) / 255
    return np.concatenate([digits, noise, np.zeros_like(noise)])


@cache
def many_images() -> np.ndarray:
    """float32 (200, 28, 28): 130 test digits, and 70 drawings as the page prepares them."""
    digits = load_test_images()[0][:130].astype(np.float32) / 255
    rng = np.random.default_rng(11)
    return np.concatenate([digits, write_digits(50, rng)[0], write_non_digits(20, rng)])


def some_units(layer: Layer, number: int, seed: int = 0) -> list[Unit]:
    """Return the first and the last unit of a layer, which lie at its edges, and random ones."""
    rng = np.random.default_rng(seed)
    edges = [(0,) * len(layer.shape), tuple(size - 1 for size in layer.shape)]
    return [Unit(layer.name, index) for index in edges] + [random_unit(layer, rng) for _ in range(number)]


def random_unit(layer: Layer, rng: np.random.Generator) -> Unit:
    return Unit(layer.name, tuple(int(rng.integers(size)) for size in layer.shape))
