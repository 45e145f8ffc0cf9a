"""The slides and the class's wall, side by side or on the full screen with one remote."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from views.classroom.classes import has_classes
from views.classroom.joined import joined, key
from views.classroom.vote import QUESTIONS, do
from views.parts.component import mount
from views.session.drawing.received import deed_of
from views.teaching.papers.paper import Paper
from views.teaching.papers.plans import STRETCHES, step_of
from views.teaching.papers.slides import PICTURES
from views.wall.wall import wall

STEPS = ("", *(step_of(STRETCHES[name]) for name in PICTURES))  # of the slides, of which the title has none
DEEDS = ("ask", "reveal")  # as reported by present.js

_present = mount(__file__, "present")


def has_wall() -> bool:
    """Return whether this session's teacher has a class."""
    return has_classes() and joined() is not None and key() is not None


def presenting(paper: Paper) -> None:
    """Show the slides and, for a class's teacher, the wall."""
    (says, code), *others = paper.leaves
    data = [
        {
            "question": question.removeprefix("### "),
            "pictures": [asdict(each) for each in row],
            "answer": answer,
            "asks": step in QUESTIONS,
        }
        for step, (question, row, answer) in zip(STEPS, [(paper.title, code, says), *others])
    ]
    with st.container(key="present"):
        _present(key="slides", height=600, data={"slides": data, "has_wall": has_wall()}, on_pick=pick)
        if has_wall():
            with st.container(key="present_wall"):
                wall()


def pick(sent: object) -> None:
    """Ask the class a slide's question, or reveal what it has answered."""
    deed, code, secret = deed_of(sent, DEEDS), joined(), key()
    if deed is None or code is None or secret is None or deed.number >= len(STEPS):
        return
    if deed.what == "reveal":
        do(lambda store: store.reveal(code, secret))
    elif STEPS[deed.number] in QUESTIONS:
        do(lambda store: store.ask(code, secret, STEPS[deed.number]))
