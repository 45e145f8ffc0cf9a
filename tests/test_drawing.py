"""Drawings: their strokes, as the pen makes them, and their pixels."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.preprocess import stages_of_ink
from model.preprocess.pen import draw_strokes
from tests.samples import SAMPLES
from views.session.drawing.drawing import (
    BLANK,
    Drawing,
    drawing_of_alpha,
    drawing_of_strokes,
    is_picture,
    pen_object,
    pen_strokes_of,
    straightened,
    stroke_of,
    turned,
)


def _as_path(stroke: list, width: float = 20) -> dict:
    """Return a stroke as the canvas represents it: parabolas from middle to middle of its points."""
    (first, *others) = stroke
    path = [["M", *first]]
    for point, after in pairwise(others):
        path.append(["Q", *point, *np.mean([point, after], axis=0).tolist()])
    return {"type": "Path", "path": [*path, ["L", *others[-1]]], "strokeWidth": width}


@pytest.mark.parametrize(
    "other",
    [
        *(
            {"path": path}
            for path in (None, 3, "M", [], [[]], [["M", "a", "b"]], [["M", 1]], [["M", 1, 10**400]])
        ),
        *({"path": [["M", x, 5.0]]} for x in (float("nan"), float("inf"), 1e9, -281, 561)),
        *({"path": [["M", 5.0, y]]} for y in (float("nan"), float("inf"), 1e9, -281, 561)),
        *({"path": [["M", 10, 10], end]} for end in (["C", 1, 2, 3, 4, 5, 6], ["Z"])),
        *({"strokeWidth": width} for width in (None, "x", -1, 0, 1e9, float("nan"))),
    ],
    ids=str,
)
def test_only_the_canvas_draws_what_isn_t_a_stroke(other):
    path = _as_path([[1, 2], [30, 40]])
    assert stroke_of(path | other) is None
    assert pen_strokes_of(Drawing([path, path | other, path], b"png")) is None


FINE = 0.5  # canvas pixels from the parabola, a twentieth of a pixel of the image


@given(st.lists(st.tuples(st.integers(0, 280), st.integers(0, 280)), min_size=3, max_size=6))
def test_a_parabola_s_points_lie_on_it(corners):
    """By de Casteljau, its middle is halfway between the middle of its ends and its control point."""
    path = _as_path(corners)["path"]
    points = np.array(straightened(path))
    each = (len(points) - 2) // (len(path) - 2)  # of a parabola, without both ends
    assert points[0].tolist() == list(corners[0]) and points[-1].tolist() == list(corners[-1])
    start = np.array(corners[0], float)
    for number, (_, *numbers) in enumerate(path[1:-1]):
        bend, end = np.array(numbers).reshape(2, 2)
        found = points[1 + number * each : 1 + (number + 1) * each]
        assert found[-1] == pytest.approx(end)
        for place, point in enumerate(found, start=1):
            t = place / each
            first, second = start + t * (bend - start), bend + t * (end - bend)
            assert point == pytest.approx(first + t * (second - first))
        assert found[each // 2 - 1] == pytest.approx(((start + end) / 2 + bend) / 2)
        start = end


def test_straight_pieces_are_close_to_the_parabola():
    start, bend, end = np.array([[40.0, 60.0], [75.0, 60.0], [75.0, 95.0]])
    points = straightened([["M", *start], ["Q", *bend, *end], ["L", 100, 200]])
    t = np.linspace(0, 1, 101)[:, None]
    curve = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    pieces = np.array([one + s * (np.subtract(other, one)) for one, other in pairwise(points) for s in t])
    assert np.hypot(*(curve[:, None] - pieces).transpose(2, 0, 1)).min(axis=1).max() < FINE
    lines = [["M", 1, 2], ["L", 30, 40], ["L", 3, 4]]
    assert straightened(lines) == [[1, 2], [30, 40], [3, 4]]
    assert straightened(lines[:1]) == [[1, 2]]


def test_each_stroke_has_its_own_points_and_width():
    drawn = Drawing([_as_path([[1, 2], [30, 40]], 12), pen_object([["M", 5, 6], ["L", 7, 8]], 32)], b"png")
    assert [(list(map(tuple, points)), width) for points, width in pen_strokes_of(drawn)] == [
        ([(1, 2), (30, 40)], 12),
        ([(5, 6), (7, 8)], 32),
    ]


def test_a_stroke_can_leave_the_canvas_by_the_canvas_s_width():
    for place in ((-280, 5), (5, -280), (560, 5), (5, 560)):
        assert stroke_of({"path": [["M", *place]], "strokeWidth": 1}) == ([place], 1)
    for width in (0.5, 279):
        assert stroke_of({"path": [["M", 1, 2]], "strokeWidth": width}) == ([(1, 2)], width)


def test_the_ink_of_a_drawing_is_its_alpha():
    alpha = draw_strokes(SAMPLES[5])[..., 3]
    assert (drawing_of_alpha(alpha, "").ink() == np.float32(alpha) / 255).all()
    assert (drawing_of_strokes(5, "", SAMPLES[5]).ink() == np.float32(alpha) / 255).all()
    assert BLANK.ink() is None


def test_a_canvas_full_of_ink_isn_t_blank_paper():
    full = drawing_of_alpha(np.full((280, 280), 255, np.uint8), "").ink()
    assert (full == 1).all()
    assert (stages_of_ink(full).scaled == 1).all()


def test_a_picture_turns_clockwise_and_a_stroke_isn_t_a_picture():
    upright = draw_strokes([[(140, 60), (140, 220)], [(140, 60), (200, 60)]])[..., 3]
    picture = drawing_of_alpha(upright, "Your picture.")
    assert is_picture(picture)
    assert not is_picture(drawing_of_strokes(7, "", [[(60, 60), (200, 60)]]))
    assert not is_picture(drawing_of_alpha(upright, "An MNIST image", code="test 3"))
    once = turned(picture)
    assert is_picture(once)
    assert once.origin == picture.origin
    assert once.ink()[60:200, 210:230].any()  # the bar at the top now points down, on the right
    four_times = turned(turned(turned(once)))
    assert np.array_equal(four_times.ink(), picture.ink())
