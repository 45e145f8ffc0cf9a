"""Page: draw a digit, see the answer, every layer and, of any neuron, what it added up."""

import streamlit as st

from model.network import Network
from views.draw.answer import answer
from views.draw.canvas import canvas
from views.draw.live_ink import ALWAYS, NEVER, live_ink, refresh
from views.draw.network_view import network_view
from views.draw.projector import projector_switch
from views.draw.starters import starters
from views.neuron.card import neuron_card
from views.session.activations import activations_of, drawing_history
from views.session.drawing import DrawingHistory
from views.session.networks import chosen_network, detector_of, network_switch
from views.session.selection import selected_neuron

LEFT, RIGHT = 300, 340  # pixels, of what stands beside the network


@st.fragment
def drawing_column(history: DrawingHistory) -> None:
    """Where one draws, or chooses a drawing."""
    canvas(history)
    starters(history)


@st.fragment
def network_and_neuron(network: Network, history: DrawingHistory) -> None:
    """The network as one picture, which has all the room until a neuron's card stands beside it."""
    version, unit = history.version, selected_neuron(network)
    has_card = unit is not None
    with st.container(horizontal=has_card, gap="small"):
        with st.container(width="stretch"):
            network_view(network)
        with st.container(width=RIGHT if has_card else "stretch", key="card_column"):
            is_about_drawing = neuron_card(network, lambda: activations_of(network, history.current), unit)
    refresh(version, ALWAYS if is_about_drawing else NEVER, "neuron_refresh")


history = drawing_history()
# Nothing is seen of it before layout.css is there, so that nothing has to move when it comes.
stage = st.container(height=1, border=False, key="stage")
with stage, st.container(horizontal=True, gap="medium", key="screen"):
    left = st.container(width=LEFT, gap="xsmall", key="drawing_column")
    middle = st.container(width="stretch", gap="xsmall", key="network_column")
with middle, st.container(horizontal=True, horizontal_alignment="distribute"):
    network = chosen_network(network_switch())
    projector_switch()
with left:
    drawing_column(history)
    if network is not None:
        has_detector = detector_of(network) is not None
        answer(network, history, has_detector)
if network is not None:
    with middle:
        network_and_neuron(network, history)
    live_ink(network, has_detector)
