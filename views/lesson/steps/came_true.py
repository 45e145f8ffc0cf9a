"""Which option of a guess was right: its number, or None if none was. The network's behavior decides.

The functions take what we know about the session. The sentences are in facts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from model.preprocess.damage import DEGREES, damaged_images
from model.reading import Reading
from views.lesson.steps.known import Known
from views.parts.shared import shipped_profiles

SURE = 0.9  # the smallest share that we call sure
FARTHEST = DEGREES["slid"][-1]  # pixels by which the drawing can be slid aside
RIGHT, LEFT = 1, -1


def always(number: str) -> Callable[[Known], int]:
    """Return a function that returns this option, whatever the network does."""
    return lambda known: int(number)


def how_many(*numbers: str) -> Callable[[Known], int | None]:
    """Return which of these is closest to the count of numbers in the image that aren't 0."""

    def nearest(known: Known) -> int | None:
        if known.image is None:
            return None
        return min(range(len(numbers)), key=lambda i: abs(int(numbers[i]) - np.count_nonzero(known.image)))

    return nearest


def sign_of_sum(known: Known) -> int | None:
    """Return 0 if the chosen neuron's sum is above 0, else 1."""
    if known.neuron is None or known.reading is None:
        return None
    return 0 if known.reading.explain(known.neuron).pre_activation > 0 else 1


def favorite_digit(known: Known) -> int | None:
    """Return the digit that excites the chosen neuron most."""
    profile = None if known.neuron is None else shipped_profiles(known.network).get(known.neuron.layer.name)
    return None if profile is None else int(profile.of(known.neuron.channel.number).favorite)


def how_far(known: Known) -> int | None:
    """Return whether the drawing is misread from 1 or 2 pixels on, from 3 to 5, or later or never."""
    if known.reading is None:
        return None
    pixels = abs(first_misread(known.reading) or FARTHEST)
    return 0 if pixels <= 2 else 1 if pixels <= 5 else 2


def digit_or_none(known: Known) -> int | None:
    """Return whether the answer is a sure digit, an unsure one, or not a digit."""
    if known.probs is None:
        return None
    return (0 if known.probs.max() >= SURE else 1) if known.is_digit else 2


def is_four(known: Known) -> bool:
    """Return whether the drawing is read as a 4."""
    return known.is_digit and int(known.probs.argmax()) == 4


def four_nine_or_none(known: Known) -> int | None:
    """Return which of the guess's three options the drawing has become.

    It's None if another 4 came of it, unless that was guessed: the top may still be open.
    """
    if known.probs is None or (is_four(known) and known.guess != "4"):
        return None
    return {4: 0, 9: 1}.get(int(known.probs.argmax())) if known.is_digit else 2


def slid_reading(reading: Reading, pixels: int) -> Reading:
    """Return the reading of the same image, moved right by that many pixels, or left if they're below 0."""
    side = LEFT if pixels < 0 else RIGHT  # left is right in a mirror
    there = damaged_images(reading.image[None, :, ::side].copy(), "slid", abs(pixels), is_centered=False)
    return replace(reading, image=there[0, :, ::side].copy())


def flip(reading: Reading, side: int) -> int | None:
    """Return the nearest place on this side where the drawing is read as another digit, below 0 on the left.

    It's None if the drawing is read as the same digit all the way.
    """
    places = range(side, side * (FARTHEST + 1), side)
    return next((each for each in places if slid_reading(reading, each).digit != reading.digit), None)


def first_misread(reading: Reading) -> int | None:
    """Return the nearest of both flips, and the right one if they are as near; None if there are none."""
    return min(filter(None, (flip(reading, RIGHT), flip(reading, LEFT))), key=abs, default=None)


def accuracies(known: Known) -> tuple[float, float]:
    """Return this training's accuracy on its own images and on others, the same figures as on the page."""
    training, now = known.training, known.training.snapshot.now
    return now.accuracy, now.test_accuracy if training.test_accuracy is None else training.test_accuracy


def how_many_unseen(known: Known) -> int | None:
    """Return whether unseen images go as well (within 2%), worse, or hardly ever right (below a third)."""
    if not (known.training and known.training.snapshot):
        return None
    own, unseen = accuracies(known)
    return 0 if unseen > own - 0.02 else 1 if unseen > own / 3 else 2


def which_layers_learned(known: Known) -> int | None:
    """Return whether all layers learned, only the last one, or none."""
    snapshot = known.training and known.training.snapshot
    if not snapshot:
        return None
    *hidden, last = (float(size) > 0 for size in snapshot.gradient_sizes)
    return 0 if all(hidden) and last else 1 if last and not any(hidden) else None if any(hidden) else 2


def best_racer(known: Known) -> int | None:
    """Return which of the trainings side by side has the best accuracy."""
    shares = [] if known.race is None else known.race.accuracies
    return None if None in shares or not shares else shares.index(max(shares))
