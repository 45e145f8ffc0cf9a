"""Runs to compare: their titles, which of them stay, and what is shown of them."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from model.training.choices import LESSONS, TEXTBOOK, Choices
from model.training.snapshot import (
    BLEW_UP,
    DONE,
    FAILED,
    MEASURED,
    RUNNING,
    STOPPED,
    Point,
    Progress,
    Snapshot,
)
from tests.apptest import forget_views
from tests.specimens import specimen
from views.parts.asking.asking import plain
from views.training.live import runs as module
from views.training.live.runs import MOST, Run, all_runs, measured_on, store_run, title_of, what_deep_buys
from views.training.live.watch import trained_on
from views.training.words import MEASURES

CURVE = tuple(Point(step, 1 / (1 + step), 0.9, 1 / (1 + step) + 0.1 * step, 0.9) for step in range(9))


def training(choices, accuracy=0.9, points=CURVE, seconds=2.0):
    """Return a stand-in for a finished training."""
    snapshot = SimpleNamespace(curve=points[:-1], now=points[-1]) if points else None
    progress = SimpleNamespace(snapshot=snapshot, state=DONE, seconds=seconds, test_accuracy=accuracy)
    return SimpleNamespace(choices=choices, progress=progress)


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
        assert len({run.look for run in runs}) == len(runs) == min(number, MOST)
        before = {run.choices: run.look for run in session["runs"]}
        assert all(before.get(run.choices, run.look) == run.look for run in runs)
    assert [run.choices.epochs for run in runs] == [4, 5, 6, 7, 8]


def test_a_repeated_training_is_listed_once(session):
    store_run(training(with_epochs(1)), with_epochs(2))
    store_run(training(with_epochs(2)), with_epochs(1))
    runs = all_runs(training(with_epochs(1), 0.8))
    assert [(run.choices.epochs, run.test_accuracy) for run in runs] == [(2, 0.9), (1, 0.8)]


def test_a_run_that_never_began_is_not_listed(session):
    store_run(training(with_epochs(1), points=()), with_epochs(2))
    assert session["runs"] == ()


def run_of(layers, accuracy, **changes):
    choices = replace(TEXTBOOK, hidden_layers=layers, **changes)
    return Run(choices, layers, CURVE, DONE, 2.0, accuracy)


def test_depth_is_compared_if_three_runs_differ_in_nothing_else():
    three = [run_of(0, 0.92), run_of(1, 0.961), run_of(2, 0.9718)]
    said = plain(what_deep_buys(three))
    assert "the network misreads 800 with no hidden layer, 390 with one, and 282 with two." in said
    assert what_deep_buys(three[1:]) == ""
    assert what_deep_buys([*three[:2], run_of(2, 0.9718, epochs=1)]) == ""
    assert what_deep_buys([*three[:2], replace(three[2], state=STOPPED, test_accuracy=None)]) == ""


def _page_with_runs():
    import streamlit as st

    from views.training.live.runs import compare

    compare(st.session_state["current"])


def test_figures_say_on_how_many_images_they_are_measured():
    assert [
        trained_on(Choices(**each)) for each in ({}, {"images": 300}, {"images": 0, "own_digits": 9})
    ] == [
        MEASURED,
        300,
        9,
    ]
    few, many = (run_of(2, 0.9, images=number) for number in (300, 1000))
    assert measured_on([many], "loss") == measured_on([few, many], "test_loss") == "500"
    assert measured_on([few, many], "loss") == "up to 500"


def test_the_chart_has_a_line_per_run_with_its_overfitting_mark():
    forget_views()
    from views.training.live import (
        runs as fresh,  # as the page imports it: each AppTest is a server of its own
    )

    app = AppTest.from_function(_page_with_runs, default_timeout=60)
    run = fresh.Run(with_epochs(1), 0, CURVE[:4], DONE, 2.0, 0.5)
    app.session_state["runs"] = (run,)
    app.session_state["current"] = training(with_epochs(2), 0.75, seconds=4.0)
    app.session_state["runs_measure"] = "Loss"
    app.run()
    assert not app.exception
    chart, table = (json.loads(each.proto.json)[0] for each in app.get("bidi_component"))
    first, second = chart["series"]
    assert chart["switches"] and "500 [unseen images]" in chart["title"]
    assert chart["until"] == 8  # of the longer one, in quarters
    assert [(each["position"], each["label"]) for each in chart["ticks"]] == [
        (0, "0"),
        (2, "2"),
        (4, "4"),
        (6, "6"),
        (8, "8"),
    ]
    assert (chart["format"], chart["low"], chart["high"]) == ("number", 0, 0.5)
    assert (first["name"], second["name"]) == (title_of(with_epochs(1)), title_of(with_epochs(2)))
    assert first["positions"] == [0, 1, 2, 3] and second["positions"] == list(range(9))
    assert first["look"] != second["look"] and first["id"] != second["id"]
    assert (first["turn"], second["turn"]) == (None, min(CURVE, key=lambda point: point.test_loss).step)
    app.session_state["runs_measure"] = "Training loss"
    other = json.loads(app.run().get("bidi_component")[0].proto.json)[0]
    assert [each["turn"] for each in other["series"]] == [None, None]  # it has none of its own
    assert [each["values"] for each in other["series"]] == [
        [pytest.approx(point.loss, abs=1e-5) for point in points] for points in (CURVE[:4], CURVE)
    ]
    run_head, *heads = (plain(head) for head in table["heads"])
    assert run_head == "Run" and [row["name"] for row in table["rows"]] == [first["name"], second["name"]]
    figures = [
        {head: cell["text"] for head, cell in zip(heads, row["cells"], strict=True)} for row in table["rows"]
    ]
    right = "Right, out of 10,000 test images"
    assert figures == [
        {right: "50.0%", "Weights": "118,282", "Time": "2.0 s"},
        {right: "75.0%", "Weights": "118,282", "Time": "4.0 s"},
    ]
    shares = [[cell["share"] for cell in row["cells"]] for row in table["rows"]]
    assert shares == [[0.5, 1, 0.5], [0.75, 1, 1]]  # of all images, and of the most that any run has


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


def _live_page():
    from views.training.live.live import live

    live()


def _live(choices):
    """Return the page after a training with these choices, and what the page has started since."""
    forget_views()
    from views.training.live import live as fresh

    started = []

    def start(choices):
        started.append(fresh.TrainingHere(choices))
        return started[-1]

    fresh.new_training = start
    app = AppTest.from_function(_live_page, default_timeout=60)
    if choices:
        app.session_state["training"] = start(choices)
        _end(started.pop(), DONE)
    app.run()
    assert not app.exception
    return app, started


def _end(training, state, accuracy=None):
    network = specimen("untrained dense").network
    snapshot = Snapshot(network, CURVE[-1], CURVE[:-1], (0.1,) * 3, (0, 0))
    training._ended = Progress(state, snapshot, 2.0, accuracy)


def _says(app, text):
    return any(text in plain(each.value) for each in (*app.markdown, *app.caption))


def _choose(app, label, value):
    next(each for each in app.selectbox if each.label == label).select(value).run()
    assert not app.exception


def _press(app, label):
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def test_figures_that_do_not_match_the_form_say_so():
    app, _ = _live(TEXTBOOK)
    assert _says(app, "This run:") and not _says(app, "These results are for")
    _choose(app, "Epochs", 5)
    assert _says(app, "These results are for 2 × 128") and not _says(app, "This run:")
    _choose(app, "Epochs", 3)
    assert _says(app, "This run:") and not _says(app, "These results are for")


def test_one_press_trains_no_one_and_two_hidden_layers():
    app, started = _live(None)
    _choose(app, "Epochs", 1)
    _press(app, "Compare 0, 1, 2 hidden layers")
    for number, accuracy in enumerate((0.92, 0.96, 0.97)):
        app.run()
        expected = [replace(TEXTBOOK, epochs=1, hidden_layers=layers) for layers in range(number + 1)]
        assert [each.choices for each in started] == expected
        assert not _says(app, "These results are for")
        assert not _says(app, "Do more layers help?")
        _end(started[-1], DONE, accuracy)
    app.run()
    assert len(started) == 3
    assert _says(app, "Do more layers help?") and _says(app, "misreads 800")


def test_stopping_one_stops_them_all():
    app, started = _live(None)
    _press(app, "Compare 0, 1, 2 hidden layers")
    _end(started[-1], STOPPED)
    app.run()
    assert [each.choices.hidden_layers for each in started] == [0]
    assert not app.exception


def test_start_uses_the_form_s_latest_choices():
    """They may have changed since the page last ran, because a button can be pressed during a run."""
    app, started = _live(None)
    next(each for each in app.selectbox if each.label == "Epochs").select(5)
    _press(app, "Start")  # in the same message as the change
    assert [each.choices.epochs for each in started] == [5]


def test_a_run_s_curve_ends_at_its_latest_point_once():
    for points, steps in ((CURVE[:4], [0, 1, 2, 3]), ((*CURVE[:3], CURVE[2]), [0, 1, 2])):
        each = training(TEXTBOOK, points=points)
        assert [point.step for point in Run.of(each, each.progress, 0).points] == steps


@pytest.mark.parametrize(
    ("state", "accuracy", "cell_text"),
    [
        (DONE, 0.955, "95.5%"),
        (STOPPED, None, "stopped"),
        (BLEW_UP, None, "blew up"),
        (FAILED, None, "failed"),
        (RUNNING, None, "…"),
    ],
)
def test_a_run_without_final_figures_says_so(monkeypatch, state, accuracy, cell_text):
    rows = []
    monkeypatch.setattr(module, "table", lambda key, heads, found: rows.extend(found))
    module._table([replace(run_of(0, accuracy), state=state), replace(run_of(2, 0.5), seconds=8.04)])
    assert rows[0]["cells"][0] == {"text": cell_text, "share": accuracy}
    assert [row["cells"][1] for row in rows] == [
        {"text": "7,850", "share": 7850 / 118_282},  # 785 × 10
        {"text": "118,282", "share": 1},
    ]
    assert [row["cells"][2]["text"] for row in rows] == ["2.0 s", "8.0 s"]
    assert [row["cells"][2]["share"] for row in rows] == [pytest.approx(2 / 8.04), 1]


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"own_digits": 12, "own_times": 50}, "your digits: 12, each counts 50 times"),
        ({"start": "0123456789abcdef"}, "started from 01234567"),
        ({"images": 5000}, "5,000 images"),
        ({"seed": 7}, ""),
        ({"batch_size": 1024}, "batches of 1,024"),
    ],
)
def test_a_title_ends_with_what_differs_from_the_textbook(changes, ending):
    ending = f", {ending}" if ending else ""
    assert title_of(replace(TEXTBOOK, **changes)) == f"2 × 128 ReLU, Adam 0.001, 3 epochs{ending}"
