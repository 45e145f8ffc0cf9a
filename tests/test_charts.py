"""What replay and live training both show: each chart has its own measure, each cell its heading."""

import base64
import io
from contextlib import nullcontext
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from model.training.snapshot import Point
from views.parts.asking.asking import plain
from views.parts.charts import curves
from views.parts.looks.encode import PNG_PREFIX
from views.training.charts import charts as module

POINTS = (  # each figure is unique, so it shows where it comes from
    Point(step=0, loss=2.4, accuracy=0.12, test_loss=2.3, test_accuracy=0.11),
    Point(step=10, loss=0.7, accuracy=0.86, test_loss=0.8, test_accuracy=0.83),
    Point(step=20, loss=0.1, accuracy=0.98, test_loss=0.9, test_accuracy=0.84),
)


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """Return what the charts are sent that a test shows."""
    found: list[dict] = []
    monkeypatch.setattr(module, "st", SimpleNamespace(columns=lambda *_, **__: [nullcontext()] * 2))
    monkeypatch.setattr(curves, "_curves", lambda data, **_: found.append(data))
    monkeypatch.setattr(module, "_confusion", lambda data, **_: found.append(data))
    monkeypatch.setattr(module, "table", lambda _, heads, rows: found.append({"heads": heads, "rows": rows}))
    return found


def test_each_chart_has_its_measure_and_only_the_loss_turns(sent):
    given = {"measured": 500, "trained": 300, "until": 20, "mark": 5}
    module.learning_curves(POINTS, (0, 10, 20), ((0, "start"),), "live", **given)
    charts = sent
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


def test_layers_are_sent_with_their_dead_neurons_and_finite_gradients(monkeypatch):
    sent = []
    monkeypatch.setattr(module, "_meters", lambda data, **_: sent.append(data))
    sizes = {"Hidden 1": 50, "Output": 10}
    module.layer_meters(sizes, (1.0, float("nan")), (10,))
    module.layer_meters(sizes, None, has_dead=False)
    known, unknown = sent
    assert [plain(each) for each in known["heads"]] == ["Layer", "Dead neurons", "Gradient"]
    assert known["layers"] == unknown["layers"] == [{"name": n, "units": units} for n, units in sizes.items()]
    assert (known["dead"], known["gradientSizes"]) == ((10,), [1.0, None])
    assert [plain(each) for each in unknown["heads"]] == ["Layer", "Gradient"]
    assert unknown["dead"] is unknown["gradientSizes"] is None


def test_the_confusion_matrix_has_a_row_for_each_true_digit_as_bright_as_its_count_s_root(sent):
    counts = np.arange(100).reshape(10, 10)
    counts[3, 5] = 1000
    module.confusion(counts, (3, 5), lambda: None)
    (matrix,) = sent
    assert [[cell["count"] for cell in row] for row in matrix["rows"]] == counts.tolist()
    shares = [[cell["share"] for cell in row] for row in matrix["rows"]]
    np.testing.assert_allclose(shares, np.sqrt(counts / 1000), atol=1e-4)
    assert matrix["picked"] == (3, 5)
    module.confusion(0 * counts, None, lambda: None)
    assert {cell["share"] for row in sent[1]["rows"] for cell in row} == {0}


def test_a_chart_has_its_ticks_and_marks_in_place(monkeypatch):
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
    assert shown["switches"] and not shown["named"]
    curves.curves("title", lines, [], [], "key", until=9, each=each, is_named=True)
    assert shown["named"] and not shown["switches"]  # without a legend nothing can be switched off


def test_a_chart_covers_the_training_and_the_measure_s_range(monkeypatch):
    drawn = []
    monkeypatch.setattr(module, "curves", lambda *given, **more: drawn.append((given, more)))
    monkeypatch.setattr(module, "st", SimpleNamespace(columns=lambda *_, **__: [nullcontext()] * 2))
    ticks = ((0, "start"), (20, "epoch 2"))
    module.learning_curves(POINTS, (0, 10, 20), ticks, "live", measured=500, trained=500, until=30)
    for given, _ in drawn:
        assert plain(given[0]).endswith(" on 500 images")  # as many of both
        assert given[2:4] == ((0, 10, 20), ticks)
    assert [given[4] for given, _ in drawn] == ["live_Loss", "live_Accuracy"]
    assert [(more["until"], more["high"]) for _, more in drawn] == [(30, 2.5), (30, 1.0)]


def pixel(url: str, row: int, col: int) -> tuple[int, ...]:
    assert url.startswith(PNG_PREFIX)
    with Image.open(io.BytesIO(base64.b64decode(url.removeprefix(PNG_PREFIX)))) as picture:
        assert picture.size == (28, 28)
        return picture.convert("RGB").getpixel((col, row))


def test_a_weight_is_orange_above_0_and_brightest_from_0_3():
    weights = np.zeros(784)
    weights[28 * 2 + 5], weights[28 * 7 + 1], weights[28 * 9 + 3] = 0.3, -0.3, 5.0
    url = module.weights_url(weights)
    red, _, blue = pixel(url, 2, 5)
    assert red > blue + 50 and pixel(url, 9, 3) == pixel(url, 2, 5)
    red, _, blue = pixel(url, 7, 1)
    assert blue > red + 50
    assert pixel(url, 5, 2) == pixel(url, 1, 7) == pixel(url, 0, 0)
    weights[0] = 0.15
    assert pixel(module.weights_url(weights), 0, 0) not in (pixel(url, 0, 0), pixel(url, 2, 5))


def test_a_picture_of_weights_shows_the_neuron_in_its_name(monkeypatch):
    shown = []
    monkeypatch.setattr(module, "pictures", lambda row, *_, **__: shown.extend(row))
    kernel = np.zeros((784, 5))
    kernel[3, 1], kernel[7, 4] = 0.3, -0.3
    module.weight_pictures(kernel, (4, 1), "weights", name="digit")
    assert [(each.caption, each.alt) for each in shown] == [
        ("4", "The 784 weights of digit 4"),
        ("1", "The 784 weights of digit 1"),
    ]
    assert [each.src for each in shown] == [module.weights_url(kernel[:, number]) for number in (4, 1)]


def test_a_snapshot_shows_its_own_answer_or_that_it_s_untrained(monkeypatch):
    bars, sentences = [], []
    monkeypatch.setattr(module, "pictures", lambda *_, **__: None)
    monkeypatch.setattr(module, "digit_bars", lambda *given, **more: bars.append((given[0].tolist(), more)))
    page = SimpleNamespace(
        container=lambda **_: nullcontext(),
        markdown=lambda text, width: sentences.append(text),
        caption=sentences.append,
    )
    monkeypatch.setattr(module, "st", page)
    drawn = SimpleNamespace(current=SimpleNamespace(png=b""))
    monkeypatch.setattr(module, "latest_drawing", lambda: drawn)
    probs = np.array([0.02, 0.03, 0.9, 0.05, 0, 0, 0, 0, 0, 0])
    module.drawing_answer(np.ones((28, 28)), SimpleNamespace(logits=-probs, probs=probs))
    module.drawing_answer(np.ones((28, 28)), None)
    assert sentences[0].startswith("### It says 2") and sentences[1:] == ["### Untrained"]
    assert bars == [(probs.tolist(), {"texts": None}), ([0.0] * 10, {"texts": [""] * 10})]
    drawn.current.png = None
    for image, is_said in ((np.ones((28, 28)), True), (np.zeros((28, 28)), False)):
        sentences.clear()
        module.drawing_answer(image, None)
        assert (len(sentences) == 2) == is_said  # that the drawing is a ready-made one
