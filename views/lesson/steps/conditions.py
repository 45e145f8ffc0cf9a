"""Predicates that say when a step is done, given what we know about the session."""

from __future__ import annotations

from collections.abc import Callable

from model.training.choices import LESSONS, Choices
from model.training.snapshot import BLEW_UP, DONE, STOPPED
from views.lesson.steps.came_true import FARTHEST, slid_reading
from views.lesson.steps.known import Known
from views.parts.shared import shipped_history

Condition = Callable[[Known], bool]
OVERFIT = LESSONS[0].choices
OF_STEPS = Choices(activation="step", units=32, learning_rate=0.01, images=10_000, batch_size=64, epochs=1)
CHOICES = {"overfit": OVERFIT, "flat": OF_STEPS}  # of the trainings that steps set up


def nothing_to_do(known: Known) -> bool:
    """Return True, at the lesson's end."""
    return True


def is_drawn(known: Known) -> bool:
    """Return whether anything is drawn."""
    return known.image is not None


def guessed(known: Known) -> bool:
    """Return whether a guess was made."""
    return known.guess is not None


def happened(*events: str) -> Condition:
    """Require that the browser reported all these events; see `views/lesson/guide.py` and `build_up.py`."""
    return lambda known: known.events.issuperset(events)


def looks_at(layer: str) -> Condition:
    """Require that a neuron of that layer is chosen."""
    return lambda known: known.neuron is not None and known.neuron.layer.name == layer


def says_something_else(known: Known) -> bool:
    """Return whether switching neurons off has changed the digit in the answer."""
    if known.probs is None or not any(factor == 0 for factor in known.factors.values()):
        return False
    return known.probs.argmax() != known.probs_before.argmax()


def drew_again(known: Known) -> bool:
    """Return whether something was drawn since the step began."""
    return known.drew and known.image is not None


def slid_far_enough(known: Known) -> bool:
    """Return whether the drawing was moved until it's read as another digit, or to an end of the slider."""
    if known.reading is None or not known.slid:
        return False
    is_misread = slid_reading(known.reading, known.slid).digit != known.reading.digit
    return is_misread or abs(known.slid) == FARTHEST


def saw_it_learn(known: Known) -> bool:
    """Return whether the replay reached its end and the weight moved downhill."""
    return known.downhill > 0 and known.replay_step == len(shipped_history().points) - 1


def trained(name: str) -> Condition:
    """Require that a training with these of the `CHOICES` has ended with a result."""
    choices = CHOICES[name]
    return lambda known: (
        known.training is not None
        and known.training.choices == choices
        and known.training.state in (DONE, STOPPED, BLEW_UP)
        and known.training.snapshot is not None
    )


def raced(known: Known) -> bool:
    """Return whether the trainings side by side have ended."""
    return known.race is not None and known.race.is_over
