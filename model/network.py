"""The two networks: their architecture, loading them, and every layer's values for one image.

Takes trained Keras files, gives numpy arrays without a batch axis. Knows nothing of drawings,
explanations or pages. Keras stays in here: a `Network` holds plain arrays and one function.

Every operation whose value is worth seeing is its own named layer, so that the weighted sums
(`hidden1`) and what the activation function makes of them (`hidden1_relu`) can both be read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow is imported, or it does nothing

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from model.mnist import IMAGE_SIZE, NUM_CLASSES

NAMES = ("dense", "conv")
TRAINED = Path(__file__).parent / "trained"


class NetworkError(RuntimeError):
    """A network that can't be loaded; the message says which command makes it."""


@dataclass(frozen=True)
class Layer:
    """One operation of a network and what is needed to redo it by hand.

    Attributes:
        name: as in the Keras file, e.g. "hidden1".
        kind: the Keras class, e.g. "Dense", "Conv2D", "MaxPooling2D", "ReLU", "InputLayer".
        shape: of its output, no batch axis: (units,) or (rows, cols, channels).
        kernel: float32, Dense (inputs, units), Conv2D (rows, cols, channels in, channels out); or None.
        bias: float32 (units,) or (channels out,); None where there is no kernel.
        window: (rows, cols) of a pooling or convolution, else None.
        strides: (rows, cols) of a pooling or convolution, else None.
        padding: (rows, cols) of zeros that a "same" convolution adds above and to the left, else None.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    kernel: np.ndarray | None = field(default=None, repr=False)
    bias: np.ndarray | None = field(default=None, repr=False)
    window: tuple[int, int] | None = None
    strides: tuple[int, int] | None = None
    padding: tuple[int, int] | None = None


@dataclass(frozen=True)
class Network:
    """A trained network, read-only: it is shared by everyone who looks at it.

    Attributes:
        name: "dense" or "conv".
        layers: every operation, in depth order; the first is the image, the last "probs".
        card: how it was trained and what it reached, as `train_model.py` wrote it.
        run: a batch of images -> every layer's values.
        run_with: the same with replacements, one (rows, …) per layer, NaN where nothing is replaced.
    """

    name: str
    layers: tuple[Layer, ...]
    card: Mapping[str, object] = field(repr=False)
    run: Callable[[tf.Tensor], list[tf.Tensor]] = field(repr=False)
    run_with: Callable[[tf.Tensor, list[tf.Tensor]], list[tf.Tensor]] = field(repr=False)

    def layer(self, name: str) -> Layer:
        """The layer of that name.

        Raises:
            KeyError: there is none.
        """
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise KeyError(
            f"{self.name} has no layer {name!r}; it has {', '.join(each.name for each in self.layers)}"
        )

    def before(self, name: str) -> Layer:
        """The layer whose output the named one reads."""
        return self.layers[self.layers.index(self.layer(name)) - 1]

    def after(self, name: str) -> Layer | None:
        """The layer that reads the named one's output; None for the last."""
        position = self.layers.index(self.layer(name)) + 1
        return self.layers[position] if position < len(self.layers) else None


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
        *_conv_relu("conv1", 32, 5),
        layers.MaxPooling2D(2, name="pool1"),
        *_conv_relu("conv2", 64, 3),
        *_conv_relu("conv3", 64, 3),
        layers.MaxPooling2D(2, name="pool2"),
        layers.Flatten(name="flatten"),
        *_dense_relu("hidden", 96),
    ]


def _dense_relu(name: str, units: int) -> list[layers.Layer]:
    return [layers.Dense(units, name=name), layers.ReLU(name=f"{name}_relu")]


def _conv_relu(name: str, filters: int, size: int) -> list[layers.Layer]:
    return [layers.Conv2D(filters, size, name=name), layers.ReLU(name=f"{name}_relu")]


def load_network(name: str = "conv", directory: Path | str = TRAINED) -> Network:
    """Read a trained network and its card.

    Raises:
        NetworkError: a file is missing or damaged; the message names the command that makes it.
    """
    path = Path(directory) / f"{name}.keras"
    try:
        model = keras.saving.load_model(path, compile=False)
        card = json.loads(path.with_suffix(".json").read_text())
    except Exception as error:  # Keras raises whatever its readers raise: zip, JSON, HDF5, ValueError
        state = "damaged" if path.exists() and path.with_suffix(".json").exists() else "missing"
        raise NetworkError(
            f"The network file {path.name} is {state}. `python train_model.py --network {name}` makes it."
        ) from error
    return wrap(model, name, card)


