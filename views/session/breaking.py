"""This session's damage to the drawing on the stage: its kind, its degree, and whether to center the digit.

The browser damages what it reads in the same way: see views/draw/breaking/breaking.js.
"""

from __future__ import annotations

import re

import numpy as np

from model.network import Network
from model.preprocess.damage import DEGREES, damaged_images
from model.reading import Reading
from views.parts.language.language import N_
from views.session import state
from views.session.activations import reading_of_image, stages_of
from views.session.drawing.drawing import Drawing

KINDS = tuple(DEGREES)
DAMAGED = N_("Undo the damage first, because this needs the drawing itself.")
CENTERED = "centered"  # in an address, if the damaged digit is centered and scaled again
_WRITTEN = re.compile(rf"([a-z]+)\.(0|[1-9]\d{{0,2}})(\.{CENTERED})?", re.ASCII)


def kind() -> str:
    """Return the kind of damage."""
    return state.get("breaking_kind", KINDS[0])


def degree() -> int:
    """Return the degree of that kind."""
    return degrees()[kind()]


def degrees() -> dict[str, int]:
    """Return the degree that was chosen last, for each kind."""
    return {kind: state.get(f"breaking_degree_{kind}", 0) for kind in KINDS}


def is_centered() -> bool:
    """Return whether the damaged digit is centered and scaled again, as MNIST's digits were."""
    return state.get("breaking_centered", False)


def choice() -> dict[str, object]:
    """Return all three by name, as in model/preprocess/damage.js."""
    return {"kind": kind(), "degree": degree(), "centered": is_centered()}


def choose(kind: str, degree: int, is_centered: bool) -> None:
    """Choose a kind, one of its degrees, and whether to center."""
    state.put("breaking_kind", kind)
    state.put(f"breaking_degree_{kind}", degree)
    state.put("breaking_centered", is_centered)


def damaged_reading(network: Network, drawing: Drawing) -> Reading | None:
    """Return how the network, with switched neurons, reads the damaged drawing; None if it's blank."""
    stages = stages_of(drawing)
    if stages is None:
        return None
    return reading_of_image(network, damaged(stages.image) if degree() else stages.image, "reading")


def is_damaged(reading: Reading) -> bool:
    """Return whether it's the reading of a damaged drawing."""
    return reading.image is state.get("breaking_image", (None, "", None))[2]


def damaged(image: np.ndarray) -> np.ndarray:
    """Return the network's input for an image (28, 28); caches the last."""
    last, about, found = state.get("breaking_image", (None, "", None))
    if last is not image or about != written():
        found = damaged_images(image[None], kind(), degree(), is_centered())[0]
        state.put("breaking_image", (image, written(), found))
    return found


def written() -> str:
    """Return the choices as in an address: "slid.4", "turned.90.centered"; "" for the initial ones."""
    centered = f".{CENTERED}" if is_centered() else ""
    text = f"{kind()}.{degree()}{centered}"
    return "" if text == f"{KINDS[0]}.0" else text


def read(text: str) -> bool:
    """Make the choices that an address contains; return whether they are valid."""
    found = _WRITTEN.fullmatch(text)
    if not found or int(found[2]) not in DEGREES.get(found[1], ()):
        return False
    choose(found[1], int(found[2]), found[3] is not None)
    return True
