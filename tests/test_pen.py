"""What the pen draws: the canvas's own ink, and digits and non-digits as the networks learned them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.preprocess import ink_box, ink_of, non_digits, pen
from model.preprocess.non_digits import NEVER_DIGITS, write_non_digits
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, draw_strokes, read_styles, vary, write_digits

STYLES = read_styles()
ALL_STYLES = [style for styles in STYLES.values() for style in styles]


def test_a_point_makes_a_dot_as_wide_as_the_pen_and_no_stroke_nothing():
    nothing = draw_strokes([])
    assert (nothing.shape, nothing.dtype) == ((CANVAS_SIZE, CANVAS_SIZE, 4), np.uint8) and not nothing.any()
    top, bottom, left, right = ink_box(ink_of(draw_strokes([[(140, 100)]])))
    assert ((top + bottom) / 2, (left + right) / 2) == pytest.approx((100, 140), abs=1)
    assert bottom - top == pytest.approx(PEN_WIDTH, abs=1.5)


@pytest.mark.parametrize("end", [(200, 60), (60, 200), (200, 200)])
def test_a_line_is_as_thick_as_the_pen_with_round_caps_and_smooth_edges(end):
    length = np.hypot(end[0] - 60, end[1] - 60)
    area = draw_strokes([[(60, 60), end]])[..., 3].sum() / 255
    assert area == pytest.approx(length * PEN_WIDTH + np.pi * PEN_WIDTH**2 / 4, rel=0.04)
    assert len(np.unique(draw_strokes([[(60, 60), (200, 120)]])[..., 3])) > 8


@settings(deadline=None, max_examples=30)
@given(dx=st.integers(-40, 40), dy=st.integers(-40, 40))
def test_moving_the_strokes_moves_the_ink(dx, dy):
    strokes = np.array([[90, 90], [190, 110], [120, 190]])
    moved = np.roll(draw_strokes([strokes]), (dy, dx), axis=(0, 1))
    assert np.array_equal(draw_strokes([strokes + np.array([dx, dy])]), moved)


# Styles


def test_every_digit_has_several_distinct_styles_of_finite_strokes():
    assert set(STYLES) == {*"0123456789", "-"}
    assert min(len(styles) for styles in STYLES.values()) >= 10
    assert len(set(ALL_STYLES)) == len(ALL_STYLES)
    for style in ALL_STYLES:
        for stroke in vary(style, np.random.default_rng(1)):
            assert len(stroke) >= 2 and stroke.shape[1:] == (2,) and np.abs(stroke).max() < 3, style


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


def test_a_corner_is_sharp_but_a_curve_is_not():
    def sharpest_turn(style: str) -> float:
        ((control, _, curve),) = pen._parse(style)
        steps = np.diff(curve @ control, axis=0)
        angles = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        return np.abs(np.diff(angles)).max()

    assert sharpest_turn("0,0 50,0! 50,50") == pytest.approx(np.pi / 2, abs=0.01)
    assert sharpest_turn("0,0 50,0 50,50") < np.pi / 4


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


# What the networks learned from

LINE = np.stack([np.linspace(0, 1, 61), np.zeros(61)], axis=1)


def two_strokes(rng: np.random.Generator) -> list[np.ndarray]:
    """Write an invented style with two ranges and a pen that may not be lifted."""
    return vary("0,0~40,0 60,100 | 0,50 0,60~0,100", rng)


def figures(draw, times: int = 300) -> list[float]:
    """Return averages of what a function draws with a fixed seed.

    They are the strokes of a drawing, its points, its longer side, and of all points x, y, x², y² and x × y.
    """
    rng = np.random.default_rng(5)
    drawn = [draw(rng) for _ in range(times)]
    points = [np.concatenate(strokes) for strokes in drawn]
    sides = [np.ptp(each, axis=0).max() for each in points]
    x, y = np.concatenate(points).T
    means = (x.mean(), y.mean(), (x**2).mean(), (y**2).mean(), (x * y).mean())
    return [sum(map(len, drawn)) / times, len(x) / times, np.mean(sides), *means]


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda rng: vary(STYLES["2"][0], rng), [1, 32.71, 1.0365, 0.0419, -0.1169, 0.0596, 0.1506, -0.0303]),
        (two_strokes, [1.9267, 8.6133, 0.7846, -0.108, 0.0796, 0.0769, 0.063, -0.0106]),
        (lambda rng: [pen._shorten(LINE, rng)], [1, 55.32, 0.9053, 0.5013, 0, 0.3226, 0, 0]),
        (lambda rng: [pen._wobble(LINE, rng)], [1, 61, 1.0005, 0.5001, -0.0001, 0.3365, 0.0002, -0.0001]),
        ("_zigzag", [1, 10.0733, 0.8719, 0.4974, 0.4914, 0.3332, 0.3238, 0.2453]),
        ("_tangle", [1, 48.28, 0.8774, 0.498, 0.4904, 0.3153, 0.3079, 0.2449]),
        ("_loose_strokes", [5.46, 70.56, 0.9278, 0.5011, 0.4961, 0.3168, 0.3111, 0.2478]),
        ("_wander", [1, 140.09, 22.3586, 5.7243, 0.3901, 169.262, 149.3831, 5.7472]),
        ("_jumble", [1, 48.3367, 7.13, 0.0653, 0.0465, 3.3419, 3.3222, 0.1232]),
        ("_dots", [2.8867, 2.8867, 0.5046, 0.5038, 0.4863, 0.3376, 0.3205, 0.2449]),
        ("_hatch", [1, 10.33, 1.3576, 0.3074, -0.2382, 0.372, 0.381, 0.0044]),
        ("_blot", [1, 23.7133, 0.9807, 0.0235, -0.313, 0.1863, 0.1817, -0.0046]),
        ("_coil", [1, 84.19, 3.8475, -0.0161, -0.1295, 1.93, 1.9456, 0.0783]),
        ("_two_digits", [2.4, 60.2267, 1.5146, 0.4379, -0.0101, 0.4625, 0.1131, -0.0172]),
        ("_turned", [1.23, 29.8233, 0.9558, -0.0147, -0.0141, 0.0787, 0.0821, 0.0168]),
        ("_built", [4.53, 58.89, 1.0061, 0.3533, 0.4967, 0.1845, 0.3496, 0.1748]),
        ("draw_no_digit", [1.8333, 36.2667, 1.8029, 0.6752, -0.1877, 10.4586, 11.952, -7.3296]),
    ],
)
def test_a_seed_draws_what_the_networks_learned_from(draw, expected):
    """If these drawings change, the networks have to be trained again."""
    draw = getattr(non_digits, draw) if isinstance(draw, str) else draw
    assert figures(draw) == pytest.approx(expected, rel=1e-5, abs=6e-5)


@pytest.mark.parametrize(
    ("write", "ink"), [(lambda *it: write_digits(*it)[0], 0.1215), (write_non_digits, 0.143)]
)
def test_written_images_are_what_the_networks_read(write, ink):
    images = write(200, np.random.default_rng(1))
    assert (images.shape, images.dtype) == ((200, 28, 28), np.float32)
    assert images.min() == 0 and images.max() <= 1 and (images.sum(axis=(1, 2)) > 1).all()
    assert images.mean(dtype=float) == pytest.approx(ink, abs=1e-3)


def test_each_digit_is_written_and_a_turned_one_is_never_still_a_digit():
    assert set(write_digits(200, np.random.default_rng(1))[1]) == set(range(10))
    for digits in NEVER_DIGITS.values():
        assert not set(digits) & set("018")  # these may look like themselves, or each other
    assert not set(NEVER_DIGITS["mirrored"]) & set("25")
