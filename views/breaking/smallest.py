"""The smallest change of pixels and that of the pen after which the network says another digit."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.attribution.smallest_change import PASSES, SmallestChange, smallest_change_steps
from model.network.cost import operations
from model.network.neuron import Neuron
from model.reading import Reading
from views.breaking import words
from views.neuron.card.counterfactuals import counterfactuals
from views.parts.looks.wording import figure
from views.parts.pictures.pixels import Pixels, pixels
from views.session import state
from views.session.activations import drawing_history, reading_of
from views.session.computing import computed, progress

KEY = "breaking_smallest"  # of the session's state


def smallest_changes(reading: Reading) -> None:
    """Both, side by side; each is looked for when asked."""
    st.subheader(words.SMALLEST, anchor=False)
    st.markdown(words.TWO_THINGS)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(words.OF_PIXELS)
        _of_pixels(reading)
    with right:
        st.markdown(words.OF_THE_PEN)
        of_drawing = reading_of(reading.network, drawing_history().current)
        if of_drawing is None:
            st.caption(words.DRAW_FIRST)
        else:
            st.caption(words.ON_THE_DRAW_PAGE)
            counterfactuals(of_drawing, Neuron(reading.network.logits, (of_drawing.digit,)), None)


@st.fragment
def _of_pixels(reading: Reading) -> None:
    network, image = reading.network, reading.image
    about = network, image.tobytes()
    with st.container(key="breaking_smallest"):
        if state.get(KEY, (None, None))[0] != about:
            place = st.empty()
            if not place.button(words.LOOK, key="breaking_look"):
                return
            place.empty()
            work = PASSES * operations(network)
            with st.spinner(words.LOOKING):
                computed(KEY, about, work, smallest_change_steps, network, image)
        _, computation = state.get(KEY)
        if not computation.done() or computation.has_failed:
            progress(KEY, computation, words.LOOKING)
        elif computation.result() is None:
            st.caption(words.NONE_FOUND)
        else:
            _show(image, computation.result())


def _show(image: np.ndarray, found: SmallestChange) -> None:
    row = [
        Pixels(words.THE_DRAWING, image, scale=1, linked=True),
        Pixels(words.THE_CHANGE, found.change, signed=True, linked=True, walk=True),
        Pixels(words.THE_SUM, found.image, scale=1, linked=True),
    ]
    pixels(row, "breaking_pixels", operators=words.PLUS_IS)
    st.markdown(
        words.CHANGED.format(
            before=found.before,
            digit=found.digit,
            largest=figure(found.largest),
            length=figure(found.length),
        )
    )
