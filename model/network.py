"""The two networks: loading them, and every layer's values for one image.

Takes trained Keras files, gives numpy arrays without a batch axis. Knows nothing of drawings,
explanations or pages. Keras stays in here: a `Network` holds plain arrays and two functions of
them. It is imported only when the first network is made: that takes seconds in which a page can
already be drawn on.

Every operation whose value is worth seeing is its own named layer, so that the weighted sums
(`hidden1`) and what the activation function makes of them (`hidden1_relu`) can both be read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow is imported, or it does nothing

import numpy as np

from model.mnist import IMAGE_SIZE

if TYPE_CHECKING:
    import keras

NAMES = ("dense", "conv")
THREADS = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")  # settings, of all networks of a process
TRAINED = Path(__file__).parent / "trained"


class NetworkError(RuntimeError):
    """A network that can't be loaded; the message says which command makes it."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One operation of a network and what is needed to redo it by hand.

    Attributes:
        name: as in the Keras file, e.g. "hidden1".
        kind: the Keras class, e.g. "Dense", "Conv2D", "MaxPooling2D", "ReLU", "InputLayer"; of an
            activation function that has none, its name: "Tanh", "Sigmoid", "Threshold".
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


@dataclass(frozen=True, eq=False)
class Network:
    """A trained network, read-only: it is shared by everyone who looks at it.

    Attributes:
        name: "dense" or "conv".
        layers: every operation, in depth order; the first is the image, the last "probs".
        card: how it was trained and what it reached, as `train_model.py` wrote it.
        run: a batch of images, float32 (n, 28, 28) -> every layer's values, float32 (n, …).
        run_with: the same with replacements, one (…) a layer, NaN where nothing is replaced.
    """

    name: str
    layers: tuple[Layer, ...]
    card: Mapping[str, object] = field(repr=False)
    run: Callable[[np.ndarray], list[np.ndarray]] = field(repr=False)
    run_with: Callable[[np.ndarray, list[np.ndarray]], list[np.ndarray]] = field(repr=False)

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


def load_network(name: str = "conv", directory: Path | str = TRAINED) -> Network:
    """Read a trained network and its card.

    Raises:
        NetworkError: a file is missing or damaged; the message names the command that makes it.
    """
    import keras

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
    import keras
    import tensorflow as tf

    every_layer = keras.Model(model.inputs, [model.inputs[0], *(layer.output for layer in model.layers)])
    described = (
        Layer("image", "InputLayer", (IMAGE_SIZE, IMAGE_SIZE)),
        *(_describe(layer) for layer in model.layers),
    )

    images = tf.TensorSpec((None, IMAGE_SIZE, IMAGE_SIZE), tf.float32)
    replaced = [tf.TensorSpec(layer.shape, tf.float32) for layer in described]

    @tf.function(input_signature=[images])
    def run(images):
        return every_layer(images, training=False)

    @tf.function(input_signature=[images, replaced])
    def run_with(images, replaced):
        layers = [lambda values: values, *(partial(layer, training=False) for layer in model.layers)]
        values = [images]
        for layer, replacement in zip(layers, replaced):
            values.append(tf.where(tf.math.is_nan(replacement), layer(values[-1]), replacement))
        return values[1:]

    def as_arrays(function):
        return lambda *arrays: [value.numpy() for value in function(*arrays)]

    return Network(name, described, card, run=as_arrays(run), run_with=as_arrays(run_with))


def _describe(layer: keras.Layer) -> Layer:
    kernel, bias = layer.get_weights() if layer.weights else (None, None)
    for weights in (kernel, bias) if layer.weights else ():
        weights.setflags(write=False)  # explanations hand out views of them
    window = getattr(layer, "pool_size", None) or getattr(layer, "kernel_size", None)
    strides = layer.strides if window else None
    padding = _padding(layer, window, strides) if window else None
    shape = tuple(layer.output.shape[1:])
    return Layer(layer.name, _kind(layer), shape, kernel, bias, window, strides, padding)


def _kind(layer: keras.Layer) -> str:
    kind = type(layer).__name__
    if kind == "Activation":
        return layer.activation.__name__.capitalize()
    return "Threshold" if kind == "ReLU" and layer.threshold else kind  # see choices.activation_layer


def _padding(layer: keras.Layer, window: tuple[int, int], strides: tuple[int, int]) -> tuple[int, int]:
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
    return _first(network, network.run(image[None].astype(np.float32, copy=False)))


def forward_batch(network: Network, images: np.ndarray) -> Mapping[str, np.ndarray]:
    """As `forward` for (n, 28, 28) images at once: every array has a first axis of n."""
    values = network.run(images.astype(np.float32, copy=False))
    return {layer.name: value for layer, value in zip(network.layers, values)}


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
    values = network.run_with(image[None].astype(np.float32, copy=False), list(replacements.values()))
    return _first(network, values)


def _check_shape(image: np.ndarray) -> None:
    if image.shape != (IMAGE_SIZE, IMAGE_SIZE):
        raise ValueError(f"expected an image of shape {(IMAGE_SIZE, IMAGE_SIZE)}, got {image.shape}")


def _first(network: Network, values: list[np.ndarray]) -> Mapping[str, np.ndarray]:
    return {layer.name: value[0] for layer, value in zip(network.layers, values)}
