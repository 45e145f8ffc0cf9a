"""The sentences and figures during a training: its progress, how it ends, and what its network looks like."""

import numpy as np
import pytest

from model.explain.strongest import Carried
from model.network import dense_network
from model.network.layer import Layer
from model.network.neuron import Neuron
from model.reading import Reading
from model.training.choices import MOST_SECONDS, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, RUNNING, STOPPED, Point, Snapshot
from model.training.training import Training
from views.parts.asking.asking import plain
from views.training.charts import charts
from views.training.live import architecture, watch

CHOICES = Choices(images=1000, batch_size=100, epochs=3)  # ten steps per epoch, thirty in all
WHERE = "Step 20 of 30, epoch 3 of 3"


def at(step: int | None, state: str, *, loss: float = 0.5, **more: object) -> Training:
    now = Point(step=step, loss=loss, accuracy=0.9, test_loss=0.6, test_accuracy=0.8)
    snapshot = step and Snapshot(None, (now,), (), ())
    return Training(CHOICES, state=state, snapshot=snapshot, **{"seconds": 12.4} | more)


@pytest.mark.parametrize(
    ("training", "share", "text"),
    [
        (at(None, RUNNING), 0, "Starting …"),
        (at(20, BLEW_UP, loss=float("nan")), 2 / 3, f"Stopped by itself. {WHERE}"),
        (at(20, FAILED), 2 / 3, "Training failed."),
        (
            at(30, DONE, test_accuracy=0.93),
            1,
            "Done: 30 steps · 12 s · **93.0%** of all 10,000 test images right",
        ),
        *(
            (at(step, STOPPED), step / 30, f"Stopped. Step {step} of 30, epoch {epoch} of 3 · 12 s")
            for step, epoch in ((1, 1), (9, 1), (10, 2), (19, 2), (20, 3), (29, 3), (30, 3))
        ),
    ],
)
def test_the_bar_shows_a_training_s_progress(training, share, text):
    found, words = watch.bar_of(training)
    assert (found, plain(words)) == (share, text)


@pytest.mark.parametrize(
    ("training", "beginning"),
    [
        (at(20, FAILED, problem="There is no room."), "There is no room."),
        (at(20, BLEW_UP, loss=float("nan")), "The loss is NaN, “not a number”, because the weights "),
        (at(20, BLEW_UP, loss=float("inf")), "The loss is infinite, because the weights "),
        (at(20, STOPPED, seconds=MOST_SECONDS), f"Training stopped after {MOST_SECONDS // 60} min, "),
        *(
            (each, None)
            for each in (at(20, STOPPED, seconds=MOST_SECONDS - 1), at(30, DONE), at(None, RUNNING))
        ),
    ],
)
def test_a_training_that_ends_early_says_why(training, beginning):
    why = plain(watch.why_it_ended(training))
    assert why.startswith(beginning) if beginning else why == ""


def test_a_time_is_in_seconds_and_from_a_hundred_in_minutes():
    times = {0: "0 s", 99: "99 s", 100: "2 min", 125: "2 min", 600: "10 min"}
    assert {seconds: watch.duration(seconds) for seconds in times} == times


@pytest.mark.parametrize(
    ("until", "ticks"),
    [
        (30, [(0, "start"), (10, "epoch 1"), (20, "epoch 2"), (30, "epoch 3")]),
        (29, [(0, "start"), (10, "epoch 1"), (20, "epoch 2")]),
        (9, [(0, "start"), (9, "step 9")]),
    ],
)
def test_the_axis_marks_the_ends_of_epochs_or_the_last_step(until, ticks):
    assert watch._ticks(CHOICES, until) == ticks


def test_overfitting_is_marked_where_it_begins_and_said_with_the_rise_since(monkeypatch):
    losses = zip((1200, 1300, 1400, 1500), (1.0, 0.5, 0.2, 0.1), (0.6, 0.31, 0.4, 0.47))
    points = tuple(Point(step, loss, 0.9, test_loss, 0.9) for step, loss, test_loss in losses)
    said = plain(watch._overfits(points, points[1]))
    assert said.startswith("Overfitting began at step 1,300. ")
    assert " unseen images has risen from 0.31 to 0.47. Meanwhile, " in said
    turns = []
    monkeypatch.setattr(charts, "curves", lambda *_, turn, **__: turns.append(turn))
    charts.learning_curves(points, "abcd", (), "live", measured=500, until=30)
    assert turns == ["b", None]  # the accuracy has none


@pytest.mark.parametrize(
    ("function", "lit"),
    [("relu", [-33, 17, 100, 0]), ("linear", [-33, 17, 100, 0]), ("tanh", [-100, 50, 100, 0])],
)
def test_a_neuron_below_0_or_with_a_bound_has_its_own_scale(function, lit):
    passed_on = np.array([-1.0, 0.5, 4.0, np.nan])
    assert architecture._brightness(Choices(activation=function), passed_on) == lit


def test_a_line_s_width_is_the_root_of_its_value_with_sign():
    image, hidden = Layer("image", "InputLayer", (28, 28)), Layer("hidden1", "Dense", (4,))
    ends = [(Neuron(image, (0, pixel)), Neuron(hidden, (unit,))) for pixel, unit in ((5, 1), (7, 2), (9, 3))]
    lines = [Carried(*each, term) for each, term in zip(ends, (0.75, -0.03, -12.0))]
    assert architecture._described(lines) == [(5, 1, 0.5), (7, 2, -0.1), (9, 3, -1.0)]  # the thickest of 3


def test_a_trained_network_is_shown_with_its_activations_shares_and_lines():
    kernel, bias = np.zeros((784, 10), np.float32), np.zeros(10, np.float32)
    kernel[30, 4], bias[2], bias[4] = -0.75, np.log(11), 0.75
    reading = Reading(dense_network([kernel, bias]), np.ones((28, 28), np.float32))
    assert architecture._living(Choices(hidden_layers=0), reading) == {
        "lit": [],
        "probs": [0.05, 0.05, 0.55, *[0.05] * 7],  # 11 of 20
        "lines": [[(30, 4, -0.5)]],
    }
    first = np.zeros((784, 4), np.float32)
    first[0] = (-1.5, 0.75, 3.0, 6.0)  # and so are their sums
    zeros = [np.zeros(size, np.float32) for size in (4, 10)]
    reading = Reading(dense_network([first, zeros[0], np.float32(np.eye(4, 10)), zeros[1]]), reading.image)
    assert architecture._living(Choices(hidden_layers=1, units=4), reading)["lit"] == [[0, 25, 100, 100]]


def test_an_untrained_network_has_the_chosen_layers_and_keras_s_range():
    sizes = architecture.layer_sizes(Choices(hidden_layers=2, units=64))
    assert [(plain(name), units) for name, units in sizes.items()] == [
        ("Hidden 1", 64),
        ("Hidden 2", 64),
        ("Output", 10),
    ]
    for hidden_layers, units, limit in ((1, 80, 6 / 864), (0, 128, 6 / 794)):
        kernel = architecture.untrained_kernel(Choices(hidden_layers=hidden_layers, units=units))
        assert kernel.shape == (784, units if hidden_layers else 10)
        assert abs(kernel.mean()) < 0.03 * limit**0.5
        for end in (kernel.min(), kernel.max()):
            assert 0.99 * limit < end**2 <= limit
