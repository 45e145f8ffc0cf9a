"""Files of labeled drawings: reading and writing changes nothing, at a bounded cost."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.novelty import own_digits
from model.novelty.digits_file import (
    MOST_BYTES,
    MOST_LINE,
    DigitsError,
    read_digits_file,
    read_line,
    read_lines,
    write_digits_file,
)
from model.novelty.own_digits import (
    MOST_DIGITS,
    MOST_IN_ALL,
    MOST_POINTS,
    MOST_RAW_POINTS,
    MOST_WIDTH,
    OwnDigit,
    as_many_as_fit,
    own_digit,
)
from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES
from tests.doors.held import examples
from views.session.drawing.received import digits_of

"""
## The same again
"""

SOURCES = st.text(st.characters(), max_size=100)  # including lone surrogates and everything that ends a line
NUMBERS = st.floats(-CANVAS_SIZE, 2 * CANVAS_SIZE) | st.integers(0, CANVAS_SIZE)
SCRAWLS = st.lists(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=12), min_size=1, max_size=5)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SOURCES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


def same_again(digit: OwnDigit) -> None:
    """Write and read it as a file for download, and as the browser's store."""
    (read,) = read_digits_file(write_digits_file([digit]).encode()).digits
    (stored,) = digits_of([digit.line])
    assert read == stored == digit and read.key == digit.key
    assert digit.image.shape == (28, 28) and digit.image.max() > 0


@examples(3)
@given(SOURCES, SCRAWLS, st.integers(0, 9), st.none() | st.floats(0.1, MOST_WIDTH + 9), st.booleans())
def test_a_digit_survives_writing_and_reading(source, strokes, label, width, is_ascii):
    said = {"label": label, "source": source, "strokes": strokes}
    if width is not None:
        said["widths"] = [width] * len(strokes)
    file = json.dumps(said, ensure_ascii=is_ascii).encode("utf-8", "replace")
    try:
        (digit,) = read_digits_file(file).digits
    except DigitsError:
        return
    same_again(digit)


@pytest.mark.parametrize("ends", ["\u2028", "\u2029", "\x85", "\ud800", "\udfff\ud83d", "\x1c\v\f", "\r\n"])
def test_line_separators_in_a_source_don_t_end_a_line(ends):
    digit = own_digit(7, [[(70, 60), (200, 60)]], [20], f"a{ends}b")
    same_again(digit)
    file = (json.dumps({"label": 7, "strokes": [[[1, 1]]], "source": f"a{ends}b"}) + "\n") * 2
    assert [each.source for each in read_digits_file(file.encode()).digits] == [digit.source] * 2


def test_a_source_in_the_file_s_own_letters_is_read():
    line = '{"label": 7, "strokes": [[[1, 1]]], "source": "Zo\u00eb\u2028\U0001f58a"}'
    for end in ("\n", "\r\n", "\r"):
        read = read_digits_file((line + end + line).encode("utf-8-sig")).digits
        assert [each.source for each in read] == ["Zo\u00eb\u2028\U0001f58a"] * 2


@examples(1.2)
@given(st.dictionaries(st.sampled_from(["label", "strokes", "widths", "source"]), ANYTHING) | ANYTHING)
def test_any_other_line_is_read_or_gets_a_sentence(said):
    try:
        digit = read_line(json.dumps(said))
    except DigitsError as error:
        assert str(error).endswith(".")
    else:
        assert digit is None or isinstance(digit, OwnDigit)


@examples(1.2)
@given(st.binary() | st.text().map(str.encode))
def test_any_other_file_is_read_or_gets_a_sentence(contents):
    try:
        read_digits_file(contents)
    except DigitsError as error:
        assert str(error).endswith(".")


"""
## At a bounded cost
"""


def file_of(*drawings: object) -> bytes:
    """Return a file with a line for each, as short as possible."""
    said = [{"label": 1, "strokes": strokes, "widths": [64] * len(strokes)} for strokes in drawings]
    return "\n".join(json.dumps(each, separators=(",", ":")) for each in said).encode()


def zigzag(points: int) -> list[list[int]]:
    """Return a line of which no point can be left out, each at the other side of the canvas."""
    return [[279 * (i % 2), (37 * i) % 280] for i in range(points)]


