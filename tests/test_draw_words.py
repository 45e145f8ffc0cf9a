"""The Draw page's words: rows are rows, columns are columns, and a pen is as thick as it says."""

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from model.network import NAMES, load_network
from model.novelty import load_detector
from model.preprocess import stages_of_ink
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import PEN_WIDTH
from views.draw.answer import answer
from views.draw.network import network_view
from views.draw.network.network_view import describe
from views.parts.asking.asking import plain
from views.parts.looks.encode import png_url

pytestmark = pytest.mark.usefixtures("canvas_stand_in")


def test_only_shipped_networks_mention_a_second_one():
    dense = load_network("dense")
    own = replace(dense, name="yours 1", card={"detector": load_detector(dense), "refused": 0.9})
    for network, asks in ((dense, True), (own, False)):
        words = answer.answer_words(answer.BY_TWO if answer.novelty_network_of(network) else {})
        assert ("second network" in words["why"]) == asks


def test_each_step_to_the_image_names_rows_before_columns():
    """The bar is twice as tall as wide, and closer to the right."""
    ink = np.zeros((280, 280), np.float32)
    ink[40:240, 150:250] = 1
    whole, cropped, scaled, image = network_view._steps(stages_of_ink(ink))
    assert cropped.alt == "The ink cropped to rows 40 to 239, columns 150 to 249"
    assert scaled.alt == "The crop scaled so that its longer side is 20 pixels"
    assert image.alt.endswith("at row 14, column 14; before, it balanced at row 9.5, column 4.5")
    sides = [re.sub(r"\s+", " ", each.caption) for each in (whole, cropped, scaled, image)]
    assert sides == [
        "1 · ink 280 × 280",
        "2 · cropped 200 × 100",
        "3 · scaled to 20 20 × 10",
        "4 · centered 28 × 28",
    ]


def test_a_network_that_accepts_scribbles_says_how_many():
    network = load_network("dense")
    for refused, said in ((1, ""), (0.98, ""), (0.72, "about 3 out of 10"), (0.1, "about 9 out of 10")):
        warning = answer.caution(
            replace(network, card={"refused": refused, "detector": load_detector(network)})
        )
        assert said in warning and bool(said) == bool(warning)
    assert answer.caution(network) == ""
    assert "can't tell" in answer.caution(replace(network, name="yours 1"))


def test_a_pen_is_as_thick_as_it_says():
    from views.draw.canvas.canvas import PENS, pen_name  # needs the stand-in

    assert list(map(pen_name, sorted(PENS))) == ["Thin", "Normal", "Thick"]
    assert pen_name(PEN_WIDTH) == "Normal"


def test_a_layer_s_words_name_its_rows_columns_and_maps():
    for name in NAMES:
        for panel in describe(load_network(name))["panels"]:
            title, _, words = panel["words"].partition(": ")
            rows, cols, maps = (*panel["shape"], None, None)[:3]
            expected = {
                "pixels": f"{rows} by {cols} pixels, one number each",
                "maps": f"{maps} feature maps of {rows} by {cols}",
                "units": f"{rows} neurons",
                "digits": f"{rows} neurons, one for each digit",
            }
            assert words == expected[panel["kind"]] and title == plain(panel["title"])


def test_a_layer_says_its_count_its_shape_and_if_it_switches():
    texts = {}
    for name in NAMES:
        for panel in describe(load_network(name))["panels"]:
            texts[name, panel["layer"]] = plain(panel["count"]), panel["note"], panel["switches"]
    assert texts["dense", "image"] == ("784 numbers", "image 28×28", False)
    assert texts["dense", "hidden2"] == ("128 neurons", "hidden2 128", True)
    assert texts["dense", "logits"] == ("10 neurons", "logits 10", False)
    conv = load_network("conv")
    rows, cols, maps = conv.layer("conv1").shape
    assert texts["conv", "conv1"] == (f"{maps} maps", f"conv1 {rows}×{cols}×{maps}", True)
    assert texts["conv", "pool1"][2] is False


def test_a_unit_s_name_has_its_numbers_in_order():
    named = {panel["layer"]: panel["unit_name"] for panel in describe(load_network("conv"))["panels"][:-1]}
    assert named["image"].format(4, 5, "") == "Pixel at row 4, column 5"
    assert named["conv1"].format(4, 5, 6) == "Feature map 6 at row 4, column 5, first convolution"


def test_the_nearest_digits_have_their_own_number_and_label(monkeypatch):
    network = load_network("dense")
    found = SimpleNamespace(index=np.array([7, 0, 61]), labels=np.array([9, 7, 8]))
    monkeypatch.setattr(answer, "nearest_digits", lambda network, activations, number: found)
    for is_digit, count in ((False, 3), (True, 0)):
        reading = SimpleNamespace(network=network, is_digit=is_digit, activations={})
        shown = answer.nearest_to(reading)
        assert len(shown) == count
        if count:
            said = [each["alt"] for each in shown]
            assert said == ["MNIST test image 7, a 9", "MNIST test image 0, a 7", "MNIST test image 61, an 8"]
            images = load_test_images()[0]
            assert [each["src"] for each in shown] == [png_url(images[n] / 255) for n in (7, 0, 61)]
    assert shown == []
