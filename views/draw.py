"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

import numpy as np
import streamlit as st

from model.network import NAMES, Network
from model.novelty import THRESHOLD, Neighbors, nearest_digits, typicality
from model.pen import CANVAS_SIZE
from views import warm
from views.answer import answer, bars, image_seen, in_words, probabilities, seen
from views.canvas import canvas, drawing_history
from views.drawing import History
from views.live_ink import are_numbers_wanted, live_ink, watch_the_pen
from views.network_view import FINISHED, NUMBERS, PASSING, network_view, picture, shapes_of
from views.networks import network_or_reason, network_switch
from views.neuron_card import neuron_card
from views.selection import selected_neuron
from views.sight import Sight, look

NEAREST = 3  # real digits shown beside a drawing that is none, once it is finished
NO_NEIGHBORS = Neighbors(*np.empty((3, 0)))


@st.fragment
def draw_and_see() -> None:
    """All that a step changes: a stroke that is finished, undone, cleared, a sample, another network."""
    history = drawing_history()
    left, middle, right = st.columns([310, 430, 400], gap="medium")
    with left:
        canvas(history)
    with right:
        name = network_switch()
        probabilities()
    network, is_there = network_or_reason(name)
    if not is_there:
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
    passing = history.frame is not None
    probs = None if sight.activations is None else sight.activations["probs"]
    parts = {
        "answer": in_words(probs, _judge(sight, 0 if passing else NEAREST), warm=network is not None),
        "probabilities": bars(probs),
        "seen": image_seen(sight.stages),
    }
    blocks = []
    if network is not None:
        detail = PASSING if passing else NUMBERS if are_numbers_wanted() else FINISHED
        parts["network_view"], blocks = picture(network, sight.activations, selected_neuron(network), detail)
    live_ink(history, parts, blocks)


def _judge(sight: Sight, number: int) -> Neighbors | None:
    """The so many nearest real digits, if the drawing is judged to be none."""
    if sight.activations is None or sight.network.name not in NAMES:
        return None  # only the shipped networks know what no digit looks like
    if typicality(sight.network, sight.activations) >= THRESHOLD:
        return None
    return nearest_digits(sight.network, sight.activations, number) if number else NO_NEIGHBORS


draw_and_see()
