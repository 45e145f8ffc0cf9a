"""What is said while a training goes on: where it stands, when it ends, what its curves came to."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from model.network import dense_network
from model.processes.worker import PAUSED
from model.training.choices import Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, STOPPED, Point
from model.training.training import LONGEST_SECONDS, QUEUED, RUNNING, Progress
from views.parts.asking import plain
from views.training import growing, watch

CHOICES = Choices(images=1000, batch_size=100, epochs=3)  # ten steps an epoch, thirty in all
WHERE = "Step 20 of 30, epoch 3 of 3"


def at(step: int | None, state: str, *, loss: float = 0.5, **more: object) -> Progress:
    now = Point(step=step, loss=loss, accuracy=0.9, test_loss=0.6, test_accuracy=0.8)
    snapshot = None if step is None else SimpleNamespace(now=now, curve=(now,))
    usual = {
        "position": 0,
        "seconds_to_wait": 0.0,
        "seconds": 12.4,
        "seconds_left": 6.2,
        "test_accuracy": None,
    }
    return Progress(state=state, snapshot=snapshot, **usual | {"problem": "", "detector": {}} | more)


@pytest.fixture
def said(monkeypatch):
    """A function: the bar's share and words, and what is told below it."""
    found = []
    page = SimpleNamespace(
        progress=lambda share, text: found.append((share, plain(text))),
        error=lambda text, icon: found.append(plain(text)),
        info=lambda text, icon: found.append(plain(text)),
    )
    monkeypatch.setattr(watch, "st", page)

    def bar(progress: Progress) -> list:
        found.clear()
        watch._bar(CHOICES, progress)
        return found[:]

    return bar


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (at(None, RUNNING), "Starting TensorFlow …"),
        (at(20, RUNNING), f"{WHERE} · about 6 s left"),
        (at(20, RUNNING, seconds_left=None), WHERE),
        (at(20, PAUSED), f"Paused. {WHERE}"),
        (at(20, STOPPED), f"Stopped. {WHERE} · 12 s"),
        (at(20, BLEW_UP, loss=float("nan")), f"Stopped by itself. {WHERE}"),
        (at(20, FAILED), "It failed."),
        (
            at(30, DONE, test_accuracy=0.93),
            "Done: 30 steps · 12 s · **93.0 %** of all 10,000 test images right",
        ),
        (at(None, QUEUED, position=3, seconds_to_wait=41.0), "Waiting: 3rd in the queue, about 40 s"),
        (at(None, QUEUED, position=1, seconds_to_wait=0.3), "Waiting: 1st in the queue, about 5 s"),
        (at(None, QUEUED, seconds_to_wait=0.0), "About to start …"),
    ],
)
def test_the_bar_says_where_a_training_stands(said, progress, text):
    (share, found), *below = said(progress)
    step = progress.snapshot.now.step if progress.snapshot else 0
    assert (share, found) == (step / 30, text)
    assert len(below) == (progress.state in (FAILED, BLEW_UP))


def test_an_epoch_begins_with_the_step_after_the_last_one_s_and_there_are_no_more_than_chosen(said):
    for step, epoch in ((0, 1), (9, 1), (10, 2), (19, 2), (20, 3), (29, 3), (30, 3)):
        ((_, text),) = said(at(step, RUNNING, seconds_left=None))
        assert text == f"Step {step} of 30, epoch {epoch} of 3"


def test_what_blew_up_is_told(said):
    for loss, told in (
        (float("nan"), "The loss is NaN, “not a number”: "),
        (float("inf"), "The loss is infinite: "),
    ):
        _, below = said(at(20, BLEW_UP, loss=loss))
        assert below.startswith(told)


def test_of_one_that_was_cut_short_it_is_said_after_how_long_nobody_goes_on(said):
    _, below = said(at(20, STOPPED, is_cut_short=True))
    assert below.startswith(f"Longer than {LONGEST_SECONDS // 60:.0f} min no training goes on here")


def test_a_time_is_told_in_seconds_and_from_a_hundred_of_them_on_in_minutes():
    assert [watch.duration(seconds) for seconds in (0, 99, 100, 125, 600)] == [
        "0 s",
        "99 s",
        "2 min",
        "2 min",
        "10 min",
    ]


def test_where_it_overfits_the_loss_rose_from_its_lowest_to_its_last():
    begins, last = (
        Point(step, loss=0.1, accuracy=1, test_loss=test_loss, test_accuracy=0.9)
        for step, test_loss in ((1200, 0.31), (1500, 0.47))
    )
    said = plain(watch._overfits((begins, last), begins))
    assert said.startswith("Overfitting begins at step 1,200: ") and "risen from 0.31 to 0.47, while" in said


@pytest.mark.parametrize(("state", "until"), [(RUNNING, 30), (DONE, 30), (STOPPED, 20), (BLEW_UP, 20)])
def test_the_axis_ends_where_the_training_will_or_where_it_did(monkeypatch, said, state, until):
    ends = []
    monkeypatch.setattr(watch, "picture", lambda choices, snapshot, until: ends.append(until))
    watch._watch(SimpleNamespace(choices=CHOICES, progress=at(20, state)), state)
    assert ends == [until]


@pytest.mark.parametrize(("hidden_layers", "name", "shown"), [(0, "digit", 10), (1, "neuron", 12)])
def test_first_weights_are_those_of_neurons_or_where_no_layer_is_hidden_of_digits(
    monkeypatch, hidden_layers, name, shown
):
    found = []
    monkeypatch.setattr(
        watch, "weight_pictures", lambda kernel, numbers, key, name: found.append((name, len(numbers)))
    )
    for each in ("learning_curves", "drawing_answer", "layer_meters", "drawing_image"):
        monkeypatch.setattr(watch, each, lambda *_, **__: np.zeros((28, 28)))
    watch.picture(Choices(hidden_layers=hidden_layers, units=32, images=1000), None, 24)
    assert found == [(name, shown)]


def test_a_growing_network_is_as_bright_as_what_its_neurons_pass_on_not_as_their_sums(monkeypatch):
    seen = []
    monkeypatch.setattr(growing, "architecture", lambda choices, image, living: seen.append(living))
    kernel = np.zeros((784, 4), np.float32)
    kernel[0] = (-1.5, 0.75, 3.0, 6.0)  # and so are their sums for an image of which the first pixel is 1
    last = np.float32(np.eye(4, 10))
    network = dense_network([kernel, np.zeros(4, np.float32), last, np.zeros(10, np.float32)])
    image = np.zeros((28, 28), np.float32)
    image[0, 0] = 1
    growing.growing(Choices(hidden_layers=1, units=4), image, network, moves=False)
    assert seen[0]["lit"] == [[0, 25, 100, 100]]  # of 3, the brightest
