"""Conversion between Keras and us: from a Keras model to a `Network`, back again, and to its file.

Takes one, returns the other. Knows nothing of training or pages.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
from keras import layers

from model.errors import NetworkError
from model.network import Network
from model.network.keras_file import STEP_THRESHOLD, Settings, layers_of
from model.network.layer import ACTIVATION_FUNCTIONS, POOLINGS, Layer
from model.preprocess.mnist import IMAGE_SIZE


def from_keras(model: keras.Model, name: str) -> Network:
    """Return the network of a Keras model, a chain of layers, with its current weights.

    Raises:
        NetworkError: it contains something that can't be shown.
    """
    chain = [Settings(type(layer).__name__, layer.get_config()) for layer in model.layers]
    weights = {layer.name: layer.get_weights() for layer in model.layers}
    return Network(name, layers_of(chain, weights))


def to_keras(network: Network) -> keras.Model:
    """Return the Keras model of a network; `keras.saving.load_model` opens its file without custom code."""
    chain = [_to_keras(layer) for layer in network.layers[1:]]
    model = keras.Sequential([keras.Input((IMAGE_SIZE, IMAGE_SIZE), name=network.image.name), *chain])
    for layer in network.weighted:
        if layer.kind == "Scale":
            _set_scale(model.get_layer(layer.name), layer)
            continue
        is_step = layer.activation_function == "step"
        bias = layer.bias + np.float32(STEP_THRESHOLD) if is_step else layer.bias
        model.get_layer(layer.name).set_weights([layer.kernel, bias])
    return model


def _to_keras(layer: Layer) -> keras.Layer:
    if layer.kind == "Dense":
        return layers.Dense(layer.shape[0], name=layer.name)
    if layer.kind == "Conv2D":
        return layers.Conv2D(
            layer.shape[2], layer.window, layer.strides, layer.keras_padding, name=layer.name
        )
    if layer.kind == "Scale":
        return layers.BatchNormalization(name=layer.name)
    if layer.kind in POOLINGS:
        pooling = getattr(layers, layer.kind)
        return pooling(layer.window, layer.strides, layer.keras_padding, name=layer.name)
    if layer.kind == "Flatten":
        return layers.Flatten(name=layer.name)
    if layer.kind == "Reshape":
        return layers.Reshape(layer.shape, name=layer.name)
    return activation_layer(ACTIVATION_FUNCTIONS[layer.kind], layer.name, *layer.parameters)


def _set_scale(norm: keras.layers.BatchNormalization, layer: Layer) -> None:
    """Set a batch normalization with mean 0 and variance + epsilon = 1: value × factor + shift."""
    if layer.kernel.ndim > 1:
        raise NetworkError("We can't turn a network that scales each pixel separately into a Keras file.")
    zeros = np.zeros_like(layer.bias)
    norm.set_weights([layer.kernel, layer.bias, zeros, zeros + np.float32(1 - norm.epsilon)])


def activation_layer(activation: str, name: str, *parameters: float) -> keras.Layer:
    """Return a layer of that activation function, by its name in `functions.py`, or "softmax".

    Keras has no step. A ReLU that is cut off below 1 and above 1 is a step, in any Keras, without
    custom code: a = 1 where z > 1, else 0, and its derivative is 0 everywhere.
    """
    if activation == "relu":
        return layers.ReLU(name=name)
    if activation == "softmax":
        return layers.Softmax(name=name)
    if activation == "step":
        return layers.ReLU(max_value=1.0, threshold=STEP_THRESHOLD, name=name)
    if activation == "capped_relu":
        return layers.ReLU(max_value=parameters[0], name=name)
    if activation in ("leaky_relu", "elu"):
        return (layers.ELU if activation == "elu" else layers.LeakyReLU)(*parameters, name=name)
    return layers.Activation(activation, name=name)


def keras_file_of(network: Network) -> bytes:
    """Return a network as the bytes of a plain .keras file.

    Raises:
        NetworkError: the server has no room for files; the message is a sentence.
    """
    with temporary_file() as path:
        save_model(to_keras(network), path)
        return path.read_bytes()


@contextlib.contextmanager
def temporary_file() -> Iterator[Path]:
    """Provide a path for a .keras file, because Keras only reads and writes files.

    Raises:
        NetworkError: the server has no room for files; the message is a sentence.
    """
    try:
        with tempfile.TemporaryDirectory() as directory:
            yield Path(directory) / "network.keras"
    except OSError as error:
        raise NetworkError("The server's folder for temporary files is full. Try again later.") from error


def save_model(model: keras.Model, path: Path | str) -> None:
    """Write a network, without those settings of its layers that are None.

    Keras 3.13 and later also write settings that 3.12, the last one for Python 3.10, refuses to read,
    even if they are None.
    """
    path = Path(path)
    model.save(path)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["config.json"] = json.dumps(_without_none(json.loads(parts["config.json"]))).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)


def _without_none(value: object, is_setting: bool = False) -> object:
    if isinstance(value, list):
        return [_without_none(each, is_setting) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_none(each, name == "config" or (is_setting and "class_name" not in value))
        for name, each in value.items()
        if not (is_setting and each is None)
    }
