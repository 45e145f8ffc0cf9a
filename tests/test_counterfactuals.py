"""Counterfactuals on an output's card: a click gives the digit that its sentence promises."""

from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
import streamlit

from model.attribution.counterfactual import Counterfactual, find_counterfactuals
from model.attribution.edits import LEAVE_OUT, MARK, RUB_OUT, Edit
from model.network import Network, forward, load_network
from model.network.neuron import Channel, Factors, Neuron
from model.preprocess import stages_of_ink
from model.reading import Reading
from tests.samples import SAMPLES
from views.neuron.card import counterfactuals
from views.neuron.card.counterfactuals import Question, changed, described, sketch_of
from views.session.activations import latest_drawing
from views.session.computing import Work
from views.session.drawing.drawing import Drawing, drawing_of_alpha, drawing_of_strokes, pen_strokes_of

SMALL, LARGE = "dense", "conv"
LOOK = "Search"
FOUND = "We tried each change on your drawing. Click one to apply it. Undo takes it back."
NOTHING_SMALL = (
    "No small change gives another answer. We tried adding a line, leaving out a stroke and "
    "erasing a bit. This answer is stable."
)
NOTHING_FOR_6 = (
    "We tried adding one or two lines, leaving out a stroke and erasing a bit. Nothing made the "
    "network say 6."
)
NO_STROKES = "This is a picture, so we don't know its strokes. Draw with the pen to find out."
AS_IT_WAS = "First reset the neurons you changed, because this search needs the original network."
OF_A_TEST_IMAGE = "This card is about a test image. Draw with the pen, then ask again."
OWN = replace(load_network(SMALL), name="yours 1")
LINES = [Edit(MARK, np.array([[50.0, 50.0 + n], [90.0, 60.0]])) for n in range(2)]


def drawn(digit: int) -> Drawing:
    return drawing_of_strokes(digit, "drawn", SAMPLES[digit])


def answer(network: Network, drawing: Drawing) -> int:
    return int(forward(network, stages_of_ink(drawing.ink()).image)["logits"].argmax())


def searched(found: list[Counterfactual] | None) -> Work:
    """Return a search with this result; with None, one that isn't over."""
    work = Work(repeat(None))
    work.found, work.is_done, work.slices = found, found is not None, 1
    return work


@pytest.fixture
def ask(monkeypatch):
    """Return a function that shows a digit's part of the card, and returns what the browser gets."""
    monkeypatch.setattr(streamlit, "session_state", {})
    sent = {}
    monkeypatch.setattr(counterfactuals, "_component", lambda **given: sent.update(given))

    def show(
        digit: int, drawing: Drawing, network: Network = OWN, factors: Factors | None = None
    ) -> dict[str, object]:
        if latest_drawing().current is not drawing:
            latest_drawing().add(drawing)
        reading = Reading(network, stages_of_ink(drawing.ink()).image, factors or {})
        counterfactuals.counterfactuals.__wrapped__(reading, Neuron(network.logits, (digit,)), None)
        return sent["data"] | sent

    return show


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_a_click_gives_the_promised_digit_and_keeps_strokes(name):
    network, other = load_network(name), load_network(SMALL if name == LARGE else LARGE)
    kinds = set()
    for digit in (1, 3, 4):
        drawing = drawn(digit)
        for found in find_counterfactuals(network, other, sketch_of(drawing)):
            after = changed(drawing, found.edits)
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
    stroke = Edit(LEAVE_OUT, np.asarray(sketch_of(drawing).strokes[1].points, float), 1)
    bit = Edit(RUB_OUT, np.array([[100.0, 100.0], [110.0, 130.0]]), 0)
    found = [
        Counterfactual((LINES[0],), 9, 1.0, 40.0, True),
        Counterfactual((stroke,), 1, 1.0, 50.0, False),
        Counterfactual((bit,), 7, 1.0, 60.0, False),
        Counterfactual((*LINES,), 6, 1.0, 80.0, False),
    ]
    sent = described(Question(OWN, drawing.png, None), drawing, "", searched(found))
    assert [tile["sentence"] for tile in sent["tiles"]] == [
        "Add this line, and the answer is 9. The Simple network agrees.",
        "Without this stroke, the answer is 1.",
        "Erase this bit, and the answer is 7.",
        "Add these two lines, and the answer is 6.",
    ]
    ghosts = [[(each["adds"], each["width"]) for each in tile["ghosts"]] for tile in sent["tiles"]]
    assert ghosts == [[(True, 20)], [(False, 20)], [(False, 28)], [(True, 20)] * 2]
    assert (sent["sentence"], sent["button"], sent["pending"]) == (FOUND, "", 0) and sent["png"]


