"""A slider that moves the person's drawing sideways, and how the network then reads it."""

from __future__ import annotations

import streamlit as st

from views.lesson import words
from views.lesson.steps.came_true import FARTHEST, slid_reading
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.charts.digit_bars import digit_bars
from views.parts.language.language import _
from views.parts.looks.encode import png_url
from views.parts.looks.wording import verdict
from views.parts.pictures.pictures import Picture, pictures
from views.session.activations import latest_drawing, reading_of

PICTURE = 168  # pixels a side


@st.fragment
def slid(step: Step) -> None:
    """Show a slider, both images, and the answer."""
    network = dense()
    reading = network and reading_of(network, latest_drawing().current)
    if reading is None:
        st.caption(_(words.NOTHING_DRAWN))
        return
    with st.container(key="slid"):
        pixels = st.select_slider(
            _("How far to the right"),
            range(FARTHEST + 1),
            format_func=lambda pixels: _("{pixels} px").format(pixels=pixels),
            key="lesson_slid",
            persist_state="session",
        )
    there = slid_reading(reading, pixels)
    row = [
        Picture(png_url(reading.image), _("Your drawing in the middle of 28×28 pixels"), _("In the middle")),
        Picture(png_url(there.image), _("The same drawing, slid to the right"), _("Slid aside")),
    ]
    with st.container(horizontal=True, gap="large", key="slid_answer"):
        with st.container(width=2 * PICTURE + 40):
            pictures(row, "slid_pictures", size=PICTURE, height=PICTURE + 30)
        with st.container(width="stretch"):
            st.markdown(verdict(there.probs))
            digit_bars(there.probs, "slid_bars")
