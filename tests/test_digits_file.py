"""Lines of labeled drawings: reading and writing changes nothing, at a bounded cost."""

import json
import tracemalloc

import numpy as np
import pytest

from model.evaluation.drawings import read_items
from model.novelty import digits_file, own_digits
from model.novelty.digits_file import MOST_LINE, read_line, read_lines, write_digits_file
from model.novelty.own_digits import (
    MOST_DIGITS,
    MOST_IN_ALL,
    MOST_POINTS,
    MOST_RAW_POINTS,
    MOST_WIDTH,
    SOURCE,
    DigitsError,
    TooMuchInk,
    as_many_as_fit,
    own_digit,
)
from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES
from tests.labeled import LINE, digits
from views.session.drawing.received import digits_of


def read(**said: object):
    return read_line(json.dumps(LINE | said))


def test_a_file_has_the_same_digits(tmp_path):
    """The benchmarks can read it, too."""
    path = tmp_path / "mine.jsonl"
    path.write_text(write_digits_file(digits()))
    found = read_lines(path.read_text().splitlines())
    assert found == digits() == digits_of([each.line for each in digits()])
    for before, after in zip(digits(), found):
        assert (before.image == after.image).all() and before.key == after.key
    assert [item["label"] for item in read_items(path)] == list(range(10))


@pytest.mark.parametrize("ends", ["\u2028\x85", "\ud800", "\udfff\ud83d", "\x1c\v\f", "\r\n", "\u0000"])
def test_any_source_is_read_again(ends):
    digit = own_digit(7, [[(70, 60), (200, 60)]], [20], f"a{ends}b")
    assert [digit] == read_lines(write_digits_file([digit]).splitlines())


GOOD = [
    ({"source": "x" * 81}, lambda digit: digit.source == "x" * 80),
    *(({"source": other}, lambda digit: digit.source == SOURCE == "my hand") for other in (None, 7, ["x"])),
    ({"label": 9}, lambda digit: digit.label == 9),
    ({"strokes": [[["0", "0"], ["30", "40"]]]}, lambda digit: digit.strokes == (((0, 0), (30, 40)),)),
    ({"widths": [MOST_WIDTH]}, lambda digit: digit.widths == (MOST_WIDTH,)),
    ({"widths": [2.6]}, lambda digit: digit.widths == (3,)),
    ({"strokes": [[[3, 3]]]}, lambda digit: digit.image.max() > 0.5),
]
BAD = [
    *({"label": label} for label in (10, -1, "7", 7.0, True, None, [7])),
    *({"strokes": [[[0, 0], [far, 0], [3, 3]]]} for far in (1e6, -1e6, 1e300, 10**400, np.nan, np.inf)),
    *({"strokes": wrong} for wrong in (7, [7], [[7]], [[[1]]], [[[1, "x"]]], [[[1, 2, 3]]], None)),
    *({"strokes": none} for none in ([], [[]], [[[-50, -50], [-60, -50]]])),
    *({"widths": widths} for widths in ([0], [MOST_WIDTH + 1], [1, 1], [], 3, ["3"], [True], [None])),
]


def test_a_line_is_read_or_refused_as_a_whole():
    for said, holds in GOOD:
        assert holds(read(**{"strokes": [[[0, 0], [30, 40]]], "widths": [20]} | said)), said
    for said in BAD:
        with pytest.raises(DigitsError):
            read(**{"strokes": [[[0, 0], [30, 40]]], "widths": [20]} | said)
    for other in ("", "{", "PK\x03\x04", "[1]", "{}", '{"label":1,"strokes":[[[1,1]]]}', "[" * MOST_LINE):
        with pytest.raises(DigitsError):
            read_line(other)


def test_too_much_ink_is_refused_before_any_work(monkeypatch):
    dot = [[5, 5]]
    for strokes in ([dot] * (MOST_STROKES + 1), [dot * MOST_RAW_POINTS, dot]):
        with monkeypatch.context() as patch:
            patch.setattr(digits_file.np, "array", lambda *_: pytest.fail("it was made an array of"))
            patch.setattr(own_digits, "_thinned", lambda *_: pytest.fail("it is worked on"))
            with pytest.raises(TooMuchInk):
                read(strokes=strokes)
            with pytest.raises(TooMuchInk):
                own_digit(7, strokes, [20.0] * len(strokes))
    monkeypatch.setattr(json, "loads", lambda line: pytest.fail("it was parsed"))
    with pytest.raises(TooMuchInk):
        read_line(" " * (MOST_LINE + 1))


