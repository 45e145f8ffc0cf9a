"""A neuron's card: its pictures, its sentences, its path, and what the neuron adds to others."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import streamlit

from model.explain import UnitExplanation, explain_unit
from model.explain.effect import Shortfall
from model.explain.ledger import Entry, make_ledger
from model.explain.wiring import Unit, find_unit
from model.network import NAMES, forward, load_network
from model.network.layer import COPIES
from model.network.neuron import Channel, Neuron
from model.reading import Reading
from tests.apptest import DRAW, NEURONS, opened, shown
from tests.samples import SAMPLES
from tests.specimens import UNTRAINED, some_images, some_units, specimen
from views.neuron.card import head, terms
from views.neuron.card.card import parts_of
from views.neuron.card.terms import pictures_of_terms
from views.neuron.sums.ledger_view import _map_row, input_rows, short_label
from views.neuron.sums.sentences import has_numbers, state_of, why
from views.neuron.sums.walk import next_walk, step_to, walk_of
from views.parts.asking.asking import plain
from views.parts.looks.wording import figure
from views.parts.pictures import pixels
from views.session.selection import select_neuron, selected_neuron

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE = load_network("dense")
UNITS = Unit("logits", (4,)), Unit("hidden2", (52,)), Unit("hidden1", (0,))
ANSWER, LATE, EARLY = (find_unit(DENSE, unit) for unit in UNITS)


def test_a_path_grows_backwards_and_ends_at_a_visited_step():
    walk = next_walk((ANSWER,), LATE)
    assert walk == (ANSWER, LATE)
    assert next_walk(walk, EARLY) == (ANSWER, LATE, EARLY)
    assert next_walk((ANSWER, LATE, EARLY), LATE) == walk
    assert next_walk((ANSWER, LATE, EARLY), ANSWER) == (ANSWER,)
    other = Neuron(DENSE.logits, (5,))
    assert next_walk(walk, other) == (other,)
    assert next_walk((ANSWER,), EARLY) == (EARLY,)


def test_a_path_passes_through_layers_that_only_copy():
    conv = load_network("conv")
    hidden, pooled = Neuron(conv.layer("hidden"), (3,)), Neuron(conv.layer("pool2"), (1, 2, 3))
    assert next_walk((hidden,), pooled) == (hidden, pooled)


def one_of_each_layer(reading: Reading) -> Iterator[UnitExplanation]:
    """Explain one neuron of every layer in which one can be chosen."""
    for layer in reading.network.layers[1:]:
        if layer.unit_layer is layer and layer.kind not in COPIES:
            for unit in some_units(layer, 1):
                yield reading.explain(Neuron(layer, unit.index))


@pytest.mark.parametrize("title", UNTRAINED)
def test_every_neuron_has_a_state_a_sentence_and_lines(title):
    reading = Reading(specimen(title).network, some_images()[0])
    for explanation in one_of_each_layer(reading):
        assert has_numbers(reading, explanation)
        words = state_of(explanation, 1.0, reading.probs), why(reading, explanation)
        assert all(words) and "nan" not in "".join(words)
        assert (words[0] == "silent") == ("doesn't fire" in words[1])
        assert state_of(explanation, 0.0, reading.probs) == "switched off"
        if explanation.neuron.layer.kind == "MaxPooling2D":
            first, *others = (row.figure for row in input_rows(explanation))
            assert all(float(first.replace("−", "-")) >= float(each.replace("−", "-")) for each in others)
        else:
            assert make_ledger(explanation).pre_activation == pytest.approx(
                explanation.pre_activation, abs=0.0051
            )


@pytest.mark.parametrize("name", NAMES)
def test_a_network_with_infinite_sums_says_so_on_its_card(name):
    network = load_network(name)
    last = network.logits
    layers = [
        replace(layer, bias=np.full_like(layer.bias, np.nan)) if layer is last else replace(layer)
        for layer in network.layers
    ]
    broken = replace(network, name="yours 1", layers=tuple(layers), card={})
    reading, first = Reading(broken, some_images()[0]), broken.weighted[0]
    unit = Unit(first.name, (0,) * len(first.shape))
    assert not has_numbers(reading, reading.explain(find_unit(broken, unit)))
    app = opened(DRAW, SAMPLES[3], own_network=broken, network="yours", **{"neuron_yours 1": unit})
    assert not app.exception
    assert "card_head" in shown(app) and not {"ledger", "likes"} & shown(app)
    assert "so there is nothing to add up." in str([each.proto for each in app.get("bidi_component")])


def test_the_card_has_the_same_parts_on_both_pages():
    chosen = {"network": "dense", "neuron_dense": LATE.unit}
    here, there = opened(DRAW, SAMPLES[3], **chosen), opened(NEURONS, SAMPLES[3], card_open=True, **chosen)
    parts = {"card_head", "ledger", "activation_curves", "likes", "outgoing"}
    for app in (here, there):
        assert not app.exception
        assert parts <= shown(app)
        assert [button.key for button in app.button].count("switch") == 1


def test_a_neuron_that_is_switched_off_adds_nothing():
    first = DENSE.layer("hidden1")
    reading = Reading(DENSE, some_images()[0], {Channel(first, number): 0.0 for number in range(128)})
    parts = {part.key: part.data for part in parts_of(reading, reading.explain(LATE))}
    assert parts["ledger"]["equation"].startswith("0.00 + 0.00 + 0.00 + ")


@pytest.mark.parametrize("name", ["pool1", "pool2"])
def test_a_pooling_neuron_says_where_the_largest_value_is(name):
    """It names the row and column in the layer before, which differ for some windows."""
    network = load_network("conv")
    reading, layer = Reading(network, some_images()[0]), network.layer(name)
    before = reading.activations[layer.source.name]
    places = []
    for row, col, channel in np.ndindex(*layer.shape):
        window = before[2 * row : 2 * row + 2, 2 * col : 2 * col + 2, channel]
        if np.count_nonzero(window == window.max()) == 1:
            down, across = np.unravel_index(window.argmax(), window.shape)
            places.append(((row, col, channel), (2 * row + down, 2 * col + across), float(window.max())))
    for index, (row, col), largest in places[:: max(1, len(places) // 20)]:
        said = plain(why(reading, reading.explain(Neuron(layer, index))))
        assert re.search(
            r"^It passes on the largest of 4 numbers from the \w+ convolution\. This number is ", said
        )
        assert said.endswith(f" This number is {largest:.2f}, at row {row}, column {col}.")
    assert sum(row != col for _, (row, col), _ in places) > 20


@pytest.mark.parametrize("title", UNTRAINED)
def test_inputs_with_rows_and_columns_are_pictures(title):
    for explanation in one_of_each_layer(Reading(specimen(title).network, some_images()[0])):
        if explanation.neuron.is_on_map:
            continue  # its window is shown instead
        drawn = pictures_of_terms(explanation, 1.0, None)
        assert bool(drawn) == (len(explanation.source.shape) > 1 and explanation.inputs.size > 1)
        for picture, values in zip(drawn, (explanation.inputs, explanation.weights, explanation.terms)):
            np.testing.assert_array_equal(np.ravel(picture.values), values.ravel())


def test_inputs_of_a_pooling_neuron_are_at_their_places():
    network = load_network("conv")
    reading, layer = Reading(network, some_images()[0]), network.layer("pool1")
    rows = input_rows(reading.explain(Neuron(layer, (5, 4, 2))))
    places = [tuple(map(int, re.fullmatch(r"Map (\d+) at (\d+), (\d+)", row.label).groups())) for row in rows]
    assert sorted(places) == [(2, 10, 8), (2, 10, 9), (2, 11, 8), (2, 11, 9)]
    before = reading.activations[layer.source.name]
    for row, (channel, down, across) in zip(rows, places):
        assert row.neuron.index == (down, across, channel)
        assert row.figure == figure(float(before[down, across, channel]))


def test_pictures_have_an_outline_that_explains_silence():
    held, activations = Shortfall(0.5, (6, 8)), forward(DENSE, some_images()[0])
    drawn = pictures_of_terms(explain_unit(DENSE, activations, EARLY.unit), 1.0, held)
    assert [each.outline for each in drawn] == [(6, 8, 0, 28), None, (6, 8, 0, 28)]
    assert [each.signed for each in drawn] == [False, True, True]
    assert drawn[0].title == "The drawing" and drawn[0].scale == 1
    drawn = pictures_of_terms(explain_unit(DENSE, activations, EARLY.unit), 1.0, None)
    assert drawn[0].outline is None


def test_only_the_image_is_called_the_drawing(monkeypatch):
    shown, image = {}, some_images()[0]
    monkeypatch.setattr(terms, "pixels", lambda row, key, **named: shown.update(named, row=row))
    for network, unit, heading, title in (
        (DENSE, EARLY.unit, "The drawing × weights = contributions", "The drawing"),
        (load_network("conv"), Unit("hidden", (3,)), "Its inputs × weights = contributions", "Its inputs"),
    ):
        terms.terms(explain_unit(network, forward(network, image), unit), 1.0)
        assert (plain(shown["heading"]), shown["row"][0].title) == (heading, title)


@pytest.mark.parametrize(
    ("signed", "painted", "scale", "note"),
    [(True, None, 2.5, "±2.50"), (False, None, 2.5, "0 to 2.50"), (True, [[0.0, 4.0]], 4.0, "±4.00")],
)
def test_a_picture_s_scale_is_its_largest_value_and_is_shown(signed, painted, scale, note):
    picture = pixels.Pixels("title", np.array([[0.1234, -2.5]]), signed, painted=painted)
    sent = pixels._describe(picture, 3)
    assert (sent["scale"], sent["note"], sent["values"]) == (scale, note, [123, -2500])
    assert sent["painted"] == (painted and [0, 4000])
    assert (sent["rows"], sent["cols"], sent["channels"]) == (1, 2, 1)
    walks = [(pick, walk) for pick in (0, 1) for walk in (0, 1)]
    for pick, walk in walks:
        sent = pixels._describe(replace(picture, pick=bool(pick), walk=bool(walk)), 3)
        assert (sent["pick"], sent["walk"]) == (bool(pick), bool(pick or walk))
    sent = pixels._describe(replace(picture, painted=None, scale=7.0), 2)
    assert (sent["scale"], sent["note"][-3:], sent["values"]) == (7.0, "7.0", [12, -250])


@pytest.mark.parametrize(
    ("network", "unit", "label", "step"),
    [
        ("dense", Unit("image", (4, 5)), "Row 4, column 5", None),
        ("dense", Unit("hidden1", (51,)), "Neuron 51", "Neuron 51"),
        ("dense", Unit("logits", (7,)), "Digit 7", "7"),
        ("conv", Unit("conv1", (12, 13, 8)), "Map 8 at 12, 13", "Map 8"),
    ],
)
def test_labels_are_short_in_a_line_and_shorter_in_a_path(network, unit, label, step):
    neuron = find_unit(load_network(network), unit)
    assert short_label(neuron) == label
    assert step is None or head._short(neuron) == step


def test_a_line_of_a_map_leads_to_its_place():
    entry = Entry(Neuron(load_network("conv").layer("pool2"), (3, 4, 8)), 0.5, 2.0, -1.0, -1.01)
    row = _map_row(entry, 4.0)
    assert (row.label, row.figure, row.share, row.neuron) == ("Map 8", "−1.01", -0.25, entry.neuron)


def test_clicks_on_a_path_or_a_line_lead_to_their_neuron(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    sent = {}
    monkeypatch.setattr(head, "_component", lambda **given: sent.update(given))
    select_neuron(DENSE, ANSWER)
    assert walk_of(DENSE, ANSWER) == (ANSWER,)
    step_to(DENSE, ANSWER, LATE)
    step_to(DENSE, LATE, EARLY)
    assert walk_of(DENSE, EARLY) == (ANSWER, LATE, EARLY) and selected_neuron(DENSE) == EARLY
    assert walk_of(DENSE, LATE) == (LATE,)  # chosen elsewhere
    head.head(DENSE, EARLY, "why", "fires")
    assert [each["label"] for each in sent["data"]["walk"]] == ["4", "Neuron 52", "Neuron 0"]
    assert [each["title"] for each in sent["data"]["walk"]][1] == "Neuron 52, second hidden layer"
    assert sent["data"]["title"] == "Neuron 0, first hidden layer"
    sent["on_pick"](1)
    assert selected_neuron(DENSE) == LATE and walk_of(DENSE, LATE) == (ANSWER, LATE)
