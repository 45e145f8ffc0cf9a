"""Why this digit and not that one: the difference of two logits, divided among pixels or neurons.

Takes a network, an image or its values, and one or two digits; returns shares that add up to the margin:
logit[digit] - logit[against] or, without another digit, logit[digit]. Knows nothing of strokes or pages.

Through the neurons, the shares are exact. Each activation function is replaced by the straight line from its
value at 0 to its current value, and each pooling by the input that it passed on. This makes the network
linear, and its values for this image stay the same:

    a = f(0) + slope × z, where slope = (f(z) - f(0)) / z
    margin = Σ activation × coefficient + bias, in every layer

For a drawing, these are integrated gradients from blank paper (M. Sundararajan, A. Taly, Q. Yan, Axiomatic
Attribution for Deep Networks, 2017), along the straight line of images t × image, t from 0 to 1:

    share of a pixel = its ink × ∫ ∂margin/∂pixel dt        Σ shares + margin of blank paper = margin
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.backprop.gradient import pull_back
from model.explain import UnitExplanation
from model.explain.wiring import unravel
from model.network import Activations, Network, forward_batch
from model.network.cost import OPERATIONS_PER_VALUE, batch_size, operations, windows
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES, Layer
from model.network.neuron import Factors, Neuron

FEWEST, MORE = 33, 16  # images along the line at first, and how many are added at once
TOLERANCE = 0.1  # what the integration may leave over; above it, images are added
MULTIPLY_ADDS = 6e8  # for all passes, at most: for conv 81 images, 45 ms; dense never needs that many
MOST = 513  # images, at most
LEAST, OPERATIONS = 5, 5e9  # images for a network so large that FEWEST would take longer than this: a second
TINY = 1e-30  # a z that counts as 0


@dataclass(frozen=True, eq=False)
class Attribution:
    """pixels.sum() + blank + rest = total.

    Attributes:
        pixels: float64 (28, 28), the share of each pixel; 0 where there is no ink.
        blank: the margin of blank paper.
        rest: what the integration leaves over.
        total: the margin of the image.
    """

    pixels: np.ndarray
    blank: float
    rest: float
    total: float


def attribute(
    network: Network,
    image: np.ndarray,
    digit: int,
    against: int | None = None,
    factors: Factors | None = None,
) -> Attribution:
    """Return how much each pixel of a drawing contributes to the margin: integrated gradients.

    The integral is computed by the trapezoid rule. Where the margin of a piece differs most from what the
    gradients at its ends predict, there are kinks in between. These pieces are halved until `TOLERANCE` or
    the budget is reached.

    Args:
        network: any; step functions have slope 0, so they leave everything over.
        image: float32 (28, 28) in [0, 1].
        digit: 0 to 9, the digit that positive shares support.
        against: another digit, or None.
        factors: channel -> the factor of its activations.

    Raises:
        IndexError: there is no such digit.
    """
    each = operations(network) + OPERATIONS_PER_VALUE * sum(windows(network))
    at = np.linspace(0, 1, int(np.clip(OPERATIONS / each, LEAST, FEWEST)))
    margins, gradients = _along(network, image, at, digit, against, factors)
    most = min(MOST, int(MULTIPLY_ADDS / network.multiply_adds))
    while True:
        slopes = np.einsum("nij,ij->n", gradients, image, dtype=np.float64)
        pieces = np.diff(at)
        missing = np.diff(margins) - pieces * (slopes[:-1] + slopes[1:]) / 2
        if abs(missing.sum()) <= TOLERANCE or len(at) >= most:
            break
        halved = np.argsort(-np.abs(missing), kind="stable")[:MORE]
        middles = (at[halved] + at[halved + 1]) / 2
        more_margins, more_gradients = _along(network, image, middles, digit, against, factors)
        at = np.concatenate([at, middles])
        order = np.argsort(at)
        at, margins = at[order], np.concatenate([margins, more_margins])[order]
        gradients = np.concatenate([gradients, more_gradients])[order]
    weights = (np.append(pieces, 0) + np.append(0, pieces)) / 2
    pixels = image.astype(np.float64) * np.einsum("n,nij->ij", weights, gradients) + 0.0
    blank, total = float(margins[0]), float(margins[-1])
    return Attribution(pixels, blank, total - blank - float(pixels.sum()), total)


def _along(
    network: Network,
    image: np.ndarray,
    at: np.ndarray,
    digit: int,
    against: int | None,
    factors: Factors | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the margins float64 (n,) of the images at × image, and their gradients (n, 28, 28)."""
    signs, gains, size = _signs(network, digit, against), _gains(factors), batch_size(network)
    margins, gradients = [], []
    for start in range(0, len(at), size):
        some = at[start : start + size].astype(np.float32)[:, None, None] * image
        activations = forward_batch(network, some, factors)
        margins.append(network.logits_of(activations).astype(np.float64) @ signs)
        found = pull_back(network, activations, np.tile(signs, (len(some), 1)), gains=gains)
        gradients.append(found[network.image.name])
    return np.concatenate(margins), np.concatenate(gradients)


def _signs(network: Network, digit: int, against: int | None) -> np.ndarray:
    """Return the derivatives of the margin by the logits, float32 (10,)."""
    signs = np.zeros(network.logits.shape, np.float32)
    signs[digit] += 1
    if against is not None:
        signs[against] -= 1
    return signs


