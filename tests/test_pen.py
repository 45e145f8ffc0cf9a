"""What the pen draws: the canvas's own ink, and digits in handwriting that always varies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.preprocess import ink_box, ink_of, pen
from model.preprocess import non_digits as no_digits
from model.preprocess.non_digits import write_non_digits
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, draw_strokes, read_styles, vary, write_digits

ALL_STYLES = [style for styles in read_styles().values() for style in styles]


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_an_empty_drawing_is_blank_paper():
    drawn = draw_strokes([])
    assert drawn.shape == (CANVAS_SIZE, CANVAS_SIZE, 4)
    assert drawn.dtype == np.uint8
    assert not drawn.any()


def test_a_point_makes_a_dot_as_wide_as_the_pen():
    top, bottom, left, right = ink_box(ink_of(draw_strokes([[(140, 100)]])))
    assert (top + bottom) / 2 == pytest.approx(100, abs=1)
    assert (left + right) / 2 == pytest.approx(140, abs=1)
    assert bottom - top == pytest.approx(PEN_WIDTH, abs=1.5)


@pytest.mark.parametrize("end", [(200, 60), (60, 200), (200, 200)])
def test_a_line_is_as_thick_as_the_pen_and_has_round_caps(end):
    length = np.hypot(end[0] - 60, end[1] - 60)
    area = draw_strokes([[(60, 60), end]])[..., 3].sum() / 255
    assert area == pytest.approx(length * PEN_WIDTH + np.pi * PEN_WIDTH**2 / 4, rel=0.04)


def test_edges_are_smooth():
    alpha = draw_strokes([[(60, 60), (200, 120)]])[..., 3]
    assert len(np.unique(alpha)) > 8


@settings(deadline=None, max_examples=30)
@given(dx=st.integers(-40, 40), dy=st.integers(-40, 40))
def test_moving_the_strokes_moves_the_ink(dx, dy):
    strokes = np.array([[90, 90], [190, 110], [120, 190]])
    moved = np.roll(draw_strokes([strokes]), (dy, dx), axis=(0, 1))
    assert np.array_equal(draw_strokes([strokes + np.array([dx, dy])]), moved)


def test_every_style_is_a_handful_of_finite_strokes():
    for style in ALL_STYLES:
        strokes = vary(style, rng())
        assert strokes, style
        for stroke in strokes:
            assert stroke.ndim == 2, style
            assert stroke.shape[1] == 2, style
            assert len(stroke) >= 2, style
            assert np.isfinite(stroke).all(), style
            assert np.abs(stroke).max() < 3, style


def test_a_curve_runs_through_its_control_points():
    for style in ALL_STYLES:
        for first, last, curve in pen._parse(style):
            for control in (first, last):
                assert np.allclose((curve @ control)[:: pen.SAMPLES], control)
            assert np.allclose(curve.sum(axis=1), 1)


def test_neighboring_points_bend_a_curve():
    """By hand: halfway (9b + 9c - a - d) / 16."""
    a, b, c, d = control = np.array([[0, 0], [1, 3], [4, 4], [9, 2]], float)
    points = pen.curve(4, 0, 3) @ control
    half = pen.SAMPLES // 2
    assert len(points) == 3 * pen.SAMPLES + 1
    middles = [(8 * a + 9 * b - c) / 16, (9 * b + 9 * c - a - d) / 16, (9 * c + 8 * d - b) / 16]
    np.testing.assert_allclose(points[half :: pen.SAMPLES], middles)
    alone = pen.curve(4, 1, 2) @ control - b  # with two points alone: a straight line
    np.testing.assert_allclose(alone[:, 0] * (c - b)[1], alone[:, 1] * (c - b)[0], atol=1e-12)
    t = 1 / pen.SAMPLES
    after = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    np.testing.assert_allclose(points[pen.SAMPLES + 1], after)


def test_a_corner_is_sharp_but_a_curve_is_not():
    def sharpest_turn(style: str) -> float:
        ((control, _, curve),) = pen._parse(style)
        steps = np.diff(curve @ control, axis=0)
        angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        return np.abs(np.diff(angles)).max()

    assert sharpest_turn("0,0 50,0! 50,50") == pytest.approx(np.pi / 2, abs=0.01)
    assert sharpest_turn("0,0 50,0 50,50") < np.pi / 4


def test_no_style_is_written_the_same_twice():
    style, random = read_styles()["2"][0], rng()
    first, second = (np.concatenate(vary(style, random)) for _ in range(2))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_sometimes_the_pen_is_not_lifted_between_strokes():
    random = rng()
    counts = [len(vary("0,0 50,0 | 0,50 50,50 | 0,100 50,100", random)) for _ in range(400)]
    assert set(counts) == {1, 3}
    assert 0.02 < np.mean(np.array(counts) == 1) < 0.12


def test_bending_raises_the_middle_of_a_digit_only():
    class MiddleUp:
        """Random numbers of which only the first isn't 0: how far the middle moves up."""

        def normal(self, loc=0.0, scale=1.0):
            return (0.12, 0.0, 0.0) if isinstance(scale, tuple) else 0.0

    rows = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 1.5])
    (bent,) = pen._bend([np.stack([np.full(6, 0.3), rows], axis=1)], MiddleUp())
    np.testing.assert_allclose(bent[:, 1] - (rows - 0.5), [0, 0, 0, 0.12, 0, 0], atol=1e-12)


