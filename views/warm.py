"""The networks, loaded in the background once a process.

Importing TensorFlow takes seconds. People draw meanwhile, and the page says that it is warming up.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import streamlit as st
from streamlit.watcher import polling_path_watcher

from model.mnist import IMAGE_SIZE
from model.network import NAMES, THREADS, Network, forward, load_network
from model.novelty import typicality

SETTINGS_SECONDS = 5.0  # after which a change of .streamlit/config.toml is seen
HEAD_START = 1.2  # seconds in which the first visitor's browser fetches the canvas, undisturbed


def begin() -> None:
    """Start loading all networks, the default first, unless that has begun.

    And leave the server in peace: Streamlit asks five times a second whether its settings have been
    edited, with a thread a file, which is most of what a page costs that nobody draws on.
    """
    polling_path_watcher._POLLING_PERIOD_SECS = SETTINGS_SECONDS
    for name in reversed(NAMES):
        _loading(name)


def network_now(name: str) -> Network | None:
    """The network, or None while it is still being loaded.

    Raises:
        NetworkError: it can't be loaded. The next call tries again.
    """
    loading = _loading(name)
    return _result(name, loading) if loading.done() else None


def wait_for(name: str) -> None:
    """Return as soon as the network is loaded, or can't be."""
    _loading(name).exception()


def _result(name: str, loading: Future[Network]) -> Network:
    if loading.exception():
        _loading.clear(name)
    return loading.result()


@st.cache_resource(show_spinner=False)
def _worker() -> ThreadPoolExecutor:
    worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="warm")
    worker.submit(time.sleep, HEAD_START)
    return worker


@st.cache_resource(show_spinner=False)
def _loading(name: str) -> Future[Network]:
    return _worker().submit(_load, name)


def _load(name: str) -> Network:
    """Load a network, and pay for its first run before anybody waits for it.

    After every run Streamlit has Keras forget what it has compiled, so that the next image took
    90 ms instead of 1: there is nothing here to forget. And frozen, TensorFlow's objects are no
    longer walked by any garbage collection, which took 0.4 s each time.
    """
    for variable in THREADS:  # one image is too little to share, and waiting threads take half the machine
        os.environ.setdefault(variable, "1")
    network = load_network(name)
    sys.modules["keras"].backend.clear_session = lambda: None
    typicality(network, forward(network, np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32)))
    gc.collect()
    gc.freeze()
    return network
