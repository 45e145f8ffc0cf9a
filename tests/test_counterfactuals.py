"""Counterfactuals on an output's card: a click gives the digit that its sentence promises."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from model.attribution.counterfactual import Counterfactual, find_counterfactuals
from model.attribution.edits import LEAVE_OUT, MARK, RUB_OUT, Edit, Sketch
from model.explain.wiring import Unit
from model.network import Network, forward, load_network
from model.preprocess import stages_of_ink
from tests.apptest import DRAW, NEURONS, data, opened, shown
from tests.samples import SAMPLES
from views.neuron.card import counterfactuals
from views.session.computing import Work
from views.session.drawing.drawing import Drawing, drawing_of_alpha, drawing_of_strokes, pen_strokes_of
from views.session.drawing.latest_drawing import LatestDrawing

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

SMALL, LARGE = "dense", "conv"
LOOK = "Search"
NOTHING_SMALL = (
    "No small change gives another answer. We tried adding a line, leaving out a stroke and "
    "erasing a bit. This answer is stable."
)
NOTHING_FOR_6 = (
    "We tried adding one or two lines, leaving out a stroke and erasing a bit. Nothing made the "
    "network say 6."
)
NO_STROKES = "This is a picture, so we don't know its strokes. Draw a digit with the pen to find out."
AS_IT_WAS = "First reset the neurons you changed, because this search needs the original network."
OWN = replace(load_network(SMALL), name="yours 1")  # because a page reloads shipped ones


def drawn(digit: int) -> Drawing:
    return drawing_of_strokes(digit, "drawn", SAMPLES[digit])


def sketch_of(drawing: Drawing) -> Sketch:
    return Sketch(drawing.ink(), tuple(pen_strokes_of(drawing)))


def answer(network: Network, drawing: Drawing) -> int:
    return int(forward(network, stages_of_ink(drawing.ink()).image)["logits"].argmax())


def card(digit: int, drawing: Drawing | None = None, page: str = DRAW, **state: object) -> AppTest:
    latest = LatestDrawing()
    if drawing:
        latest.add(drawing)
    state |= {"neuron_yours 1": Unit("logits", (digit,)), "latest_drawing": latest}
    app = opened(page, network="yours", own_network=OWN, **state)
    assert not app.exception
    return app


def searched(drawing: Drawing, target: int | None, outcome: object) -> counterfactuals.Search:
    work, question = Work(repeat(None)), counterfactuals.Question(OWN, drawing.png, target)
    work.found, work.is_done = outcome, outcome is not None
    return counterfactuals.Search(question, sketch_of(drawing), work)


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_a_click_gives_the_promised_digit_and_keeps_strokes(name):
    network, other = load_network(name), load_network(SMALL if name == LARGE else LARGE)
    kinds = set()
    for digit in (1, 3, 4):
        drawing = drawn(digit)
        sketch = sketch_of(drawing)
        for found in find_counterfactuals(network, other, sketch):
            after = counterfactuals.changed(drawing, sketch, found.edits)
            assert answer(network, after) == found.digit != answer(network, drawing)
            kinds.add(found.kind)
            more = {MARK: 1, LEAVE_OUT: -1}.get(found.kind)
            if more:
                assert len(pen_strokes_of(after)) == len(drawing.objects) + more and not after.origin
            else:
                assert pen_strokes_of(after) is None and after.origin == (
                    "This is your drawing with a bit erased."
                )
    assert kinds == {MARK, LEAVE_OUT, RUB_OUT}


def test_each_counterfactual_has_ghost_ink_and_a_sentence():
    drawing = drawn(4)
    line = Edit(MARK, np.array([[50.0, 50.0], [90.0, 60.0]]))
    stroke = Edit(LEAVE_OUT, np.asarray(sketch_of(drawing).strokes[1].points, float), 1)
    bit = Edit(RUB_OUT, np.array([[100.0, 100.0], [110.0, 130.0]]), 0)
    found = [
        Counterfactual((line,), 9, 1.0, 40.0, True),
        Counterfactual((stroke,), 1, 1.0, 50.0, False),
        Counterfactual((bit,), 7, 1.0, 60.0, False),
    ]
    sent = data(card(4, drawing, counterfactual_search=searched(drawing, None, found)), "counterfactuals")
    assert [tile["sentence"] for tile in sent["tiles"]] == [
        "Add this line, and the answer is 9. The Simple network agrees.",
        "Without this stroke, the answer is 1.",
        "Erase this bit, and the answer is 7.",
    ]
    assert [tile["ghosts"][0]["adds"] for tile in sent["tiles"]] == [True, False, False]
    assert [tile["ghosts"][0]["width"] for tile in sent["tiles"]] == [20, 20, 28]
    assert sent["button"] == "" and not sent["pending"]
    two = Counterfactual((line, line), 6, 1.0, 80.0, False)
    sent = data(card(6, drawing, counterfactual_search=searched(drawing, 6, [two])), "counterfactuals")
    assert sent["tiles"][0]["sentence"] == "Add these two lines, and the answer is 6."
    assert len(sent["tiles"][0]["ghosts"]) == 2


def test_the_outcome_of_a_search_is_shown():
    drawing, app = drawn(4), None
    for digit, outcome, sentence, button in (
        (4, [], NOTHING_SMALL, ""),
        (6, [], NOTHING_FOR_6, ""),
        (4, None, "", "Searching …"),
    ):
        search = searched(drawing, None if digit == 4 else digit, outcome)
        app = app or card(digit, drawing)
        app.session_state["counterfactual_search"] = search
        app.session_state["neuron_yours 1"] = Unit("logits", (digit,))
        sent = data(app.run(), "counterfactuals")
        assert not app.exception
        assert (sent["sentence"], sent["button"], sent["tiles"]) == (sentence, button, [])
        assert sent["pending"] == (outcome is None)  # which is its first slice


@pytest.mark.parametrize("change", ["drawing", "target", "network"])
def test_a_search_about_something_else_is_dropped(change):
    drawing = drawn(4)
    search = searched(drawn(3) if change == "drawing" else drawing, 6 if change == "target" else None, None)
    if change == "network":
        question = search.question._replace(network=replace(OWN, name="yours 2"))
        search = search._replace(question=question)
    app = card(4, drawing, counterfactual_search=search)
    sent = data(app, "counterfactuals")
    assert sent["button"] == LOOK and not sent["pending"]
    assert app.session_state["counterfactual_search"] is None and not search.work.slices


def test_a_finished_search_survives_an_undo():
    before, now = drawn(4), drawn(3)
    search = searched(before, None, [])
    app = card(3, now, counterfactual_search=search)
    assert data(app, "counterfactuals")["button"] == LOOK
    assert app.session_state["counterfactual_search"] is search


@pytest.mark.parametrize(
    ("drawing", "factors", "sentence"),
    [
        (drawing_of_alpha((255 * drawn(4).ink()).astype(np.uint8), "a picture"), {}, NO_STROKES),
        (drawn(4), {("hidden2", 3): 0.0}, AS_IT_WAS),
    ],
)
def test_a_card_says_why_there_is_nothing_to_search(drawing, factors, sentence):
    sent = data(card(4, drawing, **{"factors_yours 1": factors}), "counterfactuals")
    assert sent["sentence"] == sentence and sent["button"] == ""


def test_a_hidden_neuron_has_no_counterfactuals():
    latest = LatestDrawing()
    latest.add(drawn(4))
    app = opened(DRAW, network=SMALL, latest_drawing=latest, neuron_dense=Unit("hidden1", (3,)))
    assert "counterfactuals" not in shown(app)


def test_on_a_blank_canvas_the_card_says_it_shows_a_test_image():
    app = card(4, None, NEURONS, card_open=True)
    assert data(app, "counterfactuals")["sentence"] == (
        "This card is about a test image. Draw with the pen, then ask again."
    )


@pytest.mark.parametrize("number", range(3))
def test_the_right_stroke_is_removed_and_marks_come_last(number):
    strokes = [[(60, 60), (60, 220)], [(140, 60), (140, 220)], [(220, 60), (220, 220)]]
    drawing = drawing_of_strokes(1, "drawn", strokes)
    sketch = sketch_of(drawing)
    left_out = Edit(LEAVE_OUT, np.asarray(strokes[number], float), number)
    after = counterfactuals.changed(drawing, sketch, (left_out,))
    others = [place for place in range(3) if place != number]
    assert after.objects == [drawing.objects[place] for place in others]
    assert [bool(after.ink()[140, 60 + 80 * place]) for place in range(3)] == [n in others for n in range(3)]
    marks = tuple(Edit(MARK, np.array([[50.0, 20.0 + n], [90.0, 25.0], [99.0, 30.0]])) for n in range(2))
    after = counterfactuals.changed(drawing, sketch, marks)
    assert after.objects[:3] == drawing.objects
    assert [each["path"] for each in after.objects[3:]] == [
        [["M", 50.0, 20.0 + n], ["L", 90.0, 25.0], ["L", 99.0, 30.0]] for n in range(2)
    ]
    assert after.ink()[25, 90] and after.ink()[140, 140]


def test_a_picture_shows_all_ink_and_ghosts_centered_in_a_square():
    """The ink is 150 wide and 10 tall, with 12 around it; then a ghost goes beyond it."""
    ink = np.zeros((280, 280), np.float32)
    ink[100:110, 50:200] = 1
    inside = Edit(MARK, np.array([[60.0, 102.0], [70.0, 103.0]]))
    beyond = Edit(MARK, np.array([[240.0, 40.0]]))
    assert counterfactuals._view(ink, (inside,)) == [38.0, 18.0, 173.0]
    assert counterfactuals._view(ink, (inside, beyond)) == [38.0, -32.5, 214.0]


def test_a_click_applies_its_own_change_to_its_own_drawing_only(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    drawing = drawn(4)
    lines = [Edit(MARK, np.array([[50.0, 50.0 + n], [90.0, 60.0]])) for n in range(2)]
    found = [Counterfactual((line,), 9, 1.0, 40.0, True) for line in lines]
    search = searched(drawing, None, found)
    latest = counterfactuals.latest_drawing()
    latest.add(drawing)
    counterfactuals._apply(search, found, 1)
    assert latest.current.objects[-1]["path"] == [["M", 50.0, 51.0], ["L", 90.0, 60.0]]
    for sent in (2, None, 0):  # not one of the two, nothing, and a drawing that is gone
        before = latest.current
        counterfactuals._apply(search, found, sent)
        assert latest.current is before
