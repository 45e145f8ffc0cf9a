"""Tests what a neuron does to the answer, and what holds a silent neuron silent."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain import explain_unit, outgoing
from model.explain.effect import lowest_band, rerun, rerun_scaled, shortfall
from model.explain.wiring import Unit, find_unit
from model.network import dense_network, forward, forward_with
from model.network.layer import COPIES
from model.network.neuron import Channel
from tests.for_each import for_each
from tests.specimens import ALL, cases, random_unit, some_images, some_units, specimen

every_network = pytest.mark.parametrize("title", ALL)


def hidden_units(title):
    """Return a random neuron of every layer between image and logits, except copies."""
    rng = np.random.default_rng(5)
    layers = specimen(title).network.layers[1:-2]
    return [random_unit(layer, rng) for layer in layers if layer.kind not in COPIES]


def keras_without(title, units):
    """Rebuild the Keras model with the outgoing weights of these units' channels set to zero."""
    model, network = specimen(title).model, specimen(title).network
    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    for unit in units:
        layer = network.layer(unit.layer)
        above = network.layers[network.layers.index(layer) + 1 :]
        reader = clone.get_layer(next(layer.name for layer in above if layer.kernel is not None))
        channel, channels = unit.index[-1], layer.shape[-1]
        if isinstance(reader, keras.layers.BatchNormalization):  # the shift that it adds stays
            gamma, beta, mean, variance = reader.get_weights()
            beta[channel] -= gamma[channel] * mean[channel] / np.sqrt(variance[channel] + reader.epsilon)
            gamma[channel] = 0
            reader.set_weights([gamma, beta, mean, variance])
            continue
        kernel, bias = reader.get_weights()
        if kernel.ndim == 4:
            kernel[:, :, channel] = 0
        else:  # flattened with the channels last, so each channel is every `channels`-th row
            kernel[channel::channels] = 0
        reader.set_weights([kernel, bias])
    return clone


def probs_without(network, image, units):
    factors = {Channel(network.layer(unit.layer), unit.index[-1]): 0.0 for unit in units}
    return rerun_scaled(network, image, factors)["probs"]


@every_network
def test_switching_off_a_neuron_equals_zeroing_its_outgoing_weights_in_keras(title):
    network, image = specimen(title).network, some_images()[0]
    for unit in hidden_units(title):
        expected = keras_without(title, [unit])(image[None]).numpy()[0]
        probs = probs_without(network, image, [unit])
        np.testing.assert_allclose(probs, expected, rtol=1e-4, atol=1e-5, err_msg=str(unit))


@every_network
def test_several_neurons_can_be_switched_off_at_once(title):
    network, image, units = specimen(title).network, some_images()[1], hidden_units(title)
    expected = keras_without(title, units)(image[None]).numpy()[0]
    np.testing.assert_allclose(probs_without(network, image, units), expected, rtol=1e-4, atol=1e-5)


@every_network
def test_replacing_a_neuron_by_its_own_value_changes_nothing(title):
    network, image = specimen(title).network, some_images()[2]
    before = forward(network, image)
    for layer in network.layers[1:]:
        for unit in some_units(layer, 1):
            explained = explain_unit(network, before, unit)
            is_output = explained.activation_function == "softmax"
            value = explained.pre_activation if is_output else explained.activation
            np.testing.assert_allclose(
                rerun(network, image, {explained.neuron: value})["probs"], before["probs"], atol=1e-5
            )


@every_network
def test_a_stronger_neuron_reaches_its_readers_through_its_weights(title):
    network, image = specimen(title).network, some_images()[0]
    before = forward(network, image)
    for unit in hidden_units(title):
        sent = outgoing(find_unit(network, unit), before)
        if sent.target.kernel is not None:
            more = explain_unit(network, before, unit).activation + 2
            after = rerun(network, image, {find_unit(network, unit): more})
            readers = tuple(np.moveaxis(sent.target_index, -1, 0))
            added = after[sent.target.name][readers] - before[sent.target.name][readers]
            np.testing.assert_allclose(added, 2 * sent.weights, atol=1e-4)


