"""Why this digit and not that one, on an output's card: three explanations of one lead, and each adds up."""

from __future__ import annotations

import base64
import io
import re
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit
from PIL import Image
from streamlit.testing.v1 import AppTest

from model.attribution import attribute, levels_of, smoothed
from model.explain.wiring import Unit
from model.network import NAMES, dense_network, forward, load_network
from model.network.layer import COPIES
from model.network.neuron import Channel, Neuron
from model.preprocess import stages_of_ink, to_mnist
from model.preprocess.pen import draw_strokes
from model.reading import Reading
from tests.apptest import DRAW, FOUR, NEURONS, cents, data, opened, output_card, shown
from tests.samples import SAMPLES
from views.neuron.why import why_digit, why_drawing, why_strokes
from views.neuron.why.rivals import Rivals
from views.parts.asking.asking import plain
from views.parts.looks.colors import paint
from views.session import why
from views.session.activations import latest_drawing, stages_of
from views.session.drawing.drawing import Drawing, drawing_of_alpha, drawing_of_strokes, pen_strokes_of
from views.session.drawing.latest_drawing import LatestDrawing

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

CHANGED = {("hidden2", number): 0.0 for number in range(60)} | {("logits", 4): 0.5}  # neurons
IMAGE = to_mnist(draw_strokes(FOUR)).image


def lead_of(app: AppTest, key: str) -> int:
    """Return a waterfall's total in hundredths, and check that its steps and its equation add up to it."""
    sent = data(app, key)
    total = cents(sent["total"]["figure"])
    assert sum(cents(step["figure"]) for step in sent["steps"]) == total
    *parts, last = (cents(each) for each in re.findall(r"−?\d+\.\d+", sent["equation"]))
    assert sum(parts) == last == total
    if sent["rows"]:
        assert sum(cents(row["figure"]) for row in sent["rows"]) == total
    return total


@pytest.mark.parametrize("name", NAMES)
def test_every_layer_and_the_drawing_give_the_same_lead(name):
    network = load_network(name)
    z = forward(network, IMAGE)["logits"].astype(float)
    lead = round(100 * (z[4] - z[9]))
    levels = [
        each.name for each in network.layers[:-2] if each.unit_layer is each and each.kind not in COPIES
    ]
    app, leads = output_card(9, name, why_mode="neurons"), []
    for level in levels:
        app.session_state[f"why_level_{name}"] = level
        leads.append(lead_of(app.run(), "margin"))
        assert data(app, "margin")["heading"] == "Why 4 and not 9?"
    app.session_state["why_mode"] = "drawing"
    leads.append(lead_of(app.run(), "why_blank_paper"))
    assert len(set(leads)) == 1 and abs(leads[0] - lead) <= 1


def test_a_digit_s_requested_rival_is_only_on_its_own_card():
    z = forward(load_network("dense"), IMAGE)["logits"]
    low, high = sorted((2, 6), key=lambda digit: z[digit])
    app = output_card(low, rival=high, why_mode="neurons")
    png = app.session_state["latest_drawing"].current.png
    for digit, rival, heading in (
        (low, high, f"Why {high} and not {low}?"),
        (high, low, f"Why {high} rather than {low}?"),
    ):
        app.session_state["neuron_dense"] = Unit("logits", (digit,))
        app.session_state["why_compared"] = (digit, rival, png)
        assert data(app.run(), "margin")["heading"] == heading
        assert lead_of(app, "margin") == pytest.approx(100 * (z[high] - z[low]), abs=1)
    app.session_state["neuron_dense"] = Unit("logits", (4,))
    assert data(app.run(), "margin")["heading"] == "Why 4 rather than 9?"


def test_a_pixel_s_figure_is_its_own_but_its_color_is_smoothed():
    network = load_network("dense")
    z = forward(network, IMAGE)["logits"]
    winner, other = np.argsort(-z)[:2]
    found = attribute(network, IMAGE, int(winner), int(other))
    drawn, shares = data(output_card(4, why_mode="drawing"), "why_pixels")["pictures"]
    assert np.abs(np.array(shares["values"]) - 1000 * found.pixels.ravel()).max() <= 0.51
    assert np.abs(np.array(shares["painted"]) - 1000 * smoothed(found.pixels).ravel()).max() <= 0.51
    assert shares["signed"] and shares["walk"] and not shares["pick"]
    assert not np.array(shares["values"])[np.array(drawn["values"]) == 0].any()
    blurred = smoothed(found.pixels)
    assert blurred.sum() == pytest.approx(found.pixels.sum(), rel=1e-3)
    assert np.abs(blurred).max() < np.abs(found.pixels).max()


