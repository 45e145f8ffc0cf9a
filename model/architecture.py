"""The two networks before they have learnt anything.

Takes a name, gives an untrained Keras model. Knows nothing of training, files or pages.
Every operation whose value is worth seeing is its own named layer.
"""

from __future__ import annotations

import keras
from keras import layers

from model.mnist import IMAGE_SIZE, NUM_CLASSES
from model.network import NAMES


def build_network(name: str) -> keras.Model:
    """An untrained network: (28, 28) in [0, 1] -> ten probabilities.

    `dense` is the textbook's 784 → 128 → 128 → 10 with ReLU, 118,282 weights. `conv` has two
    pairs of convolutions, each ending in a max-pooling, below one dense layer.

    Raises:
        ValueError: `name` is neither.
    """
    if name not in NAMES:
        raise ValueError(f"there is no network {name!r}; there are {' and '.join(NAMES)}")
    body = _dense_body() if name == "dense" else _conv_body()
    head = [layers.Dense(NUM_CLASSES, name="logits"), layers.Softmax(name="probs")]
    return keras.Sequential([keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image"), *body, *head], name=name)


def _dense_body() -> list[layers.Layer]:
    return [layers.Flatten(name="flatten"), *_dense_relu("hidden1", 128), *_dense_relu("hidden2", 128)]


def _conv_body() -> list[layers.Layer]:
    return [
        layers.Reshape((IMAGE_SIZE, IMAGE_SIZE, 1), name="pixels"),
        *_conv_relu("conv1", 16, 3),
        *_conv_relu("conv2", 32, 3),
        layers.MaxPooling2D(2, name="pool1"),
        *_conv_relu("conv3", 64, 3),
        *_conv_relu("conv4", 64, 3),
        layers.MaxPooling2D(2, name="pool2"),
        layers.Flatten(name="flatten"),
        *_dense_relu("hidden", 96),
    ]


def _dense_relu(name: str, units: int) -> list[layers.Layer]:
    return [layers.Dense(units, name=name), layers.ReLU(name=f"{name}_relu")]


def _conv_relu(name: str, filters: int, size: int) -> list[layers.Layer]:
    return [layers.Conv2D(filters, size, name=name), layers.ReLU(name=f"{name}_relu")]
