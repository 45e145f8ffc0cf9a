"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

import gc

import numpy as np
import streamlit as st

from model.mnist import IMAGE_SIZE
from model.network import NAMES, Network, NetworkError, forward, load_network
from model.pen import CANVAS_SIZE
from model.preprocess import to_mnist
from views.answer import answer, probabilities, seen
from views.canvas import canvas
from views.network_view import network_view, selected_neuron, shapes_of
from views.neuron_card import neuron_card


@st.cache_resource(show_spinner="Warming up the network …")
def warm_network(name: str) -> Network:
    """Load a network once a process, and pay for its first run before anybody waits for it.

    Frozen, TensorFlow's objects are no longer walked by the garbage collection that Streamlit does
    after every run, which took 0.4 s each time.
    """
    network = load_network(name)
    forward(network, np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32))
    gc.collect()
    gc.freeze()
    return network


@st.fragment
def draw_and_see() -> None:
    """All that a stroke changes. Only this runs again when one is drawn."""
    left, middle, right = st.columns([310, 430, 400], gap="medium")
    with left:
        drawing = canvas()
    with right:
        name = st.segmented_control(
            "Network",
            NAMES,
            default="conv",
            required=True,
            key="network",
            persist_state="session",
            label_visibility="collapsed",
        )
    try:
        network = warm_network(name)
    except NetworkError as error:
        st.error(str(error), icon=":material/build:")
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
