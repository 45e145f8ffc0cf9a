"""This session's drawing and what is made of it: the steps to its image, and every layer's values."""

from __future__ import annotations

from model.network import Activations, Network
from model.preprocess import Stages, stages_of_ink
from views.session import state
from views.session.drawing import Drawing, DrawingHistory
from views.session.selection import factors_of, forward_changed


def drawing_history() -> DrawingHistory:
    """This session's history; it stays when the person turns to another page."""
    return state.get_or_put("drawing_history", DrawingHistory())


def stages_of(drawing: Drawing) -> Stages | None:
    """From the drawing to the image, kept until another is asked for; None if blank."""
    last, stages = state.get("stages", (None, None))
    if last != drawing.png:
        ink = drawing.ink()
        stages = None if ink is None else stages_of_ink(ink)
        state.put("stages", (drawing.png, stages))
    return stages


def activations_of(network: Network, drawing: Drawing) -> Activations | None:
    """Every layer's values, kept until others are asked for; None if blank.

    Those of the network as this session has changed it: with neurons turned up or off.
    """
    stages = stages_of(drawing)
    if stages is None:
        return None
    factors = dict(factors_of(network))
    last_network, last_factors, last_stages, activations = state.get("activations", (None,) * 4)
    if last_network is not network or last_factors != factors or last_stages is not stages:
        activations = forward_changed(network, stages.image)
        state.put("activations", (network, factors, stages, activations))
    return activations
