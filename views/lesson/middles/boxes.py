"""Tensors: the values that the person's own drawing sends through the network, as boxes of numbers."""

from __future__ import annotations

import streamlit as st

from model.network.scales import scale_of
from views.lesson import words
from views.lesson.steps.set_up import dense
from views.lesson.steps.step import Step
from views.parts.component import mount
from views.parts.language.language import _
from views.session.activations import latest_drawing, reading_of

HEIGHT = 620  # pixels

_tensors = mount(__file__, "tensors")


def boxes(step: Step) -> None:
    """Show the tensors, starting with the drawing."""
    network = dense()
    reading = network and reading_of(network, latest_drawing().current)
    if reading is None:
        st.caption(_(words.NOTHING_DRAWN))
        return
    tensors = [
        {
            "title": _(title),
            "shape": "×".join(map(str, values.shape)),
            "rows": values.reshape(-1, values.shape[-1]).astype(float).tolist(),
            "scale": scale_of(network, network.layer(name)),
        }
        for name, title in words.TENSORS.items()
        for values in [reading.activations[name]]
    ]
    _tensors(key="tensors", height=HEIGHT, data={"tensors": tensors})
