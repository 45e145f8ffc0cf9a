"""What the lesson shows beside its words: each part is of what it is called, and set up as its step says."""

from __future__ import annotations

import re
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from model.network import forward, load_network
from tests.test_damaged_files import opened
from tests.test_lesson import LESSON, TEACHERS, image_of
from tests.test_page import canvas_stand_in  # noqa: F401  (a fixture)
from tests.test_why import cents, data
from views.lesson import learn, words
from views.lesson.set_up import OPEN_FOUR, pushing_neuron
from views.lesson.steps import BY_ID, RACERS, STEPS
from views.parts.asking import plain

DENSE = load_network("dense")
IMAGE = image_of(OPEN_FOUR)
OF_FOUR = forward(DENSE, IMAGE)


def at(step: str, **state: object):
    app = opened(LESSON, OPEN_FOUR, lesson_step=step, **state)
    assert not app.exception
    return app


def test_the_neuron_to_be_switched_off_first_does_most_for_the_answer():
    winner = int(OF_FOUR["logits"].argmax())
    terms = OF_FOUR["hidden2_relu"] * DENSE.logits.kernel[:, winner]
    unit = pushing_neuron(DENSE, OF_FOUR)
    assert (unit.layer, terms[unit.index]) == ("hidden2", terms.max())


def test_a_sum_is_built_up_of_numbers_times_weights_and_the_way_on_says_whether_it_was():
    app = at("neuron")
    sent = data(app, "lesson_build_up")
    numbers, weights, products = (np.array(each) for each in sent["pictures"])
    layer, (unit,) = sent["about"]
    np.testing.assert_allclose(numbers, IMAGE.ravel(), atol=1e-6)
    np.testing.assert_allclose(weights, DENSE.layer(layer).kernel[:, unit], atol=1e-6)
    np.testing.assert_allclose(numbers * weights, products, atol=1e-5)
    value, weight, product = (cents(each) for each in re.findall(r"−?\d+\.\d\d", sent["example"]))
    largest = int(np.abs(products).argmax())
    figures = (numbers[largest], weights[largest], products[largest])
    assert (value, weight, product) == tuple(round(100 * each) for each in figures)
    assert app.button(key="lesson_next").label == "Skip"
    app.session_state["lesson_events"] = frozenset({"built"})
    assert app.run().button(key="lesson_next").label == "Next"


def test_a_weight_grows_where_the_slope_falls_and_shrinks_where_it_rises():
    for slope, way in ((-0.25, "grow"), (0.25, "shrink")):
        one = SimpleNamespace(slope=lambda weight, slope=slope: slope, loss=lambda weight: 1.5)
        said = plain(learn._in_words(one, 0.75))
        told = f"{slope:.3f}".replace("-", "−")
        assert said == f"Weight 0.75, loss 1.500, slope {told}: to lower the loss, it has to {way}."


def test_the_axis_of_one_weight_has_each_value_in_its_place_and_the_mark_at_the_weight():
    for steps in (0, 3):
        app = at("learn")
        app.session_state["lesson_downhill"] = steps
        sent = data(app.run(), "lesson_curve")
        values = [int(each["label"].replace("−", "-")) for each in sent["ticks"]]
        assert values == list(range(values[0], values[0] + 7)) and sent["until"] == 6
        assert [each["position"] for each in sent["ticks"]] == [value - values[0] for value in values]
        told = " ".join(plain(each.value) for each in app.markdown)
        weight = cents(re.search(r"Weight (−?\d+\.\d\d), loss", told)[1]) / 100
        assert sent["mark"] == pytest.approx(weight - values[0], abs=0.0051)


def test_the_sheet_s_lines_are_products_and_its_solution_is_that_of_its_sum():
    for strokes in (OPEN_FOUR, None):  # a ready-made 4, where nothing is drawn
        sent = data(opened(TEACHERS, strokes), "sheet")
        for place, number, weight, product in sent["lines"]:
            row, col = map(int, re.findall(r"\d+", place))
            assert cents(number) == round(100 * float(IMAGE[row, col]))
            assert cents(product) == pytest.approx(cents(number) * cents(weight) / 100, abs=1.51)
        lines = sum(cents(product) for *_, product in sent["lines"])
        assert lines + cents(sent["rest"]) + cents(sent["bias"]) == cents(sent["z"])
        fires = cents(sent["z"]) > 0
        assert (sent["step"], sent["relu"]) == (("1", sent["z"]) if fires else ("0", "0.00"))
        assert sent["answer"] == str(int(OF_FOUR["probs"].argmax()))


def test_the_lanes_of_the_race_say_their_layers():
    texts = [plain(each.value) for each in at("deep").markdown]
    for hidden, title in enumerate(("No hidden layer", "One hidden layer", "Two hidden layers: deep")):
        layers = " → ".join(["784", *["64"] * hidden, "10"])
        assert f"**{title}**  \n{layers}" in texts
    assert [each.hidden_layers for each in RACERS] == [0, 1, 2]


def test_each_box_of_numbers_is_the_layer_that_it_is_called():
    boxes = {plain(each["title"]): each for each in data(at("tensors"), "tensors")["tensors"]}
    named = {
        "Your drawing, a table of 28 rows and 28 columns": "image",
        "The same in one row: the input layer": "flatten",
        "What the first hidden layer passes on": "hidden1_relu",
        "What the second hidden layer passes on": "hidden2_relu",
        "The answer: ten shares": "probs",
    }
    assert list(boxes) == list(named)
    for title, name in named.items():
        values = OF_FOUR[name]
        np.testing.assert_allclose(np.ravel(boxes[title]["rows"]), values.ravel(), atol=1e-5)
        assert boxes[title]["shape"] == "×".join(map(str, values.shape))


def test_the_ten_minutes_follow_each_other_as_the_steps_do():
    minutes = [tuple(map(int, re.findall(r"\d+", when)[:2])) for when, *_ in words.PLAN]
    assert minutes[0][0] == 0 and minutes[-1][1] == 10
    assert all(before[1] == after[0] for before, after in pairwise(minutes))
    order = [step.id for step in STEPS]
    places = [order.index(step) for *_, step in words.PLAN]
    assert places == sorted(set(places))
    said = {"numbers": "not 0", "neuron": "sum", "off": "Make the network say something else"}
    for _, what, step in words.PLAN:
        own = " ".join(
            (BY_ID[step].task, BY_ID[step].text, BY_ID[step].guess.question if BY_ID[step].guess else "")
        )
        assert said[step] in plain(what) and said[step] in plain(own)
