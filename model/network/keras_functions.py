"""Keras's settings of activation functions and normalization, converted to what is computed here.

Takes what a layer's `get_config` returns, from anybody's file; returns a kind of `Layer` with its parameters,
or factors and shifts. Knows nothing of files, and doesn't use Keras; it checks all numbers before it
computes with them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from model.errors import NetworkError
from model.network.layer import quoted

STEP_THRESHOLD = 1.0  # Keras has no step, but ReLU(max_value=1, threshold=1) is one: 1 where z > 1, else 0
MAX_PARAMETER = 1000.0  # of an activation function
MAX_FACTOR = 1e6  # of a value, or added to one, by a setting
LEAKY = 0.2  # the slope of Keras's activation="leaky_relu"; its layer has its own


class Function(NamedTuple):
    """An activation function: its kind of `Layer`, and its parameters."""

    kind: str
    parameters: tuple[float, ...] = ()


ACTIVATIONS = {  # Keras's name -> the function; "linear" has none
    "linear": None,
    "relu": Function("ReLU"),
    "tanh": Function("Tanh"),
    "sigmoid": Function("Sigmoid"),
    "softmax": Function("Softmax"),
    "relu6": Function("CappedReLU", (6.0,)),
    "leaky_relu": Function("LeakyReLU", (LEAKY,)),
    "elu": Function("ELU", (1.0,)),
    "selu": Function("SELU"),
    "gelu": Function("GELU"),
    "silu": Function("SiLU"),
    "swish": Function("SiLU"),
    "softplus": Function("Softplus"),
}
FUNCTION_LAYERS = ("ReLU", "LeakyReLU", "ELU", "Softmax", "Activation")  # nothing but a function


def function_of(kind: str, config: Mapping) -> Function | None:
    """Return the activation function of a Keras layer, or of one that has it inside; None if there is none.

    Raises:
        NetworkError: it is an unknown one, or its parameters aren't moderate numbers.
    """
    if kind == "Softmax":
        if config.get("axis", -1) not in (-1, 1):
            raise NetworkError("A softmax must be taken over the ten values of one image. Use Softmax().")
        return ACTIVATIONS["softmax"]
    if kind == "ReLU":
        return _relu(config)
    if kind == "LeakyReLU":
        slope = _parameter(kind, config, "negative_slope", "alpha")
        return Function("LeakyReLU", (slope,)) if slope else ACTIVATIONS["relu"]
    if kind == "ELU":
        return Function("ELU", (_parameter(kind, config, "alpha"),))
    activation = config.get("activation") or "linear"
    if isinstance(activation, Mapping) and activation.get("class_name") in FUNCTION_LAYERS[:-1]:
        return function_of(activation["class_name"], activation.get("config") or {})
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        raise NetworkError(
            "We can't explain the activation function {name}. Use ReLU, LeakyReLU, ELU, tanh or sigmoid "
            "instead.",
            name=quoted(activation),
        )
    return ACTIVATIONS[activation]


def _relu(config: Mapping) -> Function:
    most = config.get("max_value")
    slope, threshold = (
        _parameter("ReLU", {name: config.get(name) or 0.0}, name) for name in ("negative_slope", "threshold")
    )
    if most is None and not threshold:
        return Function("LeakyReLU", (slope,)) if slope else ACTIVATIONS["relu"]
    most = _parameter("ReLU", config, "max_value") if most is not None else 0.0
    if (most, slope, threshold) == (1.0, 0.0, STEP_THRESHOLD):
        return Function("Step")
    if most > 0 and not slope and not threshold:
        return Function("CappedReLU", (most,))
    raise NetworkError(
        "Here, a ReLU can have a max_value or a negative_slope, but not both. It can't have a threshold. Use "
        "ReLU()."
    )


def _parameter(kind: str, config: Mapping, *names: str) -> float:
    """Return the number of that name, or of an older name, 0 to `MAX_PARAMETER`."""
    value = next((config[name] for name in names if name in config), None)
    if type(value) not in (int, float) or not 0 <= value <= MAX_PARAMETER:
        raise NetworkError(
            # Translators: {setting} is a setting of a {layer} of Keras, such as alpha of LeakyReLU
            "The {setting} in {layer} must be a number from 0 to {most}. Leave it out.",
            setting=names[0],
            layer=kind,
            most=int(MAX_PARAMETER),
        )
    return float(value)


"""
## Normalization: value × factor + shift
"""


class Affine(NamedTuple):
    """A factor and a shift for every value: float32 (channels,), or in the values' shape."""

    factor: np.ndarray
    shift: np.ndarray


