"""Notes about an uploaded network: which of its layers differ from its file.

Only names: a network's card has, under "notes", layer name -> some of `NOTES`; a page has their texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.network.network import Network

OF_KINDS = {  # what is multiplied into a layer's weights, or left beside them -> its note
    "BatchNormalization": "batch_norm",
    "Normalization": "normalization",
    "Rescaling": "rescaling",
}
SIGMOIDS = "sigmoids"  # its ten outputs are sigmoids: each has a share of its own


class Pixels(NamedTuple):
    """What a network was trained on, if not 0 for paper to 1 for ink: ours × factor + shift."""

    factor: float
    shift: float


OTHER_PIXELS: Mapping[str, Pixels] = {  # note -> pixels of people who don't divide, or for whom black is 0
    "of_255": Pixels(255.0, 0.0),
    "inverted": Pixels(-1.0, 1.0),
    "inverted_of_255": Pixels(-255.0, 255.0),
    "around_0": Pixels(2.0, -1.0),
    "standardized": Pixels(1 / 0.3081, -0.1307 / 0.3081),  # by MNIST's mean and standard deviation
}
NOTES = (*OF_KINDS.values(), *OTHER_PIXELS, SIGMOIDS)


def notes_of(network: Network, layer: str | None = None) -> tuple[str, ...]:
    """Return a layer's notes by its name or, without one, all notes, each once, in the order of `NOTES`."""
    notes = network.card.get("notes", {})
    found = {note for name, some in notes.items() if layer in (None, name) for note in some}
    return tuple(note for note in NOTES if note in found)


def read_notes(notes: object, network: Network) -> dict[str, list[str]]:
    """Read the notes in a card, and check them.

    Raises:
        ValueError: they are something else.
    """
    names = {layer.name for layer in network.layers}
    if not isinstance(notes, dict) or not notes.keys() <= names:
        raise ValueError("notes are about layers that there are")
    if not all(isinstance(some, list) and all(note in NOTES for note in some) for some in notes.values()):
        raise ValueError("a note is one of those that are known")
    return {name: list(some) for name, some in notes.items()}
