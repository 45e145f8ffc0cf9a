"""Tests what a neuron does to the answer, and what holds a silent neuron silent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain import explain_unit, outgoing
from model.explain.effect import lowest_band, shortfall
from model.explain.wiring import Unit, find_unit
from model.network import forward
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


def passed_on(network, image, layer, index, value):
    """Return every layer's values, with one value of a layer replaced on the way."""
    found, values = {}, image[None]
    for each in network.layers:
        values = each.compute(values).copy() if each.before else values
        if each is layer:
            values[(0, *index)] = value
        found[each.name] = values[0]
    return found


@every_network
def test_a_stronger_neuron_reaches_its_readers_through_its_weights(title):
    network, image = specimen(title).network, some_images()[0]
    before = forward(network, image)
    for unit in hidden_units(title):
        neuron = find_unit(network, unit)
        sent = outgoing(neuron, before)
        if sent.target.kernel is not None:
            more = explain_unit(network, before, unit).activation + 2
            after = passed_on(network, image, neuron.layer.response_layer, neuron.index, more)
            readers = tuple(np.moveaxis(sent.target_index, -1, 0))
            added = after[sent.target.name][readers] - before[sent.target.name][readers]
            np.testing.assert_allclose(added, 2 * sent.weights, atol=1e-4)


@every_network
def test_a_factor_applies_after_the_factors_in_earlier_layers(title):
    network, image = specimen(title).network, some_images()[1]
    units = [Unit(unit.layer, (unit.index[-1],)) for unit in hidden_units(title)]
    factors = {
        Channel(network.layer(unit.layer), unit.index[0]): 1.5 + 0.5 * i for i, unit in enumerate(units)
    }
    after = forward(network, image, factors)
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
    if explained.source_index.shape[-1] > 1:
        row = explained.source_index[..., 0]
        assert_lowest(missing.rows, [explained.terms[row == each].sum() for each in range(row.max() + 1)])
    else:
        assert missing.rows is None


def assert_lowest(band: tuple[int, int] | None, values: list[float]) -> None:
    """Compare a band with all others; if none sums to less than 0, there is none."""
    sums = [sum(values[i:j]) for i in range(len(values)) for j in range(i + 1, len(values) + 1)]
    assert sum(values[slice(*(band or (0, 0)))]) == pytest.approx(min([0.0, *sums]), abs=1e-9)


@given(st.lists(st.floats(-100, 100), max_size=12))
def test_no_band_sums_to_less_than_the_lowest_band(values):
    assert_lowest(lowest_band(np.array(values)), values)


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_the_lowest_band_cannot_be_trimmed_at_either_end(values):
    """Rows that add nothing aren't part of the band, either at its top or at its bottom."""
    band = lowest_band(np.array(values))
    if band:
        rows = values[slice(*band)]
        assert all(sum(rows[:number]) < 0 and sum(rows[-number:]) < 0 for number in range(1, len(rows) + 1))
