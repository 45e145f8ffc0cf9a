"""A step of the lesson is done with all of its parts, and with no fewer."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest

from model.network import load_network
from model.network.neuron import Neuron
from model.reading import Reading
from model.training.choices import TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING, STOPPED
from tests.apptest import image_of
from tests.samples import SAMPLES
from views.lesson.steps.conditions import OF_STEPS, OVERFIT
from views.lesson.steps.known import Known
from views.lesson.steps.steps import BY_ID, FACTS, STEPS
from views.parts.shared import shipped_history

DENSE = load_network("dense")
LAST = len(shipped_history().points) - 1  # snapshot of the shipped training
NOTHING = {
    "factors": {},
    "events": frozenset(),
    "drew": False,
    "replay_step": 0,
    "downhill": 0,
    "slid": 0,
    "tried": (),
}
GUESSED = {"guess": ("what is guessed", None)}
DREW_AGAIN = {"drew": (True, False), "image": (1, None)}
FOUR = Reading(DENSE, image_of(SAMPLES[4]))
Part = tuple[object, object]  # values when it's done, and when it isn't


def of_digit(digit: int) -> np.ndarray:
    return np.eye(10)[digit]


def trained(choices: Choices) -> dict[str, Part]:
    return {"choices": (choices, replace(choices, epochs=9)), "state": (DONE, RUNNING), "snapshot": (1, None)}


PARTS: Mapping[str, Mapping[str, Part]] = {  # of each step
    "draw": {"image": (1, None)},
    "numbers": GUESSED,
    "neuron": GUESSED | {"events": ({"built"}, {"step", "relu"})},
    "step": {"events": ({"step", "relu"}, {"step"})},
    "likes": GUESSED,
    "onward": {"neuron": tuple(Neuron(DENSE.layer(name), (5,)) for name in ("hidden2", "hidden1"))},
    "share": DREW_AGAIN | GUESSED,
    "nine": DREW_AGAIN | GUESSED,  # whatever the answer was
    "off": {"factors": ({0: 0.0}, {0: 4.0}), "probs": (of_digit(9), of_digit(4))},
    "slid": {"slid": (10, 1), "reading": (FOUR, None)} | GUESSED,
    "fool": DREW_AGAIN | GUESSED,
    "learn": {"downhill": (1, 0), "replay_step": (LAST, LAST - 1)},
    "deep": {"race": (SimpleNamespace(is_over=True), SimpleNamespace(is_over=False))} | GUESSED,
    "overfit": trained(OVERFIT) | GUESSED,
    "flat": trained(OF_STEPS) | GUESSED,
    "tensors": GUESSED,
    "end": {},
}


def somebody(**parts: object) -> Known:
    """Return what a step's conditions look at; the rest is as before anything is done."""
    of_training = {name: parts.pop(name) for name in ("choices", "state", "snapshot") if name in parts}
    known = SimpleNamespace(
        image=None, neuron=None, guess=None, probs=None, training=None, race=None, reading=None
    )
    vars(known).update(NOTHING | parts, probs_before=of_digit(4))
    if of_training:
        known.training = SimpleNamespace(**of_training)
    return known


def is_done(step: str, **parts: object) -> bool:
    """Return whether a step is done, by its id, so that a failure shows a sentence rather than everything."""
    return BY_ID[step].is_done(somebody(**parts))


def half_done(parts: Mapping[str, Part]) -> Iterator[tuple[list[str], dict[str, object]]]:
    """Yield every incomplete choice of the parts: what is missing, and the values."""
    for number in range(len(parts)):
        for done in combinations(parts, number):
            missing = [name for name in parts if name not in done]
            yield missing, {name: part[name in missing] for name, part in parts.items()}


def test_every_step_has_its_parts_here():
    assert list(PARTS) == [step.id for step in STEPS]


@pytest.mark.parametrize("id", PARTS)
def test_a_step_is_done_with_all_of_its_parts_and_no_fewer(id):
    parts = PARTS[id]
    all_done = is_done(id, **{name: done for name, (done, _) in parts.items()})
    assert all_done, f"“{id}” is not done with {' and '.join(parts)}"
    done_without = [missing for missing, some in half_done(parts) if is_done(id, **some)]
    assert not done_without, f"“{id}” is done without {done_without[0]}"
    assert is_done(id) == (not parts), f"“{id}” is done by nothing at all"


@pytest.mark.parametrize("id", [id for id, parts in PARTS.items() if parts])
def test_what_completes_another_step_doesn_t_complete_this_one(id):
    """Except if the other step is the same, or has all of this one's parts."""
    for other, parts in PARTS.items():
        done = {name: done for name, (done, _) in parts.items()}
        mine = {name: done for name, (done, _) in PARTS[id].items()}
        if not all(name in done and np.array_equal(done[name], mine[name]) for name in mine):
            done_by_another = is_done(id, **done)
            assert not done_by_another, f"“{id}” is done by what “{other}” asks for"


def test_a_training_counts_if_there_is_something_to_show():
    for state, expected in (
        *((each, True) for each in (DONE, STOPPED, BLEW_UP)),
        *((each, False) for each in (RUNNING, FAILED)),
    ):
        found = is_done("flat", guess="", choices=OF_STEPS, state=state, snapshot=1)
        assert found == expected, state
    of_other_choices = is_done("flat", guess="", choices=TEXTBOOK, state=DONE, snapshot=1)
    assert not of_other_choices


def test_every_fact_is_said_in_a_step():
    said = {each for step in STEPS for each in (step.says, step.now)}
    assert {*FACTS.values()} <= said


def test_a_step_that_changes_or_teaches_a_reading_starts_with_a_digit():
    needs = {step.id for step in STEPS if step.needs.__name__ == "is_digit"}
    assert needs == {"off", "slid", "learn", "deep", "overfit", "flat", "tensors", "end"}
