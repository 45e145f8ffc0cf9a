"""The body of the Draw page, also used by the lesson: drawing, answer, network, and a neuron's card."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

import streamlit as st

from model.network import Network
from model.novelty import detector_of
from views.classroom.classes import signs_of
from views.classroom.joined import joined
from views.classroom.send import send_bar
from views.classroom.swap.device import read_on, swap_device
from views.classroom.vote import answer as class_question
from views.draw.answer.answer import answer
from views.draw.answer.label_buttons import label_buttons
from views.draw.answer.others import other_networks
from views.draw.breaking.breaking import break_it
from views.draw.canvas.canvas import canvas
from views.draw.canvas.drawer import drawer
from views.draw.canvas.live_ink import ALWAYS, NEVER, live_ink, refresh
from views.draw.film.film import film_button
from views.draw.map.map_view import Map, is_map_shown, show_map
from views.draw.map.signs_map import SignsMap
from views.draw.network.network_view import network_view, send_selection
from views.draw.pair.pair import pair, pin_button
from views.draw.starters import starters
from views.neuron.card.card import neuron_card
from views.parts.language.language import _
from views.parts.looks.wording import no_answer
from views.parts.projector import projector_switch
from views.parts.shared import needs_files
from views.session import breaking
from views.session.activations import Read, latest_drawing, reading_of, stages_of
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.hidden import hidden
from views.session.lesson import done_steps
from views.session.networks import chosen_network, network_switch
from views.session.selection import selected_neuron

LEFT, RIGHT = 300, 340  # pixels: the columns beside the network

Panel = Callable[[], None]


def screen(name: str | None = None, panel: Panel | None = None, has_starters: bool = True) -> None:
    """Show the page's body.

    Args:
        name: of the network that reads the drawing; by default, people choose one with a switch.
        panel: shows something above the card and, while no neuron is chosen, instead of it; runs again with
            every finished drawing.
        has_starters: whether to show drawings to start from.
    """
    latest = latest_drawing()
    if name is None:
        read_on()
    # It's invisible until layout.css is there, so that nothing moves when that arrives.
    stage = st.container(height=1, border=False, key="stage")
    with stage, st.container(horizontal=True, gap="medium", key="screen"):
        left = st.container(width=LEFT, gap="xsmall", key="drawing_column")
        middle = st.container(width="stretch", gap="xsmall", key="network_column")
    with left:
        if name is None:
            with st.container(key="switches"):
                name = network_switch()
        network = chosen_network(name)
        drawing_column(latest, has_starters)
        with drawer("compare", "pin"):
            pin_button(latest)
            if network is not None and panel is None:
                other_networks(name)
        if network is not None:
            with needs_files():  # shows what is missing; then everything is taken for a digit
                detector_of(network)
            read = reading_of if panel or "breaking" in hidden() else breaking.damaged_reading
            answer(network, latest, read)
            if read is not reading_of:
                with drawer("break", "damage"):
                    break_it(network, latest)
            if panel is None and (network.reads_digits or joined()):
                # in a class, labels are needed to send a drawing
                here = nullcontext() if joined() else drawer("more", "labels")
                with here, st.container(key="label_buttons_row"):
                    can_label = network.reads_digits and not signs_of(joined())
                    if can_label and ("training" not in hidden() or joined()):
                        label_buttons(latest)
                    send_bar(latest, lambda: reading_of(network, latest.current), network.reads_digits)
        with drawer("more", "large"):
            projector_switch()
        if panel is None and not done_steps():  # the browser knows what was done before: see drawer.js
            with st.container(key="start_lesson"):
                st.page_link("views/lesson/page.py", label=_("Start the lesson"), icon=":material/school:")
    if network is not None:
        with middle:
            pair(no_answer(network.knows_signs))
            network_and_neuron(network, latest, panel, read)
        live_ink(network)
    if panel is None:
        class_question(is_above=True, signs=signs_of(joined()))


@st.fragment
def drawing_column(latest: LatestDrawing, has_starters: bool) -> None:
    """Show the canvas and the drawings to start from."""
    canvas(latest)
    if has_starters:
        starters(latest)


@st.fragment
def network_and_neuron(
    network: Network, latest: LatestDrawing, panel: Panel | None, read: Read = reading_of
) -> None:
    """Show the network, which has all the room until something is beside it, and the card."""
    version, neuron = latest.version, selected_neuron(network)
    is_beside, has_map = bool(panel or neuron), panel is None
    is_on_map = has_map and is_map_shown()
    with st.container(horizontal=is_beside, gap="small"):
        with st.container(width="stretch", gap="xsmall", key="layers"):
            if is_on_map and network.reads_digits:
                Map(network).show(latest)
            elif is_on_map:
                SignsMap(network).show()
            else:
                on_map = show_map if has_map else None
                network_view(network, lambda: stages_of(latest.current), panel is None, on_map)
        with st.container(width=RIGHT if is_beside else "stretch", key="card_column"):
            (panel or swap_device)()
            if neuron or not (panel or is_on_map):
                card_read, more = partial(read, network, latest.current), partial(film_button, network)
                neuron_card(network, card_read, neuron, more=None if panel else more)
    send_selection(network)
    refresh(version, ALWAYS if is_beside else NEVER, "neuron_refresh")
