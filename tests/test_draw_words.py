"""What the Draw page calls things: rows are rows and columns columns, and a pen is as thick as it says."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from model.network import NAMES, load_network
from model.pen import PEN_WIDTH
from model.preprocess import stages_of_ink
from tests.test_page import canvas_stand_in  # noqa: F401  (a fixture)
from views.draw import answer
from views.draw.network_view import describe
from views.parts.asking import plain


def test_of_every_step_to_the_image_rows_are_told_before_columns():
    """By a bar that is twice as tall as wide, and nearer to the right."""
    ink = np.zeros((280, 280), np.float32)
    ink[40:240, 150:250] = 1
    whole, cropped, scaled, image = answer._steps(stages_of_ink(ink))
    assert cropped.alt == "The ink cropped to rows 40 to 239, columns 150 to 249"
    assert scaled.alt == "The crop scaled so that its longer side is 20"
    assert image.alt.endswith("at row 14, column 14; before, it did at 9.5, 4.5")
    sides = [re.sub(r"\s+", " ", each.caption) for each in (whole, cropped, scaled, image)]
    assert sides == [
        "1 · ink 280 × 280",
        "2 · cropped 200 × 100",
        "3 · scaled to 20 20 × 10",
        "4 · centered 28 × 28",
    ]


def test_a_network_that_lets_scribbles_pass_says_how_many_do():
    network = load_network("dense")
    for refused, said in ((1, ""), (0.98, ""), (0.72, "about 3 in 10"), (0.1, "about 9 in 10")):
        told = answer.caution(replace(network, card={"refused": refused}), has_detector=True)
        assert said in told and bool(said) == bool(told)
    assert answer.caution(network, has_detector=True) == ""
    assert "can't tell" in answer.caution(network, has_detector=False)


def test_a_pen_is_as_thick_as_it_says():
    from views.draw.canvas import PENS  # needs the stand-in

    assert [PENS[width] for width in sorted(PENS)] == ["Thin", "Normal", "Thick"]
    assert PENS[PEN_WIDTH] == "Normal"


def test_a_layer_s_words_say_its_rows_its_columns_and_how_many_maps():
    for name in NAMES:
        for panel in describe(load_network(name))["panels"]:
            title, _, words = panel["words"].partition(": ")
            rows, cols, maps = (*panel["shape"], None, None)[:3]
            expected = {
                "pixels": f"{rows} by {cols} pixels, a number each",
                "maps": f"feature maps of {rows} by {cols}, {maps} of them",
                "units": f"{rows} neurons",
                "digits": f"{rows} neurons, one for each digit",
            }
            assert words == expected[panel["kind"]] and title == plain(panel["title"])