@pytest.mark.parametrize(("name", "changed"), [("dense", {}), ("conv", {}), ("dense", CHANGED)])
def test_the_figures_without_a_stroke_are_those_of_a_real_pass(name, changed):
    network = load_network(name)
    factors = {Channel(network.layer(layer), number): factor for (layer, number), factor in changed.items()}
    app = output_card(4, name, rival=9, why_mode="strokes", **{f"factors_{name}": changed})
    sent = data(app, "why_strokes")["pictures"]
    z = forward(network, IMAGE, factors)["logits"]
    assert plain(data(app, "why_tried")["note"]).endswith(
        f" With all of them, 4 is ahead of 9 by {z[4] - z[9]:.2f}."
    )
    expected = []
    for number in (0, 1):
        z = forward(network, to_mnist(draw_strokes([FOUR[1 - number]])).image, factors)["logits"]
        ahead, behind = (4, 9) if z[4] >= z[9] else (9, 4)
        expected.append((z[4] - z[9], f"{ahead} is ahead of {behind} by {abs(z[4] - z[9]):.2f}", number + 1))
    for picture, (_, lead, number) in zip(sent, sorted(expected), strict=True):
        assert picture["caption"].startswith("Without the striped stroke: ") and picture["caption"].endswith(
            lead
        )
        assert f"without stroke {number}" in picture["alt"]


def test_a_drawing_without_removable_strokes_says_so():
    app = output_card(1, strokes=SAMPLES[1][:1], why_mode="strokes")
    assert data(app, "why_tried")["note"].startswith("This drawing is a single stroke, so")
    assert "why_strokes" not in shown(app)
    latest = LatestDrawing()
    latest.add(drawing_of_alpha(draw_strokes(FOUR)[..., 3], "a picture"))
    app = opened(
        DRAW, network="dense", latest_drawing=latest, neuron_dense=Unit("logits", (4,)), why_mode="strokes"
    )
    assert data(app, "why_tried")["note"].startswith("This is a picture, so the page") and not app.exception


def test_of_many_strokes_the_longest_are_tried_with_a_note():
    strokes = [*FOUR, *([(20 + 15 * i, 20), (22 + 15 * i, 22)] for i in range(14))]
    app = output_card(4, strokes=strokes, why_mode="strokes")
    assert len(data(app, "why_strokes")["pictures"]) == 12
    assert "These are the 12 longest of the 16 strokes." in [each.value for each in app.caption]


def test_changed_neurons_change_the_explanation():
    network = load_network("dense")
    factors = {Channel(network.layer(layer), number): factor for (layer, number), factor in CHANGED.items()}
    z = forward(network, IMAGE, factors)["logits"].astype(float)
    for way, key in (("neurons", "margin"), ("drawing", "why_blank_paper")):
        app = output_card(4, rival=9, why_mode=way, factors_dense=CHANGED)
        assert lead_of(app, key) == round(100 * (z[4] - z[9])), way


def test_on_the_neurons_page_a_blank_canvas_has_no_strokes():
    chosen = {"network": "dense", "neuron_dense": Unit("logits", (4,)), "card_open": True}
    for way, key in (("neurons", "margin"), ("drawing", "why_pixels"), ("strokes", "why_tried")):
        app = opened(NEURONS, why_mode=way, **chosen)
        assert not app.exception and key in shown(app)


