"""Tests One step on the Training page: a copy of this session's network learns, and sentences are true."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.backprop import backpropagate
from model.backprop.blame import Change, HiddenBlame
from model.explain.wiring import Unit, find_unit
from model.network import Network, dense_network, load_network
from model.network.neuron import Neuron
from model.reading import Reading
from tests.apptest import TRAINING, opened, shown
from tests.networks import random_network
from tests.samples import SAMPLES
from views.parts.asking.asking import plain
from views.parts.looks.encode import unit_grid
from views.training.one_step import one_step, one_step_neuron, one_step_panel, one_step_walk
from views.training.one_step.step_trainer import StepTrainer, step_trainer

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE = load_network("dense")
BLANK = Reading(DENSE, np.zeros((28, 28), np.float32))
ONE_STEP = {"training_part": "One step"}
NAMED = (Unit("logits", (3,)), Unit("hidden1", (9,)), Unit("image", (5, 17)))
WALK = tuple(find_unit(DENSE, unit) for unit in NAMED)


@pytest.fixture
def image(test_images) -> np.ndarray:
    return test_images[0].astype(np.float32) / 255


def stepped(taught: StepTrainer, label: int, rate: float) -> StepTrainer:
    return taught.after(backpropagate(taught.network, taught.image, label), label, rate)


def press(app, key: str):
    return app.button(key=key).click().run()


def test_small_steps_lower_the_loss_and_are_counted(image):
    taught = StepTrainer(DENSE, image, DENSE)
    for _ in range(4):
        taught = stepped(taught, 3, 1e-4)
    assert taught.steps == 4 and len(taught.losses) == 5
    assert list(taught.losses) == sorted(taught.losses, reverse=True)
    assert taught.losses[-1] == pytest.approx(backpropagate(taught.network, image, 3).loss)


def test_another_digit_restarts_the_losses_and_keeps_the_steps(image):
    taught = stepped(stepped(StepTrainer(DENSE, image, DENSE), 3, 1e-4), 7, 1e-4)
    assert taught.steps == 2 and len(taught.losses) == 2 and taught.label == 7


def test_each_drawing_starts_over_with_its_second_guess(session):
    kernel, bias = np.zeros((784, 10), np.float32), np.zeros(10, np.float32)
    bias[[2, 6, 9]] = 3, 5, -7
    network, one = dense_network([kernel, bias]), np.zeros((28, 28), np.float32)
    first = step_trainer(network, one)
    assert session["one_step_digit"] == 2
    session["step_trainer"] = stepped(first, 2, 1e-4)
    assert step_trainer(network, one.copy()).steps == 1  # the same drawing
    session.update(one_step_chosen=True, one_step_walk=NAMED)
    for begin in (lambda: step_trainer(network, one + 1), lambda: step_trainer(replace(network), one)):
        assert begin().steps == 0
        assert (session["one_step_chosen"], session["one_step_walk"]) == (False, ())


def test_a_copy_of_the_session_s_own_dense_network_learns_else_of_the_simple_one():
    app = opened(TRAINING, SAMPLES[7], network="yours", own_network=load_network("conv"), **ONE_STEP)
    assert not app.exception and app.session_state["step_trainer"].origin.name == "dense"
    assert sum("simple network" in each.value for each in app.caption) == 1
    for sizes, function in (((784, 10), "relu"), ((784, 8, 20, 8, 10), "tanh"), ((784, 8, 10), "step")):
        own = random_network(sizes, function)
        app.session_state["own_network"] = own
        app.run()
        assert not app.exception and app.session_state["step_trainer"].origin is own
        for unit in (Unit("logits", (3,)), Unit(own.weighted[0].name, (2,))):
            app.session_state["one_step_walk"] = (unit,)
            app.run()
            assert not app.exception and "one_step_head" in shown(app)
    before = own.fingerprint
    for _ in range(2):
        app = press(app, "one_step_take")
    taught = app.session_state["step_trainer"]
    assert taught.steps == 2 and taught.losses[-1] < taught.losses[0]
    for each in (taught.origin, Network(own.name, own.layers)):  # recomputed
        assert each.fingerprint == before != taught.network.fingerprint
    weights = [np.full_like(each, 1e38) for each in own.weights]
    app.session_state["step_trainer"] = StepTrainer(own, taught.image, dense_network(weights), steps=1)
    app.run()
    assert not app.exception and "too large for the computer to handle" in app.warning[0].value
    app = press(app, "one_step_reset")
    assert not app.warning and app.session_state["step_trainer"].network is own

    example = (
        "{} is only an example. It's the network's second guess. Choose what you drew, or any other answer."
    )
    digit = app.session_state["one_step_digit"]
    assert example.format(digit) in [each.value for each in app.caption]
    app.button_group(key="one_step_digit").set_value(2).run()
    assert not any("only an example" in each.value for each in app.caption)


# Figures and positions


def test_rates_go_from_a_ten_thousandth_to_ten_on_a_log_scale(monkeypatch):
    assert one_step.RATES[:7] == (0.0001, 0.00015, 0.0002, 0.0003, 0.0005, 0.0007, 0.001)
    assert one_step.RATES[-3:] == (5.0, 7.0, 10.0) and list(one_step.RATES) == sorted(set(one_step.RATES))
    drawn = []
    monkeypatch.setattr(one_step, "curves", lambda *given, **more: drawn.append((given, more)))
    monkeypatch.setattr(one_step, "losses_along", lambda *given: np.array(given[-1]))
    monkeypatch.setattr(one_step, "_forecast", lambda *_: "")
    monkeypatch.setattr(one_step, "st", SimpleNamespace(caption=lambda _: None))
    mine = SimpleNamespace(network=None, image=None)
    for rate, mark, loss, high in ((0.001, 1, 2.5, 5.0), (10.0, 5, 0.001, 0.1), (0.0001, 0, 0.04, 0.1)):
        one_step._along(mine, 3, SimpleNamespace(loss=loss), rate)
        (_, series, places, ticks, _), more = drawn.pop()
        assert more == {"until": 5, "high": pytest.approx(high), "is_cut": True, "mark": mark}
        assert series["after"].tolist() == list(one_step.RATES) and set(series["now"]) == {loss}
        at = dict(zip(one_step.RATES, places, strict=True))
        assert [at[each] for each in (0.0001, 0.001, 0.02, 0.1, 10.0)] == [0, 1, 2.301, 3, 5]
        assert ticks == [(0, "0.0001"), (1, "0.001"), (2, "0.01"), (3, "0.1"), (4, "1"), (5, "10")]


def test_a_loss_is_shown_with_the_share_that_it_comes_from():
    assert plain(one_step._loss_in_words(np.log(4), 3)) == (
        "It gives 3 a share of 0.25.  \nLoss: −ln(0.25) = **1.39**"
    )
    assert plain(one_step._loss_in_words(2000.0, 3)) == (
        "It gives 3 a share too small for the computer to handle.  \nLoss: **2000.00**"
    )


@pytest.mark.parametrize(("blame", "dies"), [(40.0, True), (15.0, False)])
def test_a_step_that_silences_a_layer_is_announced_with_the_next_answer(monkeypatch, blame, dies):
    """Each of the layer's two neurons has a sum of 1."""
    kernel, bias = np.zeros((784, 2), np.float32), np.float32([1, 1])
    last, last_bias = np.zeros((2, 10), np.float32), np.zeros(10, np.float32)
    network, image = dense_network([kernel, bias, last, last_bias]), np.zeros((28, 28), np.float32)
    stepped = dense_network(
        [kernel, bias - np.float32([blame / 10, blame / 20]), last, np.float32(np.eye(10)[6])]
    )
    monkeypatch.setattr(one_step, "take_step", lambda *_: stepped)
    losses = np.linspace(0.9, 0.1, len(one_step.RATES))
    said = plain(
        one_step._forecast(StepTrainer(network, image, network), SimpleNamespace(loss=1.0), 0.1, losses)
    )
    assert said.startswith("With a learning rate of 0.1, ")
    silent = (
        "a whole layer falls silent for this drawing. Then only the biases after this layer decide the "
        "answer, which is 6."
    )
    assert (silent in said) == dies


