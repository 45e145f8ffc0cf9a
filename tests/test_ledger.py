"""Tests that the figures shown in a ledger add up, to the last digit."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.attribution import sum_of, through_neurons
from model.explain import Unit, explain_unit
from model.explain.ledger import (
    DECIMALS,
    MOST_TERMS,
    Entry,
    add_up,
    apportion,
    make_ledger,
    to_units,
    unit_for,
)
from model.network import forward
from model.network.neuron import Neuron
from tests.doors.held import examples
from tests.for_each import for_each
from tests.specimens import ALL, cases, some_images, some_units, specimen
from views.parts.charts.ledger import entry_row
from views.parts.looks import wording

ONE = 1 + 1e-6  # one unit of the last digit, and the error that float64 may add


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=40), st.integers(0, 4))
def test_apportioned_figures_sum_exactly_and_stay_within_one_unit(values, decimals):
    total = to_units(sum(values), decimals)
    units = apportion(values, total, decimals)
    assert sum(units) == total
    for unit, value in zip(units, values):
        assert abs(unit - value * 10**decimals) <= ONE


SIZES = st.sampled_from([1e-300, 1e-9, 1.0, 1e13, 2.0**53, 1e17, 1e300])
PARTS = st.lists(st.builds(float.__mul__, st.floats(-1e3, 1e3), SIZES), min_size=1, max_size=12)


@given(PARTS, st.integers(0, 4))
def test_shown_figures_of_any_size_add_up_to_the_shown_total(values, decimals):
    whole = float(np.sum(values))
    unit = unit_for([*values, whole], decimals)
    total = to_units(whole, decimals, unit)
    units = apportion(values, total, decimals, unit)
    shown = [wording.figure(each / 10**decimals, decimals) for each in (*units, total)]
    written = [Fraction(each.replace("−", "-")) for each in shown]
    assert sum(written[:-1]) == written[-1]
    assert [each * 10**decimals for each in written] == [*units, total]
    assert abs(Fraction(total, 10**decimals) - Fraction(whole)) <= Fraction(unit, 2 * 10**decimals)
    largest = max(map(abs, values))
    out = sum(map(Fraction, values)) - Fraction(whole)  # float64's own summation error
    for number, value in zip(units, values):
        off = abs(Fraction(number, 10**decimals) - Fraction(value))
        assert off <= Fraction(unit, 10**decimals) * 2 + (abs(out) if abs(value) == largest else 0)


@pytest.mark.parametrize("off", [-9000, -150, 150, 9000])
def test_the_largest_figure_takes_up_rounding_errors(off):
    values = [3.0, -100.0, 5.255]
    units = apportion(values, -9175 + off, 2)
    assert sum(units) == -9175 + off
    for number, value in zip((units[0], units[2]), (values[0], values[2])):
        assert abs(number - 100 * value) <= 1


@given(PARTS)
def test_a_unit_is_the_last_shown_digit_unless_numbers_are_huge(values):
    unit = unit_for(values, DECIMALS)
    largest = max(map(abs, values))
    assert (unit == 1) == (largest * 100 < 2**53)
    assert unit == 1 or unit / 100 <= max(1, largest * 2**-52)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 4))
def test_a_value_is_rounded_as_it_is_shown(value, decimals):
    assert Fraction(f"{value:.{decimals}f}") * 10**decimals == to_units(value, decimals)


@given(st.lists(st.integers(-500, 500), min_size=1))
def test_figures_that_need_no_rounding_are_left_alone(cents):
    assert apportion([cent / 100 for cent in cents], sum(cents), 2) == cents


def assert_adds_up(ledger, explained, decimals=DECIMALS):
    def units(figure):
        shown = figure * 10**decimals
        assert shown == pytest.approx(round(shown), abs=1e-6)
        return round(shown)

    sums = (ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure)
    assert sum(map(units, sums)) == units(ledger.pre_activation)
    assert sum(units(line.figure) for line in ledger.pushes) == units(ledger.pushes_figure)
    assert sum(units(line.figure) for line in ledger.pulls) == units(ledger.pulls_figure)

    pushes, pulls = (sum(line.term for line in lines) for lines in (ledger.pushes, ledger.pulls))
    rest = explained.terms.sum() - pushes - pulls
    for figure, true in [
        *((line.figure, line.term) for line in (*ledger.pushes, *ledger.pulls)),
        *zip(sums, (pushes, pulls, rest, explained.bias)),
    ]:
        assert abs(figure - true) <= ONE / 10**decimals
    for figure, true in (
        (ledger.pre_activation, explained.pre_activation),
        (ledger.activation, explained.activation),
    ):
        assert float(f"{figure:.{decimals}f}") == float(f"{true:.{decimals}f}")
    listed = len(ledger.pushes) + len(ledger.pulls)
    assert listed + ledger.rest_number == np.count_nonzero(explained.terms)


def test_what_differs_by_rounding_isn_t_counted_in_the_rest():
    terms = np.array([0.25] * MOST_TERMS + [1e-3, 1.4e-8])
    named, others, _figures = add_up(terms, 0.0, float(terms.sum()), 2)
    assert len(named) + others == MOST_TERMS + 1


@examples(4)
@given(st.data())
def test_a_card_s_figures_add_up_at_any_precision(data):
    network = specimen(data.draw(st.sampled_from(ALL))).network
    layer = data.draw(st.sampled_from(network.layers[1:]))
    index = data.draw(st.tuples(*(st.integers(0, size - 1) for size in layer.shape)))
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    ink = rng.random((28, 28)) < data.draw(st.floats(0, 1))
    image = (rng.random((28, 28)) * ink).astype(np.float32)
    explained = explain_unit(network, forward(network, image), Unit(layer.name, index))
    decimals = data.draw(st.integers(0, 4))
    assert_adds_up(make_ledger(explained, decimals), explained, decimals)


@pytest.mark.parametrize("title", ALL)
def test_a_margin_has_a_ledger_in_every_layer_like_a_neuron(title):
    network = specimen(title).network
    for level in through_neurons(network, forward(network, some_images()[0]), 3, 8).values():
        decided = sum_of(level)
        assert_adds_up(make_ledger(decided), decided)


@for_each("title, name", cases())
def test_a_ledger_lists_up_to_twelve_inputs_until_they_make_four_fifths(title, name):
    network = specimen(title).network
    activations = forward(network, some_images()[0])
    for unit in some_units(network.layer(name), 2):
        explained = explain_unit(network, activations, unit)
        ledger = make_ledger(explained)
        named = [*ledger.pushes, *ledger.pulls]
        sizes = np.sort(np.abs(explained.terms.ravel()))[::-1]
        assert sorted((abs(line.term) for line in named), reverse=True) == sizes[: len(named)].tolist()
        held = [sum(sizes[:number]) >= 0.8 * sizes.sum() - 1e-9 for number in range(13)]
        if sizes.any():
            assert len(named) == (held.index(True) if True in held else 12)
        assert all(line.term > 0 for line in ledger.pushes)
        assert all(line.term < 0 for line in ledger.pulls)
        for line in named:
            source = line.neuron.layer.activation_layer
            assert activations[source.name][line.neuron.index] == line.input
            assert line.input * line.weight == line.term


def test_a_line_shows_input_times_weight_and_links_to_the_input():
    layers = specimen("untrained dense").network.layers
    for layer, leads in ((layers[0], False), (layers[2], True)):
        neuron = Neuron(layer, (0,) * len(layer.shape))
        row = entry_row(Entry(neuron, 0.98, -0.16, -0.1568, -0.16), "Neuron 0", 0.3136)
        assert (row.detail, row.figure, row.share) == ("0.98 × −0.16", "−0.16", -0.5)
        assert (row.neuron == neuron) == leads
