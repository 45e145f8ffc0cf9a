"""The visitor's own network, for this session only: trained here, or uploaded as a file."""

from __future__ import annotations

import streamlit as st

from model.errors import NetworkError
from model.files import MAX_MEGABYTES
from model.processes import CAN_START
from model.processes.keras_process import open_keras_file
from model.reading import Reading
from model.sentence import Sentence
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.looks.wording import noted
from views.serving.uploads import take, waits, was_read
from views.session import state
from views.session.downloads.take_away import file_button, python_buttons
from views.session.networks import new_name, own_network, use_own
from views.training import words


def download_buttons(reading: Reading) -> None:
    """Show buttons to download its network: as Python, with the drawing, and as a file of its weights."""
    if reading.is_sound:  # false if the training diverged
        python_buttons(reading)
    file_button(reading)


def upload() -> None:
    """Show the upload of a .keras file, and say why if it can't be used. Without Keras, show nothing."""
    if not CAN_START:
        return
    with st.expander(_("Upload your own network"), icon=":material/upload_file:"):
        st.markdown(
            _(
                "Upload a `.keras` file that [Keras](words#keras) saved with `model.save`. The network must "
                "be a chain of [Dense](words#dense), [Conv2D](words#convolution) and "
                "[pooling](words#pooling) [layers](words#layer). It can have "
                "[normalization](words#normalization) and the usual [activation "
                "functions](words#activation-function). It must take 28×28 [pixels](words#pixel) (from 0 for "
                "paper to 1 for ink) and give ten numbers. Keep the file, because this page forgets the "
                "network when you reload it."
            )
        )
        st.file_uploader(
            _("Keras file"),
            type=["keras", "h5"],  # for an .h5 file we explain what to do
            key="network_upload",
            on_change=_take,
            max_upload_size=MAX_MEGABYTES,
            label_visibility="collapsed",
        )
        if waits(state.get("network_upload")):  # a message has ended the run in which Keras opened it
            _take()
            st.rerun()
        if problem := state.get("network_problem"):
            st.error(translated(problem), icon=":material/block:")
        elif state.get("network_upload") is not None and own_network():
            in_use = _("Your network is in use now.")
            st.success(f"{in_use} {noted(own_network())}", icon=":material/check_circle:")
            st.page_link("views/draw/page.py", label=_("See it on the Draw page"), icon=":material/draw:")


def _take() -> None:
    upload = state.get("network_upload")
    if was_read(upload):
        return
    state.put("network_problem", None)
    if upload is None:
        return
    try:
        with st.spinner(_("Keras is opening your network …")):
            network = open_keras_file(upload.getvalue(), new_name())
        use_own(network)
    except NetworkError as error:
        state.put("network_problem", Sentence(words.NOTHING_CHANGED, problem=error.sentence))
    take(upload)  # last, because a run can be cut short wherever it reads the state or shows something