class Bent:
    """Random numbers that are 0, except for the taper, the bulge and the slant."""

    def __init__(self, taper: float = 0.0, bulge: float = 0.0, slant: float = 0.0) -> None:
        self.first, self.slant = (0.0, taper, bulge), slant

    def normal(self, loc=0.0, scale=1.0):
        return self.first if isinstance(scale, tuple) else self.slant if loc else 0.0


def test_a_digit_is_narrowed_bulged_and_slanted_about_its_middle():
    """The middle is at 0.3, 0.5: half as wide as tall, and no further; it comes back around 0."""
    rows = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    left, middle, right = (np.stack([np.full(5, place), rows], axis=1) for place in (0.1, 0.3, 0.5))
    given, down = [left, middle, right], rows - 0.5
    for bent in (Bent(), Bent(taper=0.2), Bent(bulge=0.1), Bent(slant=0.3)):
        found = pen._bend(given, bent)
        np.testing.assert_allclose([each[:, 1] for each in found], [down] * 3, atol=1e-12)
        widths = found[2][:, 0] - found[0][:, 0]
        taper, bulge, slant = *bent.first[1:], bent.slant
        np.testing.assert_allclose(widths, 0.4 * (1 + 2 * taper * down))
        np.testing.assert_allclose(found[1][:, 0], bulge * (1 - 4 * down**2) - slant * down, atol=1e-12)
        np.testing.assert_allclose(found[0][:, 0] - found[1][:, 0], found[1][:, 0] - found[2][:, 0])


def test_a_pen_cuts_the_ends_of_strokes_within_bounds():
    random = rng()
    for length, most in ((1.0, 0.08), (0.4, 0.05)):
        stroke = np.stack([np.linspace(0, length, 401), np.zeros(401)], axis=1)
        remaining = [pen._shorten(stroke, random)[:, 0] for _ in range(200)]
        assert all((np.diff(each) > 0).all() for each in remaining)
        for cut in ([each[0] for each in remaining], [length - each[-1] for each in remaining]):
            assert min(cut) < 0.1 * most and 0.9 * most < max(cut) <= most + length / 400


