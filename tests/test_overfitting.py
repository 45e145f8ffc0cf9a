"""Tests where overfitting begins."""

from __future__ import annotations

import math

from model.training.history import load_history
from model.training.snapshot import RISE, Point, overfitting_begins


def points(training, unseen):
    return [
        Point(step, loss, 0.9, test_loss, 0.9) for step, (loss, test_loss) in enumerate(zip(training, unseen))
    ]


def test_it_begins_at_the_lowest_unseen_loss_if_the_loss_rises_afterwards():
    curve = points([2, 1, 0.5, 0.2, 0.1, 0.05], [2, 1, 0.7, 0.6, 0.62, 0.7])
    assert overfitting_begins(curve).step == 3


def test_a_rise_that_could_be_chance_does_not_count_yet():
    lowest = 0.6
    for rise, begins in ((0.99 * RISE, False), (1.01 * RISE, True)):
        curve = points([2, 1, 0.5, 0.2], [2, 1, lowest, lowest * (1 + rise)])
        assert (overfitting_begins(curve) is not None) == begins


def test_a_dip_that_is_made_up_for_does_not_count():
    assert overfitting_begins(points([2, 1, 0.5, 0.2], [2, 0.6, 0.7, 0.5])) is None


def test_a_training_that_blows_up_does_not_overfit():
    assert overfitting_begins(points([2, 1, 3, 90], [2, 1, 4, 99])) is None
    assert overfitting_begins(points([2, 1, math.nan], [2, 1, math.nan])) is None
    assert overfitting_begins([]) is None


def test_the_shipped_network_did_not_overfit():
    assert overfitting_begins(load_history().points) is None