@pytest.mark.parametrize(
    ("number", "largest", "outline"),
    [(20, 18, (6, 7, 0, 1)), (20, 4, (1, 2, 1, 2)), (8, 7, (7, 8, 0, 1)), (32, 17, (4, 5, 1, 2))],
)
def test_a_layer_s_errors_are_laid_out_like_its_neurons(monkeypatch, number, largest, outline):
    sent, walked = [], []
    monkeypatch.setattr(one_step_panel, "_title", lambda *_: "its title")
    monkeypatch.setattr(one_step_panel, "pixels", lambda row, key, pick, decimals: sent.append((row, pick)))
    monkeypatch.setattr(one_step_panel, "walk_to", lambda network, neuron: walked.append(neuron))
    blames = np.linspace(0.001, 0.1, number)
    blames[largest] = -0.5
    layer = DENSE.layer("hidden1")
    one_step_panel._layer_picture(BLANK, layer, blames)
    (((picture,), pick),) = sent
    _, across = unit_grid(number)
    assert picture.outline == outline and picture.signed and picture.values.shape[1] == across
    assert picture.values.ravel()[:number].tolist() == blames.tolist()
    assert not picture.values.ravel()[number:].any()
    for row, col in ((outline[0], outline[2]), (0, 0), (len(picture.values) - 1, across - 1)):
        walked.clear()
        pick([row, col])
        place = row * across + col
        assert walked == [Neuron(layer, (place,))] * (place < number)  # there's no neuron after the last one


