"""Page: slides and the class's wall, side by side or on the full screen with one remote."""

from __future__ import annotations

from dataclasses import asdict, replace

import streamlit as st

from views.classroom.classes import has_classes
from views.classroom.invitation import base
from views.classroom.joined import joined, key, store_in_browser
from views.classroom.vote import QUESTIONS, do
from views.lesson.steps.set_up import open_four
from views.parts.component import mount
from views.parts.language.language import _
from views.session.activations import reading_of
from views.session.drawing.received import deed_of
from views.teaching.downloads import downloads
from views.teaching.head import head, page_address
from views.teaching.papers.plans import STRETCHES, step_of
from views.teaching.papers.slides import PICTURES, slides
from views.wall.wall import wall

STEPS = ("", *(step_of(STRETCHES[name]) for name in PICTURES))  # of the slides, of which the title has none
DEEDS = ("ask", "reveal")  # as reported by present.js

_present = mount(__file__, "present")


def _pick(sent: object) -> None:
    """Ask the class a slide's question, or reveal what it has answered."""
    deed, code, secret = deed_of(sent, DEEDS), joined(), key()
    if deed is None or code is None or secret is None or deed.number >= len(STEPS):
        return
    if deed.what == "reveal":
        do(lambda store: store.reveal(code, secret))
    elif STEPS[deed.number] in QUESTIONS:
        do(lambda store: store.ask(code, secret, STEPS[deed.number]))


network = head("present")
has_wall = has_classes() and joined() is not None and key() is not None
if has_classes() and not has_wall:
    store_in_browser()  # which may have the key
if network is not None:
    link = f"{base()}/?class={joined()}" if has_wall else page_address("lesson", "step=draw")
    paper = slides(reading_of(network, open_four()), link)
    (says, code), *others = paper.leaves
    rows = [(paper.title, code, says), *others]
    data = [
        {
            "question": question.removeprefix("### "),
            "pictures": [asdict(each) for each in row],
            "answer": answer,
            "asks": step in QUESTIONS,
        }
        for step, (question, row, answer) in zip(STEPS, rows)
    ]
    with st.container(horizontal=True, gap="small", key="slide_downloads"):
        downloads(replace(paper, leaves=[[code, says], *others]), "slides")
        if has_classes() and not has_wall:
            st.page_link("views/teaching/class_page.py", label=_("Start a class"), icon=":material/groups:")
    with st.container(key="present"):
        _present(key="slides", height=600, data={"slides": data, "has_wall": has_wall}, on_pick=_pick)
        if has_wall:
            with st.container(key="present_wall"):
                wall()
