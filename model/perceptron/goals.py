"""What a painted neuron has to do: for which digits it should fire, and the images that test it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES

EACH = 500  # test images of the digit, and as many of the others, that are counted
OTHERS, EITHER = "others", "either"  # in names of goals
BAR = slice(4, 24)  # rows of a bar of the four pictures,
LEFT, RIGHT = slice(7, 10), slice(18, 21)  # and columns


@dataclass(frozen=True)
class Goal:
    """It fires for `digit`, and not for `other`, or not for all others (None).

    The goal "either" has no digits: it fires for a bar on the left or on the right, but not for both or
    neither.
    """

    digit: int | None = 1
    other: int | None = 0

    @property
    def name(self) -> str:
        """A short name: "1-0", "7-others", "either"."""
        if self.digit is None:
            return EITHER
        return f"{self.digit}-{OTHERS if self.other is None else self.other}"


GOALS = {
    goal.name: goal
    for goal in (
        *(
            Goal(digit, other)
            for digit in range(NUM_CLASSES)
            for other in (*range(NUM_CLASSES), None)
            if digit != other
        ),
        Goal(None, None),
    )
}
"""Every goal, by its name."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Images, and for which of them a neuron should fire.

    Attributes:
        images: uint8 (n, 784).
        wanted: bool (n,).
        places: int (n,), their numbers in the data set.
    """

    images: np.ndarray = field(repr=False)
    wanted: np.ndarray = field(repr=False)
    places: np.ndarray = field(repr=False)


def examples_of(goal: Goal, images: np.ndarray, labels: np.ndarray, each: int = EACH) -> Examples:
    """Return the first `each` images of the digit, and as many others, in the order of the data set.

    If the goal has all others, each of the nine has its share, give or take one.

    Args:
        goal: the one that they are for.
        images: uint8 (n, 28, 28) or (n, 784).
        labels: (n,).
        each: how many of a kind; fewer if there are no more.
    """
    if goal.digit is None:
        pictures = four_pictures()
        return Examples(pictures, np.array([False, True, True, False]), np.arange(len(pictures)))
    places = [np.flatnonzero(labels == goal.digit)[:each]]
    others = [goal.other] if goal.other is not None else [d for d in range(NUM_CLASSES) if d != goal.digit]
    for turn, digit in enumerate(others):
        share = each // len(others) + (turn < each % len(others))
        places.append(np.flatnonzero(labels == digit)[:share])
    chosen = np.sort(np.concatenate(places))
    return Examples(images[chosen].reshape(len(chosen), -1), labels[chosen] == goal.digit, chosen)


def four_pictures() -> np.ndarray:
    """Return uint8 (4, 784): blank, a bar on the left, one on the right, both."""
    pictures = np.zeros((4, IMAGE_SIZE, IMAGE_SIZE), np.uint8)
    pictures[[1, 3], BAR, LEFT] = 255
    pictures[[2, 3], BAR, RIGHT] = 255
    return pictures.reshape(4, -1)
