"""Names of layers and units for people: of any network, without words from its file."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain.wiring import Unit, find_unit
from model.network import NAMES, dense_network, load_network
from model.network.layer import COPIES
from model.network.neuron import Neuron
from tests.scratch_language import speaks
from tests.specimens import specimen
from views.parts.charts.ledger import equation, signed
from views.parts.language.language import ngettext, speaking
from views.parts.looks import wording
from views.parts.looks.encode import unit_grid
from views.parts.looks.wording import layer_in_text, layer_title, neuron_label, neuron_title

TITLES = {
    "dense": ["Your drawing", "First hidden layer", "Second hidden layer", "Output"],
    "conv": [
        *("Your drawing", "First convolution", "Second convolution", "First pooling", "Third convolution"),
        *("Fourth convolution", "Second pooling", "Hidden layer", "Output"),
    ],
}


def titles(network) -> list[str]:
    """Return the titles of the layers that people can tell apart."""
    return [
        layer_title(layer)
        for layer in network.layers
        if layer.unit_layer is layer and layer.kind not in COPIES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_layers_are_named_by_kind_and_place(name):
    assert titles(load_network(name)) == TITLES[name]


@pytest.mark.parametrize("name", NAMES)
def test_sums_activations_and_copies_share_one_name(name):
    network = load_network(name)
    for layer in network.layers:
        assert layer_title(layer) == layer_title(layer.activation_layer)
        if layer.kind in COPIES:
            assert layer_title(layer) == layer_title(layer.source)


def test_any_number_of_layers_has_distinct_names():
    for depth in (1, 2, 13):
        sizes = [28 * 28, *[4] * depth, 10]
        weights = [
            array
            for inputs, units in pairwise(sizes)
            for array in (np.zeros((inputs, units), np.float32), np.zeros(units, np.float32))
        ]
        found = titles(dense_network(weights))
        assert len(set(found)) == len(found) == depth + 2
        assert (found[1] == "Hidden layer") == (depth == 1)
    assert found[11:14] == ["Hidden layer 11", "Hidden layer 12", "Hidden layer 13"]


def test_no_word_of_a_name_comes_from_a_file():
    network = specimen("strided").network
    hostile = replace(
        network, layers=tuple(replace(each, name=f"<b>{each.name}</b>") for each in network.layers)
    )
    for layer in hostile.layers:
        assert "<" not in layer_title(layer) + neuron_title(Neuron(layer, (0,) * len(layer.shape)))
    assert titles(hostile)[-2:] == ["Activation function", "Output"]


def test_units_are_named_with_their_layer_if_unclear():
    dense, conv = (load_network(name) for name in NAMES)
    for name in ("hidden1", "hidden1_relu"):  # one neuron, by its sum or by its activation
        assert neuron_title(find_unit(dense, Unit(name, (51,)))) == "Neuron 51, first hidden layer"
    for name in ("logits", "probs"):
        digit = find_unit(dense, Unit(name, (7,)))
        assert neuron_title(digit) == neuron_label(digit) == "Digit 7"
    assert neuron_title(Neuron(dense.image, (4, 5))) == "Pixel at row 4, column 5"
    place, on_map = "Feature map 8 at row 12, column 13", Neuron(conv.layer("conv1"), (12, 13, 8))
    assert neuron_label(on_map) == place
    assert neuron_title(on_map) == f"{place}, first convolution"


def test_layer_names_follow_the_language_as_titles_and_in_sentences(tmp_path):
    german = {
        **{"First": "1", "first": "1", "Hidden layer": "Versteckte Schicht", "convolution": "Faltung"},
        **{"{Second} hidden layer": "Versteckte Schicht {Second}", "Neuron {number}": "Neuron {number}"},
        **{"{second} hidden layer": "versteckte Schicht {second}", "{neuron}, {layer}": "{neuron} ({layer})"},
        **{"a {digit}": "eine {digit}", "an {digit}": "eine {digit}"},
    }
    dense = load_network("dense")
    with speaks(tmp_path, de=german), speaking("de"):
        layer = dense.layer("hidden1")
        assert (layer_title(layer), layer_in_text(layer)) == ("Versteckte Schicht 1", "versteckte Schicht 1")
        assert neuron_title(Neuron(layer, (51,))) == "Neuron 51 (versteckte Schicht 1)"
        assert wording.a_digit(8) == "eine 8"
    assert [layer_in_text(each) for each in (dense.image, dense.layer("hidden2"), dense.logits)] == [
        *("your drawing", "second hidden layer", "output")
    ]


@pytest.mark.parametrize(
    ("write", "cases"),
    [
        (wording.figure, {0.004: "0.00", -0.004: "0.00", -1.5: "−1.50", 2.345: "2.35", 1234.5: "1234.50"}),
        (wording.short, {2.0: "2", 0.25: "0.25", 0.001: "0.001", 10.0: "10", -0.5: "−0.5"}),
        (wording.percent, {0.5: "50.0%", 0.0009: "under 0.1%", 0.001: "0.1%", 0.9991: "over 99.9%"}),
        (wording.percent, {0.999: "99.9%", 0.0: "under 0.1%", 1.0: "over 99.9%", 0.1234: "12.3%"}),
        (wording.whole, {999: "999", 1000: "1,000", 1234567: "1,234,567"}),
        (wording.a_digit, {0: "a 0", 1: "a 1", 7: "a 7", 8: "an 8", 9: "a 9"}),
        (wording.in_brackets, {"−1.00": "(−1.00)", "1.00": "1.00", "0.00": "0.00"}),
        (signed, {1.5: "+1.50", -1.5: "−1.50", 0.0: "0.00"}),
    ],
)
def test_numbers_are_written_as_people_write_them(write, cases):
    assert {value: write(value) for value in cases} == cases


@given(st.lists(st.floats(0, 1), min_size=10, max_size=10).filter(lambda each: sum(each) > 0.01))
def test_ten_written_shares_add_up_to_100_percent(values):
    shares = np.float32(np.array(values) / np.sum(values))
    written = wording.percents(shares)
    words = {wording.percent(0): 0.0, wording.percent(1): 100.0}
    figures = [words[each] if each in words else float(each.removesuffix("%")) for each in written]
    assert round(sum(figures), 6) == 100
    assert all(abs(figure - 100 * share) < 0.1 + 1e-4 for figure, share in zip(figures, shares.tolist()))


def test_other_numbers_are_rounded_alone():
    for shares in ([0.5] * 10, [0.0] * 10, [float("nan"), *[0.1] * 9]):
        assert wording.percents(shares) == [wording.percent(each) for each in shares]
        assert wording.with_rest(shares, 1, 0)[:2] == [wording.percent(shares[each]) for each in (1, 0)]
    assert wording.with_rest([0.2] * 10, 1, 0)[2] == wording.percent(0.6)
    assert wording.with_rest([0.9] * 10, 1, 0)[2] == wording.percent(0.0)


def test_a_number_has_the_requested_digits_and_a_tiny_one_powers_of_ten():
    cases = {(0.012345, 3): "0.0123", (4.6e-7, 3): "4.60e−7", (1e-4, 2): "0.0001", (9.9e-5, 2): "9.9e−5"}
    assert {case: wording.significant(*case) for case in cases} == cases


def test_one_differs_from_any_other_number():
    phrases = ("{count} line", "{count} lines")
    said = [ngettext(*phrases, count).format(count=wording.whole(count)) for count in (0, 1, 2, 1001)]
    assert said == ["0 lines", "1 line", "2 lines", "1,001 lines"]


def test_the_answer_has_the_largest_written_share():
    assert wording.verdict([0.1, 0.2, 0.6, 0.1]) == "### It says 2"
    assert wording.verdict([0.7, 0.3]) == "### It says 0"
    assert "No answer" in wording.verdict([0.1, float("nan"), 0.9])


def test_figures_are_separated_despite_their_signs():
    def both() -> str:
        return wording.joined([wording.figure(1.5), wording.figure(2)])

    assert both() == "1.50, 2.00"
    with speaking("de"):
        assert both() == "1,50; 2,00"


def test_an_equation_puts_negative_terms_in_brackets():
    assert equation([1.5, -2.25, 0.0, -0.25], -1.0) == "1.50 + (−2.25) + 0.00 + (−0.25) = −1.00"
    assert equation([-1.0, 2.0], 1.0, 1) == "−1.0 + 2.0 = 1.0"


@pytest.mark.parametrize(
    ("number", "rows", "cols"),
    [
        (1, 1, 1),
        (10, 10, 1),
        (11, 8, 2),
        (32, 8, 4),
        (48, 8, 6),
        (49, 16, 4),
        (64, 16, 4),
        (128, 16, 8),
        (256, 16, 16),
        (257, 32, 9),
    ],
)
def test_neurons_fill_the_expected_rows_and_columns(number, rows, cols):
    assert unit_grid(number) == (rows, cols)
