"""The networks that the laws are held to, each with the Keras model it was made of as the oracle.

Untrained ones with generic weights, biases included, in both architectures; one that has what those
lack ("same" padding, strides, overlapping pooling of values below 0); and, where they have been made,
the trained ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import keras
import numpy as np
from keras import layers

from model.architecture import build_network
from model.mnist import IMAGE_SIZE, NUM_CLASSES, load_test_images
from model.network import NAMES, TRAINED, Layer, Network, load_network, wrap
from model.wiring import Unit


@dataclass(frozen=True)
class Specimen:
    model: keras.Model
    network: Network


UNTRAINED = (*(f"untrained {name}" for name in NAMES), "strided")
ALL = (*UNTRAINED, *(f"trained {name}" for name in NAMES if (TRAINED / f"{name}.json").exists()))


@cache
def specimen(title: str) -> Specimen:
    name = title.split()[-1]
    if title.startswith("trained"):
        model = keras.saving.load_model(TRAINED / f"{name}.keras", compile=False)
        return Specimen(model, load_network(name))
    model = strided() if title == "strided" else build_network(name)
    rng = np.random.default_rng(7)
    for layer in model.layers:
        if layer.weights:
            kernel, bias = layer.get_weights()
            scale = np.sqrt(2 / np.prod(kernel.shape[:-1]))  # He et al. 2015: values keep their size
            layer.set_weights([rng.normal(0, scale, kernel.shape), rng.normal(0, 0.1, bias.shape)])
    return Specimen(model, wrap(model, name, {}))


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


def cases(titles: tuple[str, ...] = ALL) -> list[tuple[str, str]]:
    """(specimen, layer) for every layer that has inputs."""
    return [(title, layer.name) for title in titles for layer in specimen(title).network.layers[1:]]


@cache
def some_images() -> np.ndarray:
    """float32 (6, 28, 28): four test digits, noise, blank paper."""
    noise = np.random.default_rng(3).random((1, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    digits = load_test_images()[0][:4].astype(np.float32) / 255
    return np.concatenate([digits, noise, np.zeros_like(noise)])


def some_units(layer: Layer, number: int, seed: int = 0) -> list[Unit]:
    """The first and the last unit of a layer, which lie at the edges, and random ones."""
    rng = np.random.default_rng(seed)
    edges = [(0,) * len(layer.shape), tuple(size - 1 for size in layer.shape)]
    return [Unit(layer.name, index) for index in edges] + [random_unit(layer, rng) for _ in range(number)]


def random_unit(layer: Layer, rng: np.random.Generator) -> Unit:
    return Unit(layer.name, tuple(int(rng.integers(size)) for size in layer.shape))