def _gains(factors: Factors | None) -> dict[str, np.ndarray]:
    """Return layer name -> the factor of each of its neurons or channels."""
    found: dict[str, np.ndarray] = {}
    for channel, factor in (factors or {}).items():
        layer = channel.layer
        gain = found.setdefault(layer.response_layer.name, np.ones(layer.shape[-1]))
        gain[channel.number] *= factor
    return found


"""
## Through the neurons
"""


@dataclass(frozen=True, eq=False)
class Level:
    """One layer's view of the margin: activations × coefficients, summed, + bias = total.

    Attributes:
        output: the neuron that positive shares support.
        layer: the layer in which its neurons add up; the image, pooling layers, and those that have weights.
        activations: float64, what its neurons pass on, in its shape.
        coefficients: float64, by what the layers above multiply each activation, for this image.
        bias: what the layers above always add: their biases, and f(0), times coefficients.
        total: the margin.
    """

    output: Neuron
    layer: Layer
    activations: np.ndarray
    coefficients: np.ndarray
    bias: float
    total: float

    @property
    def shares(self) -> np.ndarray:
        """Shares of the margin, in the layer's shape."""
        return self.activations * self.coefficients + 0.0


def levels_of(network: Network) -> list[Layer]:
    """Return the layers in which the margin can be seen, from the last hidden one down to the image."""
    layers = network.layers[: network.layers.index(network.logits)]
    return [layer for layer in reversed(layers) if layer.unit_layer is layer and layer.kind not in COPIES]


def through_neurons(
    network: Network,
    activations: Activations,
    digit: int,
    against: int | None = None,
    factors: Factors | None = None,
) -> dict[str, Level]:
    """Return the margin as a sum over the neurons of every layer beneath the logits.

    Args:
        network: any.
        activations: every layer's values for one image, with `factors` applied.
        digit: 0 to 9, the digit that positive shares support.
        against: another digit, or None.
        factors: channel -> the factor of its activations.

    Returns:
        Layer name -> its `Level`, from the last hidden layer down to the image.

    Raises:
        IndexError: there is no such digit.
    """
    signs, gains = np.float64(_signs(network, digit, against)), _gains(factors)
    batch = {name: values[None] for name, values in activations.items()}
    found = pull_back(network, batch, signs[None], secant, gains)
    output = Neuron(network.logits, (digit,))
    total = float(np.float64(network.logits_of(activations)) @ signs)
    levels, bias, layer = {}, 0.0, network.logits
    with np.errstate(all="ignore"):
        while layer.before:
            bias += _added(layer, found[layer.name][0] * gains.get(layer.name, 1.0))
            layer = layer.before
            if layer.kind not in COPIES and layer.activation_layer is layer:
                values = np.float64(activations[layer.name])
                level = Level(output, layer.unit_layer, values, found[layer.name][0], bias, total)
                levels[layer.unit_layer.name] = level
    return levels


def secant(layer: Layer, z: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Return the slope of the line from f(0) to f(z), where f is the activation function; at z = 0, 0."""
    is_zero = np.abs(z) < TINY
    return np.where(is_zero, 0, (a - _at_zero(layer)) / np.where(is_zero, 1, z))


def _at_zero(layer: Layer) -> float:
    return float(layer.compute(np.zeros(1))[0])


def _added(layer: Layer, coefficients: np.ndarray) -> float:
    """Return what a layer always adds to the margin, whatever its input."""
    if layer.bias is not None:
        return float((coefficients * layer.bias).sum())
    return _at_zero(layer) * float(coefficients.sum()) if layer.kind in ACTIVATION_FUNCTIONS else 0.0


def sum_of(level: Level) -> UnitExplanation:
    """Return a level as the explanation of a sum, from which `make_ledger` makes a ledger.

    Feature maps are summed up: inputs are the sums of their activations, weights the means of their
    coefficients, weighted with the activations; each gets the place of its largest |share|.

    Returns:
        Arrays of the shape (neurons,), (pixels,) or (maps,).
    """
    shares, shape = level.shares, level.shares.shape
    if len(shape) < 3:
        inputs, weights, terms = level.activations.ravel(), level.coefficients.ravel(), shares.ravel()
        places = np.arange(shares.size)
    else:
        channels = shape[-1]
        flat = shares.reshape(-1, channels)
        terms, inputs = flat.sum(axis=0), level.activations.reshape(-1, channels).sum(axis=0)
        weights = np.divide(terms, inputs, out=np.zeros(channels), where=inputs != 0)
        places = np.abs(flat).argmax(axis=0) * channels + np.arange(channels)
    return UnitExplanation(
        neuron=level.output,
        source=level.layer,
        source_index=unravel(places, shape),
        inputs=inputs,
        weights=weights,
        terms=terms,
        bias=level.bias,
        pre_activation=level.total,
        activation_function="linear",
        activation=level.total,
    )


"""
## For the eye
"""

SIGMA = 0.9  # pixels: about a third of a stroke's width


def smoothed(pixels: np.ndarray) -> np.ndarray:
    """Smooth shares (28, 28) for painting: the mean of each pixel and those around it, by a Gaussian."""
    away = np.arange(-3, 4)
    weights = np.exp(-(away**2) / (2 * SIGMA**2))
    weights /= weights.sum()
    padded = np.pad(pixels, len(away) // 2)
    rows = sum(weight * padded[i : i + len(pixels)] for i, weight in enumerate(weights))
    return sum(weight * rows[:, i : i + pixels.shape[1]] for i, weight in enumerate(weights))