@pytest.mark.parametrize(
    ("target", "problem", "work", "sentence", "button", "pending"),
    [
        (None, "", searched([]), NOTHING_SMALL, "", 0),
        (6, "", searched([]), NOTHING_FOR_6, "", 0),
        (None, "", None, "", LOOK, 0),
        (None, "", searched(None), "", "Searching …", 1),
        (None, NO_STROKES, None, NO_STROKES, "", 0),
    ],
)
def test_the_outcome_of_a_search_is_shown(target, problem, work, sentence, button, pending):
    drawing = drawn(4)
    sent = described(Question(OWN, drawing.png, target), drawing, problem, work)
    assert (sent["sentence"], sent["button"], sent["pending"], sent["tiles"]) == (
        *(sentence, button, pending),
        [],
    )


def test_a_search_goes_on_until_it_is_done_and_only_for_what_was_asked(ask, monkeypatch):
    """Another drawing, digit or network isn't what was asked; after an undo, the result is there again."""
    drawing, other, found = drawn(4), drawn(3), [Counterfactual((LINES[0],), 9, 1.0, 40.0, True)]

    def steps(*given: object):
        yield from [None] * 2
        return found

    monkeypatch.setattr(counterfactuals, "counterfactual_steps", steps)
    monkeypatch.setattr(
        counterfactuals,
        "computed",
        lambda key, about, work, *given: counterfactuals.state.put(key, (about, Work(work(*given)))),
    )
    sent = ask(4, drawing)
    assert sent["button"] == LOOK
    sent["on_look_change"]()
    assert len(ask(4, drawing)["tiles"]) == 1
    for asked in ((4, other), (6, drawing), (4, drawing, replace(OWN, name="yours 2"))):
        assert (ask(*asked)["button"], ask(*asked)["tiles"]) == (LOOK, [])
    assert ask(4, drawing)["sentence"] == FOUND
    changed_neuron = {Channel(OWN.layer("hidden2"), 3): 0.0}
    assert ask(4, drawing, factors=changed_neuron)["sentence"] == AS_IT_WAS


def test_a_card_says_why_there_is_nothing_to_search():
    picture = drawing_of_alpha((255 * drawn(4).ink()).astype(np.uint8), "a picture")
    for drawing, is_changed, sentence in (
        (picture, False, NO_STROKES),
        (drawn(4), True, AS_IT_WAS),
        (drawn(4), False, ""),
        (Drawing([], None), False, OF_A_TEST_IMAGE),
    ):
        assert counterfactuals._problem(drawing, is_changed) == sentence


@pytest.mark.parametrize("number", range(3))
def test_the_right_stroke_is_removed_and_marks_come_last(number):
    strokes = [[(60, 60), (60, 220)], [(140, 60), (140, 220)], [(220, 60), (220, 220)]]
    drawing = drawing_of_strokes(1, "drawn", strokes)
    left_out = Edit(LEAVE_OUT, np.asarray(strokes[number], float), number)
    after = changed(drawing, (left_out,))
    others = [place for place in range(3) if place != number]
    assert after.objects == [drawing.objects[place] for place in others]
    assert [bool(after.ink()[140, 60 + 80 * place]) for place in range(3)] == [n in others for n in range(3)]
    marks = tuple(Edit(MARK, np.array([[50.0, 20.0 + n], [90.0, 25.0], [99.0, 30.0]])) for n in range(2))
    after = changed(drawing, marks)
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


def test_a_click_applies_its_own_change_to_its_own_drawing_only(ask):
    drawing = drawn(4)
    latest_drawing().add(drawing)
    work = searched([Counterfactual((line,), 9, 1.0, 40.0, True) for line in LINES])
    question = Question(OWN, drawing.png, None)
    counterfactuals._apply(question, work, 1)
    latest = latest_drawing()
    assert latest.current.objects[-1]["path"] == [["M", 50.0, 51.0], ["L", 90.0, 60.0]]
    for sent in (2, None, 0):  # not one of the two, nothing, and a drawing that is gone
        before = latest.current
        counterfactuals._apply(question, work, sent)
        assert latest.current is before
