"""Tensors: what flows through the network as boxes of numbers, those of the person's own drawing."""

from __future__ import annotations

import streamlit as st

from model.scales import scale_of
from views.lesson import words
from views.lesson.set_up import dense
from views.lesson.step import Step
from views.parts.component import mount
from views.session.activations import activations_of, drawing_history

HEIGHT = 620  # pixels

_tensors = mount(__file__, "tensors")


def boxes(step: Step) -> None:
    """Show them, the drawing first."""
    network = dense()
    activations = network and activations_of(network, drawing_history().current)
    if activations is None:
        st.caption(words.NOTHING_DRAWN)
        return
    tensors = [
        {
            "title": title,
            "shape": "×".join(map(str, activations[name].shape)),
            "rows": activations[name].reshape(-1, activations[name].shape[-1]).astype(float).tolist(),
            "scale": scale_of(network, network.layer(name)),
        }
        for name, title in words.TENSORS.items()
    ]
    _tensors(key="tensors", height=HEIGHT, data={"tensors": tensors})
