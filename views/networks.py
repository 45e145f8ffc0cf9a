"""Which network answers: the switch between them, and the networks themselves, loaded once a process."""

from __future__ import annotations

import gc

import numpy as np
import streamlit as st

from model.mnist import IMAGE_SIZE
from model.network import NAMES, Network, NetworkError, forward, load_network


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


def choose_network() -> Network | None:
    """Show the switch; give the network chosen, or None where it can't be loaded, and say why."""
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
        return warm_network(name)
    except NetworkError as error:
        st.error(str(error), icon=":material/build:")
        return None
