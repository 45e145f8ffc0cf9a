"""The lesson works with every 4: all that depends on the drawing can be done, whatever comes of it."""

from __future__ import annotations

import pytest
import streamlit

from model.network import load_network
from tests.fours import FOURS, draw, stopped_at, top_closed
from views.lesson.steps import set_up
from views.lesson.steps.facts import closed_top
from views.lesson.steps.known import known
from views.lesson.steps.steps import STEPS
from views.session.activations import drawing_history, reading_of

DENSE = load_network("dense")


@pytest.fixture(autouse=True)
def session(monkeypatch) -> dict[str, object]:
    """A session without a page."""
    found: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", found)
    return found


@pytest.mark.parametrize("name", FOURS)
def test_with_this_4_every_step_is_done_by_doing_what_it_asks(name):
    assert stopped_at(FOURS[name]) is None


def test_closing_the_top_of_ordinary_4s_has_both_outcomes_and_both_are_told():
    said = set()
    for strokes in FOURS.values():
        draw(top_closed(strokes))
        said.add(closed_top(known(DENSE, "nine")).split(",")[0])
    assert {"It's still a 4", "Now it's a 9"} <= said


def test_whoever_draws_nothing_at_all_gets_a_4_for_each_step(session):
    for step in STEPS[1:]:
        set_up.set_up(step)
        assert reading_of(DENSE, drawing_history().current).digit == 4
