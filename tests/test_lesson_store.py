"""Tests what the lesson takes from the browser's store: known values once, and nothing else."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doors.held import examples, held
from tests.doors.strangers import nonsense
from tests.samples import SAMPLES
from views.lesson import browser_store
from views.lesson.browser_store import MOST_DRAWING, progress_in
from views.lesson.steps.steps import BY_ID
from views.parts.component.fields import STORED
from views.session import lesson, state, store
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.received import object_of
from views.session.drawing.samples import samples

STEPS = tuple(BY_ID.values())  # of both lessons
MOST_CHARACTERS = STORED["lesson"].most
ALL = {
    "done": list(BY_ID),
    "guesses": {step.id: len(step.guess.options) - 1 for step in STEPS if step.guess},
    "right": {step.id: 0 for step in STEPS if step.guess},
    "drawing": "sample.7",
}
FOUR = drawing_of_strokes(4, "own", SAMPLES[4])


def content() -> dict[str, object]:
    """Return what the browser should store now."""
    return progress_in(STEPS).write()


def give(found: object) -> None:
    """Take in what a browser has stored."""
    store.receive([progress_in(STEPS)], ["lesson", json.dumps(found)])


def test_progress_and_guesses_carry_over_to_the_next_session(session, monkeypatch):
    give(ALL)
    assert lesson.done_steps() == {*BY_ID}
    for step in STEPS:
        assert lesson.guess_of(step.id) == (step.guess and step.guess.options[-1])
    assert "lesson" in state.get("stores_read") and content() == ALL | {"done": sorted(BY_ID)}
    assert len(json.dumps(ALL)) < (MOST_CHARACTERS - MOST_DRAWING) / 4
    assert lesson.own_drawing().png == samples()[7].png


def test_a_drawing_carries_over_to_the_next_session(session, monkeypatch):
    lesson.remember_drawing(FOUR)
    code = content()["drawing"]
    assert 0 < len(code) <= MOST_DRAWING
    session.clear()
    give({"drawing": code})
    np.testing.assert_allclose(
        lesson.own_drawing().ink(), FOUR.ink(), atol=0.13
    )  # points are stored to an eighth of a pixel


@pytest.mark.parametrize(
    ("step", "comes_back"), [("share", True), ("nine", True), ("fool", True), ("off", False), ("draw", False)]
)
def test_a_newer_drawing_stays_unless_the_step_only_borrowed_it(session, monkeypatch, step, comes_back):
    """A page loaded in such a step first takes the step's drawing for the person's own."""
    lesson.remember_drawing(FOUR)
    lesson.begin(step, FOUR.png)
    give({"drawing": "sample.7"})
    assert (lesson.own_drawing().png == samples()[7].png) == comes_back


@pytest.mark.parametrize(
    "code", [None, 7, ["sample.7"], "", "sample.10", "test.70000", "nothing", "x" * (MOST_DRAWING + 1)]
)
def test_an_invalid_drawing_is_left_out_and_the_rest_is_used(session, monkeypatch, code):
    give({"done": ["draw"], "drawing": code})
    assert lesson.own_drawing() is None and lesson.done_steps() == {"draw"}


def test_a_drawing_that_is_too_long_is_neither_read_nor_stored(session, monkeypatch):
    read = []
    monkeypatch.setattr(browser_store, "drawing_of_code", lambda code: read.append(len(code)) or FOUR)
    for length in (MOST_DRAWING + 1, MOST_DRAWING):
        session.clear()
        give({"drawing": "x" * length})
    assert read == [MOST_DRAWING]
    monkeypatch.setattr(browser_store, "code_of_drawn", lambda drawing: "x" * (MOST_DRAWING + 1))
    assert content()["drawing"] == ""


def test_a_drawing_is_encoded_once(session, monkeypatch):
    made = []
    monkeypatch.setattr(browser_store, "code_of_drawn", lambda drawing: made.append(drawing) or "code")
    for drawing in (FOUR, FOUR, samples()[7]):
        lesson.remember_drawing(drawing)
        assert content()["drawing"] == "code"
    assert made == [FOUR, samples()[7]]


def test_what_was_done_since_then_counts(session, monkeypatch):
    """Progress that is sent again has no effect."""
    lesson.guess("nine", "4")
    give(ALL)
    assert lesson.guess_of("nine") == "4" and lesson.guess_of("fool") == "Not a digit"
    lesson.start_over(list(BY_ID))
    give(ALL)
    assert lesson.done_steps() == frozenset()


@pytest.mark.parametrize(
    "stored",
    [
        *({"done": each} for each in ("draw", {"draw": 1}, [["draw"], "nowhere", None, 3])),
        *(
            {"guesses": each}
            for each in ([1], {"nine": 3}, {"nine": -1}, {"nine": True}, {"draw": 0}, {"x": 0})
        ),
        *([], "draw", None),
    ],
)
def test_unknown_steps_and_guesses_are_left_out(session, monkeypatch, stored):
    give(stored)
    assert (content()["done"], content()["guesses"]) == ([], {})


@given(nonsense | st.text() | nonsense.map(lambda each: json.dumps(each, default=str)))
@examples()
def test_any_input_is_read_within_bounds(sent):
    with held():
        assert isinstance(object_of(sent, MOST_CHARACTERS), dict | None)


def test_input_that_is_too_long_or_too_deep_is_not_read():
    assert object_of(json.dumps({"done": ["draw"]}), MOST_CHARACTERS) == {"done": ["draw"]}
    for sent in ("[" * MOST_CHARACTERS, json.dumps({"done": ["draw"], "more": "x" * MOST_CHARACTERS})):
        assert object_of(sent, MOST_CHARACTERS) is None