def test_neurons_that_pass_on_nothing_are_called_silent(monkeypatch):
    monkeypatch.setattr(one_step_panel, "layer_title", lambda *_: "Hidden layer")
    passed_on = np.array([0.0, 0.0, 0.0, 2.0, 0.1])
    for function, title in (("relu", "Hidden layer: 3 of 5 are silent"), ("tanh", "Hidden layer")):
        layer = SimpleNamespace(
            name="hidden1", activation_function=function, activation_layer=SimpleNamespace(name="relu1")
        )
        values = {"hidden1": -np.ones(5), "relu1": passed_on}
        assert plain(one_step_panel._title(SimpleNamespace(activations=values), layer)) == title


def test_the_walk_names_each_step_and_a_click_goes_there(session, monkeypatch):
    sent, session["one_step_walk"] = [], NAMED
    monkeypatch.setattr(one_step_walk, "_head", lambda data, on_pick, **_: sent.append((data, on_pick)))
    one_step_walk.head(one_step_walk.current_walk(DENSE), "a sentence")
    ((data, pick),) = sent
    assert data["walk"][0] == "Answer" and [plain(each) for each in data["walk"][1:]] == [
        "Digit 3",
        "Neuron 9",
        "Pixel 5, 17",
    ]
    assert plain(data["title"]) == "Neuron 9, first hidden layer" and data["sentence"] == "a sentence"
    for number, walk in ((0, ()), (1, NAMED[:1]), (2, NAMED[:2]), (3, NAMED), (4, None), (-1, None)):
        session.clear()
        pick(number)
        assert session.get("one_step_walk") == walk


@pytest.mark.parametrize(
    ("walk", "neuron", "pixel"),
    [((), None, None), (WALK[:1], WALK[0], None), (WALK[:2], WALK[1], None), (WALK, WALK[1], WALK[2])],
)
def test_the_walk_s_last_neuron_and_pixel_are_shown(walk, neuron, pixel):
    assert one_step_walk.neuron_and_pixel(walk) == (neuron, pixel)


