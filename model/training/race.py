"""Trainings one after the other, of networks that differ in one thing.

Knows nothing of pages or browsers: its caller makes the trainings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from model.training.choices import Choices
from model.training.snapshot import ENDED, FAILED, STOPPED, Progress
from model.training.training import Training


class Race:
    """One training at a time; the next one starts when somebody looks, unless one was stopped or failed.

    Attributes:
        choices: one for each training.
        trainings: those that have been started.
    """

    def __init__(self, choices: Sequence[Choices], new: Callable[[Choices], Training]) -> None:
        """Start nothing yet; `new` starts a training from choices."""
        self.choices = tuple(choices)
        self.trainings: list[Training] = []
        self._new = new

    def go_on(self) -> None:
        """Start the first training or, if the last has ended, the next one."""
        if not self.is_over and all(each.state in ENDED for each in self.progress):
            self.trainings.append(self._new(self.choices[len(self.trainings)]))

    @property
    def progress(self) -> list[Progress]:
        """Return the progress of those that have been started."""
        return [training.progress for training in self.trainings]

    @property
    def is_over(self) -> bool:
        """Whether all have ended, or one was stopped, or failed, as the next one would, too."""
        states = [each.state for each in self.progress]
        all_ended = len(states) == len(self.choices) and all(each in ENDED for each in states)
        return all_ended or STOPPED in states or FAILED in states

    @property
    def accuracies(self) -> list[float | None]:
        """Return the share of all test images that each reads right; None before its end."""
        known = [each.test_accuracy for each in self.progress]
        return [*known, *[None] * (len(self.choices) - len(known))]
