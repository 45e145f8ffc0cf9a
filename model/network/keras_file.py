"""Reading a .keras file without Keras: a zip of JSON (the layers' settings) and HDF5 (their weights).

Takes a file of a chain of layers, returns `Layer`s. Doesn't use Keras, and knows nothing of training or
pages. Tests compare the result with Keras's for the same file.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from model.errors import NetworkError
from model.network.keras_functions import (
    FUNCTION_LAYERS,
    STEP_THRESHOLD,
    Affine,
    batch_norm,
    function_of,
    normalization,
    rescaling,
)
from model.network.layer import ACTIVATION_FUNCTIONS, WEIGHTED, Layer
from model.network.refusals import cant_show
from model.preprocess.mnist import IMAGE_SIZE

WEIGHTS, PLAIN_WEIGHTS = "model.weights.h5", "model.weights.npz"
LEARNING_ONLY = (  # a trained network passes their inputs on unchanged
    *("InputLayer", "Identity", "ActivityRegularization", "Dropout", "SpatialDropout2D", "AlphaDropout"),
    *("GaussianDropout", "GaussianNoise", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom"),
    *("RandomContrast", "RandomBrightness"),
)


class Settings(NamedTuple):
    """One Keras layer as its file describes it: its class, and what `get_config` returns."""

    kind: str
    config: Mapping


def read_layers(path: Path | str) -> tuple[Layer, ...]:
    """Read the layers of a .keras file that contains a `Sequential` network.

    Raises:
        NetworkError: it contains something that can't be shown.
        OSError, KeyError, ValueError, zipfile.BadZipFile: it is missing or damaged.
    """
    with zipfile.ZipFile(path) as archive:
        config = json.loads(archive.read("config.json"))["config"]
        if PLAIN_WEIGHTS in archive.namelist():
            weights = _read_plain_weights(archive.read(PLAIN_WEIGHTS))
        else:
            weights = _read_weights(archive.read(WEIGHTS))
    return layers_of([Settings(each["class_name"], each["config"]) for each in config["layers"]], weights)


def with_plain_weights(path: Path | str, has_weights: bool = True) -> bytes:
    """Return the same file with its weights as NumPy writes them, for browsers, which have no HDF5.

    Without weights, `add_plain_weights` must add them.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != WEIGHTS:
                new.writestr(zipfile.ZipInfo(name), old.read(name))
        weights = _read_weights(old.read(WEIGHTS))
    if has_weights:
        add_plain_weights(buffer, weights)
    return buffer.getvalue()


def add_plain_weights(file: Path | BinaryIO, weights: Mapping[str, Sequence[np.ndarray]]) -> None:
    """Add weights to such a file without any.

    Args:
        file: the file.
        weights: layer name -> kernel and bias.
    """
    plain = io.BytesIO()
    np.savez(plain, **{f"{name}/{i}": array for name in weights for i, array in enumerate(weights[name])})
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(zipfile.ZipInfo(PLAIN_WEIGHTS), plain.getvalue())


def _read_plain_weights(contents: bytes) -> dict[str, list[np.ndarray]]:
    """Read weights that `with_plain_weights` wrote, like `_read_weights`."""
    weights: dict[str, list[np.ndarray]] = {}
    with np.load(io.BytesIO(contents), allow_pickle=False) as file:
        for name in file:
            weights.setdefault(name.rpartition("/")[0], []).append(file[name])
    return weights


def _read_weights(contents: bytes) -> dict[str, list[np.ndarray]]:
    """Return layer name -> its arrays, kernel first: the file has a group a layer, named by its attribute."""
    import h5py  # slow to import, and a page can already be drawn on meanwhile

    with h5py.File(io.BytesIO(contents)) as file:
        groups = [group["vars"] for group in file["layers"].values()]
        return {
            group.attrs["name"]: [np.asarray(group[str(i)], np.float32) for i in range(len(group))]
            for group in groups
        }


def layers_of(chain: Iterable[Settings], weights: Mapping[str, Sequence[np.ndarray]]) -> tuple[Layer, ...]:
    """Convert Keras's layers to `Layer`s, with every sum and every activation function in its own.

    Args:
        chain: each reads the one before, the first is the image (28, 28).
        weights: layer name -> kernel and, unless the layer has none, bias.

    Raises:
        NetworkError: it contains something that can't be shown; the message is a sentence.
    """
    layers = [Layer("image", "InputLayer", (IMAGE_SIZE, IMAGE_SIZE))]
    for kind, config in chain:
        if kind in LEARNING_ONLY:
            continue
        if kind not in _MAKERS and kind not in FUNCTION_LAYERS:
            raise cant_show(kind)
        name, function = config["name"], function_of(kind, config)
        if kind in _MAKERS:
            layers += _MAKERS[kind](name, config, layers[-1].shape, weights.get(name, ()))
            name = f"{name}_{ACTIVATION_FUNCTIONS[function.kind]}" if function else name
        if function and function.kind == "Step":
            layers[-1] = _with_bias_less(layers[-1], STEP_THRESHOLD)
        if function:
            layers.append(Layer(name, function.kind, layers[-1].shape, parameters=function.parameters))
    return tuple(layers)


