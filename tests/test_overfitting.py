"""Where overfitting begins."""

from __future__ import annotations

import math

from model.training.history import load_history
from model.training.snapshot import RISE, Point, overfitting_begins


def points(training, unseen):
    return [
        Point(step, loss, 0.9, test_loss, 0.9) for step, (loss, test_loss) in enumerate(zip(training, unseen))
    ]


def test_it_begins_where_the_unseen_loss_is_lowest_if_it_rises_from_there():
    curve = points([2, 1, 0.5, 0.2, 0.1, 0.05], [2, 1, 0.7, 0.6, 0.62, 0.7])
    assert overfitting_begins(curve).step == 3


def test_a_rise_too_small_to_be_more_than_chance_is_none_yet():
    lowest = 0.6
    for rise, begins in ((0.99 * RISE, False), (1.01 * RISE, True)):
        curve = points([2, 1, 0.5, 0.2], [2, 1, lowest, lowest * (1 + rise)])
        assert (overfitting_begins(curve) is not None) == begins


def test_a_dip_that_has_been_made_good_is_forgotten():
    assert overfitting_begins(points([2, 1, 0.5, 0.2], [2, 0.6, 0.7, 0.5])) is None


def test_a_training_that_blows_up_learns_nothing_by_heart():
    assert overfitting_begins(points([2, 1, 3, 90], [2, 1, 4, 99])) is None
    assert overfitting_begins(points([2, 1, math.nan], [2, 1, math.nan])) is None
    assert overfitting_begins([]) is None


def test_the_shipped_network_did_not():
    assert overfitting_begins(load_history().points) is None
