"""Tasks on the page Build: people paint a neuron by hand or let it learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.perceptron import painted as code
from model.perceptron.goals import GOALS, examples_of
from model.perceptron.output import told_apart
from model.perceptron.painted import Painted
from model.perceptron.perceptron import PIXELS, Perceptron, Tally
from views.parts.language.language import N_
from views.parts.looks.wording import of_100, whole
from views.serving.shared import test_images
from views.tasks import built
from views.tasks.task import BUILD, Known, Task

PUSH, PULL, ERASE = BRUSHES = ("push", "pull", "erase")  # as in brush.js


@dataclass(frozen=True, kw_only=True)
class PaintingTask(Task):
    """A task about a painted neuron.

    Attributes:
        goal: what the neuron has to do, one of `GOALS`.
        share: the smallest share of images that it has to get right, from 0 to 1.
        brushes: the available brushes.
        may_learn: whether the neuron can learn by itself.
        most_pixels: the most weights that can be painted.
        most_false_alarms: the most false alarms allowed.
        solution: a solution, encoded as in an address; "" if learning solves the task.
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
        """The share and the limit."""
        return {"share": of_100(self.share, 0), "pixels": whole(self.most_pixels)}

    @property
    def start(self) -> Painted:
        """The start, with nothing painted."""
        number = 2 if GOALS[self.goal].digit is None else 1
        return Painted(GOALS[self.goal], neurons=number * (Perceptron(),))

    @property
    def starts(self) -> Mapping[str, str]:
        """The start, as in an address."""
        return {"built": code.written(self.start)}

    def begin(self) -> None:
        """Put the start on the page."""
        built.replace(self.start)

    def show(self) -> None:
        """Put the solution on the page."""
        built.read(self.solution)

    def known(self) -> Known:
        """Return what is painted now."""
        return Known(painted=built.built())

    def is_solved(self, known: Known) -> bool:
        """Return whether the painted neuron solves the task."""
        painted = known.painted
        if painted.goal.name != self.goal or not self._is_allowed(painted):
            return False
        tally = tally_of(painted)
        return tally.share >= self.share and tally.false_alarms <= self.most_false_alarms

    def _is_allowed(self, painted: Painted) -> bool:
        weights = np.concatenate([each.weights for each in painted.neurons])
        if np.count_nonzero(weights) > self.most_pixels:
            return False
        return (PUSH in self.brushes or weights.max() <= 0) and (PULL in self.brushes or weights.min() >= 0)


def tally_of(painted: Painted) -> Tally:
    """Count how many test images the neuron tells apart."""
    return told_apart(painted, examples_of(painted.goal, *test_images()))