def test_only_pen_drawings_have_known_strokes():
    drawing = drawing_of_strokes(4, "ready-made", FOUR)
    assert [each.width for each in pen_strokes_of(drawing)] == [20, 20]
    path = [["M", 10, 10], ["Q", 20, 20, 30, 10], ["L", 30, 40]]
    for objects, is_known in (
        ([{"path": path, "strokeWidth": 12}], True),
        ([{"path": [*path, ["C", 1, 2, 3, 4, 5, 6]], "strokeWidth": 12}], False),
        ([{"path": [*path, ["Z"]], "strokeWidth": 12}], False),
        ([{"type": "Image"}, {"path": path, "strokeWidth": 12}], False),
        ([], False),
    ):
        assert (pen_strokes_of(Drawing(objects, drawing.png)) is not None) == is_known


@pytest.fixture
def alone(monkeypatch) -> dict[str, object]:
    """Return the inputs of the card's parts, without a page around them."""
    shown: dict[str, object] = {}
    monkeypatch.setattr(streamlit, "session_state", {})
    for part in (why_drawing, why_strokes):
        monkeypatch.setattr(part, "show_ledger", lambda *given, **named: shown.update(named))
    monkeypatch.setattr(why_drawing, "pixels", lambda row, key: shown.update(pixels=row))
    monkeypatch.setattr(why_strokes, "pictures", lambda row, key, **named: shown.update(pictures=row))
    return shown


def test_the_winner_meets_its_runner_up_and_other_digits_the_winner(alone):
    z = np.array([0, 5, 3, 4, -1, -2, -3, -4, -5, -6.0])
    assert [why_digit._rival(z, digit) for digit in (0, 1, 2, 3, 9)] == [1, 3, 1, 1, 1]
    why.compare(1, 7)
    assert [why_digit._rival(z, digit) for digit in (0, 1, 7)] == [1, 7, 1]
    assert why_digit.rivals_of(z, 1, 3) == why_digit.rivals_of(z, 3, 1) == (1, 3)
    assert why_digit.rivals_of(z, 9, 4) == (4, 9)
    latest_drawing().add(drawing_of_strokes(4, "", FOUR))
    assert why_digit._rival(z, 1) == 3  # nothing was asked of another drawing


@pytest.mark.parametrize(
    ("name", "level", "words"),
    [
        ("dense", "hidden2", "its weight to 4 − its weight to 9"),
        ("dense", "hidden1", "Each neuron contributes its activation × a factor that the later layers"),
        ("dense", "image", "Each pixel contributes its ink × a factor that the later layers"),
        ("conv", "hidden", "its weight to 4 − its weight to 9"),
        ("conv", "pool2", "Each line is a whole map"),
        ("conv", "conv1", "Each line is a whole map"),
        ("conv", "image", "Each pixel contributes its ink × a factor that the later layers"),
    ],
)
def test_every_layer_says_what_a_line_is(name, level, words):
    network = load_network(name)
    said = why_digit._what_a_line_is(SimpleNamespace(layer=network.layer(level)))
    assert words in plain(said.format(winner=4, other=9))


def test_a_lead_shows_the_last_hidden_layer_first_and_the_image_last():
    assert [each.name for each in levels_of(load_network("dense"))] == ["hidden2", "hidden1", "image"]
    levels = [each.name for each in levels_of(load_network("conv"))]
    assert levels == ["hidden", "pool2", "conv4", "conv3", "pool1", "conv2", "conv1", "image"]


def test_paper_s_part_is_its_lead_and_the_unexplained_is_the_rest(alone):
    dense = load_network("dense")
    for network, is_flat in ((dense, False), (dense_network(dense.weights, "step"), True)):
        drawn, paper = (Reading(network, each) for each in (IMAGE, np.zeros_like(IMAGE)))
        why_drawing.on_the_drawing(drawn, Neuron(network.logits, (4,)), Rivals(4, 9), "heading")
        steps = {each.label: cents(each.figure.lstrip("+")) for each in alone["steps"]}
        assert list(steps) == ["Paper", "For 4", "For 9", "Left over"]
        lead, blank = (100 * float(each.logits[4] - each.logits[9]) for each in (drawn, paper))
        assert steps["Paper"] == pytest.approx(blank, abs=1) and abs(blank) > 5
        assert alone["total"].value == pytest.approx(lead / 100, abs=0.006)
        assert (alone["note"].startswith("This network's neurons use [step functions]")) == is_flat
        if is_flat:
            assert steps["For 4"] == steps["For 9"] == 0
            assert steps["Left over"] == pytest.approx(lead - blank, abs=1.5)
        assert [each.title for each in alone["pixels"]] == ["The drawing", "Orange favors 4, blue favors 9"]
        np.testing.assert_array_equal(alone["pixels"][0].values, IMAGE)


