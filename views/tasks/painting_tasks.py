"""Tasks on the page Build: a neuron is painted by hand, or learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.perceptron import painted as code
from model.perceptron.goals import GOALS, examples_of
from model.perceptron.output import told_apart
from model.perceptron.painted import Painted
from model.perceptron.perceptron import PIXELS, Perceptron, Tally
from views.built import built
from views.language.language import N_
from views.parts.looks.wording import of_100, whole
from views.serving.shared import test_images
from views.tasks.task import BUILD, Known, Task

PUSH, PULL, ERASE = BRUSHES = ("push", "pull", "erase")  # as brush.js has them


@dataclass(frozen=True, kw_only=True)
class PaintingTask(Task):
    """One about a neuron that is painted.

    Attributes:
        goal: what the neuron has to do, of `GOALS`.
        share: of the images that have to be right, at least: from 0 to 1.
        brushes: which there are.
        may_learn: whether the neuron may learn by itself.
        most_pixels: how many weights may be painted.
        most_false_alarms: how many there may be.
        solution: what solves it, as an address has it; "" where learning does.
    """

    goal: str
    share: float
    brushes: Sequence[str] = BRUSHES
    may_learn: bool = False
    most_pixels: int = PIXELS
    most_false_alarms: int = 10_000
    solution: str = ""
    page = BUILD

    @property
    def figures(self) -> Mapping[str, str]:
        """The share, and the limit."""
        return {"share": of_100(self.share, 0), "pixels": whole(self.most_pixels)}

    @property
    def start(self) -> Painted:
        """What stands there at first: nothing is painted."""
        number = 2 if GOALS[self.goal].digit is None else 1
        return Painted(GOALS[self.goal], neurons=number * (Perceptron(),))

    @property
    def starts(self) -> Mapping[str, str]:
        """What an address says of that."""
        return {"built": code.written(self.start)}

    def begin(self) -> None:
        """Put it there."""
        built.replace(self.start)

    def show(self) -> None:
        """Put the solution there."""
        built.read(self.solution)

    def known(self) -> Known:
        """What stands there now."""
        return Known(painted=built.built())

    def is_solved(self, known: Known) -> bool:
        """Whether what is painted solves it."""
        painted = known.painted
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


PAINTING_TASKS = (
    PaintingTask(
        id="bar",
        goal="1-0",
        text=N_("Only push: with one stroke, have it tell {share} of the 1s from the 0s."),
        hints=(N_("Where does a 1 have ink, and a 0 none?"), N_("A short bar in the middle of the field.")),
        learned=N_("A weight above 0 says: ink here speaks for it."),
        share=0.85,
        brushes=(PUSH, ERASE),
        solution="1-0.step.auto.eNpb9_j_f4ZRAAEvXozKjYJRAAPMzKNyo4ABAIiXFew",
    ),
    PaintingTask(
        id="ring",
        goal="1-0",
        text=N_("Now pull, too: tell {share} of the 1s from the 0s."),
        hints=(
            N_("Which of the 0s does it still take for a 1? Press one of the pictures."),
            N_("A bar that pushes, within a ring that pulls."),
        ),
        learned=N_("A weight below 0 says: ink here speaks against it. What is not there counts, too."),
        share=0.98,
        solution=(
            "1-0.step.auto.eNrt0bENwDAIBECkLMEM2V-ZKUN8EdsURiC-cEWRL0D2VcBzS9Oo7ppIXYukvgfSd0QzErOfaZLQ3suku1"
            "UznO6F7preiN72TxFg10RwLRJ8D4RrBBmJ2c80SWjvZdLdqhlO90J3TW9Eb9sgH6gNyDE"
        ),
    ),
    PaintingTask(
        id="hole",
        goal="0-1",
        text=N_("Only pull: have it fire for 0s and not for 1s, {share} of them right."),
        hints=(
            N_("It has to fire though nothing pushes. What can make z larger than 0?"),
            N_("Pull in the middle: where there is no ink, the bias alone makes it fire."),
        ),
        learned=N_("With a bias above 0, a neuron fires by itself, and ink can silence it."),
        share=0.9,
        brushes=(PULL, ERASE),
        solution="0-1.step.auto.eNqrkWUYBRQCCSAYCnKjYBTQA_wBgqEgNwqIAwBEaRp6",
    ),
    PaintingTask(
        id="few",
        goal="1-0",
        text=N_(
            "The fewest [weights](words#weight): tell {share} of the 1s from the 0s with at most {pixels} "
            "painted [pixels](words#pixel)."
        ),
        hints=(
            N_("One pixel says most of all: which?"),
            N_("The middle pushes: a 1 goes through it, and a 0 around it. Two dabs are enough."),
        ),
        learned=N_("Most pixels hardly matter: a few good ones do nearly all the work."),
        share=0.95,
        most_pixels=16,
        solution="1-0.step.auto.eNoLeP3_P8MooB148eLFoJEbBaNgoAEzM_OgkRsFRAEAxWMQ_w",
    ),
    PaintingTask(
        id="seven",
        goal="7-1",
        text=N_("By hand: tell {share} of the 7s from the 1s."),
        hints=(
            N_("What does a 7 have that a 1 has not? And where does only a 1 have ink?"),
            N_("Push along the bar on top, to the left; pull below the middle."),
        ),
        learned=N_("A neuron needs no whole digit: it looks where two digits differ."),
        share=0.9,
        solution="7-1.step.auto.eNrj-Pn_P8OQAi_AYHDIjYJRMNCAGQwGh9woGI4AAAZGHoo",
    ),
    PaintingTask(
        id="four",
        goal="4-9",
        text=N_("By hand: tell {share} of the 4s from the 9s. This one is hard."),
        hints=(
            N_("A 9 is closed on top, and a 4 is open there."),
            N_("Pull across the top, between the two arms of a 4; push in the arms and the crossbar."),
        ),
        learned=N_("What a hand finds after a while, learning finds in seconds. Try that next."),
        share=0.85,
        solution="4-9.step.auto.eNpb9P7_f4bBCSTAgH5yOMELEBjGcoMx2rFHEy3khgz4Awb0k8MJmEFgGMsNxmjHHk20kMMEAKfNbUg",
    ),
    PaintingTask(
        id="learn",
        goal="4-9",
        text=N_("Let it learn until {share} of the 4s and 9s are right."),
        hints=(
            N_("The buttons stand below: one step, or until it stands still."),
            N_("From nothing, until it stands still."),
        ),
        learned=N_("It has seen other 4s and 9s than these: what it learned holds for new ones, too."),
        share=0.95,
        may_learn=True,
    ),
    PaintingTask(
        id="alarm",
        goal="7-others",
        text=N_(
            "7s among all digits: {share} right, and not one false alarm. It may learn, and you may drag "
            "the threshold."
        ),
        hints=(
            N_("A higher threshold has fewer false alarms, and more that are missed."),
            N_("Let it learn, and then drag the threshold to the right until the last false alarm is gone."),
        ),
        learned=N_("Where the line stands is a choice: missing a few, or raising false alarms."),
        share=0.75,
        may_learn=True,
        most_false_alarms=0,
    ),
    PaintingTask(
        id="either",
        goal="either",
        text=N_("Fire for the left bar, and for the right one, but not for both: you have two neurons."),
        hints=(
            N_("One of them for the left bar alone, the other for the right one alone."),
            N_("In the first push the left bar and pull the right one; in the second the other way round."),
        ),
        learned=N_("No single neuron can do that. A hidden layer can: that is what it is for."),
        share=1.0,
        solution=(
            "either.step.auto.eNqT-PP_P8PAgBcvXsCYEhISo3KjcvjlhjtgZmaGMf_8-TMqNyqHX45uAAAce3rX.eNqT-PP_P8PAAA"
            "kJCRjzxYsXo3Kjcvjlhjv48-cPjMnMzDwqNyqHX45uAACGL3rX"
        ),
    ),
)