def _with_bias_less(layer: Layer, amount: float) -> Layer:
    """Return the layer with a smaller bias: z > amount with the old bias is z > 0 with the new one."""
    if layer.kind not in WEIGHTED:
        raise NetworkError(
            "We can only explain a step function if it comes right after a layer that has weights."
        )
    return replace(layer, bias=layer.bias - np.float32(amount))


Weights = Sequence[np.ndarray]


def _dense(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
    if len(before) != 1:
        raise NetworkError("Here, a Dense layer must read a flat row of values. Put a Flatten before it.")
    kernel, bias = _kernel_and_bias(weights)
    return [Layer(name, "Dense", (config["units"],), kernel, bias)]


def _conv(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
    if config.get("groups", 1) != 1 or list(config.get("dilation_rate", (1, 1))) != [1, 1]:
        raise NetworkError(
            "We can't show grouped or dilated convolutions. Leave out groups and dilation_rate."
        )
    kernel, bias = _kernel_and_bias(weights)
    rows, cols, *windows = _windows(config, "kernel_size", before)
    return [Layer(name, "Conv2D", (rows, cols, config["filters"]), kernel, bias, *windows)]


def _scale(affine: Callable[..., Affine]) -> Callable[..., list[Layer]]:
    def make(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
        return [Layer(name, "Scale", before, *affine(config, before, weights))]

    return make


def _pool(kind: str) -> Callable[..., list[Layer]]:
    def make(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
        rows, cols, *windows = _windows(config, "pool_size", before)
        return [Layer(name, kind, (rows, cols, before[2]), None, None, *windows)]

    return make


def _global_pool(kind: str) -> Callable[..., list[Layer]]:
    """Make one window as large as the map; flatten the result, unless its rows and columns stay."""

    def make(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
        _check_order(config)
        pooled = Layer(name, kind, (1, 1, before[2]), None, None, before[:2], before[:2], (0, 0))
        flat = Layer(f"{name}_flat", "Flatten", (before[2],))
        return [pooled] if config.get("keepdims") else [pooled, flat]

    return make


def _flatten(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
    _check_order(config)
    return [Layer(name, "Flatten", (int(np.prod(before)),))]


def _reshape(name: str, config: Mapping, before: tuple, weights: Weights) -> list[Layer]:
    return [Layer(name, "Reshape", np.empty(before, np.bool_).reshape(config["target_shape"]).shape)]


_MAKERS: Mapping[str, Callable[..., list[Layer]]] = {
    "Dense": _dense,
    "Conv2D": _conv,
    "BatchNormalization": _scale(batch_norm),
    "Normalization": _scale(normalization),
    "Rescaling": _scale(lambda config, before, weights: rescaling(config, before)),
    "MaxPooling2D": _pool("MaxPooling2D"),
    "AveragePooling2D": _pool("AveragePooling2D"),
    "GlobalMaxPooling2D": _global_pool("MaxPooling2D"),
    "GlobalAveragePooling2D": _global_pool("AveragePooling2D"),
    "Flatten": _flatten,
    "Reshape": _reshape,
}
KINDS = (*LEARNING_ONLY, *_MAKERS, *FUNCTION_LAYERS)
"""Every Keras layer that can be read."""


def _kernel_and_bias(weights: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    kernel, *bias = (np.array(each, np.float32) for each in weights)
    return kernel, bias[0] if bias else np.zeros(kernel.shape[-1], np.float32)


def _check_order(config: Mapping) -> None:
    if config.get("data_format", "channels_last") != "channels_last":
        raise NetworkError(
            'We can\'t show a network that puts its channels first. Use data_format="channels_last".'
        )


def _windows(config: Mapping, size: str, before: tuple) -> tuple:
    """Return rows, cols, window, strides and padding (above, left) of windows over (rows, cols, …).

    "valid": as many windows as fit. "same": one at every stride, with zeros around; if their number is odd,
    one more goes below or to the right, as in TensorFlow.
    """
    _check_order(config)
    if len(before) != 3:
        raise NetworkError(
            "Here, a convolution or pooling layer must read rows, columns and channels. Put a Reshape before "
            "it."
        )
    window, strides = tuple(config[size]), tuple(config["strides"])
    if not all(type(each) is int for each in (*window, *strides)):
        raise NetworkError("The sides and strides of a window must be whole numbers.")
    if config["padding"] == "valid":
        sides = [(side - wide) // stride + 1 for side, wide, stride in zip(before, window, strides)]
        return (*sides, window, strides, (0, 0))
    sides = [-(-side // stride) for side, stride in zip(before, strides)]
    lacking = [
        max((number - 1) * stride + wide - side, 0)
        for side, number, stride, wide in zip(before, sides, strides, window)
    ]
    return (*sides, window, strides, (lacking[0] // 2, lacking[1] // 2))
