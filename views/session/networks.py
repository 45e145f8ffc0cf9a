"""Which network answers: the switch between them, on every page the same."""

from __future__ import annotations

import streamlit as st

from model.network import NAMES, Network
from model.novelty import Detector, load_detector
from views.session import state
from views.session.shared import needs_files, shipped_network

OPTION_WIDTH = 80  # pixels of the switch: known before it has loaded, so that nothing beside it moves
OWN = "yours"  # a network that the session has trained, or brought along


def own_network() -> Network | None:
    """The network that only this session uses, if it has one."""
    return state.get("own_network")


def use_own(network: Network) -> None:
    """Show a network in place of the shipped ones, in this session only."""
    state.put("own_network", network)
    state.put("network", OWN)


def network_switch() -> str:
    """Show the switch; give the name of the network chosen."""
    options = [*NAMES, OWN] if own_network() else NAMES
    return st.segmented_control(
        "Network",
        options,
        default="conv",
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
    if network.name in NAMES:
        with needs_files():
            return load_detector(network)
    return None
