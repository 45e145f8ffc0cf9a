"""The networks that the laws are held to, each with the Keras model it was made of as the oracle.

Untrained ones with generic weights, biases included, in both architectures; one that has what those
lack ("same" padding, strides, overlapping pooling of values below 0); one small dense network for each other
activation function that can be trained here; one with all that only other people's have, one after the other,
and one with average pooling and normalization that is not folded; and, where they have been made, the trained
ones. Besides, one that is trained here, with a detector of its own, and one whose outputs are sigmoids.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import keras
import numpy as np
from keras import layers

from model.keras_file import STEP_THRESHOLD
from model.layer import Layer
from model.learning.architecture import build_chosen, build_network
from model.learning.fitting import fit
from model.learning.keras_model import from_keras, to_keras
from model.mnist import IMAGE_SIZE, NUM_CLASSES, load_compact, load_test_images
from model.network import NAMES, TRAINED, Network, load_network
from model.no_digits import write_no_digits
from model.pen import write_digits
from model.training.choices import Choices
from model.training.snapshot import Snapshot
from model.wiring import Unit


@dataclass(frozen=True)
class Specimen:
    model: keras.Model
    network: Network


FUNCTIONS = ("tanh", "sigmoid", "step", "linear")
UNTRAINED = (*(f"untrained {name}" for name in NAMES), "strided", "averaged", "bent", *FUNCTIONS)
SIGMOIDS = "sigmoids"  # not among ALL: its outputs are no shares of 100 %
OWN = "own"  # not among ALL: it takes three seconds
ALL = (*UNTRAINED, *(f"trained {name}" for name in NAMES if (TRAINED / f"{name}.json").exists()))


@cache
def specimen(title: str) -> Specimen:
    name = title.split()[-1]
    if title.startswith("trained"):
        model = keras.saving.load_model(TRAINED / f"{name}.keras", compile=False)
        return Specimen(model, load_network(name))
    if title == OWN:
        network = _own_network()
        return Specimen(to_keras(network), network)
    model = _untrained(name)
    rng = np.random.default_rng(7)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            size = len(layer.get_weights()[0])
            means = [rng.normal(mean, 0.3, size) for mean in (1, 0, 0)]  # gamma, beta, mean
            layer.set_weights([*means, rng.uniform(0.5, 2, size)])
        elif layer.weights:
            kernel, bias = layer.get_weights()
            scale = np.sqrt(2 / np.prod(kernel.shape[:-1]))  # He et al. 2015: values keep their size
            mean = STEP_THRESHOLD if name == "step" and layer.name != "logits" else 0.0  # half of them fire
            layer.set_weights([rng.normal(0, scale, kernel.shape), rng.normal(mean, 0.1, bias.shape)])
    return Specimen(model, from_keras(model, title))


def _untrained(name: str) -> keras.Model:
    if name in MADE:
        return MADE[name]()
    return build_chosen(Choices(units=24, activation=name)) if name in FUNCTIONS else build_network(name)


def _own_network() -> Network:
    """Trained as on the Training page, with its detector in its card."""
    choices = Choices(hidden_layers=1, units=64, images=20_000, epochs=2, batch_size=64, learning_rate=3e-3)
    published: list[Snapshot] = []
    outcome = fit(choices, load_compact(), published.append, lambda: True)
    return replace(published[-1].network, name="yours 1", card=outcome.detector)


@cache
def _oracle(title: str) -> keras.Model:
    """A specimen's Keras model that gives every layer's values."""
    model = specimen(title).model
    return keras.Model(model.inputs, {layer.name: layer.output for layer in model.layers})


def keras_values(title: str, images: np.ndarray) -> dict[str, np.ndarray]:
    """Layer name -> what Keras itself computes there, of (n, 28, 28) images.

    Keras's own step fires above 1, ours above 0: z is what it is above the threshold.
    """
    network, oracle = specimen(title).network, _oracle(title)
    batches = [oracle(batch, training=False) for batch in np.split(images, range(100, len(images), 100))]
    values = {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}
    values["image"] = images
    for layer in network.weighted:
        if layer.activation_function == "step":
            values[layer.name] = values[layer.name] - STEP_THRESHOLD
    return {layer.name: values[layer.name] for layer in network.layers}


def strided() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"),
            layers.Reshape((IMAGE_SIZE, IMAGE_SIZE, 1), name="pixels"),
            layers.Conv2D(3, 3, strides=2, padding="same", name="halved"),
            layers.ReLU(name="halved_relu"),
            layers.Conv2D(4, (4, 3), padding="same", name="even"),
            layers.MaxPooling2D(4, strides=2, padding="same", name="overlapping"),
            layers.Conv2D(5, 3, name="sums"),
            layers.MaxPooling2D(2, name="pooled_sums"),
            layers.ReLU(name="pooled_sums_relu"),
            layers.Flatten(name="flatten"),
            layers.Dense(NUM_CLASSES, name="logits"),
            layers.Softmax(name="probs"),
        ]
    )


def averaged() -> keras.Model:
    """Average pooling that overlaps, with padding; normalization between padding and a bend, as it is."""
    return keras.Sequential(
        [
            keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"),
            layers.Reshape((IMAGE_SIZE, IMAGE_SIZE, 1), name="pixels"),
            layers.BatchNormalization(name="normalized_pixels"),
            layers.Conv2D(3, 3, strides=2, padding="same", name="halved"),
            layers.LeakyReLU(0.1, name="halved_leaky_relu"),
            layers.AveragePooling2D(3, strides=2, padding="same", name="overlapping"),
            layers.BatchNormalization(name="norm"),
            layers.ELU(0.5, name="norm_elu"),
            layers.Conv2D(4, 2, name="sums"),
            layers.AveragePooling2D(6, name="whole"),
            layers.Flatten(name="flatten"),
            layers.BatchNormalization(name="flat_norm"),
            layers.Dense(NUM_CLASSES, name="logits"),
            layers.Softmax(name="probs"),
        ]
    )


BENDS = {
    "leaky_relu": lambda name: layers.LeakyReLU(0.2, name=name),
    "elu": lambda name: layers.ELU(1.5, name=name),
    "selu": lambda name: layers.Activation("selu", name=name),
    "gelu": lambda name: layers.Activation("gelu", name=name),
    "silu": lambda name: layers.Activation("silu", name=name),
    "softplus": lambda name: layers.Activation("softplus", name=name),
    "capped_relu": lambda name: layers.ReLU(max_value=2.0, name=name),
}


def bent() -> keras.Model:
    """Every activation function that only other people's networks have, a layer of each."""
    body = []
    for number, (name, layer) in enumerate(BENDS.items(), start=1):
        body += [layers.Dense(12, name=f"hidden{number}"), layer(f"hidden{number}_{name}")]
    head = [layers.Dense(NUM_CLASSES, name="logits"), layers.Softmax(name="probs")]
    image = keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image")
    return keras.Sequential([image, layers.Flatten(name="flatten"), *body, *head])


