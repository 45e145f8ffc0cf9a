"""Reading a .keras file without Keras: a zip of JSON, the layers' settings, and of HDF5, their weights.

Takes a file of a chain of layers, gives `Layer`s. Knows nothing of Keras itself, of training or of pages.
Tests hold what is read here to what Keras makes of the same file.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from model.layer import WEIGHTED, Layer, NetworkError, quoted
from model.mnist import IMAGE_SIZE

WEIGHTS, PLAIN_WEIGHTS = "model.weights.h5", "model.weights.npz"
STEP_THRESHOLD = 1.0  # Keras has no step. ReLU(max_value=1, threshold=1) is one: 1 where z > 1, else 0
ACTIVATIONS = {"relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid", "softmax": "Softmax"}  # -> kind of layer


class Settings(NamedTuple):
    """One Keras layer as its file describes it: its class, and what `get_config` gives."""

    kind: str
    config: Mapping


def read_layers(path: Path | str) -> tuple[Layer, ...]:
    """The layers of a .keras file that holds a `Sequential` network.

    Raises:
        NetworkError: it contains what can't be shown.
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
    """The same file with its weights as NumPy writes them, for where there is no HDF5: in a browser.

    Without weights, `add_plain_weights` is to add them.
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
    """Add weights to such a file that has none.

    Args:
        file: where it is.
        weights: layer name -> kernel and bias.
    """
    plain = io.BytesIO()
    np.savez(plain, **{f"{name}/{i}": array for name in weights for i, array in enumerate(weights[name])})
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(zipfile.ZipInfo(PLAIN_WEIGHTS), plain.getvalue())


def _read_plain_weights(contents: bytes) -> dict[str, list[np.ndarray]]:
    """As `_read_weights`, of what `with_plain_weights` has written."""
    weights: dict[str, list[np.ndarray]] = {}
    with np.load(io.BytesIO(contents), allow_pickle=False) as file:
        for name in file:
            weights.setdefault(name.rpartition("/")[0], []).append(file[name])
    return weights


def _read_weights(contents: bytes) -> dict[str, list[np.ndarray]]:
    """Layer name -> its arrays, kernel first: the file has a group a layer, whose attribute is its name."""
    import h5py  # which takes a while, in which a page can already be drawn on

    with h5py.File(io.BytesIO(contents)) as file:
        groups = [group["vars"] for group in file["layers"].values()]
        return {
            group.attrs["name"]: [np.asarray(group[str(i)], np.float32) for i in range(len(group))]
            for group in groups
        }


def layers_of(chain: Iterable[Settings], weights: Mapping[str, Sequence[np.ndarray]]) -> tuple[Layer, ...]:
    """Keras's layers as `Layer`s: every sum and every activation function is one of its own.

    Args:
        chain: each reading the one before, the first the image (28, 28).
        weights: layer name -> kernel and, unless the layer goes without, bias.

    Raises:
        NetworkError: it contains what can't be shown; the message is a sentence.
    """
    layers = [Layer("image", "InputLayer", (IMAGE_SIZE, IMAGE_SIZE))]
    for kind, config in chain:
        if kind in ("InputLayer", "Dropout"):  # a trained network passes on what Dropout gets
            continue
        name, activation = config["name"], _activation_of(kind, config)
        if kind in _SHAPES:
            layers.append(_SHAPES[kind](name, config, layers[-1].shape, weights.get(name, ())))
            name = f"{name}_{activation}"
        elif kind not in ("ReLU", "Softmax", "Activation"):
            raise NetworkError(f"This network contains {quoted(kind)}, which can't be shown here.")
        if activation == "step":
            layers[-1] = _with_bias_less(layers[-1], STEP_THRESHOLD)
        if activation != "linear":
            layers.append(Layer(name, ACTIVATIONS.get(activation, "Step"), layers[-1].shape))
    return tuple(layers)


def _activation_of(kind: str, config: Mapping) -> str:
    if kind == "Softmax":
        if config.get("axis", -1) not in (-1, 1):
            raise NetworkError("A softmax here must be taken over the ten values of one image.")
        return "softmax"
    if kind == "ReLU":
        parameters = [config.get(name) or 0.0 for name in ("max_value", "negative_slope", "threshold")]
        if parameters == [1.0, 0.0, STEP_THRESHOLD]:
            return "step"
        if config.get("max_value") is not None or parameters != [0.0, 0.0, 0.0]:
            raise NetworkError("Only the plain ReLU, max(0, z), can be explained here.")
        return "relu"
    activation = config.get("activation") or "linear"
    if activation != "linear" and (not isinstance(activation, str) or activation not in ACTIVATIONS):
        raise NetworkError(f"The activation function {quoted(activation)} can't be explained here.")
    return activation


def _with_bias_less(layer: Layer, amount: float) -> Layer:
    """z > amount where z has this bias is z > 0 where it has less of it."""
    if layer.kind not in WEIGHTED:
        raise NetworkError("A step can only be explained here right after a layer that has weights.")
    return Layer(
        layer.name,
        layer.kind,
        layer.shape,
        layer.kernel,
        layer.bias - np.float32(amount),
        layer.window,
        layer.strides,
        layer.padding,
    )


def _dense(name: str, config: Mapping, before: tuple, weights: Sequence[np.ndarray]) -> Layer:
    if len(before) != 1:
        raise NetworkError("A Dense layer here must read a flat row of values: put a Flatten before it.")
    kernel, bias = _kernel_and_bias(weights)
    return Layer(name, "Dense", (config["units"],), kernel, bias)


def _conv(name: str, config: Mapping, before: tuple, weights: Sequence[np.ndarray]) -> Layer:
    if config.get("groups", 1) != 1 or list(config.get("dilation_rate", (1, 1))) != [1, 1]:
        raise NetworkError("A convolution in groups, or dilated, can't be shown here.")
    kernel, bias = _kernel_and_bias(weights)
    rows, cols, *windows = _windows(config, "kernel_size", before)
    return Layer(name, "Conv2D", (rows, cols, config["filters"]), kernel, bias, *windows)


def _max_pool(name: str, config: Mapping, before: tuple, weights: Sequence[np.ndarray]) -> Layer:
    rows, cols, *windows = _windows(config, "pool_size", before)
    return Layer(name, "MaxPooling2D", (rows, cols, before[2]), None, None, *windows)


def _flatten(name: str, config: Mapping, before: tuple, weights: Sequence[np.ndarray]) -> Layer:
    _check_order(config)
    return Layer(name, "Flatten", (int(np.prod(before)),))


def _reshape(name: str, config: Mapping, before: tuple, weights: Sequence[np.ndarray]) -> Layer:
    return Layer(name, "Reshape", np.empty(before, np.bool_).reshape(config["target_shape"]).shape)


_SHAPES = {
    "Dense": _dense,
    "Conv2D": _conv,
    "MaxPooling2D": _max_pool,
    "Flatten": _flatten,
    "Reshape": _reshape,
}


def _kernel_and_bias(weights: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    kernel, *bias = (np.array(each, np.float32) for each in weights)
    return kernel, bias[0] if bias else np.zeros(kernel.shape[-1], np.float32)


def _check_order(config: Mapping) -> None:
    if config.get("data_format", "channels_last") != "channels_last":
        raise NetworkError("A network with its channels first can't be shown here.")


def _windows(config: Mapping, size: str, before: tuple) -> tuple:
    """Rows, cols, window, strides and padding (above, left) of a convolution or pooling of (rows, cols, …).

    "valid": as many windows as fit. "same": one at every stride, with zeros around, of which an odd one
    goes below or to the right, as TensorFlow has it.
    """
    _check_order(config)
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
