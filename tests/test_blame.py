"""Errors (deltas) and weights in figures: they add up as displayed, and match the gradients."""

import math
from itertools import pairwise

import numpy as np
import pytest

from model.backprop import backpropagate_from, take_step
from model.backprop.blame import (
    MOST,
    SLOPE_DECIMALS,
    changes,
    decimals_for,
    hidden_blame,
    loss_figures,
    output_blames,
)
from model.explain.ledger import to_units
from model.network import Network, dense_network, forward, load_network
from model.network.neuron import Neuron

FUNCTIONS = ("relu", "tanh", "sigmoid", "step", "linear")
CASES = ("dense", *FUNCTIONS)


def network_of(case: str) -> Network:
    """Return the shipped network, or one of that activation function with random weights."""
    if case == "dense":
        return load_network("dense")
    rng = np.random.default_rng(3)
    sizes = (784, 24, 16, 10)
    weights = []
    for before, units in pairwise(sizes):
        weights += [rng.normal(0, 2 / before**0.5, (before, units)), rng.normal(0, 0.3, units)]
    return dense_network([np.float32(each) for each in weights], case)


@pytest.fixture(scope="module", params=CASES)
def passes(request, test_images) -> list[tuple]:
    """Return a network's values and gradients for some images, right and wrong, with their labels."""
    network = network_of(request.param)
    found = []
    for number, image in enumerate(test_images[:4].astype(np.float32) / 255):
        activations = forward(network, image)
        for label in (number, int(activations["probs"].argmax())):
            found.append((network, activations, backpropagate_from(network, activations, label), label))
    return found


def hidden_neurons(network: Network) -> list[Neuron]:
    return [Neuron(layer, (i,)) for layer in network.weighted[:-1] for i in range(*layer.shape)]


def test_a_ledger_adds_up_to_the_error_as_displayed(passes):
    for network, activations, gradients, _ in passes:
        for neuron in hidden_neurons(network):
            found = hidden_blame(neuron, activations, gradients)
            ledger, decimals = found.ledger, found.decimals
            pushes, pulls, rest, bias, total = (
                to_units(each, decimals)
                for each in (
                    ledger.pushes_figure,
                    ledger.pulls_figure,
                    ledger.rest_figure,
                    ledger.bias_figure,
                    ledger.pre_activation,
                )
            )
            assert bias == 0 and pushes + pulls + rest == total
            for part, entries in ((pushes, ledger.pushes), (pulls, ledger.pulls)):
                assert part == sum(to_units(each.figure, decimals) for each in entries)
            blame = to_units(found.blame, decimals)
            assert abs(total * round(found.slope, SLOPE_DECIMALS) - blame) <= 0.5 + 1e-6


def test_every_figure_is_within_one_unit_of_its_value(passes):
    for network, activations, gradients, _ in passes:
        for neuron in hidden_neurons(network):
            found = hidden_blame(neuron, activations, gradients)
            one = 10.0**-found.decimals * (1 + 1e-6)
            name, number = neuron.layer.name, neuron.index[0]
            assert abs(found.blame - gradients.pre_activations[name][number]) <= one / 2
            assert abs(found.ledger.pre_activation - gradients.activations[name][number]) <= one
            for each in (*found.ledger.pushes, *found.ledger.pulls):
                assert each.term == pytest.approx(each.input * each.weight)
                assert abs(each.figure - each.term) <= one


def test_a_silent_or_flat_neuron_learns_nothing(passes):
    flat = []
    for network, activations, gradients, _ in passes:
        for neuron in hidden_neurons(network):
            layer = neuron.layer
            is_silent = layer.activation_function == "relu" and activations[layer.name][neuron.index] <= 0
            if layer.activation_function == "step" or is_silent:
                found = hidden_blame(neuron, activations, gradients)
                assert found.slope == found.blame == 0
                flat.append((neuron, activations, gradients))
    for each in flat[::50]:
        rows, _ = changes(*each, 1.0)
        assert {row.change for row in rows} == {0}