def sigmoids() -> keras.Model:
    """The network of M. Nielsen's book, and of 3Blue1Brown's first film: no softmax, ten sigmoids."""
    return keras.Sequential(
        [
            keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"),
            layers.Flatten(name="flatten"),
            layers.Dense(16, name="hidden1"),
            layers.Activation("sigmoid", name="hidden1_sigmoid"),
            layers.Dense(NUM_CLASSES, name="logits"),
            layers.Activation("sigmoid", name="probs"),
        ]
    )


MADE = {"strided": strided, "averaged": averaged, "bent": bent, SIGMOIDS: sigmoids}


def cases(titles: tuple[str, ...] = ALL) -> list[tuple[str, str]]:
    """(specimen, layer) for every layer that has inputs."""
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
    return np.concatenate([digits, write_digits(50, rng)[0], write_no_digits(20, rng)])


def some_units(layer: Layer, number: int, seed: int = 0) -> list[Unit]:
    """The first and the last unit of a layer, which lie at the edges, and random ones."""
    rng = np.random.default_rng(seed)
    edges = [(0,) * len(layer.shape), tuple(size - 1 for size in layer.shape)]
    return [Unit(layer.name, index) for index in edges] + [random_unit(layer, rng) for _ in range(number)]


def random_unit(layer: Layer, rng: np.random.Generator) -> Unit:
    return Unit(layer.name, tuple(int(rng.integers(size)) for size in layer.shape))
