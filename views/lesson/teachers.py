"""Page: for teachers. How to run ten minutes with the lesson, a link for each step, and a sheet to print."""

import streamlit as st

from views.lesson import words
from views.lesson.sheet import sheet
from views.lesson.steps.set_up import dense, open_four
from views.lesson.steps.steps import BY_ID, STEPS
from views.parts.words import HIDEABLE
from views.session.activations import drawing_history, reading_of


def address(query: str) -> str:
    """Of the lesson, as this browser reaches it, with that query."""
    here = (st.context.url or "").partition("?")[0]
    return f"{here.rpartition('/')[0]}/lesson?{query}"


def link(query: str, text: str = "") -> str:
    """To the lesson with that query, as Markdown: by its own address, for which a page link has no room."""
    return f"[{text or address(query)}]({address(query)})"


with st.container(key="teachers"):
    st.title(words.FOR_TEACHERS, anchor=False)
    st.markdown(words.ABOUT)
    for when, what, step in words.PLAN:
        st.subheader(when, anchor=False)
        title, shown = BY_ID[step].title, link(f"step={step}")
        st.markdown(words.DO_THIS.format(what=what, title=title, link=shown))

    st.subheader(words.STEPS, anchor=False)
    st.markdown("\n".join(words.STEP.format(link=link(f"step={step.id}", step.title)) for step in STEPS))

    st.subheader(words.HIDING, anchor=False)
    parts = [words.HIDEABLE.format(name=name, what=what) for name, what in HIDEABLE.items()]
    example = link("step=draw&hide=training,conv")
    st.markdown("\n".join([words.HOW_TO_HIDE.format(link=example), *parts]))

    st.subheader(words.SHEET, anchor=False)
    st.markdown(words.ABOUT_SHEET)
    network = dense()
    if network is not None:
        drawing = drawing_history().current
        sheet(reading_of(network, open_four() if drawing.png is None else drawing))
