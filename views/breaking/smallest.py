"""The smallest change of pixels and that of the pen after which the network says another digit."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.attribution.smallest_change import PASSES, SmallestChange, smallest_change_steps
from model.network.cost import operations
from model.network.neuron import Neuron
from model.reading import Reading
from views.language.language import _
from views.neuron.card.counterfactuals import counterfactuals
from views.parts.looks.wording import figure
from views.parts.pictures.pixels import Pixels, pixels
from views.session import state
from views.session.activations import drawing_history, reading_of
from views.session.computing import computed, progress

KEY = "breaking_smallest"  # of the session's state


def smallest_changes(reading: Reading) -> None:
    """Both, side by side; each is looked for when asked."""
    st.subheader(_("The smallest change"), anchor=False)
    st.markdown(
        _(
            "Two different things. The smallest change of **pixels** shows what the network "
            "computes: hundreds of small changes, all at once, which no pen could draw; it makes an "
            "[adversarial example](words#adversarial-example). The smallest change of your **pen** "
            "shows what the network looks for: a stroke that makes another digit of yours, often to "
            "your eyes, too."
        )
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(_("**Of pixels**"))
        _of_pixels(reading)
    with right:
        st.markdown(_("**Of the pen**"))
        of_drawing = reading_of(reading.network, drawing_history().current)
        if of_drawing is None:
            st.caption(_("Draw a digit with the pen, on the Draw page, and look for it here."))
        else:
            st.caption(_("A click changes your drawing; Undo is on the Draw page."))
            counterfactuals(of_drawing, Neuron(reading.network.logits, (of_drawing.digit,)), None)


@st.fragment
def _of_pixels(reading: Reading) -> None:
    network, image = reading.network, reading.image
    about = network, image.tobytes()
    with st.container(key="breaking_smallest"):
        if state.get(KEY, (None, None))[0] != about:
            place = st.empty()
            if not place.button(_("Look for it"), key="breaking_look"):
                return
            place.empty()
            work = PASSES * operations(network)
            with st.spinner(_("Looking …")):
                computed(KEY, about, work, smallest_change_steps, network, image)
        computation = state.get(KEY)[1]
        if not computation.done() or computation.has_failed:
            progress(KEY, computation, _("Looking …"))
        elif computation.result() is None:
            st.caption(_("None was found: this network has no slopes to follow, or too steep ones."))
        else:
            _show(image, computation.result())


def _show(image: np.ndarray, found: SmallestChange) -> None:
    row = [
        Pixels(_("Image"), image, scale=1, linked=True),
        Pixels(_("Change"), found.change, signed=True, linked=True, walk=True),
        Pixels(_("Together"), found.image, scale=1, linked=True),
    ]
    pixels(row, "breaking_pixels", operators=("+", "="))
    st.markdown(
        _(
            "It said {before}, now it says **{digit}**. No [pixel](words#pixel) has changed by more "
            "than {largest}, from 0 for paper to 1 for ink. It is the smallest change that was "
            "found, {length} long, where one pixel from paper to ink would be 1 long; there may be a "
            "smaller one."
        ).format(
            before=found.before,
            digit=found.digit,
            largest=figure(found.largest),
            length=figure(found.length),
        )
    )