PAINTING_TASKS = (
    PaintingTask(
        id="bar",
        goal="1-0",
        text=N_("Use only Push. With one stroke, get {share} of the 1s and 0s right."),
        hints=(
            N_("Where is there ink in a 1, but not in a 0?"),
            N_("Paint a short bar in the middle of the field."),
        ),
        learned=N_("A weight above 0 means that ink here pushes the sum up."),
        share=0.85,
        brushes=(PUSH, ERASE),
        solution="1-0.step.auto.eNpb9_j_f4ZRAAEvXozKjYJRAAPMzKNyo4ABAIiXFew",
    ),
    PaintingTask(
        id="ring",
        goal="1-0",
        text=N_("Now use Hold back, too. Get {share} of the 1s and 0s right."),
        hints=(
            N_("Which of the 0s does the neuron still read as a 1? Press one of the pictures."),
            N_("Paint a bar that pushes, inside a ring that holds back."),
        ),
        learned=N_("A weight below 0 means that ink here holds the sum back. What isn't there counts, too."),
        share=0.98,
        solution=(
            "1-0.step.auto.eNrt0bENwDAIBECkLMEM2V-ZKUN8EdsURiC-cEWRL0D2VcBzS9Oo7ppIXYukvgfSd0QzErOfaZLQ3suku1"
            "UznO6F7preiN72TxFg10RwLRJ8D4RrBBmJ2c80SWjvZdLdqhlO90J3TW9Eb9sgH6gNyDE"
        ),
    ),
    PaintingTask(
        id="hole",
        goal="0-1",
        text=N_("Use only Hold back. Make the neuron fire for 0s but not for 1s, and get {share} right."),
        hints=(
            N_("It has to fire even though nothing pushes z up. What can make z larger than 0?"),
            N_("Hold back in the middle. If there's no ink there, the bias alone makes the neuron fire."),
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
            "Use as few [weights](words#weight) as you can. Get {share} of the 1s and 0s right, with at most "
            "{pixels} painted [pixels](words#pixel)."
        ),
        hints=(
            N_("One pixel tells you the most. Which one?"),
            N_(
                "Push in the middle, because a 1 goes through it and a 0 goes around it. Two dabs are enough."
            ),
        ),
        learned=N_("Most pixels hardly matter. A few good ones do nearly all the work."),
        share=0.95,
        most_pixels=16,
        solution="1-0.step.auto.eNoLeP3_P8MooB148eLFoJEbBaNgoAEzM_OgkRsFRAEAxWMQ_w",
    ),
    PaintingTask(
        id="seven",
        goal="7-1",
        text=N_("Get {share} of the 7s and 1s right by hand."),
        hints=(
            N_("What does a 7 have that a 1 doesn't? And where does only a 1 have ink?"),
            N_("Push along the bar at the top, on the left. Hold back below the middle."),
        ),
        learned=N_("A neuron doesn't need a whole digit, only the places where two digits differ."),
        share=0.9,
        solution="7-1.step.auto.eNrj-Pn_P8OQAi_AYHDIjYJRMNCAGQwGh9woGI4AAAZGHoo",
    ),
    PaintingTask(
        id="four",
        goal="4-9",
        text=N_("Get {share} of the 4s and 9s right by hand. This one is hard."),
        hints=(
            N_("A 9 is closed at the top, and a 4 is open there."),
            N_(
                "Hold back across the top, between the two arms of a 4. Push along the arms and the crossbar."
            ),
        ),
        learned=N_("The neuron can learn in seconds what takes you a while by hand. Try that next."),
        share=0.85,
        solution="4-9.step.auto.eNpb9P7_f4bBCSTAgH5yOMELEBjGcoMx2rFHEy3khgz4Awb0k8MJmEFgGMsNxmjHHk20kMMEAKfNbUg",
    ),
    PaintingTask(
        id="learn",
        goal="4-9",
        text=N_("Let the neuron learn until it gets {share} of the 4s and 9s right."),
        hints=(
            N_("Use the buttons below: “One step” or “Until it settles”."),
            N_("Press “From scratch”, and wait until the neuron settles."),
        ),
        learned=N_("The neuron learned from other 4s and 9s. What it learned works for these new ones, too."),
        share=0.95,
        may_learn=True,
    ),
    PaintingTask(
        id="alarm",
        goal="7-others",
        text=N_(
            "Find the 7s among all digits. Get {share} right, without a single false alarm. You can let the "
            "neuron learn, and you can drag the threshold."
        ),
        hints=(
            N_("A higher threshold means fewer false alarms, but more misses."),
            N_(
                "Let the neuron learn, then drag the threshold to the right until the last false alarm is "
                "gone."
            ),
        ),
        learned=N_("Where you put the threshold is a choice between missing a few and raising false alarms."),
        share=0.75,
        may_learn=True,
        most_false_alarms=0,
    ),
    PaintingTask(
        id="either",
        goal="either",
        text=N_("Fire for the left bar or the right one, but not for both. You have two neurons."),
        hints=(
            N_("Use one neuron for the left bar alone, and the other for the right bar alone."),
            N_(
                "In the first, push along the left bar and hold back along the right one. In the second, do "
                "the opposite."
            ),
        ),
        learned=N_("No single neuron can do that, but a hidden layer can. That's what it's for."),
        share=1.0,
        solution=(
            "either.step.auto.eNqT-PP_P8PAgBcvXsCYEhISo3KjcvjlhjtgZmaGMf_8-TMqNyqHX45uAAAce3rX.eNqT-PP_P8PAAA"
            "kJCRjzxYsXo3Kjcvjlhjv48-cPjMnMzDwqNyqHX45uAACGL3rX"
        ),
    ),
)
