"""Tests that the lesson works with every 4: each step can be done, whatever the drawing leads to."""

from __future__ import annotations

import pytest
import streamlit

from model.network import load_network
from tests.fours import FOURS, draw, stopped_at, top_closed
from views.lesson.steps import set_up
from views.lesson.steps.facts import closed_top
from views.lesson.steps.known import known
from views.lesson.steps.steps import STEPS
from views.session.activations import latest_drawing, reading_of

DENSE = load_network("dense")


@pytest.fixture(autouse=True)
def session(monkeypatch) -> dict[str, object]:
    """Replace Streamlit's session state, so that no page is needed."""
    found: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", found)
    return found


@pytest.mark.parametrize("name", FOURS)
def test_every_step_can_be_done_with_this_4(name):
    assert stopped_at(FOURS[name]) is None


def test_closing_the_top_of_4s_has_both_outcomes_and_reports_them():
    said = set()
    for strokes in FOURS.values():
        draw(top_closed(strokes))
        said.add(closed_top(known(DENSE, "nine")).split(",")[0])
    assert {"It's still a 4", "Now it's a 9"} <= said


def test_without_a_drawing_each_step_brings_a_4(session):
    for step in STEPS[1:]:
        set_up.set_up(step)
        assert reading_of(DENSE, latest_drawing().current).digit == 4
