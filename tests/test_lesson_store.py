"""What a browser has kept of the lesson is taken in, once; whatever else it sends does nothing."""

from __future__ import annotations

import json

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from tests.doors.held import examples, held
from tests.doors.strangers import nonsense
from views.drawing.received import object_of
from views.lesson import browser_store
from views.lesson.browser_store import MOST_CHARACTERS
from views.lesson.steps.steps import BY_ID, STEPS
from views.session import lesson

ALL = {
    "done": list(BY_ID),
    "guesses": {step.id: len(step.guess.options) - 1 for step in STEPS if step.guess},
}


@pytest.fixture
def session(monkeypatch) -> dict[str, object]:
    """A session without a page."""
    found: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", found)
    return found


def sent_by(monkeypatch) -> dict:
    """What the component is given now."""
    found = {}
    monkeypatch.setattr(browser_store, "_component", lambda **given: found.update(given))
    browser_store.keep_in_browser(STEPS)
    return found


def test_what_one_session_has_done_and_guessed_the_next_one_has_too(session, monkeypatch):
    sent_by(monkeypatch)["on_pick"](json.dumps(ALL))
    assert lesson.done_steps() == {*BY_ID}
    for step in STEPS:
        assert lesson.guess_of(step.id) == (step.guess and step.guess.options[-1])
    data = sent_by(monkeypatch)["data"]
    assert data["read"] and {name: data[name] for name in ALL} == ALL | {"done": sorted(BY_ID)}
    assert len(json.dumps(ALL)) < MOST_CHARACTERS / 4


def test_what_was_guessed_since_counts(session, monkeypatch):
    lesson.guess("nine", "4")
    sent_by(monkeypatch)["on_pick"](json.dumps(ALL))
    assert lesson.guess_of("nine") == "4" and lesson.guess_of("fool") == "Not a digit"


@pytest.mark.parametrize(
    "kept",
    [
        *({"done": each} for each in ("draw", {"draw": 1}, [["draw"], "nowhere", None, 3])),
        *(
            {"guesses": each}
            for each in ([1], {"nine": 3}, {"nine": -1}, {"nine": True}, {"draw": 0}, {"x": 0})
        ),
        *([], "draw", None),
    ],
)
def test_what_there_is_not_in_the_lesson_is_left_out(session, monkeypatch, kept):
    sent_by(monkeypatch)["on_pick"](json.dumps(kept))
    data = sent_by(monkeypatch)["data"]
    assert (data["read"], data["done"], data["guesses"]) == (isinstance(kept, dict), [], {})


@given(nonsense | st.text() | nonsense.map(lambda each: json.dumps(each, default=str)))
@examples()
def test_whatever_is_sent_is_read_within_bounds(sent):
    with held():
        assert isinstance(object_of(sent, MOST_CHARACTERS), dict | None)


def test_what_is_too_long_or_too_deep_is_not_read():
    assert object_of(json.dumps({"done": ["draw"]}), MOST_CHARACTERS) == {"done": ["draw"]}
    for sent in ("[" * MOST_CHARACTERS, json.dumps({"done": ["draw"], "more": "x" * MOST_CHARACTERS})):
        assert object_of(sent, MOST_CHARACTERS) is None
