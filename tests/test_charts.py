"""What replay and live training show alike: each chart of its own measure, each cell below its heading."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.training.snapshot import Point
from tests.test_page import _views, canvas_stand_in  # noqa: F401  (a fixture)
from views.parts import curves
from views.parts.asking import plain

POINTS = (  # whose every figure tells what it is of
    Point(step=0, loss=2.4, accuracy=0.12, test_loss=2.3, test_accuracy=0.11),
    Point(step=10, loss=0.7, accuracy=0.86, test_loss=0.8, test_accuracy=0.83),
    Point(step=20, loss=0.1, accuracy=0.98, test_loss=0.9, test_accuracy=0.84),
)


def sent(page) -> list[dict]:
    """What the components that a page of these functions shows are given."""
    for name in _views():
        del sys.modules[name]
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    return [json.loads(each.proto.json) for each in app.get("bidi_component")]


def _overfitting():
    from tests.test_charts import POINTS
    from views.training.charts import learning_curves

    learning_curves(
        POINTS, (0, 10, 20), ((0, "start"),), "live", measured=500, trained=300, until=20, mark=5, turn=10
    )


def test_each_chart_has_its_own_measure_and_the_turn_is_on_that_of_the_loss():
    charts = sent(_overfitting)
    assert [plain(each["title"]).split()[0] for each in charts] == ["Loss", "Accuracy"]
    for chart, measure in zip(charts, ("loss", "accuracy")):
        unseen, training = chart["series"]
        assert (plain(unseen["name"]), plain(training["name"])) == ("unseen", "training")
        assert unseen["values"] == [getattr(point, f"test_{measure}") for point in POINTS]
        assert training["values"] == [getattr(point, measure) for point in POINTS]
        assert plain(chart["title"]).endswith("on 500 and 300 images")  # in the order of the lines
        assert (chart["mark"], chart["positions"]) == (5, [0, 10, 20])
    assert [chart["format"] for chart in charts] == ["number", "percent"]
    assert [[line.get("turn") for line in chart["series"]] for chart in charts] == [[10, None], [None, None]]
    loss = charts[0]["series"][0]
    assert loss["values"][1] == min(loss["values"])  # the turn is where the unseen loss is lowest
    assert charts[0]["turn"] == "overfitting begins"


def _meters():
    from views.training.charts import layer_meters

    sizes = {"Hidden 1": 50, "Hidden 2": 20, "Output": 10}
    layer_meters(sizes, (1e-6, 1.0, 100.0), (10, 5))


def test_a_layer_s_dead_neurons_and_its_gradient_stand_below_their_headings():
    (meters,) = sent(_meters)
    assert [plain(each) for each in meters["heads"]] == ["Layer", "Dead neurons", "Gradient"]
    assert [row["name"] for row in meters["rows"]] == ["Hidden 1", "Hidden 2", "Output"]
    dead, gradients = zip(*(row["cells"] for row in meters["rows"]))
    assert [cell["text"] for cell in dead] == ["10 of 50", "5 of 20", ""]
    assert [cell["share"] for cell in dead] == [10 / 50, 5 / 20, None]  # an output is never dead
    assert [cell["text"] for cell in gradients] == ["1.0e−6", "1", "100"]
    assert [cell["share"] for cell in gradients] == pytest.approx([0, 6 / 8, 1])  # of eight powers of ten


def _matrix():
    import numpy as np

    from views.training.charts import confusion

    confusion(np.arange(100).reshape(10, 10), (3, 5), lambda: None)


def test_the_confusion_matrix_has_a_row_for_each_true_digit():
    (matrix,) = sent(_matrix)
    counts = [[cell["count"] for cell in row] for row in matrix["rows"]]
    assert counts == np.arange(100).reshape(10, 10).tolist()
    assert matrix["picked"] == [3, 5]


def _weights():
    import numpy as np

    from views.training.charts import weight_pictures

    weight_pictures(np.eye(784)[:, :40], (3, 12, 39), "weights")


def test_a_picture_of_weights_is_named_by_its_neuron():
    (shown,) = sent(_weights)
    assert [each["caption"] for each in shown["pictures"]] == ["3", "12", "39"]
    assert [each["alt"] for each in shown["pictures"]] == [
        f"The 784 weights of neuron {number}" for number in (3, 12, 39)
    ]


def test_a_chart_has_its_ticks_and_its_marks_where_they_were_given(monkeypatch):
    shown = {}
    monkeypatch.setattr(curves, "_curves", lambda **given: shown.update(given["data"]))
    lines = {"first": [0.123456, float("nan"), 2.0], "second": [1.0, 2.0, float("inf")]}
    each = [{"positions": [0, 1, 2]}, {"positions": [0, 5, 7], "turn": 5}]
    given = {"low": -1.0, "high": 3.0, "mark": 4.0, "turn": 2.0, "turn_name": "here", "each": each}
    curves.curves("title", lines, [0, 3, 9], [(0, "start"), (9, "end")], "key", until=9, is_cut=True, **given)
    assert shown["ticks"] == [{"position": 0, "label": "start"}, {"position": 9, "label": "end"}]
    assert shown["series"] == [
        {"name": "first", "values": [0.12346, None, 2.0], "turn": 2.0, "positions": [0, 1, 2]},
        {"name": "second", "values": [1.0, 2.0, None], "positions": [0, 5, 7], "turn": 5},
    ]
    rest = {
        name: shown[name] for name in ("positions", "until", "low", "high", "mark", "turn", "cut", "format")
    }
    assert list(rest.values()) == [[0, 3, 9], 9, -1.0, 3.0, 4.0, "here", True, "number"]
    assert shown["switches"]
