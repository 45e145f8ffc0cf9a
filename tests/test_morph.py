"""Tests the transition between two drawings: which strokes match, and where they lie."""

import numpy as np
import pytest
from hypothesis import given

from model.preprocess import morph, stages_of_ink
from model.preprocess.morph import BLOCK, FARTHEST, MOST_TRIED, match, morph_between, placed, resampled_to
from model.preprocess.pen import MOST_STROKES, PEN_WIDTH, Stroke, draw_strokes
from model.preprocess.strokes import DrawnStroke, coverage
from tests.doors.held import examples
from tests.samples import SAMPLES, scaled
from tests.strokes import strokes_inside

SAMPLE_SPACING = 8  # canvas pixels between the points of a loop
RIM = 0.6  # of a pixel's ink: the most by which two ways to draw a stroke's edge differ in one pixel


def prepared(strokes: list[Stroke], width: float = PEN_WIDTH) -> tuple[np.ndarray, list[DrawnStroke]]:
    """Return the image of a pen's strokes, and where it lies."""
    stages = stages_of_ink(draw_strokes(strokes, width=width)[..., 3].astype(np.float32) / 255)
    return stages.image, placed(stages, [DrawnStroke(stroke, width) for stroke in strokes])


@pytest.mark.parametrize("digit", SAMPLES)
def test_the_same_strokes_in_another_order_place_and_size_stay_in_place(digit):
    strokes = SAMPLES[digit]
    others = [stroke[::-1] for stroke in scaled(strokes, 0.7)[::-1]]
    others = [[(x - 20, y + 11) for x, y in stroke] for stroke in others]
    (image, here), (other, there) = prepared(strokes), prepared(others, 0.7 * PEN_WIDTH)
    way = morph_between(image, other, here, there)
    assert len(way.moved) == len(strokes) and not way.gone and not way.come
    for stroke in way.moved:
        assert np.hypot(*(stroke.after - stroke.before).T).mean() < BLOCK  # images are placed by whole pixels


def test_strokes_are_matched_by_position_then_by_order():
    left, right = (DrawnStroke([(x, 60), (x, 220)], PEN_WIDTH) for x in (100, 180))
    assert match([left, right], [right, left]) == [(0, 1), (1, 0)]
    assert match([left, right], [left]) == [(0, 0)] and match([right], [left, right]) == [(0, 1)]
    assert match([left, left], [left, left]) == [(0, 0), (1, 1)]
    far = DrawnStroke([(x + 2 * FARTHEST, y) for x, y in left.points], PEN_WIDTH)
    assert match([left], [far]) == []


def test_a_stroke_too_far_from_all_leaves_the_closest_match_to_others():
    """This holds at any distance, even if one of the two is closer to the far stroke than the other."""
    one, other, near, far = (DrawnStroke([(x, 60), (x, 220)], PEN_WIDTH) for x in (100, 170, 110, -50))
    assert abs(100 - -50) > FARTHEST and abs(170 - 110) < FARTHEST
    assert match([one, other], [near, far]) == match([one, other], [near]) == [(0, 0)]
    assert match([one, other], [far, near]) == [(0, 1)]


def test_many_strokes_are_each_compared_with_only_one(monkeypatch):
    held = []
    aligned = morph._aligned
    monkeypatch.setattr(morph, "_aligned", lambda *pair: held.append(pair) or aligned(*pair))
    dots = [DrawnStroke([(20 + 4 * place, 140)], PEN_WIDTH) for place in range(MOST_STROKES)]
    far = DrawnStroke([(20, 140 + 2 * FARTHEST)], PEN_WIDTH)
    assert match(dots, dots) == [(place, place) for place in range(MOST_STROKES)]
    assert match([*dots[:-1], far], dots[:MOST_TRIED]) == [(place, place) for place in range(MOST_TRIED)]
    assert match([far, *dots[1:]], dots)[0] == (1, 1)
    assert len(held) == 2 * MOST_STROKES + MOST_TRIED


def test_a_loop_can_start_anywhere():
    angles = np.linspace(0, 2 * np.pi, 60)
    loops = [
        DrawnStroke(140 + 80 * np.stack([np.cos(angles + by), np.sin(angles + by)], axis=1), PEN_WIDTH)
        for by in (0, 2)
    ]
    image = prepared([loops[0].points])[0]
    for other in (
        loops[1],
        loops[1]._replace(points=loops[1].points[::-1]),
    ):  # and be drawn in either direction
        (moved,) = morph_between(image, image, loops[:1], [other]).moved
        assert np.hypot(*(moved.after - moved.before).T).max() < SAMPLE_SPACING


def test_an_open_stroke_is_only_reversed_even_beside_a_loop():
    """A line that started in its middle would come apart on the way."""
    angles = np.linspace(0, 2 * np.pi, 60)
    loop = DrawnStroke(140 + 80 * np.stack([np.cos(angles), np.sin(angles)], axis=1), PEN_WIDTH)
    line = DrawnStroke([(60, 200), (140, 60), (220, 200)], PEN_WIDTH)
    small = DrawnStroke(140 + 6 * np.stack([np.cos(angles), np.sin(angles)], axis=1), PEN_WIDTH)
    for one, other in ((loop, line), (line, loop), (loop, small), (small, loop)):
        first, second = morph._aligned(one, other)
        assert first.tolist() == resampled_to(one.points, len(first)).tolist()
        as_drawn = resampled_to(other.points, len(first))
        assert second.tolist() in (as_drawn.tolist(), as_drawn[::-1].tolist())


def test_moving_strokes_have_2_to_64_points_five_pixels_apart():
    dot = DrawnStroke([(100, 100)], PEN_WIDTH)
    for length, points in ((0, 2), (50, 11), (200, 41), (600, 64)):
        line = DrawnStroke([(10, 100), (10 + length, 100)], PEN_WIDTH)
        for pair in ((line, dot), (dot, line)):
            assert {len(each) for each in morph._aligned(*pair)} == {points}


@given(strokes_inside(20, 260), strokes_inside(20, 260))
@examples(0.8)
def test_every_stroke_moves_fades_in_or_fades_out(before, after):
    (image, strokes), (other, others) = prepared([*before, [(140, 140)]]), prepared(after)
    way = morph_between(image, other, strokes, others)
    assert way.before is image and way.after is other and not way.of_images
    assert len(way.moved) + len(way.gone) == len(strokes) and len(way.moved) + len(way.come) == len(others)
    assert morph_between(image, other, None, others) == morph.Morph(image, other, of_images=True)


def test_points_are_evenly_spaced_and_a_dot_stays_a_dot():
    points = resampled_to([(0, 0), (0, 3), (9, 3)], 5)
    assert points.tolist() == [[0, 0], [0, 3], [3, 3], [6, 3], [9, 3]]
    points = resampled_to([(0, 0), (0, 3), (9, 3)], 13)
    assert points.tolist() == [*([0, way] for way in range(3)), *([way, 3] for way in range(10))]
    assert resampled_to([(4, 5)], 3).tolist() == [[4, 5]] * 3
    assert resampled_to([(1, 1), (1, 5)], 2).tolist() == [[1, 1], [1, 5]]


def test_strokes_lie_where_the_image_has_their_ink():
    image, strokes = prepared(SAMPLES[7])
    ink = np.max([coverage(each, 280) for each in strokes], axis=0)
    assert np.abs(ink.reshape(28, BLOCK, 28, BLOCK).mean(axis=(1, 3)) - image).max() < RIM