def test_errors_of_outputs_add_up_to_0_and_shares_to_1(passes):
    for network, activations, gradients, label in passes:
        found = output_blames(gradients, network, label)
        shares, blames = ([to_units(each, 3) for each in column] for column in _columns(found))
        assert sum(shares) == 1000 and sum(blames) == 0
        for digit, (each, prob) in enumerate(zip(found, activations["probs"])):
            assert each.truth == (digit == label)
            assert to_units(each.probability, 3) - 1000 * each.truth == to_units(each.blame, 3)
            assert abs(each.probability - prob) <= 1e-3 + 1e-6


def _columns(found):
    return zip(*((each.probability, each.blame) for each in found))


@pytest.mark.parametrize("rate", [0.0005, 0.1])
def test_a_weight_minus_its_change_is_the_new_weight(passes, rate):
    for network, activations, gradients, _ in passes[::3]:
        after = take_step(network, gradients, rate)
        for layer in network.weighted:
            neuron = Neuron(layer, (int(np.abs(gradients.pre_activations[layer.name]).argmax()),))
            blame = gradients.pre_activations[layer.name][neuron.index]
            kernel, bias = (each[..., neuron.index[0]] for each in (layer.kernel, layer.bias))
            new = after.layer(layer.name)
            new_kernel, new_bias = (each[..., neuron.index[0]] for each in (new.kernel, new.bias))
            rows, decimals = changes(neuron, activations, gradients, rate)
            assert len(rows) == len(kernel) + 1 and rows[-1].source is None
            one = 10.0**-decimals
            for each in rows:
                i = each.source and int(np.ravel_multi_index(each.source.index, layer.source.shape))
                old, stepped = (bias, new_bias) if i is None else (kernel[i], new_kernel[i])
                before, change, end = (to_units(x, decimals) for x in (each.before, each.change, each.after))
                assert before - change == end
                assert abs(each.before - old) <= one / 2 + 1e-7
                assert abs(each.after - stepped) <= one / 2 + 1e-6 * (1 + abs(stepped))
                assert abs(each.change - rate * blame * each.input) <= one * (1 + 1e-6)
                assert each.change == 0 or each.input != 0


def test_weights_that_change_most_come_first(passes):
    network, activations, gradients, _ = passes[0]
    neuron = Neuron(network.layer("hidden1"), (int(np.abs(gradients.pre_activations["hidden1"]).argmax()),))
    rows, _ = changes(neuron, activations, gradients, 0.01)
    pixels = [each for each in rows if each.source]
    assert sorted(each.source.index for each in pixels) == [(i, j) for i in range(28) for j in range(28)]
    blame = gradients.pre_activations["hidden1"][neuron.index]
    sizes = [abs(blame * each.input) for each in pixels]
    assert sizes == sorted(sizes, reverse=True)
    for each in pixels:
        assert each.input == activations["image"][each.source.index]
        assert each.input or each.before == each.after


@pytest.mark.parametrize("loss", [1e-12, 3e-7, 0.00123, 0.0477, 0.5, 0.693147, 2.3, 18.026, 99.999, 700.0])
def test_the_loss_is_minus_the_log_of_the_displayed_share(loss):
    decimals, share, digits = loss_figures(loss)
    shown = float(f"{share:.{digits}g}")
    assert to_units(-math.log(shown), decimals) == to_units(loss, decimals)
    assert digits < 17 and share == pytest.approx(math.exp(-loss))


def test_a_share_too_small_for_a_float_is_0():
    assert loss_figures(800.0)[1] == 0


@pytest.mark.parametrize(
    ("size", "decimals"), [(0, 2), (123.4, 2), (1.5, 2), (0.99, 3), (0.0123, 4), (-0.0123, 4), (1e-7, MOST)]
)
def test_three_digits_of_the_largest_figure_are_shown(size, decimals):
    assert decimals_for(size) == decimals


@pytest.mark.parametrize("size", [math.inf, math.nan, 1e-12])
def test_without_a_usable_size_two_decimals_are_shown(size):
    assert decimals_for(size) == 2