# At a bounded cost


def lines_of(*drawings: object) -> list[str]:
    said = [{"label": 1, "strokes": strokes, "widths": [64] * len(strokes)} for strokes in drawings]
    return [json.dumps(each, separators=(",", ":")) for each in said]


def zigzag(points: int) -> list[list[int]]:
    """Return a line of which no point can be left out, each at the other side of the canvas."""
    return [[279 * (i % 2), (37 * i) % 280] for i in range(points)]


INKY = {
    "as many dots as strokes": lines_of(*[[[place] for place in zigzag(MOST_STROKES)]] * MOST_DIGITS),
    "as many points as there may be": lines_of(*[[zigzag(MOST_IN_ALL // MOST_DIGITS)]] * MOST_DIGITS),
    "a few with the most": lines_of(*[[zigzag(MOST_POINTS)]] * 40, *[[[[1, 1], [9, 9]]]] * 160),
    "all too much": lines_of(*[[zigzag(650)]] * MOST_DIGITS),
    "more than is looked at": lines_of([zigzag(MOST_RAW_POINTS + 1)]),
}


@pytest.mark.parametrize("name", INKY)
def test_no_lines_cost_more_than_their_limit_of_points(name, monkeypatch):
    looked_at, distances = [0], own_digits._distances
    monkeypatch.setattr(
        own_digits, "_distances", lambda *args: looked_at.append(len(args[0])) or distances(*args)
    )
    found = digits_of(INKY[name])
    # a point that stays splits a line in two, and both are looked at
    assert len(looked_at) <= 2 * MOST_IN_ALL + 1 and max(looked_at) < MOST_RAW_POINTS
    assert sum(digit.points for digit in found) <= MOST_IN_ALL


@pytest.mark.parametrize(
    "lines",
    [
        ["[" + "[]," * (MOST_LINE // 4) + "[]]"] * 20,
        ['{"label":1,"strokes":[' + "[]," * 30_000 + "[[1,1]]]}"],
        lines_of(*[[[[i / 9, i / 9] for i in range(999)]]] * 10),
    ],
    ids=["nests", "no strokes", "no difference"],
)
def test_no_lines_take_much_memory(lines):
    tracemalloc.start()
    try:
        digits_of(lines)
        assert tracemalloc.get_traced_memory()[1] < 40e6
    finally:
        tracemalloc.stop()


def test_an_image_is_painted_once_however_many_strokes_it_has(monkeypatch):
    painted, draw = [], own_digits.draw_strokes
    monkeypatch.setattr(
        own_digits, "draw_strokes", lambda *args, **how: painted.append(args) or draw(*args, **how)
    )
    dots = [[place] for place in zigzag(MOST_STROKES)]
    digit = own_digit(1, dots, range(1, MOST_STROKES + 1))
    assert digit.image is digit.image and painted == [(digit.strokes,)]


def test_a_digit_that_covers_the_whole_canvas_has_an_image():
    rows = [[[0, y], [279, y]] for y in range(0, CANVAS_SIZE, 30)]
    assert own_digit(1, rows, [MOST_WIDTH] * len(rows)).image.sum() == 20 * 20


def test_there_is_room_for_twice_what_people_draw():
    usual = [own_digit(i % 10, [zigzag(79)[i % 7 :]], [20]) for i in range(MOST_DIGITS)]
    assert as_many_as_fit(usual) == usual
    large = [own_digit(i % 10, [zigzag(MOST_POINTS)], [20]) for i in range(MOST_DIGITS)]
    most = large[: MOST_IN_ALL // MOST_POINTS]
    assert as_many_as_fit([*large, usual[0]]) == read_lines([each.line for each in large]) == most


@pytest.mark.parametrize("width", [0.4, MOST_WIDTH + 0.6, 279])
def test_a_digit_that_couldn_t_be_read_again_is_refused(width):
    with pytest.raises(DigitsError):
        own_digit(7, [[(70, 60), (200, 60)]], [width])
