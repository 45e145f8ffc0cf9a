"""Tasks about a neuron that is built by hand, as data: what one may do, and when it is solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.perceptron.goals import GOALS, examples_of
from model.perceptron.output import told_apart
from model.perceptron.painted import Painted
from model.perceptron.perceptron import PIXELS, Perceptron, Tally
from views.language.language import N_
from views.serving.shared import test_images

PUSH, PULL, ERASE = BRUSHES = ("push", "pull", "erase")  # as brush.js has them


@dataclass(frozen=True)
class Task:
    """One task.

    Attributes:
        id: as its link has it.
        goal: what the neuron has to do, of `GOALS`.
        text: what is asked, as Markdown; with {share}, and {pixels} where there is a limit.
        hints: two, one after the other; the second as good as says it.
        learned: what one knows when it is solved.
        share: of the images that have to be right, at least: from 0 to 1.
        brushes: which there are.
        may_learn: whether the neuron may learn by itself.
        most_pixels: how many weights may be painted.
        most_false_alarms: how many there may be.
        said: a teacher's own text, if any.
    """

    id: str
    goal: str
    text: str
    hints: Sequence[str]
    learned: str
    share: float
    brushes: Sequence[str] = BRUSHES
    may_learn: bool = False
    most_pixels: int = PIXELS
    most_false_alarms: int = 10_000
    said: str = ""

    @property
    def start(self) -> Painted:
        """What stands there at first: nothing is painted."""
        number = 2 if GOALS[self.goal].digit is None else 1
        return Painted(GOALS[self.goal], neurons=number * (Perceptron(),))

    def is_solved(self, painted: Painted) -> bool:
        """Whether this solves it."""
        if painted.goal.name != self.goal or not self._is_allowed(painted):
            return False
        told = told_of(painted)
        return told.share >= self.share and told.false_alarms <= self.most_false_alarms

    def _is_allowed(self, painted: Painted) -> bool:
        weights = np.concatenate([each.weights for each in painted.neurons])
        if np.count_nonzero(weights) > self.most_pixels:
            return False
        return (PUSH in self.brushes or weights.max() <= 0) and (PULL in self.brushes or weights.min() >= 0)


def told_of(painted: Painted) -> Tally:
    """How many of the test images it tells apart."""
    return told_apart(painted, examples_of(painted.goal, *test_images()))


TASKS = (
    Task(
        "bar",
        "1-0",
        N_("Only push: with one stroke, have it tell {share} of the 1s from the 0s."),
        (N_("Where does a 1 have ink, and a 0 none?"), N_("A short bar in the middle of the field.")),
        N_("A weight above 0 says: ink here speaks for it."),
        0.85,
        (PUSH, ERASE),
    ),
    Task(
        "ring",
        "1-0",
        N_("Now pull, too: tell {share} of the 1s from the 0s."),
        (
            N_("Which of the 0s does it still take for a 1? Press one of the pictures."),
            N_("A bar that pushes, within a ring that pulls."),
        ),
        N_("A weight below 0 says: ink here speaks against it. What is not there counts, too."),
        0.98,
    ),
    Task(
        "hole",
        "0-1",
        N_("Only pull: have it fire for 0s and not for 1s, {share} of them right."),
        (
            N_("It has to fire though nothing pushes. What can make z larger than 0?"),
            N_("Pull in the middle: where there is no ink, the bias alone makes it fire."),
        ),
        N_("With a bias above 0, a neuron fires by itself, and ink can silence it."),
        0.9,
        (PULL, ERASE),
    ),
    Task(
        "few",
        "1-0",
        N_("The fewest weights: tell {share} of the 1s from the 0s with at most {pixels} painted pixels."),
        (
            N_("One pixel says most of all: which?"),
            N_("The middle pushes: a 1 goes through it, and a 0 around it. Two dabs are enough."),
        ),
        N_("Most pixels hardly matter: a few good ones do nearly all the work."),
        0.95,
        most_pixels=16,
    ),
    Task(
        "seven",
        "7-1",
        N_("By hand: tell {share} of the 7s from the 1s."),
        (
            N_("What does a 7 have that a 1 has not? And where does only a 1 have ink?"),
            N_("Push along the bar on top, to the left; pull below the middle."),
        ),
        N_("A neuron needs no whole digit: it looks where two digits differ."),
        0.9,
    ),
    Task(
        "four",
        "4-9",
        N_("By hand: tell {share} of the 4s from the 9s. This one is hard."),
        (
            N_("A 9 is closed on top, and a 4 is open there."),
            N_("Pull across the top, between the two arms of a 4; push in the arms and the crossbar."),
        ),
        N_("What a hand finds after a while, learning finds in seconds. Try that next."),
        0.85,
    ),
    Task(
        "learn",
        "4-9",
        N_("Let it learn until {share} of the 4s and 9s are right."),
        (
            N_("The buttons stand below: one step, or until it stands still."),
            N_("From nothing, until it stands still."),
        ),
        N_("It has seen other 4s and 9s than these: what it learned holds for new ones, too."),
        0.95,
        may_learn=True,
    ),
    Task(
        "alarm",
        "7-others",
        N_(
            "7s among all digits: {share} right, and not one false alarm. It may learn, and you may drag the "
            "threshold."
        ),
        (
            N_("A higher threshold has fewer false alarms, and more that are missed."),
            N_("Let it learn, and then drag the threshold to the right until the last false alarm is gone."),
        ),
        N_("Where the line stands is a choice: missing a few, or raising false alarms."),
        0.75,
        may_learn=True,
        most_false_alarms=0,
    ),
    Task(
        "either",
        "either",
        N_("Fire for the left bar, and for the right one, but not for both: you have two neurons."),
        (
            N_("One of them for the left bar alone, the other for the right one alone."),
            N_("In the first push the left bar and pull the right one; in the second the other way round."),
        ),
        N_("No single neuron can do that. A hidden layer can: that is what it is for."),
        1.0,
    ),
)
BY_ID = {task.id: task for task in TASKS}
