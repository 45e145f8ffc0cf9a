"""The middle of the second lesson: the browser trains networks with some people's digits, and reads others.

hands.js does it all and has the networks for as long as the page is open. Python gets what they have read.
"""

from __future__ import annotations

import streamlit as st

from views.lesson.steps.hands_facts import fairest_of
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.component import mount
from views.parts.files.digit_files import addresses_of_training
from views.session import state
from views.session.drawing.hands_read import THREE
from views.session.drawing.received import hands_of
from views.session.lesson import guess_of

HEIGHT = 480  # pixels
COUNT, MORE, SEVENTY = 3_000, 25_000, 70  # images to learn from
NETWORKS = {  # name -> whose images it learns from, and how many
    **{name: (name, COUNT) for name in THREE},
    "more": ("adults", MORE),
    **{name: (name, SEVENTY) for name in ("writer", "ten", "seventy")},
}

_hands = mount(__file__, "hands")


def hands(step: Step) -> None:
    """Show what the step is about.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    found = state.get("lesson_hands")
    fairest = fairest_of(found) if found and step.id == "fair" else None
    data = {
        "step": step.id,
        "networks": NETWORKS,
        "addresses": addresses_of_training(),
        "isOpen": step.guess is None or guess_of(step.id) is not None,
        "size": sum(array.size for array in dense().weights),
        "has": found is not None,
        "best": None if fairest is None else THREE[fairest],
    }
    with st.container(key="hands"):
        _hands(key="hands_shown", height=HEIGHT, data=data, on_pick=_take)


def _take(sent: object) -> None:
    if (found := hands_of(sent)) is not None:
        state.put("lesson_hands", found)
