"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

import streamlit as st

from model.network import forward
from model.pen import CANVAS_SIZE
from model.preprocess import to_mnist
from views.answer import answer, probabilities, seen
from views.canvas import canvas
from views.network_view import network_view, shapes_of
from views.networks import choose_network
from views.neuron_card import neuron_card
from views.selection import selected_neuron


@st.fragment
def draw_and_see() -> None:
    """All that a stroke changes. Only this runs again when one is drawn."""
    left, middle, right = st.columns([310, 430, 400], gap="medium")
    with left:
        drawing = canvas()
    with right:
        network = choose_network()
    if network is None:
        return
    pixels = drawing.pixels()
    stages = None if pixels is None else to_mnist(pixels)
    activations = None if stages is None else forward(network, stages.image)
    probs = None if activations is None else activations["probs"]
    with middle, st.container(horizontal=True, gap="small"):
        with st.container(width="stretch" if stages is None else 170):
            answer(probs)
            if drawing.origin:
                st.caption(drawing.origin)
        with st.container(width="content"):
            seen(stages)
    with right:
        probabilities(probs)
    network_view(network, activations)
    st.caption(shapes_of(network, (CANVAS_SIZE, CANVAS_SIZE, 4)))
    neuron_card(network, activations, selected_neuron(network))


draw_and_see()
