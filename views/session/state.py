"""Everything that a session remembers, key by key, and the one way to it.

Streamlit keeps a dictionary for every session. Here is what lies in it under which key, and what it means.
What is not in the list can't be read or written; nothing in it is another session's.
"""

from __future__ import annotations

import re
from functools import lru_cache

import streamlit as st

KEYS = {
    "opened": "bool: a page has been opened before, see `opening`",
    # what is drawn
    "drawing_history": "DrawingHistory: the drawings of this session, and which of them is shown",
    "stages": "(png, Stages): the steps from the drawing looked at last to its image",
    "activations": "(Network, factors, Stages, Activations): every layer's values for the last drawing",
    "surface": "the canvas component's: what it has sent last",
    "pen_width": "int, canvas pixels: a segmented control's",
    "samples": "component of the ready-made drawings; picked: which one",
    "upload": "the uploaded picture: a file uploader's",
    "upload_open": "bool: a popover's, whether a picture can be chosen",
    "upload_problem": "str: why the last uploaded picture can't be used; empty if it can",
    # which network, which neuron
    "network": "str: the switch's, the name of a shipped network or `networks.OWN`",
    "own_network": "Network: one that only this session uses",
    "own_profiles": "(network's name, Profiles): of that network",
    "network_by_message": "bool: the browser could not fetch the network, so that it is sent as a message",
    "network_picture": "component of the network view; picked: the network, layer and index clicked",
    "neuron_{network}": "Unit or None: the neuron whose card is open",
    "factors_{network}": "dict of Neuron to factor: by what its activations are multiplied",
    "factor_{network}_{layer}_{number}": "float: a slider's, that factor",
    # the card
    "walk_{network}": "tuple of Unit: from where the walk back began to the neuron whose card is open",
    "card_head": "component of a card's title; picked: which step of the walk",
    "ledger": "component of a neuron's sum; picked: the unit clicked",
    "outgoing": "component of what a neuron adds to others; picked: the unit clicked",
    "margin": "component of what decided; picked: the unit clicked",
    "terms": "component of inputs, weights and products; picked: never",
    "feature_map": "component of a feature map; picked: the row and column clicked",
    # the catalogue
    "catalogue": "component of a layer's neurons; picked: which one",
    "layer_{network}": "str: a select box's, which layer",
    "order": "str: a select box's, how its neurons are sorted",
    "card_open": "bool, for one run: a neuron of the catalogue was clicked",
    # replay
    "training_part": "str: replay or live",
    "replay_step": "int: a slider's, which snapshot is shown",
    "replay_playing": "bool: whether it goes on by itself",
    "replay_moved": "float, seconds of time.monotonic(): when it last did",
    "replay_recent": "list of int: the snapshots shown last",
    "replay_weights": "component of first-layer neurons; picked: which one",
    "replay_neuron": "int: the first-layer neuron looked at through time",
    "film": "component of its pictures; picked: which snapshot",
    "confusion": "component of the confusion matrix; picked: the true digit and what it was taken for",
    "confusion_cell": "(int, int): the cell whose images are shown",
    # live training
    "architecture": "component of the network that the choices describe; picked: never",
    "choose_{choice}": "a select box's: one of `Choices`",
    "training": "Training: the one that this session has started last",
    "network_upload": "the uploaded .keras file: a file uploader's",
    "network_problem": "str or None: why the last uploaded network can't be used",
}


def get(key: str, default: object = None) -> object:
    """What is remembered under a key."""
    return st.session_state.get(_declared(key), default)


def put(key: str, value: object) -> None:
    """Remember something under a key; of a widget, before it is shown in this run."""
    st.session_state[_declared(key)] = value


def take(key: str, default: object = None) -> object:
    """What is remembered under a key, and forget it."""
    return st.session_state.pop(_declared(key), default)


def get_or_put(key: str, value: object) -> object:
    """What is remembered under a key, else that value, which is remembered then."""
    return st.session_state.setdefault(_declared(key), value)


def picked(key: str) -> object:
    """What was picked in a component in this run; None where something else has happened to it.

    It may be anything that a browser can send: `received.py` makes sense of it.
    """
    return st.session_state[_declared(key)].get("picked")


@lru_cache(maxsize=1024)
def _declared(key: str) -> str:
    """The key.

    Raises:
        KeyError: it is not in the list.
    """
    if key not in KEYS and not any(pattern.fullmatch(key) for pattern in _PATTERNS):
        raise KeyError(f"{key!r} is not among the keys of views/session/state.py")
    return key


_PATTERNS = [re.compile(re.sub(r"\{\w+\}", ".+", key)) for key in KEYS if "{" in key]