def test_a_slow_device_reports_the_last_point():
    random, stroke = rng(), np.arange(60).reshape(30, 2)
    thin = [pen._thin_out(stroke, random) for _ in range(200)]
    assert all(each[0].tolist() == [0, 1] and each[-1].tolist() == [58, 59] for each in thin)
    steps = {int(each[1, 0] - each[0, 0]) // 2 for each in thin}
    assert steps == set(range(2, pen.SAMPLES + 2))


def test_a_thumb_makes_detours_around_the_stroke():
    random, stroke = rng(), np.stack([np.linspace(0, 1, 31), np.zeros(31)], axis=1)
    off = np.array([pen._wobble(stroke, random) - stroke for _ in range(400)])
    assert np.abs(off.mean(axis=0)).max() < 0.004
    assert np.sqrt((off[:, ::10] ** 2).mean(axis=(0, 1))) == pytest.approx([0.016, 0.016], abs=0.002)
    bends = np.abs(np.diff(off, 2, axis=1)).max(axis=(0, 2))
    assert (np.flatnonzero(bends > 1e-6) + 1).tolist() == [10, 20]  # straight from one to the next


def test_the_same_seed_writes_the_same():
    (images, labels), (again, labels_again) = (write_digits(20, rng(3)) for _ in range(2))
    assert np.array_equal(images, again)
    assert np.array_equal(labels, labels_again)
    assert np.array_equal(write_non_digits(20, rng(3)), write_non_digits(20, rng(3)))


def test_written_images_are_what_the_networks_read():
    images, labels = write_digits(200, rng())
    strange = write_non_digits(200, rng())
    for drawn in (images, strange):
        assert drawn.shape == (200, 28, 28)
        assert drawn.dtype == np.float32
        assert drawn.min() >= 0
        assert drawn.max() <= 1
        assert (drawn.sum(axis=(1, 2)) > 1).all()
    assert set(labels) == set(range(10))


def test_every_digit_has_several_distinct_styles():
    assert set(read_styles()) == {*"0123456789", "-"}
    assert min(len(styles) for styles in read_styles().values()) >= 10
    assert len(set(ALL_STYLES)) == len(ALL_STYLES)


def test_a_drawing_s_points_share_their_place_in_each_range(monkeypatch):
    for unsteady in ("_bend", "_shorten"):
        monkeypatch.setattr(pen, unsteady, lambda drawn, _: drawn)
    random, ends = rng(), []
    for _ in range(300):
        strokes = vary("0,0~40,0 60,100 | 0,50 0,60~0,100", random)
        ends.append((strokes[0][0, 0] / 0.4, (strokes[-1][-1, 1] - 0.6) / 0.4))
    first, second = np.array(ends).T
    assert np.histogram(first, [-1, 0.25, 0.5, 0.75, 2])[0].min() > 40
    assert np.corrcoef(first, second)[0, 1] > 0.9


"""
## Non-digits
"""


def test_every_kind_of_non_digit_is_drawn():
    assert sum(no_digits.KINDS.values()) == pytest.approx(1)
    random = rng()
    for kind in no_digits.KINDS:
        strokes = no_digits.draw_no_digit(Chosen(random, kind))
        assert all(np.isfinite(stroke).all() and stroke.shape[1] == 2 for stroke in strokes), kind


class Chosen:
    """A random generator that chooses this kind first."""

    def __init__(self, random, kind):
        self.inner, self.kind = random, kind

    def choice(self, values, *arguments, **options):
        if values == list(no_digits.KINDS):
            return self.kind
        return self.inner.choice(values, *arguments, **options)

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_two_digits_are_drawn_side_by_side():
    random = rng()
    for _ in range(50):
        strokes = no_digits.draw_no_digit(Chosen(random, "two digits"))
        width, height = np.ptp(np.concatenate(strokes), axis=0)
        assert len(strokes) >= 2
        assert width > 0.1 * height


def test_the_second_of_two_digits_begins_where_the_first_ends(monkeypatch):
    "This is little higher, lower, smaller or larger; here both are as tall as wide."
    monkeypatch.setattr(no_digits, "_written", lambda *_: [np.array([[0.2, 0.0], [1.2, 1.0]])])
    random, found = rng(), []
    for _ in range(200):
        first, second = no_digits._two_digits(random)
        assert first.tolist() == [[0.2, 0.0], [1.2, 1.0]]
        (width, height), (across, down) = np.ptp(second, axis=0), second.min(axis=0) - (1.2, 0)
        assert width == pytest.approx(height)
        found.append((width, across, down))
    (narrow, near, high), (wide, far, low) = np.min(found, axis=0), np.max(found, axis=0)
    assert 0.8 <= narrow < 0.82 and 1.18 < wide <= 1.2
    assert -1e-9 <= near < 0.02 and 0.38 < far <= 0.4
    assert -0.4 < high < -0.1 and 0.1 < low < 0.4


def test_turned_digits_are_mirrored_or_lie_on_a_side(monkeypatch):
    asked = []
    written = np.array([[1.0, 0.0], [1.0, 3.0]])
    monkeypatch.setattr(no_digits, "_written", lambda label, _: asked.append(label) or [written])
    random, ways = rng(), {}
    for _ in range(300):
        (stroke,) = no_digits._turned(random)
        ways.setdefault(tuple(map(tuple, np.round(stroke, 9).tolist())), set()).add(asked.pop())
    mirrored, right, left = ((-1, 0), (-1, 3)), ((0, 1), (-3, 1)), ((0, -1), (3, -1))
    assert ways == {mirrored: set("34679"), right: set("2345679"), left: set("2345679")}


def test_a_turned_digit_is_never_still_a_digit():
    for digits in no_digits.NEVER_DIGITS.values():
        assert not set(digits) & set("018")  # these may look like themselves, or each other
    assert not set(no_digits.NEVER_DIGITS["mirrored"]) & set("25")
