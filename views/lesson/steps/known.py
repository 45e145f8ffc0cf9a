"""What a lesson step can know about the session: drawing, values, neuron, guesses and events.

It only reads the session: it doesn't show or change anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from model.network import Network
from model.network.neuron import Factors, Neuron
from model.reading import Reading
from model.training.training import Training
from views.session import state
from views.session.activations import latest_drawing, reading_of
from views.session.lesson import drawing_at_start, events, guess_of
from views.session.selection import factors_of, selected_neuron


@dataclass(frozen=True, eq=False)
class Known:
    """What we know about the session at one moment.

    Attributes:
        network: the network that reads the drawing.
        reading: its reading, with switched neurons; None if nothing is drawn.
        neuron: the one whose card is open.
        factors: the neurons' multipliers.
        guess: the guess in this step; None before it's made.
        drew: whether the drawing has changed since the step began.
        events: what the browser has reported since then.
        replay_step: the snapshot of the shipped training that is shown.
        downhill: how often the weight was moved downhill.
        slid: by how many pixels the drawing is moved sideways.
        training: the training that this session started last.
        race: the trainings side by side, a `Race`.
    """

    network: Network
    reading: Reading | None
    neuron: Neuron | None = None
    factors: Factors = field(default_factory=dict)
    guess: str | None = None
    drew: bool = False
    events: frozenset[str] = frozenset()
    replay_step: int = 0
    downhill: int = 0
    slid: int = 0
    training: Training | None = None
    race: object = None

    @property
    def image(self) -> np.ndarray | None:
        """The image, float32 (28, 28); None if nothing is drawn."""
        return None if self.reading is None else self.reading.image

    @property
    def probs(self) -> np.ndarray | None:
        """The shares as the page shows them, shape (10,); None if nothing is drawn."""
        return None if self.reading is None else self.reading.probs

    @property
    def probs_before(self) -> np.ndarray | None:
        """The shares without turning any neuron up or off, shape (10,); None if nothing is drawn."""
        return None if self.reading is None else self.reading.unchanged.probs

    @property
    def is_digit(self) -> bool:
        """Whether the network accepts the drawing as a digit."""
        return self.reading is not None and self.reading.is_digit


def known(network: Network, step: str) -> Known:
    """Collect what we know about the session in that step."""
    latest = latest_drawing()
    return Known(
        network=network,
        reading=reading_of(network, latest.current),
        neuron=selected_neuron(network),
        factors=factors_of(network),
        guess=guess_of(step),
        drew=latest.current.png != drawing_at_start(),
        events=events(),
        replay_step=state.get("replay_step", 0),
        downhill=state.get("lesson_downhill", 0),
        slid=state.get("lesson_slid", 0),
        training=state.get("training"),
        race=state.get("lesson_race"),
    )
