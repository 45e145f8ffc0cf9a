"""The smallest change of pixels and that of the pen after which the network says another digit."""

from __future__ import annotations

import numpy as np
import streamlit as st

from model.network import Network
from model.smallest_change import SmallestChange, find_smallest_change
from model.wiring import Unit
from views.breaking import words
from views.neuron.change_mind import change_mind
from views.parts.pixels import Pixels, pixels
from views.parts.wording import figure
from views.session import state
from views.session.activations import activations_of, drawing_history


def smallest_changes(network: Network, image: np.ndarray) -> None:
    """Both, side by side; each is looked for when asked."""
    st.subheader(words.SMALLEST, anchor=False)
    st.markdown(words.TWO_THINGS)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(words.OF_PIXELS)
        _of_pixels(network, image)
    with right:
        st.markdown(words.OF_THE_PEN)
        activations = activations_of(network, drawing_history().current)
        if activations is None:
            st.caption(words.DRAW_FIRST)
        else:
            digit = int(activations[network.logits.name].argmax())
            st.caption(words.ON_THE_DRAW_PAGE)
            change_mind(network, activations, Unit(network.logits.name, (digit,)), None)


@st.fragment
def _of_pixels(network: Network, image: np.ndarray) -> None:
    last_network, last_image, found = state.get("breaking_smallest", (None, None, None))
    is_known = last_network is network and np.array_equal(last_image, image)
    with st.container(key="breaking_smallest"):
        if not is_known:
            if not st.button(words.LOOK, key="breaking_look"):
                return
            with st.spinner(words.LOOKING):
                found = find_smallest_change(network, image)
            state.put("breaking_smallest", (network, image, found))
            st.rerun(scope="fragment")
        if found is None:
            st.caption(words.NONE_FOUND)
        else:
            _show(image, found)


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
