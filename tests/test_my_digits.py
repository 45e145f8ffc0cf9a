"""Tests My digits: what a session stores and shows, and what a training gets."""

from __future__ import annotations

import re

import numpy as np
import pytest
import streamlit as st

from model.network import dense_network, forward, load_network
from model.novelty.own_digits import MOST_DIGITS, MOST_POINTS, DigitsError, own_digit
from model.training.choices import NEW, TEXTBOOK, Choices
from model.training.training import Training
from tests.apptest import TRAINING, boxes, opened, shown
from tests.labeled import many
from tests.networks import random_network
from tests.samples import SAMPLES
from tests.sevens import sevens
from views.session import own_digits as session
from views.session.drawing.drawing import Drawing, drawing_of_strokes, pen_object
from views.session.drawing.linked_drawing import drawing_of_test_image
from views.session.networks import OWN
from views.session.own_digits import can_undo, digit_of, own_digits, relabel, remove, store, undo
from views.training.charts.before_after import REFUSED, answers, mnist_right
from views.training.live.training_data import (
    BOTH,
    MINE,
    MNIST,
    SIMPLE,
    YOURS,
    beginnings,
    given_besides,
    shape_of,
    taught_fields,
)
from views.training.my_digits.teach import in_use

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

MY_DIGITS = {"training_part": "My digits"}
DENSE = load_network("dense")


@pytest.fixture
def state(monkeypatch) -> dict:
    monkeypatch.setattr(st, "session_state", {})
    return st.session_state


"""
## What a session keeps
"""


def test_a_drawing_is_stored_with_its_image():
    for label, strokes in SAMPLES.items():
        drawing = drawing_of_strokes(label, "ready-made", strokes)
        stored, expected = digit_of(drawing, label), own_digit(label, strokes, [20] * len(strokes))
        assert stored.label == label and np.abs(stored.image - expected.image).max() < 0.06
    curve = [["M", 60, 60], ["Q", 60, 60, 130, 60], ["Q", 200, 60, 165, 145], ["L", 130, 230]]
    stored = digit_of(Drawing([pen_object(curve, 32)], b""), 7)
    assert stored.widths == (32,) and 4 < len(stored.strokes[0]) < 20  # the stroke is curved


def test_a_picture_or_an_empty_drawing_cannot_be_stored():
    for drawing in (drawing_of_test_image(3), Drawing([], None), Drawing([{"type": "Path"}], b"")):
        with pytest.raises(DigitsError):
            digit_of(drawing, 3)


def test_a_stored_drawing_gets_its_new_label(state):
    first, second = many(2)
    assert store([first, second]) == 0 and store([first.labeled(8)]) == 0
    assert own_digits() == (first.labeled(8), second)
    relabel(second.key, 3)
    assert own_digits() == (first.labeled(8), second.labeled(3))


def test_the_number_of_stored_digits_is_limited(state):
    digits = many(MOST_DIGITS + 3)
    assert store(digits) == 3 and own_digits() == tuple(digits[:MOST_DIGITS])
    assert store([digits[0].labeled(5), digits[-1]]) == 1 and own_digits()[0].label == 5


def test_removed_digits_return_to_their_places_beside_newer_ones(state):
    digits = many(5)
    store(digits[:4])
    assert not can_undo()
    remove([digits[1].key, digits[2].key])
    assert own_digits() == (digits[0], digits[3]) and can_undo()
    assert state["own_digits_removed"] == {digits[1].key, digits[2].key}
    store([digits[4]])
    undo()
    assert own_digits() == tuple(digits) and not can_undo() and not state["own_digits_removed"]
    remove([digit.key for digit in digits])
    assert own_digits() == ()
    undo()
    assert own_digits() == tuple(digits)


def test_removing_twice_keeps_what_undo_can_restore(state):
    first, second = many(2)
    store([first, second])
    remove([first.key])
    remove([first.key])
    assert own_digits() == (second,)
    undo()
    assert own_digits() == (first, second)


def test_the_total_ink_of_stored_digits_is_limited(state):
    turns = [[279 * (i % 2), (37 * i) % 280] for i in range(MOST_POINTS)]
    digits = [own_digit(i % 10, [turns], [1 + i]) for i in range(45)]
    assert store(digits[:30]) == 0 and store(digits) == 5 and own_digits() == tuple(digits[:40])
    remove([digit.key for digit in digits[:2]])
    assert store(digits[40:]) == 3
    undo()
    assert own_digits() == tuple(digits[:40])


def test_the_browser_s_copy_cannot_restore_removed_or_relabeled_digits(state):
    first, second, third = many(3)
    store([first.labeled(9), second])
    remove([second.key])
    lines = [first.line, second.line, "{}", "no JSON", third.line, '{"label": "R", "strokes": [[[1, 1]]]}']
    session._take_in(dict(enumerate(lines)))
    assert own_digits() == (first.labeled(9), third)


@pytest.mark.parametrize("sent", [{}, {"a": None}, {"a": "x" * 300_000}, {"a": "[" * 100_000}, {"a": ["{}"]}])
def test_invalid_data_from_a_browser_changes_nothing(state, sent):
    session._take_in(sent)
    assert own_digits() == ()


