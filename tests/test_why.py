"""Why this digit and not that one, on an output's card: three explanations of one lead, and each adds up."""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import asdict
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit
from PIL import Image

from model.attribution import attribute, levels_of, smoothed
from model.explain.wiring import Unit
from model.network import dense_network, forward, load_network
from model.network.neuron import Channel, Neuron
from model.preprocess import stages_of_ink, to_mnist
from model.preprocess.pen import draw_strokes
from model.reading import Reading
from tests.apptest import FOUR, NEURONS, cents, opened, shown
from tests.samples import SAMPLES
from views.neuron.why import why_digit, why_drawing, why_strokes
from views.parts.asking.asking import plain
from views.parts.component.together import collecting
from views.parts.looks.colors import paint
from views.session import why
from views.session.activations import latest_drawing, stages_of
from views.session.drawing.drawing import drawing_of_strokes

CHANGED = {("hidden2", number): 0.0 for number in range(60)} | {("logits", 4): 0.5}  # neurons
IMAGE = to_mnist(draw_strokes(FOUR)).image


def reading_of(name: str, changed: dict[tuple[str, int], float] | None = None) -> Reading:
    network = load_network(name)
    factors = {
        Channel(network.layer(layer), number): factor for (layer, number), factor in (changed or {}).items()
    }
    return Reading(network, IMAGE, factors)


@pytest.fixture
def asked(monkeypatch) -> Callable[..., dict[str, dict]]:
    """Return a function that explains a margin, and returns what each part is sent, by key."""
    monkeypatch.setattr(streamlit, "session_state", {})
    row: list[dict] = []
    monkeypatch.setattr(why_strokes, "pictures", lambda given, *_, **__: row.extend(map(asdict, given)))

    def explain(
        reading: Reading, mode: str, digit: int = 4, rival: int = 9, level: str = "", strokes: list = FOUR
    ) -> dict[str, dict]:
        latest_drawing().add(drawing_of_strokes(4, "drawn", strokes))
        neuron = Neuron(reading.network.logits, (digit,))
        rivals = why_digit.rivals_of(reading.logits, digit, rival)
        row.clear()
        with collecting() as parts:
            why_digit.explain(reading, neuron, rivals, mode, level)
        return {part.key: part.data for part in parts} | ({"why_strokes": [*row]} if row else {})

    return explain


def lead_of(sent: dict) -> int:
    """Return a waterfall's total in hundredths, and check that its steps and its equation add up to it."""
    total = cents(sent["total"]["figure"])
    assert sum(cents(step["figure"]) for step in sent["steps"]) == total
    *parts, last = (cents(each) for each in re.findall(r"−?\d+\.\d+", sent["equation"]))
    assert sum(parts) == last == total
    if sent["rows"]:
        assert sum(cents(row["figure"]) for row in sent["rows"]) == total
    return total


@pytest.mark.parametrize(("name", "changed"), [("dense", {}), ("conv", {}), ("dense", CHANGED)])
def test_every_layer_and_the_drawing_give_the_same_lead(asked, name, changed):
    reading = reading_of(name, changed)
    z = forward(reading.network, IMAGE, reading.factors)["logits"].astype(float)
    leads = [lead_of(asked(reading, why.DRAWING)["why_blank_paper"])]
    for level in levels_of(reading.network):
        leads.append(lead_of(asked(reading, why.NEURONS, level=level.name)["margin"]))
    assert len(set(leads)) == 1 and abs(leads[0] - abs(round(100 * (z[4] - z[9])))) <= 1


def test_a_neuron_s_line_is_its_activation_times_the_difference_of_its_weights(asked):
    """Logit 4 counts half, and 60 neurons are off."""
    reading = reading_of("dense", CHANGED)
    winner, other = why_digit.rivals_of(reading.logits, 4, 9)
    kernel = reading.network.logits.kernel * np.where(np.arange(10) == 4, 0.5, 1)
    shares = reading.activations["hidden2_relu"] * (kernel[:, winner] - kernel[:, other])
    sent = asked(reading, why.NEURONS, level="hidden2")["margin"]
    steps = {each["label"].partition(" (")[0]: cents(each["figure"].lstrip("+")) for each in sent["steps"]}
    assert steps[f"For {winner}"] > 0 >= steps[f"For {other}"]
    rows = [row for row in sent["rows"] if row["unit"]]
    assert len(rows) > 5
    for row in rows:
        assert cents(row["figure"]) == pytest.approx(100 * shares[row["unit"]["index"][0]], abs=1)


def test_a_heading_names_the_winner_and_whether_the_card_is_its_own(asked):
    reading = reading_of("dense")
    low, high = sorted((2, 6), key=lambda digit: reading.logits[digit])
    for mode, key in ((why.NEURONS, "margin"), (why.STROKES, "why_tried")):
        for digit, rival, heading in (
            (low, high, f"Why {high} and not {low}?"),
            (high, low, f"Why {high} rather than {low}?"),
        ):
            assert asked(reading, mode, digit, rival, "hidden2")[key]["heading"] == heading


