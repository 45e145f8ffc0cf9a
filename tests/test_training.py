"""Tests trainings from their choices to their end, in the browser's own JavaScript."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from model.network import forward_batch
from model.preprocess.mnist import load_test_images
from model.training.choices import LESSONS, Choices
from model.training.history import load_history
from model.training.snapshot import BLEW_UP, DONE, RISE, Point, overfitting_begins
from model.training.training import Training
from tests.in_node import train

SMALL = Choices(hidden_layers=1, units=16, images=2000, batch_size=50, epochs=2)
OVERFITTING, DEAD, BLOWING_UP = (lesson.choices for lesson in LESSONS)


@cache
def trained(choices: Choices) -> Training:
    return train(Training(choices))


def test_it_learns_and_its_detector_accepts_digits():
    training = trained(replace(SMALL, units=128))
    first, last = training.snapshot.points[0], training.snapshot.points[-1]
    assert (training.state, first.step, last.step) == (DONE, 0, SMALL.steps)
    assert last.loss < 0.6 * first.loss
    images, labels = load_test_images()
    values = forward_batch(training.snapshot.network, images / np.float32(255))
    right = (values["probs"].argmax(axis=1) == labels).mean()
    assert training.test_accuracy == pytest.approx(right, abs=2e-4) and right > 0.6  # chance would be 0.1
    detector = training.detector["detector"]
    typical = (values["hidden1_relu"] @ detector.kernel + detector.bias).max(axis=1)
    assert (typical >= 0).mean() > 0.95


def test_it_can_learn_from_all_sixty_thousand_images():
    training = trained(Choices(hidden_layers=0, images=60_000, batch_size=1024, epochs=1))
    assert training.snapshot.now.step == 59 and training.test_accuracy > 0.8


def test_a_loss_that_is_nan_stops_it():
    training = trained(BLOWING_UP)
    assert training.state == BLEW_UP and not np.isfinite(training.snapshot.now.loss)
    assert 1 < training.snapshot.now.step < BLOWING_UP.steps


def test_the_lesson_on_overfitting_overfits():
    curve = trained(replace(OVERFITTING, epochs=30)).snapshot.points
    lowest = min(curve, key=lambda point: point.test_loss)
    assert curve[-1].accuracy == 1 and curve[-1].loss < 0.01
    assert curve[-1].test_loss > 1.1 * lowest.test_loss
    assert overfitting_begins(curve) == lowest and 0 < lowest.step < curve[-1].step / 2


def test_the_lesson_on_dead_relus_kills_most_of_them():
    dead = trained(replace(DEAD, epochs=1)).snapshot.dead
    assert sum(dead) > 0.5 * DEAD.units * DEAD.hidden_layers


def test_layers_below_a_step_function_learn_nothing():
    choices = replace(SMALL, hidden_layers=2, activation="step")
    sizes = trained(choices).snapshot.gradient_sizes
    assert sizes[:2] == (0, 0) and sizes[2] > 0


# Where overfitting begins


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
