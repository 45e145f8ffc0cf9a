"""Every task is solved by a recorded solution, and not at its start nor by the nearest wrong thing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from model.perceptron import Perceptron, best_bias, examples_of, learn, sums
from model.perceptron.goals import GOALS, LEARNED
from model.perceptron.output import told_apart
from model.perceptron.painted import Painted
from model.perceptron.perceptron import UNIT, WHOLE
from model.preprocess.mnist import load_training_images
from tests.built import BAR, RING, painted_neuron
from tests.for_each import for_each
from views.built import built
from views.serving.digit_files import PARTS
from views.serving.shared import test_images as images_of_the_test
from views.tasks import own_task, solving
from views.tasks.tasks import BY_ID, TASKS, told_of

ROWS, COLS = np.mgrid[:28, :28]


def box(top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """A mask of these rows and columns, ends excluded."""
    return (top <= ROWS) & (bottom > ROWS) & (left <= COLS) & (right > COLS)


NOTHING = box(0, 0, 0, 0)
HAND = {  # masks that push and that pull: of a hand that was recorded, in blocks
    "bar": (box(9, 19, 13, 15), NOTHING),
    "ring": (BAR, RING),
    "hole": (NOTHING, box(11, 17, 12, 16)),
    "few": (box(12, 17, 13, 16), NOTHING),
    "seven": (box(6, 11, 6, 12), NOTHING),
    "four": (box(10, 18, 8, 13), box(5, 9, 11, 17) | box(23, 27, 10, 20)),
}
NEAREST = {  # and of one that has it wrong by little
    "bar": (box(9, 19, 13, 15), box(4, 5, 4, 6)),  # with one dab that pulls
    "ring": (BAR, NOTHING),  # without the ring
    "hole": (box(0, 1, 0, 1), box(11, 17, 12, 16)),  # with one pixel that pushes
    "few": (box(12, 18, 13, 16), NOTHING),  # with two pixels too many
    "seven": (NOTHING, box(11, 20, 11, 13)),
    "four": (box(14, 18, 10, 16), box(5, 9, 11, 17)),  # without the arm
}


def placed(id: str, neuron: Perceptron) -> Painted:
    """With its threshold at its best place."""
    goal = BY_ID[id].start.goal
    of = examples_of(goal, *images_of_the_test())
    return Painted(
        goal, neurons=(replace(neuron, bias=best_bias(sums(of.images, neuron.weights), of.wanted)),)
    )


@cache
def learned(goal: str, steps: int) -> Perceptron:
    count = PARTS["train"].count
    images, labels = load_training_images()
    *_, last = learn(examples_of(GOALS[goal], images[:count], labels[:count], LEARNED), steps=steps)
    return last


def without_alarm(neuron: Perceptron) -> Painted:
    """Its threshold dragged to the right, until there is none."""
    of = examples_of(GOALS["7-others"], *images_of_the_test())
    highest = int(sums(of.images, neuron.weights)[~of.wanted].max())
    return Painted(
        GOALS["7-others"], neurons=(replace(neuron, bias=-(highest // WHOLE + 1)),), places_itself=False
    )


def for_one_bar() -> tuple[Perceptron, Perceptron]:
    """One neuron for the left bar alone, one for the right."""
    left, right = box(4, 24, 7, 10), box(4, 24, 18, 21)
    return painted_neuron(left, right, -UNIT), painted_neuron(right, left, -UNIT)


def solution(id: str) -> Painted:
    if id in HAND:
        return placed(id, painted_neuron(*HAND[id]))
    return {
        "learn": lambda: Painted(GOALS["4-9"], neurons=(learned("4-9", 600),)),
        "alarm": lambda: without_alarm(learned("7-others", 600)),
        "either": lambda: Painted(GOALS["either"], neurons=for_one_bar()),
    }[id]()


def nearly(id: str) -> Painted:
    if id in NEAREST:
        return placed(id, painted_neuron(*NEAREST[id]))
    return {
        "learn": lambda: Painted(GOALS["4-9"], neurons=(learned("4-9", 5),)),  # a few steps
        "alarm": lambda: placed("alarm", learned("7-others", 600)),  # where most are right
        "either": lambda: Painted(GOALS["either"], neurons=(for_one_bar()[0], Perceptron())),
    }[id]()


@for_each("task", TASKS, ids=lambda task: task.id)
def test_a_task_is_solved_by_its_solution_and_by_nothing_less(task):
    assert not task.is_solved(task.start)
    assert task.is_solved(solution(task.id)), told_of(solution(task.id))
    assert not task.is_solved(nearly(task.id)), told_of(nearly(task.id))
    assert not task.is_solved(Painted(GOALS["2-3"]))


@for_each("task", TASKS, ids=lambda task: task.id)
def test_a_task_has_two_hints_and_says_what_was_learned(task):
    assert len(task.hints) == 2 and task.learned and task.goal in GOALS
    assert ("{pixels}" in task.text) == (task.most_pixels < 784)
    assert ("{share}" in task.text) == (task.share < 1)


def test_two_neurons_count_as_the_page_counts_them():
    of = examples_of(GOALS["either"], *images_of_the_test())
    for activation in ("step", "relu", "sigmoid"):
        both = Painted(GOALS["either"], activation, for_one_bar())
        assert told_apart(both, of).right >= (4 if activation != "sigmoid" else 2)


def test_a_teacher_s_own_task_says_what_its_link_says():
    text = "Zwei Striche: **schafft** ihr das? <b>"
    own = own_task.task_of(own_task.written("4-9", 85, 64, True, text))
    assert (own.goal, own.share, own.most_pixels, own.may_learn, own.said) == ("4-9", 0.85, 64, True, text)
    assert not own.is_solved(own.start)
    for odd in (
        "own.4-4.85.64.1.",
        "own.4-9.49.64.1.",
        "own.4-9.85.785.1.",
        "own.4-9.85.0.1.",
        "own.4-9.85.64.1.Cg",
    ):
        assert own_task.task_of(odd) is None, odd
    too_long = own_task.written("4-9", 85, 64, True, "x" * 999)
    assert len(own_task.task_of(too_long).said) == own_task.MOST_TEXT


def test_a_task_begins_anew_where_it_is_asked(monkeypatch):
    import streamlit as st

    monkeypatch.setattr(st, "session_state", {})
    solving.ask("either")
    assert solving.task() is BY_ID["either"] and len(built.built().neurons) == 2 and built.revision() == 1
    solving.hint()
    built.take(solution("either"))
    solving.remember(["either", "no task"])
    assert (solving.hints(), solving.solved()) == (1, {"either"})
    solving.ask(None)
    assert solving.task() is None and len(built.built().neurons) == 2