INKY = {
    "a dot a stroke": file_of(*[[[place] for place in zigzag(400)]] * MOST_DIGITS),
    "as many dots as strokes": file_of(*[[[place] for place in zigzag(MOST_STROKES)]] * MOST_DIGITS),
    "as many points as there may be": file_of(*[[zigzag(MOST_IN_ALL // MOST_DIGITS)]] * MOST_DIGITS),
    "a few with the most": file_of(*[[zigzag(MOST_POINTS)]] * 40, *[[[[1, 1], [9, 9]]]] * 160),
    "all too much": file_of(*[[zigzag(650)]] * MOST_DIGITS),
    "all with the most": file_of(*[[zigzag(MOST_POINTS)]] * MOST_DIGITS),
    "more than is looked at": file_of([zigzag(MOST_RAW_POINTS + 1)]),
}


@pytest.mark.parametrize("name", INKY)
def test_no_file_or_store_costs_more_than_its_limit_of_points(name, monkeypatch):
    looked_at, distances = [], own_digits._distances
    monkeypatch.setattr(
        own_digits, "_distances", lambda *args: looked_at.append(len(args[0])) or distances(*args)
    )
    for read in (
        lambda: read_digits_file(INKY[name]).digits,
        lambda: digits_of(INKY[name].decode().split("\n")),
    ):
        looked_at.clear()
        try:
            digits = read()
        except DigitsError as error:
            assert len(str(error)) < 200
            digits = []
        # a point that stays splits a line in two, and both are looked at
        assert len(looked_at) <= 2 * MOST_IN_ALL and max(looked_at, default=0) < MOST_RAW_POINTS
        assert sum(digit.points for digit in digits) <= MOST_IN_ALL and len(digits) <= MOST_DIGITS


BULKY = {
    "short lines": b"x\n" * (MOST_BYTES // 2),
    "no lines": b" \n" * (MOST_BYTES // 2),
    "wide letters": (" " * 99 + "\n").encode() * (MOST_BYTES // 110) + "\U0001f58a".encode(),
    "no digits": b'{"label":"","strokes":[[[1,1]]]}\n' * 2000,
    "nests": (b"[" + b"[]," * (MOST_LINE // 4) + b"[]]\n") * 20,
    "one line": b"[" + b"[]," * (MOST_BYTES // 3 - 9) + b"[]]",
    "no strokes": b'{"label":1,"strokes":[' + b"[]," * 30_000 + b"[[1,1]]]}",
    "no difference": file_of(*[[[[i / 9, i / 9] for i in range(999)]]] * 10),
}


@pytest.mark.parametrize("name", BULKY)
def test_no_file_or_store_takes_much_memory(name):
    assert len(BULKY[name]) <= MOST_BYTES
    lines = BULKY[name].decode().split("\n")
    for read in (lambda: read_digits_file(BULKY[name]), lambda: digits_of(lines)):
        tracemalloc.start()
        try:
            with suppress(DigitsError):
                read()
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
    wide = [own_digit(1, [dot], [width]).image for dot, width in zip(dots[:2], (1, MOST_WIDTH))]
    assert wide[0].shape == wide[1].shape and own_digit(1, dots[:1], [64]).image.sum() > wide[0].sum()


def test_a_digit_that_covers_the_whole_canvas_has_an_image():
    rows = [[[0, y], [279, y]] for y in range(0, CANVAS_SIZE, 30)]
    assert own_digit(1, rows, [MOST_WIDTH] * len(rows)).image.sum() == 20 * 20


def test_there_is_room_for_twice_what_people_draw():
    usual = [own_digit(i % 10, [zigzag(79)[i % 7 :]], [20]) for i in range(MOST_DIGITS)]
    assert as_many_as_fit(usual) == usual
    large = [own_digit(i % 10, [zigzag(MOST_POINTS)], [20]) for i in range(MOST_DIGITS)]
    assert len(as_many_as_fit(large)) == MOST_IN_ALL // MOST_POINTS
    assert as_many_as_fit([*large, usual[0]]) == large[: MOST_IN_ALL // MOST_POINTS]
    with pytest.raises(DigitsError, match="Together, the digits"):
        read_digits_file(write_digits_file(large).encode())
    assert len(read_digits_file(write_digits_file(large[:40]).encode()).digits) == 40


@pytest.mark.parametrize("width", [0.4, MOST_WIDTH + 0.6, 279])
def test_a_digit_that_couldn_t_be_read_again_is_refused(width):
    with pytest.raises(DigitsError):
        own_digit(7, [[(70, 60), (200, 60)]], [width])


def test_a_line_that_is_too_long_isn_t_parsed(monkeypatch):
    monkeypatch.setattr(json, "loads", lambda line: pytest.fail("it was"))
    with pytest.raises(DigitsError, match="more strokes"):
        read_line(" " * (MOST_LINE + 1))


def test_lines_are_numbered_as_in_the_file_without_blank_ones():
    line = write_digits_file([own_digit(3, [zigzag(3)], [20])])
    assert [number for number, _ in read_lines(["", line, " ", "{", line])] == [2, 4, 5]
