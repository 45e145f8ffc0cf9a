"""The copy of a network with which this session takes steps; no other session or page sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from model.backprop import Gradients, loss_of, take_step
from model.network import Network
from model.reading import Reading
from views.session import state


@dataclass(frozen=True, eq=False)
class StepTrainer:
    """A network after some steps on one drawing.

    Attributes:
        origin: the network before the first step.
        image: float32 (28, 28), the drawing.
        network: the network after the steps.
        steps: how many steps were taken.
        label: the digit that the drawing should be in the last of them; None before the first.
        losses: before each step with that label, and after the last.
    """

    origin: Network
    image: np.ndarray
    network: Network
    steps: int = 0
    label: int | None = None
    losses: tuple[float, ...] = ()

    def after(self, gradients: Gradients, label: int, learning_rate: float) -> StepTrainer:
        """Return the trainer after another step."""
        network = take_step(self.network, gradients, learning_rate)
        before = self.losses if label == self.label else (gradients.loss,)
        loss = loss_of(Reading(network, self.image).logits, label)
        return replace(self, network=network, steps=self.steps + 1, label=label, losses=(*before, loss))


def step_trainer(origin: Network, image: np.ndarray) -> StepTrainer:
    """Return this session's trainer.

    Another network or drawing gets a new one, whose second guess becomes the label.
    """
    found = state.get("step_trainer")
    if found is None or found.origin is not origin or not np.array_equal(found.image, image):
        found = reset(origin, image)
        state.put("one_step_walk", ())
        state.put("one_step_digit", second_guess(Reading(origin, image)))
        state.put("one_step_chosen", False)
    return found


def reset(origin: Network, image: np.ndarray) -> StepTrainer:
    """Store and return a trainer that hasn't taken a step."""
    fresh = StepTrainer(origin, image, origin)
    state.put("step_trainer", fresh)
    return fresh


def second_guess(reading: Reading) -> int:
    """Return the digit with the second largest sum."""
    return int(np.argsort(reading.logits, kind="stable")[-2])
