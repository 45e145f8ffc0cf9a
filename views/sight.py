"""What a network sees in a drawing: the steps to its image, and every layer's values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from model.network import Network, forward
from model.preprocess import Stages, to_mnist
from views.drawing import Drawing


@dataclass(frozen=True)
class Sight:
    """One look at a drawing.

    Attributes:
        network: that looks; None while it is being loaded.
        png: the drawing's picture; None if blank.
        stages: from the drawing to the image; None if blank.
        activations: every layer's values; None if blank or without a network.
    """

    network: Network | None
    png: bytes | None = field(repr=False)
    stages: Stages | None = field(repr=False)
    activations: Mapping[str, np.ndarray] | None = field(repr=False)


def look(network: Network | None, drawing: Drawing) -> Sight:
    """What the network sees in the drawing; not computed again if it is what this session saw last."""
    last = st.session_state.get("sight")
    if last is not None and last.network is network and last.png == drawing.png:
        return last
    pixels = drawing.pixels()
    stages = None if pixels is None else to_mnist(pixels)
    activations = None if stages is None or network is None else forward(network, stages.image)
    st.session_state.sight = Sight(network, drawing.png, stages, activations)
    return st.session_state.sight
