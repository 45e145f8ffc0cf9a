"""This session's drawing: the steps to its image, and how a network reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from model.network import Network
from model.preprocess import Stages, stages_of_ink
from model.preprocess.mnist import IMAGE_SIZE
from model.reading import Reading
from views.parts.shared import needs_files
from views.session import state
from views.session.drawing.drawing import Drawing
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import written_code
from views.session.drawing.samples import samples
from views.session.selection import factors_of

Read = Callable[[Network, Drawing], Reading | None]  # how a network reads a drawing; None if it's blank


def latest_drawing() -> LatestDrawing:
    """Return this session's newest drawing, which all pages share."""
    return state.get_or_put("latest_drawing", LatestDrawing())


def stages_of(drawing: Drawing) -> Stages | None:
    """Return the steps from the drawing to the image, None if blank; caches the last drawing's."""
    last, stages = state.get("stages", (None, None))
    if last is None or last.png != drawing.png or last.image is not drawing.image:
        ink = drawing.ink()
        stages = None if ink is None else stages_of_ink(ink)
        if stages is not None and drawing.image is not None:
            stages = replace(stages, image=drawing.image)
        state.put("stages", (drawing, stages))
    return stages


def code_of_drawn(drawing: Drawing) -> str:
    """Return a drawing's code in an address; "" for a blank one, or if it can't be written."""
    stages = stages_of(drawing)
    if stages is None:
        return ""
    return state.made_once("drawing_written", drawing, lambda: written_code(drawing, stages.image))


def reading_of(network: Network, drawing: Drawing) -> Reading | None:
    """Return how the network reads a drawing, None if blank; caches the last reading.

    Neurons that this session has turned up or off are changed accordingly.
    """
    stages = stages_of(drawing)
    return None if stages is None else reading_of_image(network, stages.image, "reading")


def reading_of_image(network: Network, image: np.ndarray, key: str) -> Reading:
    """Return the reading of an image (28, 28); caches the last one under this key of the state."""
    factors, last = factors_of(network), state.get(key)
    if last and last.network is network and last.image is image and last.factors == factors:
        return last
    reading = Reading(network, image, factors)
    state.put(key, reading)
    return reading


def drawing_image() -> np.ndarray:
    """Return this session's drawing, or a ready-made one if blank, as network input, float32 (28, 28)."""
    drawing, stages = latest_drawing().current, None
    with needs_files():
        stages = stages_of(samples()[3] if drawing.png is None else drawing)
    return np.zeros((IMAGE_SIZE, IMAGE_SIZE), np.float32) if stages is None else stages.image
