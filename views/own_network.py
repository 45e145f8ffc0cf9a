"""A network of one's own, for this session only: trained here, or brought along as a file."""

from __future__ import annotations

import itertools

import keras
import numpy as np
import streamlit as st

from model.adopt import MAX_BYTES, adopt, adopt_file
from model.mnist import Mnist
from model.network import Network, NetworkError
from views.training_charts import mnist

CHOICE = "yours"  # what the Draw page's switch calls it
_numbers = itertools.count(1)


def own_network() -> Network | None:
    """This session's own network, if it has chosen one to use."""
    return st.session_state.get("own_network")


def use(model: keras.Model, data: Mnist) -> None:
    """Make a Keras network the one that the Draw page shows, for this session.

    Raises:
        NetworkError: it can't be explained.
    """
    _choose(adopt(model, _new_name(), _some_digits(data)))


def upload() -> None:
    """Take in a .keras file; say in a sentence why not, if not."""
    with st.expander("Bring a network of your own", icon=":material/upload_file:"):
        st.markdown(
            "A `.keras` file, as `model.save` writes one: a chain of Dense, Conv2D and MaxPooling2D layers "
            "from 28×28 pixels (0 to 1, 0 for paper) to ten values. It is used in this session only."
        )
        st.file_uploader(
            "Keras file",
            type=["keras"],
            key="network_upload",
            on_change=_take,
            max_upload_size=MAX_BYTES // 1024**2,
            label_visibility="collapsed",
        )
        if problem := st.session_state.get("network_problem"):
            st.error(problem, icon=":material/block:")
        elif st.session_state.get("network_upload") is not None and own_network():
            st.success("It is in use.", icon=":material/check_circle:")
            st.page_link("views/draw.py", label="See it on the Draw page", icon=":material/draw:")


def _take() -> None:
    st.session_state.network_problem = None
    if st.session_state.network_upload is None:
        return
    contents = st.session_state.network_upload.getvalue()
    try:
        _choose(adopt_file(contents, _new_name(), _some_digits(mnist())))
    except NetworkError as error:
        st.session_state.network_problem = f"{error} Nothing was changed."


def _choose(network: Network) -> None:
    st.session_state.own_network = network
    st.session_state.network = CHOICE


def _new_name() -> str:
    return f"{CHOICE} {next(_numbers)}"  # never twice: pages keep what was clicked under the name


def _some_digits(data: Mnist) -> np.ndarray:
    return data.x_test[:500].astype(np.float32) / 255
