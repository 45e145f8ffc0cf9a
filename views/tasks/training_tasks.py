"""Tasks on the Training page: find choices for a training that reaches a goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from model.training.choices import Choices
from views.parts.language.language import _, ngettext
from views.parts.looks.wording import of_100, percent, short, whole
from views.session import state
from views.session.one_of import move
from views.tasks.task import TRAINING, Check, Known, Task

LIVE = "Live"  # the part of the page where one trains a network


@dataclass(frozen=True, kw_only=True)
class TrainingTask(Task):
    """A task about a training.

    Attributes:
        start: the form's choices at the start.
        share: the share of unseen images that it has to get right, from 0 to 1.
        most_weights: the most weights that the network can have; 0 for no limit.
        best: the smallest number of weights known to solve it; 0 if the task doesn't state one.
        changes: how many of these choices to change; 0 for any number.
        solution: choices that solve it.
    """

    start: Choices
    share: float
    solution: Choices
    most_weights: int = 0
    best: int = 0
    changes: int = 0
    page = TRAINING

    @property
    def figures(self) -> Mapping[str, str]:
        """The share, the limit, and the solution's figures."""
        solution = self.solution
        units, epochs, rate = whole(solution.units), whole(solution.epochs), short(solution.learning_rate)
        share, weights, best = of_100(self.share, 0), whole(self.most_weights), whole(self.best)
        batch = whole(solution.batch_size)
        limits = {"share": share, "weights": weights, "best": best}
        return limits | {"units": units, "epochs": epochs, "batch": batch, "rate": rate}

    def begin(self) -> None:
        """Set the form to the start."""
        _choose(self.start)

    def show(self) -> None:
        """Set the form to the solution; the person still has to start the training."""
        _choose(self.solution)

    def known(self) -> Known:
        """Return the training that was started last."""
        return Known(training=state.get("training"))

    def checks(self, known: Known) -> Sequence[Check]:
        """Check accuracy, network size and the number of changed choices; empty until the training ends."""
        training = known.training
        right = training and training.test_accuracy
        if right is None:
            return ()
        sentence = _("It gets {share} of unseen images right.").format(share=percent(right))
        checks, choices = [Check(right >= self.share, sentence)], training.choices
        if self.most_weights:
            sentence = _("It has {weights} weights.").format(weights=whole(choices.number_of_weights))
            checks.append(Check(choices.number_of_weights <= self.most_weights, sentence))
        if self.changes:
            others = self._others(choices)
            sentence = ngettext("You changed {count} setting.", "You changed {count} settings.", others)
            checks.append(Check(others == self.changes, sentence.format(count=whole(others))))
        return checks

    def _others(self, choices: Choices) -> int:
        named = [field.name for field in fields(Choices)]
        return sum(getattr(choices, name) != getattr(self.start, name) for name in named)


def _choose(choices: Choices) -> None:
    state.put("training_part", LIVE)
    for field in fields(Choices):
        move(f"choose_{field.name}", getattr(choices, field.name))
