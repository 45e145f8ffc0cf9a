"""Tests a single neuron: its sum, and where its terms come from and go to."""

from functools import cache

import numpy as np
import pytest

from model.explain import Unit, brightest, explain_unit, outgoing
from model.explain.wiring import OUTSIDE, find_unit
from model.network import forward
from model.network.functions import FUNCTIONS
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES
from model.network.neuron import Neuron
from tests.for_each import for_each
from tests.specimens import ALL, cases, random_unit, some_images, some_units, specimen

every_layer = for_each("title, name", cases())
every_network = pytest.mark.parametrize("title", ALL)


@cache
def every_activation(title):
    return [forward(specimen(title).network, image) for image in some_images()]


def explanations(title, name, units=6):
    """Yield (activations, requested unit, its explanation) for several images and units."""
    network = specimen(title).network
    for seed, activations in enumerate(every_activation(title)):
        for unit in some_units(network.layer(name), units, seed):
            yield activations, unit, explain_unit(network, activations, unit)


def inside(explained):
    return explained.source_index[..., 0] != OUTSIDE


@every_layer
def test_terms_and_bias_are_keras_pre_activation(title, name):
    for activations, _, explained in explanations(title, name):
        layer = explained.neuron.layer
        if layer.kind in ACTIVATION_FUNCTIONS:  # it has no weighted sum, so its input counts as its sum
            layer = layer.before
        assert explained.terms.sum() + explained.bias == pytest.approx(explained.pre_activation, abs=1e-9)
        assert explained.pre_activation == pytest.approx(
            activations[layer.name][explained.neuron.index], abs=1e-4
        )
        np.testing.assert_array_equal(
            explained.terms, explained.inputs.astype(np.float64) * explained.weights
        )


@every_layer
def test_the_activation_function_of_the_sum_is_keras_activation(title, name):
    for activations, unit, explained in explanations(title, name):
        z, inputs = explained.pre_activation, explained.inputs[inside(explained)]
        if explained.activation_function == "softmax":
            expected = np.exp(z) / np.exp(activations["logits"].astype(np.float64)).sum()
        elif explained.activation_function in ("max", "mean"):
            expected = getattr(inputs, explained.activation_function)()
        else:
            parameters = explained.neuron.layer.activation_layer.parameters
            expected = (FUNCTIONS | {"linear": float})[explained.activation_function](z, *parameters)
        assert explained.activation == pytest.approx(expected, abs=1e-4)
        output = specimen(title).network.layer(name).activation_layer
        assert explained.activation == activations[output.name][unit.index]


@every_layer
def test_a_neuron_is_the_same_before_and_after_its_activation_function(title, name):
    network = specimen(title).network
    after = network.layer(name).activation_layer.name
    for activations, unit, explained in explanations(title, name, units=1):
        same = explain_unit(network, activations, Unit(after, unit.index))
        neuron = find_unit(network, unit)
        assert same.neuron.layer is explained.neuron.layer is neuron.layer
        assert same.neuron == explained.neuron == neuron
        np.testing.assert_array_equal(same.terms, explained.terms)


@every_layer
def test_every_input_is_the_value_at_its_index(title, name):
    for activations, _, explained in explanations(title, name):
        assert explained.inputs.shape == explained.weights.shape == explained.terms.shape
        assert explained.source.kind not in COPIES  # pixels and maps, not flattened vectors
        places = explained.source_index[inside(explained)]
        values = activations[explained.source.name][tuple(places.T)]
        np.testing.assert_array_equal(explained.inputs[inside(explained)], values)
        assert not explained.inputs[~inside(explained)].any()


@pytest.mark.parametrize("title, name", [("untrained dense", "hidden1"), ("untrained conv", "conv1")])
def test_blank_paper_contributes_nothing(title, name):
    network = specimen(title).network
    activations = forward(network, np.zeros((28, 28), np.float32))
    for unit in some_units(network.layer(name), 9):
        explained = explain_unit(network, activations, unit)
        assert not explained.terms.any()
        assert not np.signbit(explained.terms).any()  # a page would show -0.00
        assert explained.pre_activation == explained.bias


@every_network
def test_a_pixel_has_no_explanation(title):
    network, image = specimen(title).network, some_images()[0]
    with pytest.raises(ValueError, match="pixel"):
        explain_unit(network, forward(network, image), Unit("image", (3, 4)))


@pytest.mark.parametrize("index", [(), (128,), (-1,), (0, 0)])
def test_a_unit_that_does_not_exist_is_refused(index):
    network = specimen("untrained dense").network
    with pytest.raises(ValueError, match=r"hidden1 has shape \(128,\)"):
        explain_unit(network, forward(network, some_images()[0]), Unit("hidden1", index))


@every_layer
def test_what_a_unit_sends_is_what_its_reader_receives(title, name):
    network = specimen(title).network
    if network.layer(name).kind in COPIES:
        return  # it reads, but is nobody's reader: the layer above it reads what it copies
    rng = np.random.default_rng(0)
    for activations, _, explained in explanations(title, name, units=1):
        for place in map(tuple, rng.permutation(np.argwhere(inside(explained)))[:4]):
            source = Neuron(explained.source.unit_layer, tuple(explained.source_index[place]))
            sent = outgoing(source, activations)
            assert sent.target is explained.neuron.layer
            (here,) = np.argwhere((sent.target_index == explained.neuron.index).all(axis=-1))
            assert sent.weights[tuple(here)] == explained.weights[place]
            assert sent.terms[tuple(here)] == explained.terms[place]


@every_network
def test_the_brightest_place_is_its_channel_s_largest_value(title):
    network = specimen(title).network
    activations = forward(network, some_images()[0])
    rng = np.random.default_rng(0)
    for layer in network.layers[1:]:
        neuron = Neuron(layer, random_unit(layer, rng).index)
        found = brightest(neuron, activations)
        if len(layer.shape) < 3:
            assert found == neuron
        else:
            assert found.index[2] == neuron.index[2]
            assert activations[layer.name][found.index] == activations[layer.name][..., neuron.index[2]].max()
