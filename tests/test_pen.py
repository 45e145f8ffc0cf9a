"""What the pen draws: the canvas's own ink, and digits that no two people write alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import no_digits, pen
from model.no_digits import write_no_digits
from model.pen import (
    CANVAS_SIZE,
    PEN_WIDTH,
    draw_strokes,
    read_styles,
    vary,
    write_digits,
)
from model.preprocess import ink_box, ink_of

ALL_STYLES = [style for styles in read_styles().values() for style in styles]


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_nothing_drawn_is_blank_paper():
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


def test_a_corner_is_sharp_and_a_curve_is_not():
    def sharpest_turn(style: str) -> float:
        ((control, _, curve),) = pen._parse(style)
        steps = np.diff(curve @ control, axis=0)
        angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        return np.abs(np.diff(angles)).max()

    assert sharpest_turn("0,0 50,0! 50,50") == pytest.approx(np.pi / 2, abs=0.01)
    assert sharpest_turn("0,0 50,0 50,50") < np.pi / 4


def test_nobody_writes_a_style_twice_alike():
    style, random = read_styles()["2"][0], rng()
    first, second = (np.concatenate(vary(style, random)) for _ in range(2))
    assert first.shape != second.shape or not np.allclose(first, second)


def test_the_pen_is_now_and_then_not_lifted_between_strokes():
    random = rng()
    counts = [len(vary("0,0 50,0 | 0,50 50,50 | 0,100 50,100", random)) for _ in range(400)]
    assert set(counts) == {1, 3}
    assert 0.02 < np.mean(np.array(counts) == 1) < 0.12


def test_bending_lifts_the_middle_and_leaves_what_is_above_and_below_a_digit():
    class MiddleUp:
        """Random numbers of which only the first, how far up the middle goes, is not 0."""

        def normal(self, loc=0.0, scale=1.0):
            return (0.12, 0.0, 0.0) if isinstance(scale, tuple) else 0.0

    rows = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 1.5])
    (bent,) = pen._bend([np.stack([np.full(6, 0.3), rows], axis=1)], MiddleUp())
    np.testing.assert_allclose(bent[:, 1] - (rows - 0.5), [0, 0, 0, 0.12, 0, 0], atol=1e-12)


def test_the_same_seed_writes_the_same():
    (images, labels), (again, labels_again) = (write_digits(20, rng(3)) for _ in range(2))
    assert np.array_equal(images, again)
    assert np.array_equal(labels, labels_again)
    assert np.array_equal(write_no_digits(20, rng(3)), write_no_digits(20, rng(3)))


def test_written_images_are_what_the_networks_read():
    images, labels = write_digits(200, rng())
    strange = write_no_digits(200, rng())
    for drawn in (images, strange):
        assert drawn.shape == (200, 28, 28)
        assert drawn.dtype == np.float32
        assert drawn.min() >= 0
        assert drawn.max() <= 1
        assert (drawn.sum(axis=(1, 2)) > 1).all()
    assert set(labels) == set(range(10))


def test_every_digit_has_several_styles_and_none_is_listed_twice():
    assert set(read_styles()) == {*"0123456789", "-"}
    assert min(len(styles) for styles in read_styles().values()) >= 10
    assert len(set(ALL_STYLES)) == len(ALL_STYLES)


def test_a_range_is_walked_by_all_points_of_a_drawing_together(monkeypatch):
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
## What is no digit
"""


def test_every_kind_of_no_digit_is_drawn():
    assert sum(no_digits.KINDS.values()) == pytest.approx(1)
    random = rng()
    for kind in no_digits.KINDS:
        strokes = no_digits.draw_no_digit(Chosen(random, kind))
        assert all(np.isfinite(stroke).all() and stroke.shape[1] == 2 for stroke in strokes), kind


class Chosen:
    """A random generator that is asked first for a kind, and says this one."""

    def __init__(self, random, kind):
        self.inner, self.kind = random, kind

    def choice(self, values, *arguments, **options):
        if values == list(no_digits.KINDS):
            return self.kind
        return self.inner.choice(values, *arguments, **options)

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_two_digits_stand_beside_each_other():
    random = rng()
    for _ in range(50):
        strokes = no_digits.draw_no_digit(Chosen(random, "two digits"))
        width, height = np.ptp(np.concatenate(strokes), axis=0)
        assert len(strokes) >= 2
        assert width > 0.1 * height


def test_a_digit_in_a_mirror_or_turned_is_one_that_is_no_digit_then():
    for digits in no_digits.NEVER_DIGITS.values():
        assert not set(digits) & set("018")  # which may be themselves, or each other
    assert not set(no_digits.NEVER_DIGITS["mirrored"]) & set("25")