def test_the_longest_strokes_are_tried_wherever_they_are(alone, monkeypatch):
    short = [[(20 + 15 * i, 20), (22 + 15 * i, 22)] for i in range(14)]
    latest_drawing().add(drawing_of_strokes(4, "drawn", [*short, *FOUR]))
    network, image = load_network("dense"), stages_of(latest_drawing().current).image
    monkeypatch.setattr(why_strokes.st, "caption", lambda text: alone.update(caption=text))
    z = forward(network, image)["logits"]
    ahead, behind = rivals = why_digit.rivals_of(z, 4, 9)
    why_strokes.stroke_by_stroke(Reading(network, image), Neuron(network.logits, (4,)), rivals, "heading")
    numbers = sorted(int(re.search(r"stroke (\d+)", each.alt)[1]) for each in alone["pictures"])
    assert numbers == [*range(1, 11), 15, 16]
    assert plain(alone["note"]).endswith(
        f" With all of them, {ahead} is ahead of {behind} by {z[ahead] - z[behind]:.2f}."
    )


def test_the_omitted_stroke_is_striped_in_a_centered_square():
    """Leave out a square of 20 to the right of the top of a bar 200 tall and 20 wide: in all 80 wide."""
    rest, all_ink = np.zeros((280, 280), np.float32), np.zeros((280, 280), np.float32)
    rest[40:240, 100:120] = all_ink[40:240, 100:120] = all_ink[40:60, 160:180] = 1
    url = why_strokes._picture(stages_of_ink(all_ink), stages_of_ink(rest))
    painted = np.asarray(Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB"))
    expected, dark = np.zeros((200, 200)), np.zeros((200, 200))
    expected[:, 60:80] = dark[:, 60:80] = 1
    expected[:20, 120:140] = 0.45
    is_dark = (painted == paint(dark)).all(axis=-1)
    np.testing.assert_array_equal(painted[~is_dark], paint(expected)[~is_dark])
    left_out = is_dark[:20, 120:140]
    assert 0.3 < left_out.mean() < 0.7  # stripes, as wide as the gaps between them
    np.testing.assert_array_equal(left_out[1:, :-1], left_out[:-1, 1:])  # each rises to the right
    assert len(np.flatnonzero(np.diff(left_out[0]))) >= 1


def test_the_leader_without_a_stroke_comes_first_and_a_non_digit_is_named(monkeypatch):
    said = []
    for z, is_digit in (((4.0, 1.5), True), ((1.5, 4.0), True), ((2.0, 2.0), False)):
        values = {"logits": np.zeros(10), "probs": np.full(10, 0.02)}
        values["logits"][[4, 9]], values["probs"][6] = z, 0.82
        read = SimpleNamespace(**values, digit=6, is_digit=is_digit)
        said.append(why_strokes._in_words(read, (4, 9)))
    assert said == [
        "Without the striped stroke: 6, 82.0%\n4 is ahead of 9 by 2.50",
        "Without the striped stroke: 6, 82.0%\n9 is ahead of 4 by 2.50",
        "Without the striped stroke: not a digit\n4 is ahead of 9 by 0.00",
    ]


def test_slow_work_is_done_once_for_a_drawing_and_its_rival(monkeypatch):
    stored, asked = {}, []
    monkeypatch.setattr(why_drawing, "state", SimpleNamespace(get=stored.get, put=stored.__setitem__))
    monkeypatch.setattr(
        why_drawing, "attribute", lambda network, image, *about: asked.append(about) or asked[-1]
    )
    one, other = (Reading(load_network("dense"), image) for image in (IMAGE, np.zeros_like(IMAGE)))
    for reading, rivals in ((one, (4, 9)), (one, (4, 9)), (one, (4, 7)), (other, (4, 7)), (other, (4, 7))):
        assert why_drawing._attribution(reading, rivals) == (*rivals, reading.factors)
    assert len(asked) == 3
