"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

import streamlit as st

from model.network import NAMES, Network, NetworkError
from model.pen import CANVAS_SIZE
from views import warm
from views.answer import answer, bars, image_seen, in_words, probabilities, seen
from views.canvas import canvas, drawing_history
from views.drawing import History
from views.live_ink import live_ink, watch_the_pen
from views.network_view import network_view, picture, selected_neuron, shapes_of
from views.neuron_card import neuron_card
from views.sight import look


@st.fragment
def draw_and_see() -> None:
    """All that a step changes: a stroke that is finished, undone, cleared, a sample, another network."""
    history = drawing_history()
    left, middle, right = st.columns([310, 430, 400], gap="medium")
    with left:
        canvas(history)
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
        probabilities()
    try:
        network = warm.network_now(name)
    except NetworkError as error:
        st.error(str(error), icon=":material/build:")
        return
    sight = look(network, history.ink)
    with middle:
        with st.container(horizontal=True, gap="small"):
            answer()
            seen(sight.stages)
        if history.ink.origin:
            st.caption(history.ink.origin)
    network_view(network)
    watch_the_pen()
    follow_the_pen(history, network)
    if network is None:
        warm.wait_for(name)
        st.rerun()
    st.caption(shapes_of(network, (CANVAS_SIZE, CANVAS_SIZE, 4)))
    neuron_card(network, sight.activations, selected_neuron(network))


@st.fragment
def follow_the_pen(history: History, network: Network | None) -> None:
    """All that changes while the pen moves. Nothing else runs again for a frame of it."""
    sight = look(network, history.ink)
    probs = None if sight.activations is None else sight.activations["probs"]
    parts = {
        "answer": in_words(probs, warm=network is not None),
        "probabilities": bars(probs),
        "seen": image_seen(sight.stages),
    }
    blocks = []
    if network is not None:
        passing = history.frame is not None
        parts["network_view"], blocks = picture(network, sight.activations, selected_neuron(network), passing)
    live_ink(history, parts, blocks)


draw_and_see()
