"""The history of drawings: the last change counts, and nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.preprocess import stages_of_ink
from model.preprocess.pen import draw_strokes
from tests.samples import SAMPLES
from views.drawing import history as module
from views.drawing.drawing import (
    BLANK,
    Drawing,
    drawing_of_alpha,
    drawing_of_strokes,
    is_picture,
    pen_object,
    pen_strokes_of,
    png_of,
    straightened,
    stroke_of,
    turned,
)
from views.drawing.history import HISTORY_LENGTH, DrawingHistory
from views.drawing.received import CanvasStep
from views.parts.looks.colors import INK


def _send(history: DrawingHistory, drawing: Drawing) -> None:
    history.receive(drawing, history.change)


def _drawing(*names: str) -> Drawing:
    return Drawing([{"name": name} for name in names], b"png")


@given(st.lists(st.sampled_from(["stroke", "sample", "clear"]), min_size=1, max_size=HISTORY_LENGTH - 1))
def test_undo_leads_back_to_the_blank_canvas_and_redo_forward(changes):
    history = DrawingHistory()
    for number, change in enumerate(changes):
        if change == "stroke":
            _send(history, Drawing([*history.current.objects, {"name": str(number)}], b"png"))
        else:
            history.add(BLANK if change == "clear" else _drawing(f"sample {number}"))
            _send(history, history.current)
    newest = history.current
    for _ in changes:
        history.step(-1)
    assert history.current == BLANK
    for _ in changes:
        history.step(1)
    assert history.current == newest


def test_the_echo_of_a_sample_is_not_a_step():
    history = DrawingHistory()
    history.add(_drawing("sample"))
    _send(history, Drawing([{"name": "sample", "left": 12}], b"browser's"))
    assert len(history.drawings) == 2
    assert history.current == Drawing([{"name": "sample", "left": 12}], b"png")
    _send(history, _drawing("sample", "stroke"))
    assert len(history.drawings) == 3


def test_an_echo_isn_t_a_new_version():
    history = DrawingHistory()
    history.add(_drawing("sample"))
    version, received = history.version, history.received
    _send(history, history.current)
    assert history.version == version
    assert history.received > received


def test_a_stroke_instead_of_the_echo_is_a_step():
    history = DrawingHistory()
    history.add(_drawing("sample"))
    _send(history, _drawing("sample", "stroke"))
    history.step(-1)
    assert history.current == _drawing("sample")


def test_the_canvas_s_own_undo_is_recognized():
    history = DrawingHistory()
    _send(history, _drawing("first"))
    _send(history, _drawing("first", "second"))
    _send(history, _drawing("first"))
    assert history.position == 1
    _send(history, _drawing("first", "second"))
    assert history.position == 2
    assert len(history.drawings) == 3


def test_the_canvas_s_own_undo_keeps_what_can_be_redone():
    history = DrawingHistory()
    strokes = ["first", "second", "third"]
    for number in range(3):
        _send(history, _drawing(*strokes[: number + 1]))
    for number in (2, 1, 2, 1, 2, 3):
        _send(history, _drawing(*strokes[:number]))
        assert (history.position, len(history.drawings)) == (number, 4)
        assert history.can_redo == (number < 3)


def test_a_canvas_that_lags_behind_is_not_an_undo():
    history = DrawingHistory()
    for strokes in (("first",), ("first", "second")):
        _send(history, _drawing(*strokes))
    for by in (-1, -1, 1, 1):
        history.step(by)
    version = history.version
    _send(history, _drawing("first"))  # with the number of the last order, which it hasn't followed yet
    assert (history.position, history.version) == (2, version)
    _send(history, _drawing("first", "second"))  # the echo
    assert (history.position, history.version) == (2, version)


def test_late_strokes_on_a_replaced_drawing_are_ignored():
    history = DrawingHistory()
    _send(history, _drawing("stroke"))
    before = history.change
    history.add(_drawing("sample"))
    history.receive(_drawing("stroke", "late"), before)
    assert history.current == _drawing("sample")
    assert len(history.drawings) == 3


def test_a_stroke_doesn_t_reset_the_canvas():
    history = DrawingHistory()
    given, change = history.on_canvas, history.change
    _send(history, _drawing("stroke"))
    assert (history.on_canvas, history.change) == (given, change)


def test_the_same_drawing_twice_is_sent_twice():
    history = DrawingHistory()
    sample = _drawing("sample")
    history.add(sample)
    change = history.change
    history.add(sample)
    assert history.change != change


def test_a_new_canvas_gets_the_current_drawing():
    history = DrawingHistory()
    _send(history, _drawing("stroke"))
    history.remount()
    assert history.on_canvas == _drawing("stroke")
    _send(history, _drawing("stroke", "another"))
    assert len(history.drawings) == 3


def test_a_redrawn_canvas_draws_on():
    for echoes in (True, False):  # a new canvas doesn't
        history = DrawingHistory()
        _send(history, _drawing("stroke"))
        history.redraw()
        history.redraw()
        assert history.on_canvas == _drawing("stroke")
        if echoes:
            _send(history, _drawing("stroke"))
        _send(history, _drawing("stroke", "another"))
        assert len(history.drawings) == 3


def _took(number: int, by: int, base: int, shown: Drawing | None = None) -> CanvasStep:
    return CanvasStep(number, by, base, OWN + number, shown)


OWN = 2**23  # the browser counts from here
BAR = np.pad(np.full((80, 91), 255, np.uint8), ((9, 191), (9, 180)))


def test_steps_taken_in_the_browser_are_followed():
    history = DrawingHistory()
    _send(history, _drawing("first"))
    history.follow([_took(2, -1, history.change)])
    assert (history.current, history.on_canvas) == (BLANK, BLANK)
    history.receive(_drawing("second"), OWN + 2)
    assert [each.objects for each in history.drawings] == [[], [{"name": "second"}]]
    history.follow([_took(4, 0, OWN + 2)])
    history.follow([_took(5, -1, OWN + 4)])
    assert history.current == _drawing("second")
    history.follow([_took(6, 1, OWN + 5)])
    history.receive(Drawing([], None), OWN + 6)  # the echo
    assert (history.position, len(history.drawings)) == (2, 3)
    history.receive(_drawing("third"), OWN + 6)
    assert (history.position, len(history.drawings), history.current) == (3, 4, _drawing("third"))


@pytest.mark.parametrize("by", [-1, 0])
def test_the_same_stroke_after_a_step_is_a_stroke(by):
    history = DrawingHistory()
    history.follow([_took(2, by, 0, shown=_drawing("stroke"))])
    history.receive(_drawing("stroke"), OWN + 2)
    names = [[each["name"] for each in drawing.objects] for drawing in history.drawings]
    assert names == ([[], ["stroke"]] if by else [[], ["stroke"], [], ["stroke"]])
    assert history.position == len(names) - 1


def test_what_the_canvas_showed_before_a_step_is_in_the_history():
    history = DrawingHistory()
    history.follow([_took(2, 0, 0, shown=_drawing("never told"))])
    history.receive(_drawing("after"), OWN + 2)
    assert [each.objects for each in history.drawings] == [
        [],
        [{"name": "never told"}],
        [],
        [{"name": "after"}],
    ]


def test_a_step_from_another_drawing_updates_the_canvas():
    history = DrawingHistory()
    _send(history, _drawing("stroke"))
    before = history.change
    history.add(_drawing("sample"))
    history.follow([_took(2, -1, before, shown=_drawing("stroke", "late"))])
    assert history.current == history.on_canvas == _drawing("stroke")
    assert history.bases == [history.change]
    history.receive(_drawing("stroke", "on another"), OWN + 2)
    assert history.current == _drawing("stroke")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_message_of_many_steps_draws_at_most_a_history(monkeypatch, count):
    """One step brings a stroke each; many steps bring all their drawings complete."""
    drawn, png = [], png_of(BAR)

    def draw(*given, **settings):
        drawn.append(given)
        return draw_strokes(*given, **settings)

    monkeypatch.setattr(module, "draw_strokes", draw)
    lines = [[pen_object([["M", 9 + k, n], ["L", 99, n]], 20) for n in range(49)] for k in range(count)]
    bases = [0, *(OWN + n for n in range(1, count))]
    history = DrawingHistory()
    history.follow(
        [_took(n + 1, 0, base, Drawing(each, png)) for n, (base, each) in enumerate(zip(bases, lines))]
    )
    assert len(drawn) == (48 if count == 1 else 0)
    assert history.current == BLANK and history.drawings[-2].objects == lines[-1]


def test_a_change_of_pen_loses_no_stroke_but_a_restore_does():
    history = DrawingHistory()
    history.follow([_took(1, 0, 0)])
    for number in range(20):
        history.redraw()
        history.receive(_drawing(*map(str, range(number + 1))), OWN + 1 if number < 5 else history.bases[0])
        assert len(history.current.objects) == number + 1
    assert len(history.bases) < 10
    base = history.bases[0]
    history.restore()
    history.receive(_drawing("refused"), base)
    assert history.current != _drawing("refused")


@pytest.mark.parametrize(("apart", "steps"), [(0, 2), (0.1, 2), (0.2, 3)])
def test_a_new_session_takes_over_the_canvas_within_rounding(apart, steps):
    told = _drawn([[20, 40], [60, 80], [200, 40]])
    history = DrawingHistory(told)
    shown = _drawn([[20 + apart, 40], [60, 80], [200, 40]])
    history.take_over(shown, 7)
    assert (len(history.drawings), history.heard) == (steps, 7)
    assert history.on_canvas == (told if steps == 2 else shown)
    history.take_over(BLANK, 8)
    assert history.current is history.on_canvas is BLANK
    assert DrawingHistory(told).current is told


def test_the_history_counts_the_drawings_it_has_dropped():
    history = DrawingHistory()
    for number in range(HISTORY_LENGTH + 7):
        _send(history, _drawing(str(number)))
    assert history.first + history.position == HISTORY_LENGTH + 7
    history.step(-1)
    _send(history, _drawing("one", "instead"))
    assert history.first + history.position == HISTORY_LENGTH + 7


def _as_path(stroke: list, width: float = 20) -> dict:
    """Return a stroke as the canvas represents it: parabolas from middle to middle of its points."""
    (first, *others) = stroke
    path = [["M", *first]]
    for point, after in pairwise(others):
        path.append(["Q", *point, *np.mean([point, after], axis=0).tolist()])
    return {"type": "Path", "path": [*path, ["L", *others[-1]]], "strokeWidth": width}


def _drawn(*strokes: list) -> Drawing:
    return Drawing([_as_path(stroke) for stroke in strokes], png_of(draw_strokes(strokes)[..., 3]))


def test_strokes_that_arrive_together_are_a_step_each():
    strokes = [*SAMPLES[4], *SAMPLES[1], *SAMPLES[7]]
    for known in range(len(strokes)):
        history = DrawingHistory()
        for number in range(known):
            _send(history, _drawn(*strokes[: number + 1]))
        before = history.version
        _send(history, _drawn(*strokes))
        assert history.version > before
        assert history.current == _drawn(*strokes)
        for number in range(len(strokes) - 1, 0, -1):
            history.step(-1)
            step = _drawn(*strokes[:number])
            assert history.current.objects == step.objects
            assert np.abs(history.current.ink() - step.ink()).mean() < 0.002
        history.step(-1)
        assert history.current == BLANK
        assert not history.can_undo


def test_strokes_on_another_drawing_are_one_step():
    one, two, three, four = ([[x, 40], [x, 200]] for x in (40, 100, 160, 220))
    history = DrawingHistory()
    _send(history, _drawn(one))
    _send(history, _drawn(two, three, four))
    assert len(history.drawings) == 3


def test_a_wide_stroke_stays_wide_in_between():
    history = DrawingHistory()
    first, second = [[20, 40], [200, 40]], [[20, 200], [200, 200]]
    _send(history, Drawing([_as_path(first, 40), _as_path(second, 8)], _drawn(first, second).png))
    history.step(-1)
    assert (history.current.ink() > 0.5).any(axis=1).sum() == pytest.approx(40, abs=1)


@pytest.mark.parametrize(
    "other",
    [
        *(
            {"path": path}
            for path in (None, 3, "M", [], [[]], [["M", "a", "b"]], [["M", 1]], [["M", 1, 10**400]])
        ),
        *({"path": [["M", x, 5.0]]} for x in (float("nan"), float("inf"), 1e9, -281, 561)),
        *({"path": [["M", 5.0, y]]} for y in (float("nan"), float("inf"), 1e9, -281, 561)),
        *({"strokeWidth": width} for width in (None, "x", -1, 0, 1e9, float("nan"))),
    ],
    ids=str,
)
def test_only_the_canvas_draws_what_isn_t_a_stroke(other):
    history = DrawingHistory()
    path = _as_path([[1, 2], [30, 40]])
    assert stroke_of(path | other) is None
    _send(history, Drawing([path, path | other, path], _drawn([[1, 2], [30, 40]]).png))
    assert len(history.drawings) == 2


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


def test_a_stroke_is_drawn_as_the_pen_draws():
    """Ends and corners are round, and nothing is filled."""
    path = [["M", 5, 6], ["L", 7, 8]]
    pen = {
        "fill": None,
        "stroke": INK,
        "strokeWidth": 32,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }
    assert pen_object(path, 32) == {"type": "Path", "path": path} | pen


def test_a_stroke_can_leave_the_canvas_by_the_canvas_s_width():
    for place in ((-280, 5), (5, -280), (560, 5), (5, 560)):
        assert stroke_of({"path": [["M", *place]], "strokeWidth": 1}) == ([place], 1)
    for width in (0.5, 279):
        assert stroke_of({"path": [["M", 1, 2]], "strokeWidth": width}) == ([(1, 2)], width)


def test_the_history_stays_short():
    history = DrawingHistory()
    for number in range(2 * HISTORY_LENGTH):
        _send(history, _drawing(str(number)))
    assert len(history.drawings) == HISTORY_LENGTH
    assert history.current == _drawing(str(2 * HISTORY_LENGTH - 1))


def test_the_ink_of_a_drawing_is_its_alpha():
    alpha = draw_strokes(SAMPLES[5])[..., 3]
    assert (drawing_of_alpha(alpha, "").ink() == np.float32(alpha) / 255).all()
    assert (drawing_of_strokes(5, "", SAMPLES[5]).ink() == np.float32(alpha) / 255).all()
    assert BLANK.ink() is None


def test_a_canvas_full_of_ink_isn_t_blank_paper():
    full = drawing_of_alpha(np.full((280, 280), 255, np.uint8), "").ink()
    assert (full == 1).all()
    assert (stages_of_ink(full).scaled == 1).all()


@given(st.lists(st.sampled_from(["stroke", "sample", "undo", "redo"]), max_size=20))
def test_every_visible_change_is_a_new_version(changes):
    history = DrawingHistory()
    for number, change in enumerate(changes):
        seen, version = history.current, history.version
        if change == "stroke":
            _send(history, Drawing([*history.current.objects, {"name": str(number)}], b"png"))
        elif change == "sample":
            history.add(_drawing(f"sample {number}"))
            _send(history, history.current)
        else:
            history.step(-1 if change == "undo" else 1)
        assert history.version > version or history.current == seen
        assert history.can_undo == (history.current != history.drawings[0])
        assert history.can_redo == (history.current != history.drawings[-1])


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