def test_a_pixel_s_figure_is_its_own_but_its_color_is_smoothed(asked):
    reading = reading_of("dense")
    found = attribute(reading.network, IMAGE, 4, 9)
    drawn, shares = asked(reading, why.DRAWING)["why_pixels"]["pictures"]
    assert np.abs(np.array(shares["values"]) - 1000 * found.pixels.ravel()).max() <= 0.51
    blurred = smoothed(found.pixels)
    assert np.abs(np.array(shares["painted"]) - 1000 * blurred.ravel()).max() <= 0.51
    assert shares["signed"] and shares["walk"] and not shares["pick"]
    assert not np.array(shares["values"])[np.array(drawn["values"]) == 0].any()
    assert blurred.sum() == pytest.approx(found.pixels.sum(), rel=1e-3)
    assert np.abs(blurred).max() < np.abs(found.pixels).max()


@pytest.mark.parametrize(("name", "changed"), [("dense", {}), ("conv", {}), ("dense", CHANGED)])
def test_the_figures_without_a_stroke_are_those_of_a_real_pass(asked, name, changed):
    reading = reading_of(name, changed)
    sent, z = asked(reading, why.STROKES), reading.logits
    ahead, behind = why_digit.rivals_of(z, 4, 9)
    assert plain(sent["why_tried"]["note"]).endswith(
        f" With all of them, {ahead} is ahead of {behind} by {z[ahead] - z[behind]:.2f}."
    )
    expected = []
    for number in (0, 1):
        image = to_mnist(draw_strokes([FOUR[1 - number]])).image
        z = forward(reading.network, image, reading.factors)["logits"]
        first, second = (4, 9) if z[4] >= z[9] else (9, 4)
        lead = f"{first} is ahead of {second} by {abs(z[4] - z[9]):.2f}"
        expected.append((z[ahead] - z[behind], lead, number + 1))
    for picture, (_, lead, number) in zip(sent["why_strokes"], sorted(expected), strict=True):
        assert picture["caption"].startswith("Without the striped stroke: ")
        assert picture["caption"].endswith(lead) and f"without stroke {number}" in picture["alt"]


def test_a_drawing_without_removable_strokes_says_so(asked):
    one = SAMPLES[1][:1]
    reading = Reading(load_network("dense"), to_mnist(draw_strokes(one)).image)
    sent = asked(reading, why.STROKES, strokes=one)
    assert sent["why_tried"]["note"].startswith("This drawing is a single stroke, so") and len(sent) == 1
    sent = asked(reading, why.STROKES)  # of another image than the drawing's
    assert sent["why_tried"]["note"].startswith("This is a picture, so the page") and len(sent) == 1


@pytest.mark.usefixtures("canvas_stand_in")
def test_on_the_neurons_page_a_blank_canvas_has_no_strokes():
    chosen = {"network": "dense", "neuron_dense": Unit("logits", (4,)), "card_open": True}
    for way, key in (("neurons", "margin"), ("drawing", "why_pixels"), ("strokes", "why_tried")):
        app = opened(NEURONS, why_mode=way, **chosen)
        assert not app.exception and key in shown(app)


def test_the_winner_meets_its_runner_up_and_other_digits_the_winner(asked):
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


def test_paper_s_part_is_its_lead_and_the_unexplained_is_the_rest(asked):
    dense = load_network("dense")
    for network, is_flat in ((dense, False), (dense_network(dense.weights, "step"), True)):
        drawn, paper = (Reading(network, each) for each in (IMAGE, np.zeros_like(IMAGE)))
        sent = asked(drawn, why.DRAWING)
        ahead, behind = why_digit.rivals_of(drawn.logits, 4, 9)
        of_paper = sent["why_blank_paper"]
        steps = {each["label"]: cents(each["figure"].lstrip("+")) for each in of_paper["steps"]}
        assert list(steps) == ["Paper", f"For {ahead}", f"For {behind}", "Left over"]
        lead, blank = (100 * float(each.logits[ahead] - each.logits[behind]) for each in (drawn, paper))
        assert steps["Paper"] == pytest.approx(blank, abs=1) and abs(blank) > 5
        assert of_paper["total"]["value"] == pytest.approx(lead / 100, abs=0.006)
        assert of_paper["note"].startswith("This network's neurons use [step functions]") == is_flat
        if is_flat:
            assert steps[f"For {ahead}"] == steps[f"For {behind}"] == 0
            assert steps["Left over"] == pytest.approx(lead - blank, abs=1.5)
        else:
            assert steps[f"For {ahead}"] > 0 >= steps[f"For {behind}"]
        image, shares = sent["why_pixels"]["pictures"]
        assert image["title"] == "The drawing"
        assert shares["title"] == f"Orange favors {ahead}, blue favors {behind}"
        assert np.abs(np.array(image["values"]) - 1000 * IMAGE.ravel()).max() <= 0.51


def test_of_many_strokes_the_longest_are_tried_with_a_note(asked, monkeypatch):
    captions, short = [], [[(20 + 15 * i, 20), (22 + 15 * i, 22)] for i in range(14)]
    monkeypatch.setattr(why_strokes.st, "caption", captions.append)
    strokes = [*short, *FOUR]
    image = stages_of(drawing_of_strokes(4, "drawn", strokes)).image
    sent = asked(Reading(load_network("dense"), image), why.STROKES, strokes=strokes)
    numbers = sorted(int(re.search(r"stroke (\d+)", each["alt"])[1]) for each in sent["why_strokes"])
    assert numbers == [*range(1, 11), 15, 16]
    assert captions == ["These are the 12 longest of the 16 strokes."]


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
        network = load_network("dense")
        read = SimpleNamespace(**values, network=network, digit=6, is_digit=is_digit, is_known=is_digit)
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