def rescaling(config: Mapping, shape: tuple[int, ...]) -> Affine:
    """Return the factor and shift of Keras's Rescaling: x × scale + offset.

    Raises:
        NetworkError: they aren't moderate numbers, one for all or one a channel.
    """
    return _affine(*(_numbers("Rescaling", config, name, shape) for name in ("scale", "offset")), shape)


def batch_norm(config: Mapping, shape: tuple[int, ...], weights: Sequence[np.ndarray]) -> Affine:
    """Return a trained batch normalization's: γ (x - μ) / √(σ² + ε) + β, with the running μ and σ².

    Raises:
        NetworkError: it normalizes along another axis than the last, or its settings aren't like Keras's.
    """
    if _axes(config.get("axis", -1)) not in ([-1], [len(shape)]):
        raise NetworkError("Here, BatchNormalization must normalize along the last axis. Leave out its axis.")
    epsilon = config.get("epsilon", 1e-3)
    if type(epsilon) not in (int, float) or not 0 <= epsilon <= 1:
        raise NetworkError("The epsilon of a BatchNormalization must be from 0 to 1, like its default.")
    if not weights:
        return _affine(np.ones(1), np.zeros(1), shape)  # before Keras has loaded it
    arrays = [np.float64(each) for each in weights]
    gamma = arrays.pop(0) if config.get("scale", True) else 1.0
    beta = arrays.pop(0) if config.get("center", True) else 0.0
    mean, variance = arrays
    with np.errstate(all="ignore"):  # what isn't a finite number is refused, as with weights
        factor = gamma / np.sqrt(variance + epsilon)
        return _affine(factor, beta - mean * factor, shape)


def normalization(config: Mapping, shape: tuple[int, ...], weights: Sequence[np.ndarray]) -> Affine:
    """Return Keras's Normalization's: (x - mean) / max(√variance, 1e-7), both given or adapted.

    Raises:
        NetworkError: it is an unusual one, along other axes.
    """
    if config.get("invert"):
        raise NetworkError("We can't show a Normalization with invert=True. Use Rescaling instead.")
    everywhere = list(range(1, len(shape) + 1))
    if _axes(config.get("axis")) not in ([], [-1], [len(shape)], everywhere):
        raise NetworkError("Here, Normalization can only use the last axis or none. Use axis=None.")
    if config.get("mean") is not None:
        mean, variance = (_numbers("Normalization", config, name, shape) for name in ("mean", "variance"))
    elif weights:
        mean, variance = (np.float64(each) for each in weights[:2])
    else:
        mean, variance = np.zeros(1), np.ones(1)
    with np.errstate(all="ignore"):
        factor = 1 / np.maximum(np.sqrt(variance), 1e-7)
        return _affine(factor, -mean * factor, shape)


def _axes(axis: object) -> list:
    """Return the axes that have separate numbers, as in Keras's settings."""
    return list(axis) if isinstance(axis, (list, tuple)) else [] if axis is None else [axis]


def _numbers(kind: str, config: Mapping, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return a number, or one for each channel, as a row."""
    values = np.ravel(np.asarray(config.get(name), object)).tolist()
    if (
        len(values) not in (1, shape[-1])
        or not all(type(each) in (int, float) and math.isfinite(each) for each in values)
        or max(map(abs, values)) > MAX_FACTOR
    ):
        raise NetworkError(
            # Translators: {setting} is a setting of a {layer} of Keras, such as scale of Rescaling
            "The {setting} in {layer} must be a number up to {most}, such as 1/255 or 0.",
            setting=name,
            layer=kind,
            most=int(MAX_FACTOR),
        )
    return np.array(values, np.float64)


def _affine(factor: np.ndarray, shift: np.ndarray, shape: tuple[int, ...]) -> Affine:
    """Return both as float32, one number a channel or, if that isn't enough, one a value."""
    rows = []
    for each in (factor, shift):
        each = np.asarray(each, np.float64)
        if each.size == int(np.prod(shape)):
            rows.append(each.reshape(shape))
        elif each.size in (1, shape[-1]):
            rows.append(np.broadcast_to(each.ravel(), shape[-1:]))
        else:
            raise NetworkError("Here, a normalization layer must use one number, or one for each channel.")
    wanted = max(rows, key=np.ndim).shape
    return Affine(*(np.array(np.broadcast_to(each, wanted), np.float32) for each in rows))
