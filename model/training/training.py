"""A training in a browser, as Python sees it: what it does, and what the browser has reported at its end; and
several, one after the other.

The browser does the work and owns its progress. Until the report, Python requests nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from model.network import Network, dense_network
from model.novelty.own_detector import fit_own_detector
from model.novelty.own_digits import TaughtImages
from model.preprocess.mnist import NUM_CLASSES, PIXELS
from model.training.choices import Choices
from model.training.snapshot import DONE, ENDED, FAILED, RUNNING, STOPPED, Point, Snapshot


class Learned(NamedTuple):
    """One part of what a browser sends about a training that has ended.

    Attributes:
        state: DONE, STOPPED or BLEW_UP.
        part: which part of the weights it holds, from 0.
        weights: float32 (n,): those weights, finite unless it blew up.
        seconds: spent training.
        test_accuracy: on all test images, 0 to 1; None unless it's done.
        gradient_sizes: one per layer with weights.
        dead: one per hidden layer.
        points: float32 (n, 5), of the curve; the last one is where it ended.
        read: how many images of each group it reads right, and of how many, in the order of `READ`; () unless
            it's done, and of networks that were stored long ago.
    """

    state: str
    part: int
    weights: np.ndarray
    seconds: float
    test_accuracy: float | None
    gradient_sizes: tuple[float, ...]
    dead: tuple[int, ...]
    points: np.ndarray
    read: tuple[tuple[int, int], ...] = ()


@dataclass(eq=False)
class Training:
    """One training in a browser, from its start until the browser has reported how it ended.

    Attributes:
        choices: what it does.
        own: digits of the user's own to learn from, if the choices say so.
        begin_with: the network whose weights it starts with; None for random ones.
        run: its name in the browser; that of an earlier training if the browser has stored it.
        parts: the reported parts of its network's weights.
        state: RUNNING, or of `ENDED` how it ended.
        snapshot: its network at the end; None before.
        seconds, test_accuracy, read: as in `Learned`.
        problem: what went wrong, if it failed, as a `Sentence`.
    """

    choices: Choices
    own: TaughtImages | None = None
    begin_with: Network | None = None
    run: str = field(default_factory=partial(secrets.token_hex, 8))
    parts: list[np.ndarray] = field(default_factory=list)
    state: str = RUNNING
    snapshot: Snapshot | None = None
    seconds: float = 0.0
    test_accuracy: float | None = None
    read: tuple[tuple[int, int], ...] = ()
    problem: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether it has left a network that people can use, download and compare."""
        return self.state in (DONE, STOPPED) and self.snapshot is not None

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of its curves, none before its end."""
        return self.snapshot.points if self.snapshot else ()

    @cached_property
    def detector(self) -> Mapping[str, object]:
        """The contents for its network's card, as `fit_own_detector` returns them; that takes a second."""
        return fit_own_detector(self.snapshot.network, self.own)

    def without_weights(self) -> Training:
        """Return its choices and figures, to remember for long."""
        snapshot = self.snapshot and replace(self.snapshot, network=None)
        return replace(self, own=None, begin_with=None, parts=[], snapshot=snapshot)

    def stop(self) -> None:
        """Mark it as stopped because another training replaces it; the browser ends it."""
        self.fail("")

    def fail(self, problem: str) -> None:
        """Mark it as failed for this reason, or as stopped without one, unless it has ended already."""
        if self.state == RUNNING:
            self.state, self.problem = FAILED if problem else STOPPED, problem

    def take(self, learned: Learned) -> None:
        """Add a part of the trained network; the last one ends the training."""
        if self.state != RUNNING or learned.part != len(self.parts):
            return
        self.parts.append(learned.weights)
        weights = np.concatenate(self.parts)
        if weights.size < self.choices.number_of_weights:
            return
        network = dense_network(_in_layers(weights, self.choices), self.choices.activation)
        points = tuple(Point(int(step), *figures) for step, *figures in learned.points.tolist())
        self.snapshot = Snapshot(replace(network, name="yours"), points, learned.gradient_sizes, learned.dead)
        self.seconds, self.test_accuracy, self.read = learned.seconds, learned.test_accuracy, learned.read
        self.state = learned.state


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
        if not self.is_over and all(each.state in ENDED for each in self.trainings):
            self.trainings.append(self._new(self.choices[len(self.trainings)]))

    @property
    def is_over(self) -> bool:
        """Whether all have ended, or one was stopped, or failed, as the next one would, too."""
        states = [each.state for each in self.trainings]
        all_ended = len(states) == len(self.choices) and all(each in ENDED for each in states)
        return all_ended or STOPPED in states or FAILED in states

    @property
    def accuracies(self) -> list[float | None]:
        """Return the share of all test images that each reads right; None before its end."""
        known = [each.test_accuracy for each in self.trainings]
        return [*known, *[None] * (len(self.choices) - len(known))]


def _in_layers(weights: np.ndarray, choices: Choices) -> list[np.ndarray]:
    """Split all weights, one after the other, into kernel, bias, kernel, bias, …"""
    sizes = [PIXELS, *[choices.units] * choices.hidden_layers, NUM_CLASSES]
    arrays, start = [], 0
    for inputs, units in pairwise(sizes):
        for shape in ((inputs, units), (units,)):
            end = start + int(np.prod(shape))
            arrays.append(np.float32(weights[start:end]).reshape(shape))
            start = end
    return arrays