def wrap(model: keras.Model, name: str, card: Mapping[str, object]) -> Network:
    """Turn a Keras model, one layer after another, into a `Network`.

    All layers are computed in one `tf.function` of a fixed signature: 0.3 ms an image for `dense`,
    where `model.predict` takes 50.
    """
    every_layer = keras.Model(model.inputs, [model.inputs[0], *(layer.output for layer in model.layers)])
    described = (
        Layer("image", "InputLayer", (IMAGE_SIZE, IMAGE_SIZE)),
        *(_describe(layer) for layer in model.layers),
    )

    def run_with(images: tf.Tensor, replaced: list[tf.Tensor]) -> list[tf.Tensor]:
        values = [_replace(images, replaced[0])]
        for layer, replacement in zip(model.layers, replaced[1:]):
            values.append(_replace(layer(values[-1], training=False), replacement))
        return values

    images = tf.TensorSpec((None, IMAGE_SIZE, IMAGE_SIZE), tf.float32)
    replaced = [tf.TensorSpec(layer.shape, tf.float32) for layer in described]
    return Network(
        name,
        described,
        card,
        run=tf.function(lambda batch: every_layer(batch, training=False), input_signature=[images]),
        run_with=tf.function(run_with, input_signature=[images, replaced]),
    )


def _replace(values: tf.Tensor, replacement: tf.Tensor) -> tf.Tensor:
    return tf.where(tf.math.is_nan(replacement), values, replacement)


def _describe(layer: layers.Layer) -> Layer:
    kernel, bias = layer.get_weights() if layer.weights else (None, None)
    for weights in (kernel, bias) if layer.weights else ():
        weights.setflags(write=False)  # explanations hand out views of them
    window = getattr(layer, "pool_size", None) or getattr(layer, "kernel_size", None)
    strides = layer.strides if window else None
    padding = _padding(layer, window, strides) if window else None
    shape = tuple(layer.output.shape[1:])
    return Layer(layer.name, type(layer).__name__, shape, kernel, bias, window, strides, padding)


def _padding(layer: layers.Layer, window: tuple[int, int], strides: tuple[int, int]) -> tuple[int, int]:
    """Rows above and columns to the left; of an odd number, the other side gets the one more."""
    if layer.padding == "valid":
        return 0, 0
    sides, results = layer.input.shape[1:3], layer.output.shape[1:3]
    return tuple(
        max((result - 1) * stride + size - side, 0) // 2
        for side, result, size, stride in zip(sides, results, window, strides)
    )


def forward(network: Network, image: np.ndarray) -> Mapping[str, np.ndarray]:
    """Every layer's values for one image.

    Args:
        image: float32 (28, 28) in [0, 1].

    Returns:
        Layer name -> float32 array without a batch axis, in depth order: "image" first, then every
        operation, "probs" (10,) last.

    Raises:
        ValueError: the image has another shape.
    """
    _check_shape(image)
    return _first(network, network.run(tf.constant(image[None], tf.float32)))


def forward_batch(network: Network, images: np.ndarray) -> Mapping[str, np.ndarray]:
    """As `forward` for (n, 28, 28) images at once: every array has a first axis of n."""
    values = network.run(tf.constant(images, tf.float32))
    return {layer.name: value.numpy() for layer, value in zip(network.layers, values)}


def forward_with(
    network: Network, image: np.ndarray, replaced: Mapping[tuple[str, tuple[int, ...]], float]
) -> Mapping[str, np.ndarray]:
    """As `forward`, with some values replaced on the way and everything above them computed anew.

    The network itself stays as it is.

    Args:
        image: float32 (28, 28) in [0, 1].
        replaced: (layer name, index in its output) -> the value to go on with. In a layer with an
            activation function after it, that is the weighted sum; see `effect.rerun` for neurons.

    Raises:
        KeyError: there is no such layer.
        ValueError: the image has another shape.
    """
    _check_shape(image)
    replacements = {layer.name: np.full(layer.shape, np.nan, np.float32) for layer in network.layers}
    for (name, index), value in replaced.items():
        replacements[network.layer(name).name][index] = value
    constants = [tf.constant(replacement) for replacement in replacements.values()]
    return _first(network, network.run_with(tf.constant(image[None], tf.float32), constants))


def _check_shape(image: np.ndarray) -> None:
    if image.shape != (IMAGE_SIZE, IMAGE_SIZE):
        raise ValueError(f"expected an image of shape {(IMAGE_SIZE, IMAGE_SIZE)}, got {image.shape}")


def _first(network: Network, values: list[tf.Tensor]) -> Mapping[str, np.ndarray]:
    return {layer.name: value.numpy()[0] for layer, value in zip(network.layers, values)}
