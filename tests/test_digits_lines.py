"""A line of a file of drawings: which variations are accepted, what is refused and why, and the limits."""

from __future__ import annotations

import json

import numpy as np
import pytest

from model.novelty import digits_file
from model.novelty.digits_file import read_digits_file, read_line
from model.novelty.own_digits import SOURCE, DigitsError, TooMuchInk


def read(**said: object):
    return read_line(json.dumps({"label": 7, "strokes": [[[0, 0], [30, 40]]]} | said))


def test_a_source_is_cut_to_80_characters_or_replaced():
    assert read(source="x" * 80).source == "x" * 80
    assert read(source="x" * 81).source == "x" * 80
    for source in (None, 7, ["x"]):
        assert read(source=source).source == SOURCE
    assert read().source == SOURCE == "my hand"


def test_a_label_is_a_digit_or_marks_a_non_digit():
    for label in (0, 9, "0", "9"):
        assert read(label=label).label == int(label)
    for label in (10, -1, "", "A", "07", "٧", "7 "):
        assert read(label=label) is None
    for label in (7.0, True, None, [7]):
        with pytest.raises(DigitsError, match="must be a number or text"):
            read(label=label)


def test_points_can_be_text_and_must_be_near_enough():
    assert read(strokes=[[["0", "0"], ["30", "40"]]]).image.tolist() == read().image.tolist()
    read(strokes=[[[0, 0], [999_999, 0]]])
    for far in (1e6, -1e6, float("nan"), float("inf")):
        with pytest.raises(DigitsError, match="too far from 0"):
            read(strokes=[[[0, 0], [far, 0], [3, 3]]])
    for wrong in (7, [7], [[7]], [[[1]]], [[[1, "x"]]], [[[1, 2, 3]]], None):
        with pytest.raises(DigitsError, match=r"must be lists of points \[x, y\]"):
            read(strokes=wrong)
    for none in ([], [[]]):
        with pytest.raises(DigitsError, match="no ink"):
            read(strokes=none)


def test_widths_are_one_a_stroke_and_in_a_pen_s_range():
    most = digits_file.MOST_WIDTH
    for width, drawn in ((1, 1), (most, most), (2.6, 3)):
        assert read(widths=[width]).widths == (drawn,)
    for widths in ([0], [most + 1], [1, 1], [], 3, ["3"], [True], [None]):
        with pytest.raises(DigitsError, match=rf"from 1 to {most}"):
            read(widths=widths)


def test_without_widths_a_drawing_is_scaled_and_centered():
    """It becomes 60% of 280 pixels, whatever its unit."""
    for strokes in ([[[0, 0], [3, 4]]], [[[-700, 500], [-670, 540]]], [[[5, 5], [5.03, 5.04]]]):
        (points,) = read(strokes=strokes).strokes
        low, high = np.min(points, axis=0), np.max(points, axis=0)
        assert high - low == pytest.approx([126, 168], abs=1.5)
        assert (high + low) / 2 == pytest.approx([140, 140], abs=1)
    (dot,) = read(strokes=[[[900, -900]]]).strokes
    assert np.ravel(dot).tolist() == [140, 140]


def test_too_much_ink_is_refused_before_any_work(monkeypatch):
    monkeypatch.setattr(digits_file.np, "array", lambda *_: pytest.fail("it was made an array of"))
    for strokes in ([[[1, 2]]] * 61, [[[1, 2]] * 10_001]):
        with pytest.raises(TooMuchInk):
            read(strokes=strokes)
    with pytest.raises(TooMuchInk):
        read_line(" " * 100_001)


def test_a_file_can_have_200_digits_and_skips_others():
    line = json.dumps({"label": 7, "strokes": [[[0, 0], [30, 40]]]})
    other = json.dumps({"label": "A", "strokes": [[[0, 0], [30, 40]]]})
    assert read_digits_file(f"{other}\n\n{other}\n".encode()) == ([], 2)
    found = read_digits_file("\n".join([other, *[line] * 200]).encode())
    assert (len(found.digits), found.no_digits) == (200, 1)
    with pytest.raises(DigitsError, match="more than 200 digits"):
        read_digits_file("\n".join([line] * 201).encode())
    with pytest.raises(DigitsError, match="This file is empty"):
        read_digits_file(b"\n \n")