@every_network
def test_a_factor_scales_hidden_neurons_and_outputs(title):
    network, image = specimen(title).network, some_images()[1]
    before = forward(network, image)
    for layer, factor in (network.logits, 2.0), (network.last_hidden.unit_layer, 0.25):
        after = rerun_scaled(network, image, {Channel(layer, 3): factor})
        place, response = (layer.response_layer, (..., 3)), layer.response_layer.name
        np.testing.assert_allclose(after[response][..., 3], factor * before[response][..., 3], rtol=1e-6)
        by_hand = forward_with(network, image, {place: factor * before[response][..., 3]})
        np.testing.assert_array_equal(after["probs"], by_hand["probs"])


@every_network
def test_a_factor_applies_after_the_factors_in_earlier_layers(title):
    network, image = specimen(title).network, some_images()[1]
    units = [Unit(unit.layer, (unit.index[-1],)) for unit in hidden_units(title)]
    factors = {
        Channel(network.layer(unit.layer), unit.index[0]): 1.5 + 0.5 * i for i, unit in enumerate(units)
    }
    after = rerun_scaled(network, image, factors)
    for layer in network.layers[1:]:
        computed = layer.compute(after[layer.before.name][None])[0]
        for channel, factor in factors.items():
            if channel.layer.response_layer is layer:
                computed = computed.copy()
                computed[..., channel.number] *= factor
        np.testing.assert_allclose(after[layer.name], computed, rtol=1e-6, atol=1e-6, err_msg=layer.name)


@for_each("title, name", cases())
def test_a_silent_neuron_falls_short_by_what_its_sum_lacks(title, name):
    network = specimen(title).network
    for image in some_images():
        activations = forward(network, image)
        for unit in some_units(network.layer(name), 8):
            explained = explain_unit(network, activations, unit)
            missing = shortfall(explained)
            if (
                explained.activation_function not in ("relu", "step", "capped_relu")
                or explained.pre_activation > 0
            ):
                assert missing is None
            else:
                assert_accounts_for(missing, explained)


def assert_accounts_for(missing, explained):
    assert missing.short == -explained.pre_activation
    if missing.rows:
        row = explained.source_index[..., 0]
        in_band = (missing.rows[0] <= row) & (row < missing.rows[1])
        assert explained.terms[in_band].sum() == pytest.approx(missing.rows_term, abs=1e-9)


@given(st.lists(st.floats(-100, 100), max_size=12))
def test_no_band_sums_to_less_than_the_lowest_band(values):
    sums = [sum(values[i:j]) for i in range(len(values)) for j in range(i + 1, len(values) + 1)]
    band, lowest = lowest_band(np.array(values))
    assert lowest == pytest.approx(min([0.0, *sums]), abs=1e-9)
    assert (band is None) == (lowest == 0)
    if band:
        assert sum(values[slice(*band)]) == pytest.approx(lowest, abs=1e-9)


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_the_lowest_band_cannot_be_trimmed_at_either_end(values):
    """Rows that add nothing aren't part of the band, either at its top or at its bottom."""
    band, _ = lowest_band(np.array(values))
    if band:
        rows = values[slice(*band)]
        assert all(sum(rows[:number]) < 0 and sum(rows[-number:]) < 0 for number in range(1, len(rows) + 1))


@pytest.mark.parametrize("function", ["relu", "step"])
def test_a_neuron_exactly_at_its_threshold_is_silent_and_short_by_0(function):
    weights = (np.ones((784, 4)), np.zeros(4), np.ones((4, 10)), np.zeros(10))
    network = dense_network(tuple(each.astype(np.float32) for each in weights), function)
    explained = explain_unit(network, forward(network, np.zeros((28, 28), np.float32)), Unit("hidden1", (2,)))
    assert explained.pre_activation == explained.activation == 0
    assert shortfall(explained).short == 0