"""
## What a training is given
"""


def test_choices_name_the_training_data_and_the_starting_network(state):
    store(many(12))
    assert taught_fields(MNIST, 50, NEW) == {}
    assert taught_fields(BOTH, 50, NEW) == {"own_digits": 12, "own_times": 50}
    assert taught_fields(MINE, 50, NEW) == {"own_digits": 12, "own_times": 1, "images": 0}
    begun = Choices(**taught_fields(BOTH, 10, SIMPLE))
    assert begun.start == DENSE.fingerprint
    assert (begun.hidden_layers, begun.units, begun.activation) == (2, 128, "relu")
    assert given_besides(TEXTBOOK) == {"own": None, "begin_with": None}
    given = given_besides(begun)
    assert given["begin_with"].fingerprint == DENSE.fingerprint and len(given["own"].images) == 12
    assert given["own"].labels.tolist() == [digit.label for digit in own_digits()]
    Training(begun, **given)  # these arguments are accepted


def test_a_training_can_start_with_a_buildable_network_of_one_s_own(state):
    assert YOURS not in beginnings()
    for sizes, function, fits in (
        ((784, 10), "relu", True),
        ((784, 32, 32, 32, 10), "tanh", True),
        ((784, 8, 20, 10), "relu", False),
        ((784, 2, 10), "relu", False),
        ((784, 8, 8, 8, 8, 8, 10), "relu", False),
    ):
        state["own_network"] = own = random_network(sizes, function)
        assert (YOURS in beginnings()) == fits == (shape_of(own) is not None)
        if fits:
            choices = Choices(**taught_fields(MNIST, 1, YOURS))
            assert choices.hidden_layers == len(sizes) - 2 and choices.start == own.fingerprint
            assert given_besides(choices)["begin_with"] is own
    assert shape_of(load_network("conv")) is None
    assert given_besides(Choices(start="another one's"))["begin_with"] is None


def test_a_digit_is_read_as_the_page_reads_it():
    digits = sevens(10, seed=1)
    said = answers(DENSE, digits)
    assert (said == 2).sum() >= 5 and len(said) == 10
    for digit, answer in zip(digits, said):
        assert answer in (REFUSED, forward(DENSE, digit.image)["probs"].argmax())
    scribble = own_digit(7, [[[60, 60], [220, 220]], [[220, 60], [60, 220]]], [20, 20])
    assert answers(DENSE, [scribble]).tolist() == [REFUSED]
    without = dense_network(DENSE.weights)
    assert answers(without.__class__("yours", without.layers), [scribble])[0] in range(10)
    assert len(answers(DENSE, [])) == 0
    assert 0.98 < mnist_right(DENSE).mean() < 0.995


"""
## The page
"""


def figures(app) -> str:
    return " ".join(each.value for each in app.markdown)


def test_drawings_are_chosen_relabeled_removed_and_read():
    app = opened(TRAINING, **MY_DIGITS)
    assert not app.exception and "Draw a digit" in figures(app) and "0 drawings" in figures(app)
    assert app.button(key="teach_start").disabled
    assert "own_pictures" not in shown(app) and "store_digits" in shown(app)
    app.session_state["own_digits"] = tuple(sevens(10, seed=1))
    app.run()
    assert re.search(r"Of your digits, it gets \*\*\d+ of 10\*\* right\.", figures(app))
    assert not app.button(key="teach_start").disabled and {"own_pictures", "own_read"} <= shown(app)
    app.session_state["own_chosen"] = app.session_state["own_digits"][3].key
    app.run()
    assert not app.exception and app.session_state["own_label_0"] == 7
    for key, count in (("own_remove", 9), ("own_remove_all", 0), ("own_undo", 9)):
        app.button(key=key).click().run()
        assert not app.exception and len(app.session_state["own_digits"]) == count


@pytest.mark.parametrize(("network", "begins"), [(OWN, YOURS), ("dense", SIMPLE), ("conv", SIMPLE)])
def test_the_network_that_misread_the_digits_is_taught_if_possible(state, network, begins):
    state.update(own_network=random_network((784, 32, 10), "relu"), network=network)
    assert in_use(beginnings()) == begins
    state["own_network"] = load_network("conv")  # of a kind that can't be taught here
    assert in_use(beginnings()) == SIMPLE


def test_live_training_offers_the_digits_once_there_are_some():
    app = opened(TRAINING, training_part="Live")
    assert not app.exception and "choose_source_0" not in app.session_state
    app.session_state["own_digits"] = tuple(sevens(10, seed=1))
    app.run()
    assert not app.exception and app.session_state["choose_source_0"] == MNIST
    for source, begin in ((BOTH, NEW), (MINE, SIMPLE)):
        boxes(app)["choose_source"].set_value(source)
        boxes(app)["choose_begin"].set_value(begin).run()
        assert not app.exception
        assert boxes(app)["choose_units"].disabled == (begin == SIMPLE)
