"""What one step of learning changes, and why: blame and weights in figures that add up as displayed.

Takes a dense network, the values of a forward pass and the gradients that `backprop.py` found for one
image; returns figures. Blame is ∂loss/∂z of a neuron: how much the loss would grow with its sum. Knows
nothing of pages.

    blame of an output = probability - 1 for the digit that it should be, probability for the others
    blame of a hidden neuron = Σ weight × blame, over all neurons that read it, × slope of its function at z
    change of a weight = learning rate × blame × input          after = before - change

As in `ledger.py`, figures are computed from the total down, each within one unit of the last digit shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.backprop.backprop import Gradients
from model.backprop.gradient import SLOPES
from model.explain import UnitExplanation
from model.explain.ledger import Ledger, apportion, make_ledger, to_units
from model.explain.wiring import unravel
from model.network import Activations, Network
from model.network.neuron import Neuron

FEWEST, MOST = 2, 8  # digits after the point
SIGNIFICANT = 3  # digits of the largest number of a kind
SLOPE_DECIMALS = 6  # so many that they never decide how a product is rounded
EXACT = 17  # significant digits that distinguish any two float64


def decimals_for(size: float) -> int:
    """Return how many decimals show `SIGNIFICANT` digits of a number of this size: 2 to 8, for 0 two."""
    if not 10**-MOST / 2 < abs(size) < math.inf:
        return FEWEST
    return int(np.clip(SIGNIFICANT - 1 - math.floor(math.log10(abs(size))), FEWEST, MOST))


@dataclass(frozen=True)
class OutputBlame:
    """`probability` - `truth` = `blame`, exactly in the digits shown; truth is 1 or 0."""

    probability: float
    truth: int
    blame: float


def output_blames(gradients: Gradients, network: Network, label: int, decimals: int = 3) -> list[OutputBlame]:
    """Return the ten outputs', 0 first: as displayed, probabilities add up to 1 and blames to 0."""
    truth = np.eye(network.logits.shape[0], dtype=int)[label]
    probs = network.logits_of(gradients.pre_activations) + truth
    shares = apportion(probs, 10**decimals, decimals)
    return [
        OutputBlame(share / 10**decimals, int(one), (share - int(one) * 10**decimals) / 10**decimals)
        for share, one in zip(shares, truth)
    ]


@dataclass(frozen=True)
class HiddenBlame:
    """`ledger.pre_activation` × `slope` = `blame`, after rounding to the digits shown.

    Attributes:
        ledger: of Σ weight × blame, over all neurons that read it; `source` is their layer.
        slope: of the activation function at the neuron's z, rounded.
        blame: ∂loss/∂z, rounded.
        decimals: digits after the point of all figures but the slope.
    """

    ledger: Ledger
    slope: float
    blame: float
    decimals: int


def hidden_blame(neuron: Neuron, activations: Activations, gradients: Gradients) -> HiddenBlame:
    """Explain the blame of a hidden neuron.

    Args:
        neuron: in a hidden layer of a network with dense layers only.
        activations: every layer's values for the image.
        gradients: of the loss for the same image.
    """
    layer, (number,) = neuron.layer, neuron.index
    reader = layer.reader
    blames, weights = gradients.pre_activations[reader.name], layer.reader.kernel[number]
    terms = blames * np.float64(weights) + 0.0
    blame, total = float(gradients.pre_activations[layer.name][number]), float(terms.sum())
    z, a = (np.float64(activations[each.name][number]) for each in (layer, layer.activation_layer))
    of_its_own = layer.activation_layer.parameters
    slope = round(float(SLOPES[layer.activation_function](z, a, *of_its_own)), SLOPE_DECIMALS)
    decimals = decimals_for(max(abs(total), float(np.abs(terms).max())))
    shown = to_units(blame, decimals)
    explanation = UnitExplanation(
        neuron=neuron,
        source=reader,
        source_index=unravel(np.arange(len(terms)), reader.shape),
        inputs=blames,
        weights=weights,
        terms=terms,
        bias=0.0,
        pre_activation=_sum_shown(total, slope, shown, decimals) / 10**decimals,
        activation_function=layer.activation_function,
        activation=blame,
    )
    return HiddenBlame(make_ledger(explanation, decimals), slope, shown / 10**decimals, decimals)


def _sum_shown(total: float, slope: float, blame: int, decimals: int) -> int:
    """Return a sum in whole units, within one of its true value, that times the slope rounds to the blame.

    For a slope up to 1 there is one: all such sums form an interval at least a unit long, which contains
    the true one.
    """
    nearest = to_units(total, decimals)
    fits = [each for each in (nearest, nearest - 1, nearest + 1) if abs(each * slope - blame) <= 0.5 + 1e-6]
    within = [each for each in fits if abs(each - total * 10**decimals) <= 1]
    return (within or [nearest])[0]


@dataclass(frozen=True)
class Change:
    """`before` - `change` = `after`, exactly in the digits shown; `change` is η × blame × input.

    Attributes:
        source: the neuron or pixel whose activation the weight is for; None for the bias, whose input is 1.
        input: that activation, not rounded.
        before, change, after: in the digits shown.
    """

    source: Neuron | None
    input: float
    before: float
    change: float
    after: float


def changes(
    neuron: Neuron, activations: Activations, gradients: Gradients, learning_rate: float
) -> tuple[list[Change], int]:
    """Return what a step does to a neuron's weights, those that change most first, its bias last.

    Returns:
        All of them, and the number of decimals.
    """
    layer, (number,) = neuron.layer, neuron.index
    inputs = np.float64(activations[layer.before.name]).ravel()
    steps = learning_rate * gradients.kernels[layer.name][:, number]
    of_bias = learning_rate * float(gradients.biases[layer.name][number])
    decimals = decimals_for(max(float(np.abs(steps).max(initial=0)), abs(of_bias)))
    order = np.argsort(-np.abs(steps), kind="stable")
    index = unravel(order, layer.source.shape)
    source = layer.source.unit_layer

    def changes_of_weights() -> Iterator[Change]:
        for i, place in zip(order, index.tolist()):
            weight = float(layer.kernel[i, number])
            yield _change(Neuron(source, tuple(place)), float(inputs[i]), weight, float(steps[i]), decimals)
        yield _change(None, 1.0, float(layer.bias[number]), of_bias, decimals)

    return list(changes_of_weights()), decimals


def _change(source: Neuron | None, given: float, before: float, step: float, decimals: int) -> Change:
    start, end = to_units(before, decimals), to_units(before - step, decimals)
    unit = 10**decimals
    return Change(source, given, start / unit, (start - end) / unit, end / unit)


def loss_figures(loss: float) -> tuple[int, float, int]:
    """Return how to write -ln(probability) = loss so that it is true as displayed.

    Returns:
        The loss's decimals, the probability, and how many significant digits of the probability give that
        loss.
    """
    decimals, probability = decimals_for(loss), math.exp(-loss)
    for digits in range(SIGNIFICANT, EXACT):
        shown = float(f"{probability:.{digits}g}")
        if shown and to_units(-math.log(shown), decimals) == to_units(loss, decimals):
            return decimals, probability, digits
    return decimals, probability, EXACT
