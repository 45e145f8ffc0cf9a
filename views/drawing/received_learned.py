"""Check what a browser sends about its training: see received.py."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import NamedTuple

import numpy as np

from model.training.choices import NEW, ChoiceError, Choices
from model.training.snapshot import BLEW_UP, DONE, STOPPED
from views.drawing.received import name_of, number_of

MOST_FLOATS = 120_000  # weights in a message, 0.64 MB: more than the textbook network has
_RUN = re.compile(r"[0-9a-f]{16}")  # a training's name
_NAMES = tuple(each.name for each in fields(Choices))
MOST_POINTS = 80  # of a curve, which has about 60


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
    """

    state: str
    part: int
    weights: np.ndarray
    seconds: float
    test_accuracy: float | None
    gradient_sizes: tuple[float, ...]
    dead: tuple[int, ...]
    points: np.ndarray


def learned_of(sent: object, run: str, weights: int, layers: int) -> Learned | None:
    """Return what a browser sends about the training `run`, of a network with that many weights and layers.

    Sent as {"run": its name, "state", "part", "figures": base64 of little-endian float32 numbers: seconds,
    accuracy, gradient sizes, dead neurons and points, "weights": likewise, one part of the weights}.
    """
    if not isinstance(sent, Mapping) or sent.get("run") != run:
        return None
    state = name_of(sent.get("state"), (DONE, STOPPED, BLEW_UP))
    part = number_of(sent.get("part"), -(-weights // MOST_FLOATS))
    if state is None or part is None:
        return None
    known = 2 + layers + layers - 1
    of_part = _floats_of(sent.get("weights"), min(MOST_FLOATS, weights - part * MOST_FLOATS))
    figures = _floats_of(sent.get("figures"), known + 5 * MOST_POINTS)
    if of_part is None or figures is None:
        return None
    if of_part.size != min(MOST_FLOATS, weights - part * MOST_FLOATS) or figures.size < known + 5:
        return None
    (seconds, accuracy), sizes, dead = figures[:2], figures[2 : 2 + layers], figures[2 + layers : known]
    is_valid = 0 <= seconds < np.inf and np.isfinite(dead).all() and (figures.size - known) % 5 == 0
    is_read = state != DONE or 0 <= accuracy <= 1
    if not is_valid or not is_read or (state != BLEW_UP and not np.isfinite(of_part).all()):
        return None
    points = figures[known:].reshape(-1, 5)
    if not np.isfinite(points[:, 0]).all():
        return None
    return Learned(
        state,
        part,
        of_part,
        float(seconds),
        float(accuracy) if state == DONE else None,
        tuple(map(float, sizes)),
        tuple(map(int, dead)),
        points,
    )


def _floats_of(sent: object, most: int) -> np.ndarray | None:
    """Decode at most `most` float32 numbers from base64."""
    if not isinstance(sent, str) or len(sent) > 6 * most + 4:
        return None
    try:
        content = base64.b64decode(sent, validate=True)
    except ValueError:
        return None
    return None if len(content) % 4 or len(content) > 4 * most else np.frombuffer(content, "<f4")


def choices_of(sent: object) -> tuple[str, Choices] | None:
    """Return the name of a training whose network is stored in a browser, and its choices.

    Sent as {"run": its name, "choices": {…}}.
    """
    if not isinstance(sent, Mapping) or not isinstance(sent.get("choices"), Mapping):
        return None
    run, choices = sent.get("run"), sent["choices"]
    if not isinstance(run, str) or not _RUN.fullmatch(run) or {*choices} != {*_NAMES}:
        return None
    try:
        found = Choices(**choices)
    except ChoiceError:
        return None
    return (run, found) if found.start == NEW and not found.own_digits else None
