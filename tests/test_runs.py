"""Runs to compare: their titles, which of them stay, and what is shown of them."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from model.network import load_network
from model.training.choices import LESSONS, TEXTBOOK, Choices
from model.training.snapshot import BLEW_UP, DONE, FAILED, MEASURED, RUNNING, STOPPED, Point, Snapshot
from model.training.training import Training
from views.parts.asking.asking import plain
from views.training.live import runs as module
from views.training.live.runs import (
    MOST,
    all_runs,
    lines_of,
    measured_on,
    rows_of,
    store_run,
    title_of,
    what_deep_buys,
)
from views.training.live.watch import trained_on
from views.training.words import MEASURES

DENSE = load_network("dense")
CURVE = tuple(Point(step, 1 / (1 + step), 0.9, 1 / (1 + step) + 0.1 * step, 0.9) for step in range(9))


def training(choices, accuracy=0.9, points=CURVE, seconds=2.0):
    """Return a finished training."""
    snapshot = Snapshot(DENSE, points, (), ()) if points else None
    return Training(choices, state=DONE, snapshot=snapshot, seconds=seconds, test_accuracy=accuracy)


@pytest.fixture
def session(monkeypatch):
    stored = {}
    monkeypatch.setattr(module, "state", SimpleNamespace(get=stored.get, put=stored.__setitem__))
    return stored


def with_epochs(number):
    return replace(TEXTBOOK, epochs=number)


def test_a_title_names_layers_optimizer_and_epochs():
    assert title_of(TEXTBOOK) == "2 × 128 ReLU, Adam 0.001, 3 epochs"
    assert title_of(replace(TEXTBOOK, hidden_layers=0, epochs=1)) == "no hidden layer, Adam 0.001, 1 epoch"
    overfitting = title_of(LESSONS[0].choices)
    assert overfitting == "2 × 256 ReLU, Adam 0.001, 60 epochs, batches of 32, 300 images"


def test_different_choices_have_different_titles():
    values = {"hidden_layers": 1, "units": 8, "activation": "tanh", "optimizer": "SGD", "learning_rate": 0.1}
    values |= {"batch_size": 8, "images": 100, "epochs": 1}
    titles = {title_of(replace(TEXTBOOK, **{name: value})) for name, value in values.items()}
    assert len(titles | {title_of(TEXTBOOK)}) == len(values) + 1


def test_the_last_five_stay_each_with_its_own_look(session):
    current = None
    for number in range(1, 9):
        store_run(current, with_epochs(number))
        current = training(with_epochs(number))
        runs = all_runs(current)
        assert len(runs) == min(number, MOST) and {*runs} <= {*range(MOST)}
        for look, run in session["runs"].items():
            assert runs[look].choices == run.choices and run.snapshot.network is None
    assert [run.choices.epochs for run in runs.values()] == [4, 5, 6, 7, 8]


def test_a_repeated_training_is_listed_once(session):
    store_run(training(with_epochs(1)), with_epochs(2))
    store_run(training(with_epochs(2)), with_epochs(1))
    runs = all_runs(training(with_epochs(1), 0.8))
    assert [(run.choices.epochs, run.test_accuracy) for run in runs.values()] == [(2, 0.9), (1, 0.8)]


def test_a_run_that_never_began_is_not_listed(session):
    store_run(training(with_epochs(1), points=()), with_epochs(2))
    assert session["runs"] == {}


def run_of(layers, accuracy, **changes):
    choices = replace(TEXTBOOK, hidden_layers=layers, **changes)
    return training(choices, accuracy)


def test_depth_is_compared_if_three_runs_differ_in_nothing_else():
    three = [run_of(0, 0.92), run_of(1, 0.961), run_of(2, 0.9718)]
    said = plain(what_deep_buys(three))
    assert "the network misreads 800 with no hidden layer, 390 with one, and 282 with two." in said
    assert what_deep_buys(three[1:]) == ""
    assert what_deep_buys([*three[:2], run_of(2, 0.9718, epochs=1)]) == ""
    assert what_deep_buys([*three[:2], replace(three[2], state=STOPPED, test_accuracy=None)]) == ""


def test_figures_say_on_how_many_images_they_are_measured():
    assert [
        trained_on(Choices(**each)) for each in ({}, {"images": 300}, {"images": 0, "own_digits": 9})
    ] == [MEASURED, 300, 9]
    few, many = (run_of(2, 0.9, images=number) for number in (300, 1000))
    assert measured_on([many], "loss") == measured_on([few, many], "test_loss") == "500"
    assert measured_on([few, many], "loss") == "up to 500"


def test_each_run_has_its_line_and_the_loss_a_mark_where_overfitting_begins():
    lowest = min(CURVE, key=lambda point: point.test_loss).step
    runs = {0: run_of(0, 0.5), 2: training(replace(TEXTBOOK, hidden_layers=2), points=CURVE[:4])}
    for attribute, turns in (("test_loss", [lowest, None]), ("loss", [None, None])):
        one, other = lines_of(runs, attribute)
        assert [one["turn"], other["turn"]] == turns
        assert (one["positions"], other["positions"]) == ([*range(9)], [0, 1, 2, 3])
        assert one["look"] != other["look"] and one["id"] != other["id"]


def test_each_measure_matches_its_title():
    point = Point(step=1, loss=0.1, accuracy=0.2, test_loss=0.3, test_accuracy=0.4)
    titles = {
        name: (plain(title.format(images=500)), getattr(point, measure))
        for name, (measure, title) in MEASURES.items()
    }
    during_training = "during training, by number of training steps"
    assert titles == {
        "Accuracy": (f"Accuracy on 500 unseen images {during_training}", 0.4),
        "Loss": (f"Loss on 500 unseen images {during_training}", 0.3),
        "Training loss": (f"Loss on 500 training images {during_training}", 0.1),
    }


@pytest.mark.parametrize(
    ("state", "accuracy", "text"),
    [
        (DONE, 0.955, "95.5%"),
        (STOPPED, None, "stopped"),
        (BLEW_UP, None, "blew up"),
        (FAILED, None, "failed"),
        (RUNNING, None, "…"),
    ],
)
def test_a_run_without_final_figures_says_so(state, accuracy, text):
    rows = rows_of([replace(run_of(0, accuracy), state=state), replace(run_of(2, 0.5), seconds=8.04)])
    right, weights, seconds = zip(*(row["cells"] for row in rows))
    assert right == ({"text": text, "share": accuracy}, {"text": "50.0%", "share": 0.5})
    assert [each["text"] for each in weights] == ["7,850", "118,282"]  # the first: 785 × 10
    assert [each["share"] for each in weights] == [7850 / 118_282, 1]
    assert seconds == ({"text": "2.0 s", "share": 2 / 8.04}, {"text": "8.0 s", "share": 1})


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"own_digits": 12, "own_times": 50}, "your digits: 12, each counts 50 times"),
        ({"start": "0123456789abcdef"}, "started from 01234567"),
        ({"images": 5000}, "5,000 images"),
        ({"seed": 7}, ""),
        ({"whose": "adults"}, "adults only"),
        ({"whose": "writer", "images": 70}, "70 images, one writer only"),
        ({"batch_size": 1024}, "batches of 1,024"),
    ],
)
def test_a_title_ends_with_what_differs_from_the_textbook(changes, ending):
    ending = f", {ending}" if ending else ""
    assert title_of(replace(TEXTBOOK, **changes)) == f"2 × 128 ReLU, Adam 0.001, 3 epochs{ending}"
