"""Which network answers: the switch between them, on every page the same."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from model import novelty
from model.network import NAMES, Network
from model.novelty import Detector
from views.session import state
from views.session.shared import needs_files, shipped_network

OPTION_WIDTH = 150  # pixels of the switch: known before it has loaded, so that nothing beside it moves
OWN = "yours"  # a network that the session has trained, or brought along
TITLES = {"dense": "Simple network", "conv": "Picture network", OWN: "Your network"}
WHAT_THEY_ARE = """
**Simple network**: every neuron reads every neuron of the layer before it: 784 pixels, two layers of 128
neurons, ten digits. The one of the textbooks.

**Picture network**: its first layers slide small windows over the image (a convolution), so that a stroke is
known wherever it is. It reads best.
"""


def own_network() -> Network | None:
    """The network that only this session uses, if it has one."""
    return state.get("own_network")


def use_own(network: Network) -> None:
    """Show a network in place of the shipped ones, in this session only."""
    state.put("own_network", network)
    state.put("network", OWN)


def network_switch() -> str:
    """Show the switch, and what the networks are; give the name of the one chosen."""
    options = [*NAMES, OWN] if own_network() else NAMES
    with st.container(horizontal=True, gap="xsmall", width="content"):
        name = _switch(options)
        with st.popover("?", help="What these networks are"):
            st.markdown(WHAT_THEY_ARE)
    return name


def _switch(options: Sequence[str]) -> str:
    return st.segmented_control(
        "Network",
        options,
        format_func=TITLES.get,
        default=NAMES[0],
        required=True,
        key="network",
        persist_state="session",
        label_visibility="collapsed",
        width=OPTION_WIDTH * len(options),
    )


def chosen_network(name: str) -> Network | None:
    """The network of that name; where it can't be had, the page says why, and this is None."""
    if name == OWN:
        return own_network()
    with needs_files():
        return shipped_network(name)
    return None


def detector_of(network: Network) -> Detector | None:
    """Its novelty detector, if it has one; where it can't be had, the page says why, and this is None."""
    with needs_files():
        return novelty.detector_of(network)
    return None
