"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

import streamlit as st

from model.network import Network
from model.pen import CANVAS_SIZE
from views.draw.answer import answer, probabilities
from views.draw.canvas import canvas
from views.draw.live_ink import ALWAYS, NEVER, live_ink, refresh
from views.draw.network_view import network_view, shapes_of
from views.neuron.card import neuron_card
from views.session.activations import activations_of, drawing_history
from views.session.drawing import DrawingHistory
from views.session.networks import chosen_network, detector_of, network_switch
from views.session.selection import selected_neuron


@st.fragment
def layers_and_neuron(network: Network, history: DrawingHistory) -> None:
    """The network as one picture and, if a neuron is chosen, its card."""
    version = history.version
    network_view(network)
    st.caption(shapes_of(network, (CANVAS_SIZE, CANVAS_SIZE, 4)))
    is_about_drawing = neuron_card(
        network, lambda: activations_of(network, history.current), selected_neuron(network)
    )
    refresh(version, ALWAYS if is_about_drawing else NEVER, "neuron_refresh")


history = drawing_history()
left, middle, right = st.columns([310, 430, 400], gap="medium")
with left:
    canvas(history)
with right:
    name = network_switch()
    probabilities()
network = chosen_network(name)
if network is not None:
    with middle:
        has_detector = detector_of(network) is not None
        answer(network, history, has_detector)
    layers_and_neuron(network, history)
    live_ink(network, has_detector)