@pytest.mark.parametrize(
    ("function", "slope", "blame", "beginning"),
    [
        ("relu", 0, 0, "It's silent and learns nothing from this."),
        ("step", 0, 0, "It learns nothing from this. A step function has a slope of 0"),
        ("sigmoid", 0, 0, "It learns nothing from this. Its function has a slope of 0 here"),
        ("relu", 1, 0.25, "Its error (delta) is 0.250. Its sum was too large and should shrink."),
        ("tanh", 0.5, -0.25, "Its error (delta) is −0.250. Its sum was too small and should grow."),
    ],
)
def test_a_flat_function_passes_no_error_back_and_is_named(function, slope, blame, beginning):
    found = HiddenBlame(None, slope, blame, 3)
    layer = SimpleNamespace(activation_function=function)
    assert plain(one_step_neuron._in_words(layer, found)).startswith(beginning)


def test_a_bar_leads_to_its_weight_s_neuron_and_biases_are_listed(monkeypatch):
    shown = []
    monkeypatch.setattr(
        one_step_neuron, "show_ledger", lambda key, about, rows, *_, **more: shown.append((key, rows, more))
    )
    changed = [0.5, -0.25, 0.125, *[0.0] * 8]
    rows = [
        Change(Neuron(DENSE.layer("hidden1"), (i,)), 2.0, 1.0, each, 1.0 - each)
        for i, each in enumerate(changed)
    ]
    rows.append(Change(None, 1.0, 0.5, 0.25, 0.25))
    factors = one_step_neuron._Factors(3, 0.1, -2.5)
    one_step_neuron._as_lines(Neuron(DENSE.layer("hidden2"), (1,)), rows, factors, None)
    (first, lines, _), (rest, others, more) = shown
    assert (first, rest) == ("one_step_changes", "one_step_rest")
    assert [line.neuron and line.neuron.index[0] for line in lines] == [*range(8), None]
    assert [line.neuron.index[0] for line in others] == [8, 9, 10]
    assert [line.share for line in lines[:3]] == [-1, 0.5, -0.25] and lines[-1].share == -0.5
    assert [line.figure for line in lines[:2]] == ["0.500", "1.250"] and lines[-1].figure == "0.250"
    assert lines[1].detail == "1.000 − 0.1 × (−2.50) × 2.00" and plain(lines[-1].label) == "the bias"
    assert more["summary"] == "The other 3 weights"


def test_the_outlined_pixel_has_figures_by_default_the_most_changed_one(monkeypatch):
    sent, texts, walked = [], [], []
    monkeypatch.setattr(
        one_step_neuron, "pixels", lambda row, *given, **more: sent.append((row, given, more))
    )
    monkeypatch.setattr(
        one_step_neuron, "st", SimpleNamespace(markdown=lambda text: texts.append(plain(text)))
    )
    monkeypatch.setattr(one_step_neuron, "walk_to", lambda network, neuron: walked.append(neuron))
    rows = [
        Change(Neuron(DENSE.image, (4, 11)), 1.0, -0.2, 0.3, -0.5),
        Change(Neuron(DENSE.image, (9, 3)), 0.0, 0.4, 0.0, 0.4),
        Change(None, 1.0, 5.0, 0.1, 4.9),
    ]
    factors = one_step_neuron._Factors(2, 0.1, 3.0)
    for pixel, outline, end in (
        (None, (4, 5, 11, 12), "row 4, column 11: −0.20 − 0.1 × 3.00 × 1.00 = **−0.50**"),
        (
            rows[1].source,
            (9, 10, 3, 4),
            "row 9, column 3: 0.40 − 0.1 × 3.00 × 0.00 = **0.40**. Without ink, nothing changes.",
        ),
    ):
        one_step_neuron._as_pictures(BLANK, rows, factors, pixel)
        row, (_, pick), more = sent.pop()
        assert [each.outline for each in row] == [outline] * 3 and texts.pop().endswith(end)
        before, change, after = (each.values for each in row)
        for number, values in enumerate((before, change, after)):
            expected = np.zeros((28, 28))
            expected[4, 11], expected[9, 3] = ((-0.2, 0.4), (0.3, 0), (-0.5, 0.4))[number]
            assert values.tolist() == expected.tolist()
        assert [each.scale for each in row] == [0.5, None, 0.5]  # weights share a scale without the bias
        assert more["operators"] == ("−", "=")
        pick([2, 20])
    assert walked == [Neuron(DENSE.image, (2, 20))] * 2
