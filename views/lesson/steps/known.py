"""What a lesson step can know about the session: drawing, values, neuron, guesses and events.

It only reads the session: it doesn't show or change anything.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace

import numpy as np

from model.network import Network
from model.network.neuron import Factors, Neuron
from model.reading import Reading
from model.training.training import Training
from views.session import state
from views.session.activations import latest_drawing, reading_of
from views.session.drawing.hands_read import Hands
from views.session.lesson import drawing_at_start, events, guess_of
from views.session.selection import factors_of, selected_neuron

OFF = "off "  # the beginning of an event's name, before a neuron's


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
        slid: by how many pixels the drawing is moved to the right, or to the left if it's below 0.
        tried: the neurons that were switched off since the step began, even if they're on again.
        training: the training that this session started last.
        race: the trainings side by side, a `Race`.
        hands: what the networks of the second lesson have read.
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
    tried: frozenset[str] = frozenset()
    training: Training | None = None
    race: object = None
    hands: Hands = field(default_factory=Hands)

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


def without_weights(known: Known) -> Known:
    """Return the same without the weights of networks trained in the lesson, to remember for long."""

    race = copy(known.race)
    if race is not None:
        race.trainings = [each.without_weights() for each in race.trainings]
    return replace(known, training=known.training and known.training.without_weights(), race=race)


def known(network: Network, step: str) -> Known:
    """Collect what we know about the session in that step."""
    latest = latest_drawing()
    off = {each for each, factor in factors_of(network).items() if factor == 0}
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
        tried=frozenset(each for each in events() if each.startswith(OFF))
        | {f"{OFF}{each.layer.name}.{each.number}" for each in off},
        training=state.get("training"),
        race=state.get("lesson_race"),
        hands=state.get("lesson_hands", Hands()),
    )
