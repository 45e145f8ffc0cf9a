"""Whether a neuron fired, by its activation function, and what contributed most, worked out by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.explain.ledger import make_ledger
from model.network import dense_network, load_network
from model.network.neuron import Channel, Neuron
from model.reading import Reading
from model.training.choices import ACTIVATIONS
from tests.networks import random_network
from tests.specimens import some_images
from views.neuron.card import difference
from views.neuron.card.activation_curves import describe
from views.neuron.sums import ledger_view
from views.neuron.sums.sentences import state_of, why
from views.parts.asking.asking import plain


@pytest.fixture(scope="module", params=ACTIVATIONS)
def verdicts(request, test_images):
    network = random_network((784, 32, 10), request.param)
    reading = Reading(network, test_images[0].astype(np.float32) / 255)
    said = []
    for unit in range(32):
        explanation = reading.explain(Neuron(network.layer("hidden1"), (unit,)))
        said.append((explanation, why(reading, explanation)))
    return request.param, said


def test_it_fires_or_not_or_has_no_threshold(verdicts):
    function, said = verdicts
    for explanation, words in said:
        if function in ("relu", "step"):
            assert ("It fires." in words) == (explanation.activation > 0)
            assert ("It doesn't fire" in words) == (explanation.activation == 0)
        else:
            assert "never just on or off" in words


def test_the_missing_amount_reaches_the_threshold(verdicts):
    function, said = verdicts
    silent = [(each, words) for each, words in said if function in ("relu", "step") and not each.activation]
    assert bool(silent) == (function in ("relu", "step"))
    assert sum(" too low." in words for _, words in said) == len(silent)
    for explanation, words in silent:
        short = float(words.split(" its sum is ")[1].split(" too low.")[0])
        assert explanation.pre_activation + short == pytest.approx(0, abs=0.0051)


@pytest.mark.parametrize("function", ["relu", "step"])
def test_a_neuron_exactly_at_its_threshold_does_not_fire(function):
    kernel, bias, *head = random_network((784, 4, 10), function).weights
    network = dense_network([kernel, np.zeros_like(bias), *head], function)  # every z of blank paper is 0
    reading = Reading(network, np.zeros((28, 28), np.float32))
    explanation = reading.explain(Neuron(network.layer("hidden1"), (0,)))
    assert explanation.pre_activation == explanation.activation == 0
    words = why(reading, explanation)
    assert words == "It doesn't fire because its sum is 0. Only a sum above 0 makes it fire."


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_neuron_s_own_function_comes_first(activation, test_images):
    network = random_network((784, 8, 10), activation)
    reading = Reading(network, test_images[0].astype(np.float32) / 255)
    explanation = reading.explain(Neuron(network.layer("hidden1"), (0,)))
    first, *others = (each["name"] for each in describe(explanation, reading.logits)["functions"])
    assert first == activation
    assert len(others) >= 3 and first not in others


def by_hand(**factors: float) -> Reading:
    """Return two layers, of four neurons and of two, and a drawing of four pixels, for mental arithmetic.

    In the first layer, neuron 0 gets 3 · 0.5 - 1 + 0.25 = 0.75, neuron 1 -1 + 0.25 + 0.25 = -0.5, the others
    their biases, 1 and -1; so it passes on 0.75, 0, 1 and 0. `z4=0.5` is output 4 at half its volume.
    """
    image, first = np.zeros((28, 28), np.float32), np.zeros((28, 28, 4), np.float32)
    image[[5, 6, 7, 20], [3, 3, 3, 9]] = 1
    first[[5, 6, 7, 20], [3, 3, 3, 9], 0] = 0.5, 0.5, 0.5, -1
    first[[5, 20], [3, 9], 1] = -1, 0.25
    second = np.array([[2, -1], [5, 0], [1, -2], [0, 3]], np.float32)
    weights = [first.reshape(784, 4), np.array([0.25, 0.25, 1, -1]), second, np.array([0, 5])]
    last = np.zeros((2, 10), np.float32)
    last[0, 4], last[1, 9] = 1, 0.5
    weights = [np.asarray(each, np.float32) for each in (*weights, last, np.zeros(10))]
    network = dense_network(weights)
    return Reading(
        network, image, {Channel(network.logits, int(name[1:])): by for name, by in factors.items()}
    )


def neuron_of(reading: Reading, layer: str, number: int) -> Neuron:
    return Neuron(reading.network.layer(layer), (number,))


@pytest.mark.parametrize(
    ("layer", "unit", "said"),
    [
        ("hidden1", 0, "It fires. The ink in rows 5 to 7 pushed its sum up the most."),
        (
            "hidden1",
            1,
            "It doesn't fire because its sum is 0.50 too low. The ink in row 5 held it back the most.",
        ),
        ("hidden1", 2, "It fires. Its bias alone makes it fire."),
        ("hidden1", 3, "It doesn't fire because its sum is 1.00 too low."),
        ("hidden2", 0, "It fires. Neuron 0 of the first hidden layer pushed its sum up the most, by 1.50."),
        ("hidden2", 1, "It fires. Its bias alone makes it fire."),
        ("logits", 4, "This is the network's answer, because its z of 2.50 is the largest."),
        (
            "logits",
            9,
            "This isn't the answer. Its sum is 1.12, and the sum of 4 is 2.50. The largest sum, "
            "called z, wins.",
        ),
    ],
)
def test_the_largest_contribution_is_named_with_place_and_value(layer, unit, said):
    reading = by_hand()
    assert plain(why(reading, reading.explain(neuron_of(reading, layer, unit)))) == said


def test_a_state_is_a_word_a_factor_or_a_share():
    reading = by_hand()
    fires, silent, answer = (
        reading.explain(neuron_of(reading, layer, unit))
        for layer, unit in (("hidden1", 0), ("hidden1", 1), ("logits", 4))
    )
    probs = reading.probs
    share = f"{100 * float(probs[4]):.1f}%"
    assert [state_of(each, 1, probs) for each in (fires, silent, answer)] == ["fires", "silent", share]
    assert [state_of(fires, factor, probs) for factor in (0, 0.25, 4)] == ["switched off", "× 0.25", "× 4"]
    without = replace(fires, activation_function="tanh", activation=-0.634)
    assert state_of(without, 1, probs) == "−0.63"
    assert state_of(replace(fires, activation=np.inf), 0, probs) == "no number"


def test_an_output_counts_with_its_reduced_z():
    reading = by_hand(z4=0.5)
    explanation = reading.explain(neuron_of(reading, "logits", 4))
    assert plain(why(reading, explanation)).startswith(
        "At 0.5 times its normal strength, this output has a z of 1.25. "
    )


def test_a_sum_lists_its_largest_pushes_and_pulls_the_rest_and_the_bias(monkeypatch):
    """Of 3 · 0.5 and -1, the three that make up four fifths of 2.5 have lines; the last is the rest."""
    reading = by_hand()
    shown = {}
    monkeypatch.setattr(
        ledger_view, "show_ledger", lambda *given, **named: shown.update(named, rows=given[2])
    )
    explanation = reading.explain(neuron_of(reading, "hidden1", 0))
    sums = make_ledger(explanation)
    ledger_view.ledger(explanation.neuron, sums, None, "ledger", "heading", "Sum z")
    lines = [(each.label, each.detail, each.figure, each.share, each.neuron) for each in shown["rows"]]
    assert lines == [
        ("Row 5, column 3", "1.00 × 0.50", "+0.50", 0.5, None),
        ("Row 6, column 3", "1.00 × 0.50", "+0.50", 0.5, None),
        ("Row 20, column 9", "1.00 × −1.00", "−1.00", -1.0, None),
        ("the rest (1 number)", "", "+0.50", 0.5, None),
        ("the bias", "", "+0.25", 0.25, None),
    ]
    steps = [(plain(each.label), each.value, each.figure) for each in shown["steps"]]
    assert steps == [
        ("Pushes up (2)", 1.0, "+1.00"),
        ("Holds back (1)", -1.0, "−1.00"),
        ("The rest (1)", 0.5, "+0.50"),
        ("Bias", 0.25, "+0.25"),
    ]
    assert (shown["total"].label, shown["total"].value, shown["total"].figure) == ("Sum z", 0.75, "0.75")
    assert shown["equation"] == "1.00 + (−1.00) + 0.50 + 0.25 = 0.75"
    assert shown["summary"] == "Line by line: the 3 largest numbers" and " by 0.01." in shown["footnote"]
    explanation = reading.explain(neuron_of(reading, "hidden2", 0))
    sums = make_ledger(explanation)
    ledger_view.ledger(explanation.neuron, sums, None, "ledger", "heading", "Sum z")
    named = [each.neuron for each in shown["rows"][:2]]
    assert named == [neuron_of(reading, "hidden1", n) for n in (0, 2)]


def test_a_neuron_contributes_its_activation_times_each_weight():
    reading = by_hand()
    for unit, activation, expected in (
        (0, 0.75, [("Neuron 0", "0.75 × 2.00", "+1.50", 1.0), ("Neuron 1", "0.75 × −1.00", "−0.75", -0.5)]),
        (2, 1.0, [("Neuron 1", "1.00 × −2.00", "−2.00", -1.0), ("Neuron 0", "1.00 × 1.00", "+1.00", 0.5)]),
        (3, 0.0, [("Neuron 1", "1.00 × 3.00", "+3.00", 1.0), ("Neuron 0", "1.00 × 0.00", "0.00", 0.0)]),
    ):
        effect = reading.outgoing(neuron_of(reading, "hidden1", unit))
        rows = ledger_view.outgoing_rows(effect, activation, 6)
        assert [(each.label, each.detail, each.figure, each.share) for each in rows] == expected
        assert [f"Neuron {each.neuron.index[0]}" for each in rows] == [each.label for each in rows]
    heads = [ledger_view.outgoing_heading(effect, each) for each in (0.75, 0.0)]
    assert heads[0] == "What it adds to the second hidden layer"
    assert heads[1] == "If it passed on 1.00, it would add this to the second hidden layer"


def test_changes_of_the_drawing_lead_from_the_old_z_to_the_new(monkeypatch):
    """Remove the pixel in row 5, and half of that in row 20: -0.5 and +0.5, so z stays 0.75."""
    before = by_hand()
    image = before.image.copy()
    image[5, 3], image[20, 9] = 0, 0.25
    after = replace(before, image=image)
    shown, pngs = {}, {"pinned": b"one", "drawn": b"other"}
    monkeypatch.setattr(
        difference, "pinned", lambda: SimpleNamespace(drawing=SimpleNamespace(png=pngs["pinned"]))
    )
    monkeypatch.setattr(difference, "pinned_reading", lambda network: before)
    latest = SimpleNamespace(current=SimpleNamespace(png=pngs["drawn"]))
    monkeypatch.setattr(difference, "latest_drawing", lambda: latest)
    monkeypatch.setattr(difference, "show_ledger", lambda *given, **named: shown.update(named, rows=given[2]))
    neuron = neuron_of(before, "hidden1", 0)
    difference.difference(after, neuron)
    steps = [(plain(each.label), each.figure) for each in shown["steps"]]
    assert steps == [("z before", "0.75"), ("Added", "+0.75"), ("Taken away", "−0.50"), ("The rest", "0.00")]
    assert (plain(shown["total"].label), shown["total"].figure) == ("z now", "1.00")
    assert shown["equation"] == "0.75 + 0.75 + (−0.50) + 0.00 = 1.00"
    assert [(each.label, each.figure, each.share) for each in shown["rows"]] == [
        ("Row 20, column 9", "+0.75", 1.0),
        ("Row 5, column 3", "−0.50", pytest.approx(-2 / 3)),
        ("the rest (0 numbers)", "0.00", 0.0),
    ]
    shown.clear()
    difference.difference(before, neuron)
    assert shown["rows"] == [] and shown["note"].startswith("Nothing changed here. ")
    for png in (None, pngs["pinned"]):
        shown.clear()
        latest.current.png = png
        difference.difference(after, neuron)
        assert not shown


def test_a_pooling_names_its_old_and_new_choice(monkeypatch):
    network = load_network("conv")
    before, after = (Reading(network, each) for each in some_images()[:2])
    higher = before.activations["pool1"] > after.activations["pool1"] + 0.1
    index = tuple(int(n) for n in np.argwhere(higher)[0])
    said = []
    one = SimpleNamespace(drawing=SimpleNamespace(png=b"one"))
    monkeypatch.setattr(difference, "pinned", lambda: one)
    monkeypatch.setattr(difference, "pinned_reading", lambda network: before)
    latest = SimpleNamespace(current=SimpleNamespace(png=b"other"))
    monkeypatch.setattr(difference, "latest_drawing", lambda: latest)
    monkeypatch.setattr(difference, "show_ledger", lambda *given, **named: said.append(named["note"]))
    difference.difference(after, Neuron(network.layer("pool1"), index))
    chosen = [f"{each.activations['pool1'][index]:.2f}" for each in (before, after)]
    assert said == [f"For the drawing you kept, it passed on {chosen[0]}. Now it passes on {chosen[1]}."]
