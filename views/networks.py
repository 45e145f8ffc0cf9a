"""Which network answers: the switch between them, on every page the same."""

from __future__ import annotations

import streamlit as st

from model.network import NAMES, Network, NetworkError
from views import warm

OWN = "yours"  # a network that the session has trained, or brought along


def own_network() -> Network | None:
    """The network that only this session uses, if it has one."""
    return st.session_state.get("own_network")


def use_own(network: Network) -> None:
    """Show a network in place of the shipped ones, in this session only."""
    st.session_state.own_network, st.session_state.network = network, OWN


def network_switch() -> str:
    """Show the switch; give the name of the network chosen."""
    return st.segmented_control(
        "Network",
        [*NAMES, OWN] if own_network() else NAMES,
        default="conv",
        required=True,
        key="network",
        persist_state="session",
        label_visibility="collapsed",
    )


def network_or_reason(name: str, wait: bool = False) -> tuple[Network | None, bool]:
    """The network, if it is loaded by now; where it can't be, the page says why.

    Args:
        name: of the network.
        wait: until it is loaded, under a spinner.

    Returns:
        The network or None, and whether there is still hope.
    """
    if name == OWN:
        return own_network(), True
    try:
        if wait and warm.network_now(name) is None:
            with st.spinner("Warming up the network …"):
                warm.wait_for(name)
        return warm.network_now(name), True
    except NetworkError as error:
        st.error(str(error), icon=":material/build:")
        return None, False
