"""What a step of the lesson may know of the session: drawing, values, neuron, what was guessed and done.

Shows nothing and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.network import Network
from model.network.neuron import Factors, Neuron
from model.reading import Reading
from model.training.live import Training
from views.session import state
from views.session.activations import drawing_history, reading_of
from views.session.lesson import drawing_at_start, events, guess_of
from views.session.selection import factors_of, selected_neuron


@dataclass(frozen=True, eq=False)
class Known:
    """All of it, at one moment.

    Attributes:
        network: that reads the drawing.
        reading: what it makes of it, with what is switched; None if nothing is drawn.
        neuron: the one whose card is open.
        factors: by what neurons are multiplied.
        guess: what was guessed in this step; None before.
        drew: whether the drawing is another one than when the step began.
        events: what the browser has seen since then.
        replay_step: the snapshot of the shipped training that is shown.
        downhill: how often one weight has been moved.
        slid: by how many pixels the drawing is slid aside.
        training: the one that this session has started last.
        race: the trainings side by side, a `Race`.
    """

    network: Network
    reading: Reading | None
    neuron: Neuron | None
    factors: Factors
    guess: str | None
    drew: bool
    events: frozenset[str]
    replay_step: int
    downhill: int
    slid: int
    training: Training | None
    race: object

    @property
    def image(self) -> np.ndarray | None:
        """float32 (28, 28); None if nothing is drawn."""
        return None if self.reading is None else self.reading.image

    @property
    def probs(self) -> np.ndarray | None:
        """(10,), as the page shows them; None if nothing is drawn."""
        return None if self.reading is None else self.reading.probs

    @property
    def probs_before(self) -> np.ndarray | None:
        """(10,), with no neuron turned up or off."""
        return None if self.reading is None else self.reading.unchanged.probs

    @property
    def is_digit(self) -> bool:
        """Whether the drawing is taken for a digit at all."""
        return self.reading is not None and self.reading.is_digit


def known(network: Network, step: str) -> Known:
    """What there is to know in that step."""
    history = drawing_history()
    return Known(
        network=network,
        reading=reading_of(network, history.current),
        neuron=selected_neuron(network),
        factors=factors_of(network),
        guess=guess_of(step),
        drew=history.current.png != drawing_at_start(),
        events=events(),
        replay_step=state.get("replay_step", 0),
        downhill=state.get("lesson_downhill", 0),
        slid=state.get("lesson_slid", 0),
        training=state.get("training"),
        race=state.get("lesson_race"),
    )
