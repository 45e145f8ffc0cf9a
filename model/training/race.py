"""Trainings one after the other, of networks that differ in one thing.

Knows nothing of pages: how a training is started, it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from model.training.choices import Choices
from model.training.live import ENDED, Progress, Training


class Race:
    """One training at a time goes on; the next is started when somebody looks, and nobody's goes on for ever.

    Attributes:
        choices: of each.
        trainings: those that have been started.
    """

    def __init__(self, choices: Sequence[Choices], start: Callable[[Choices], Training]) -> None:
        """Start the first; `start` gives a training that has been started."""
        self.choices = tuple(choices)
        self.trainings: list[Training] = []
        self._start = start
        self.go_on()

    def go_on(self) -> None:
        """Start the next one, if the last has ended."""
        if len(self.trainings) < len(self.choices) and all(each.state in ENDED for each in self.progress):
            self.trainings.append(self._start(self.choices[len(self.trainings)]))

    @property
    def progress(self) -> list[Progress]:
        """Of those that have been started."""
        return [training.progress for training in self.trainings]

    @property
    def is_over(self) -> bool:
        """Whether all have ended."""
        return len(self.trainings) == len(self.choices) and all(each.state in ENDED for each in self.progress)

    @property
    def accuracies(self) -> list[float | None]:
        """Of each, the share of all test images that it reads right; None before its end."""
        known = [each.test_accuracy for each in self.progress]
        return [*known, *[None] * (len(self.choices) - len(known))]
