"""Somebody else's Keras network, made fit to be looked at: every sum and activation its own layer.

Takes the bytes of a .keras file, or a Keras network; gives a `Network`. Knows nothing of pages.
A file is data from strangers: only a short list of layers is let in, before Keras builds any of it.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
from keras import layers

from model.choices import activation_layer
from model.dense import STEP_AT
from model.keras_file import save_model
from model.mnist import IMAGE_SIZE, NUM_CLASSES
from model.network import Network, NetworkError, forward_batch, wrap

BRIGHTEST = 99.9  # the percentile of a layer's activations that is painted in the brightest colour
MAX_BYTES = 10 * 1024**2
MAX_UNPACKED = 40 * 1024**2
MAX_VALUES = 1_000_000  # of one layer, or weights of one: what the page can show
ACTIVATIONS = ("linear", "relu", "tanh", "sigmoid", "softmax")
KEPT = ("Flatten", "Reshape", "MaxPooling2D")
LAYERS = (*KEPT, "InputLayer", "Dense", "Conv2D", "ReLU", "Softmax", "Activation", "Dropout")
CONTAINERS = ("Sequential", "Functional")
FRONTS = {  # how a network may want its image, and the layers that bring it there
    (IMAGE_SIZE, IMAGE_SIZE): [],
    (IMAGE_SIZE, IMAGE_SIZE, 1): [("Reshape", {"target_shape": (IMAGE_SIZE, IMAGE_SIZE, 1)})],
    (IMAGE_SIZE * IMAGE_SIZE,): [("Flatten", {})],
}


def adopt_file(contents: bytes, name: str, images: np.ndarray) -> Network:
    """Read a dense or convolutional network that somebody else made; the rest is as in `adopt`.

    Raises:
        NetworkError: it isn't one, or not one that can be explained; the message is a sentence.
    """
    _check_config(_read_config(contents))
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "network.keras"
        path.write_bytes(contents)
        try:
            model = keras.saving.load_model(path, compile=False, safe_mode=True)
        except Exception as error:  # Keras raises whatever its readers raise
            raise NetworkError("Keras can't load this file in its safe mode.") from error
    return adopt(model, name, images)


def adopt(model: keras.Model, name: str, images: np.ndarray) -> Network:
    """A Keras network as a `Network`.

    Args:
        name: by which the page tells it from others.
        images: float32 (n, 28, 28) digits, of whose values the scales are taken that layers are
            painted on; on them it is tried out, too.

    Raises:
        NetworkError: its layers are no chain of those in `LAYERS` from 28×28 to 10.
    """
    clean = _rebuild(model, name)
    theirs = np.asarray(model(images.reshape(-1, *model.input_shape[1:]), training=False))
    if not np.isfinite(theirs).all():
        raise NetworkError("This network's weights are no numbers (NaN), so it has no answers.")
    network = wrap(clean, name, {})
    values = forward_batch(network, images)
    ours = values["probs"] if np.allclose(theirs.sum(axis=1), 1, atol=1e-3) else values["logits"]
    if not np.allclose(ours, theirs, rtol=1e-2, atol=1e-3):
        raise NetworkError("This network does something that its list of layers doesn't show.")
    scales = {layer: float(np.percentile(value, BRIGHTEST)) or 1.0 for layer, value in values.items()}
    return replace(network, card={"network": name, "scales": scales})


def _read_config(contents: bytes) -> dict:
    if len(contents) > MAX_BYTES:
        raise NetworkError(f"This file is larger than {MAX_BYTES // 1024**2} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise NetworkError(f"This file unpacks to more than {MAX_UNPACKED // 1024**2} MB.")
            config = json.loads(archive.read("config.json"))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, NetworkError):
            raise
        raise NetworkError("This is not a .keras file, as `model.save` writes one.") from error
    if not isinstance(config, dict) or config.get("class_name") not in CONTAINERS:
        raise NetworkError("This file holds no Sequential or functional Keras network.")
    return config


def _check_config(config: dict) -> None:
    for part in _objects(config.get("config")):
        kind, module = part.get("class_name"), part.get("module") or ""
        ours = module in ("keras", "keras.layers") and kind in LAYERS
        harmless = module.startswith(("keras.initializers", "keras.regularizers", "keras.constraints"))
        harmless |= (module, kind) == ("keras", "DTypePolicy") or kind == "__keras_tensor__"
        if not ours and not harmless:
            raise NetworkError(f"This network contains {kind or 'something'}, which can't be shown here.")
        if ours and _largest(part.get("config")) > MAX_VALUES:
            raise NetworkError("This network has a layer too large to be shown here.")


def _objects(value: object) -> Iterator[dict]:
    """Every serialised object in a configuration, however deep."""
    if isinstance(value, dict):
        if "class_name" in value:
            yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _largest(config: object) -> int:
    numbers = [value for key, value in config.items() if key in ("units", "filters")] if config else []
    return max([IMAGE_SIZE**2 * int(number) for number in numbers], default=0)


def _rebuild(model: keras.Model, name: str) -> keras.Model:
    front = FRONTS.get(tuple(model.input_shape[1:])) if isinstance(model.input_shape, tuple) else None
    if front is None or tuple(model.output_shape[1:]) != (NUM_CLASSES,):
        raise NetworkError("A network here must read 28×28 pixels and give ten values, one for each digit.")
    chain = [layer for layer in model.layers if not isinstance(layer, layers.InputLayer)]
    _check_chain(model, chain)
    clean = keras.Sequential([keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image")], name="yours")
    numbers: dict[str, int] = {}

    def named(kind: str) -> str:
        numbers[kind] = numbers.get(kind, 0) + 1
        return f"{kind}{numbers[kind]}"

    for kind, config in front:
        clean.add(getattr(layers, kind)(**config, name="pixels"))
    last = max((place for place, layer in enumerate(chain) if layer.weights), default=-1)
    if last < 0 or type(chain[last]).__name__ != "Dense" or chain[last].units != NUM_CLASSES:
        raise NetworkError("The last layer with weights must be a Dense layer of ten neurons.")
    title = "image"
    for place, layer in enumerate(chain):
        kind = type(layer).__name__
        if kind in ("Dense", "Conv2D"):
            title = "logits" if place == last else named("hidden" if kind == "Dense" else "conv")
            clean.add(_without_activation(layer, title))
        elif kind in KEPT:
            title = named({"MaxPooling2D": "pool"}.get(kind, kind.lower()))
            clean.add(_copy(layer, title))
        activation = _activation_of(layer)
        if activation == "softmax" and place < last:
            raise NetworkError("A softmax below the output can't be explained here.")
        if place < last and activation != "linear":
            clean.add(*activation_layer(activation, title))
        elif place >= last and activation not in ("linear", "softmax"):
            raise NetworkError(f"After the last sums there must be a softmax, or nothing, not {activation}.")
    clean.add(layers.Softmax(name="probs"))
    return clean


def _check_chain(model: keras.Model, chain: list[layers.Layer]) -> None:
    value = model.inputs[0]
    for layer in chain:
        try:
            fits = layer.input is value or isinstance(model, keras.Sequential)
        except (AttributeError, ValueError):
            fits = False
        if not fits or len(model.inputs) != 1 or type(layer).__name__ not in LAYERS:
            raise NetworkError("A network here must be a plain chain, each layer reading the one before.")
        if type(layer).__name__ == "Dense" and len(layer.input.shape) != 2:
            raise NetworkError("A Dense layer here must read a flat row of values: put a Flatten before it.")
        value = layer.output


def _without_activation(layer: layers.Layer, name: str) -> layers.Layer:
    if isinstance(layer, layers.Dense):
        plain = layers.Dense(layer.units, name=name)
    else:
        if layer.groups != 1 or tuple(layer.dilation_rate) != (1, 1) or layer.data_format != "channels_last":
            raise NetworkError(
                "A convolution in groups, dilated, or with channels first can't be shown here."
            )
        plain = layers.Conv2D(
            layer.filters, layer.kernel_size, strides=layer.strides, padding=layer.padding, name=name
        )
    plain.build(layer.input.shape)
    kernel, *bias = layer.get_weights()
    plain.set_weights([kernel, bias[0] if bias else np.zeros(kernel.shape[-1], np.float32)])
    return plain


def _copy(layer: layers.Layer, name: str) -> layers.Layer:
    return type(layer).from_config({**layer.get_config(), "name": name})


def _activation_of(layer: layers.Layer) -> str:
    kind = type(layer).__name__
    if kind == "Softmax":
        return "softmax"
    if kind == "ReLU":
        parameters = (layer.max_value, layer.negative_slope, layer.threshold)
        if parameters == (1.0, 0.0, STEP_AT):
            return "step"
        if parameters != (None, 0.0, 0.0):
            raise NetworkError("Only the plain ReLU, max(0, z), can be explained here.")
        return "relu"
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    if activation not in ACTIVATIONS:
        raise NetworkError(f"The activation function {activation} can't be explained here.")
    return activation


def to_bytes(model: keras.Model) -> bytes:
    """A network as the bytes of a plain .keras file."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "network.keras"
        save_model(model, path)
        return path.read_bytes()
