"""A drawing without one of its strokes."""

import tracemalloc

import numpy as np

from model.preprocess import to_mnist
from model.preprocess.pen import MOST_STROKES, PEN_WIDTH, draw_strokes
from model.preprocess.strokes import DrawnStroke, coverage, without_each
from tests.strokes import sketch_of

SEVEN = [[(70, 60), (200, 60), (120, 240)], [(100, 150), (190, 150)]]


def test_removing_a_stroke_gives_the_image_of_the_others():
    sketch = sketch_of(SEVEN)
    for number, without in enumerate(without_each(sketch.ink, sketch.strokes)):
        others = [stroke for place, stroke in enumerate(SEVEN) if place != number]
        np.testing.assert_allclose(without.image, to_mnist(draw_strokes(others)).image, atol=1e-6)


def test_ink_near_no_stroke_stays_exactly():
    strokes = [DrawnStroke(points, PEN_WIDTH) for points in SEVEN]
    ink = draw_strokes(SEVEN)[..., 3].astype(np.float32) / 255
    ink[250:270, 10:30] = 0.3  # another drawing's
    ink[55:65, 100:110] = ink[148:152, 158:162] = 0.7  # painted another way, also where strokes cross
    (_, without) = without_each(ink, strokes)
    np.testing.assert_array_equal(without.ink[ink == np.float32(0.3)], np.float32(0.3))
    np.testing.assert_array_equal(without.ink[55:65, 100:110], ink[55:65, 100:110])
    assert (without.ink <= ink).all()
    assert not without.ink[150, 185:205].any() and ink[150, 185:200].all()


def test_removing_the_only_stroke_leaves_nothing():
    sketch = sketch_of(SEVEN[:1])
    assert without_each(sketch.ink, sketch.strokes) == [None]
    # A browser's edge of the same stroke reaches further than Python's.
    wider = draw_strokes(SEVEN[:1], width=PEN_WIDTH + 2)[..., 3].astype(np.float32) / 255
    assert without_each(wider, [DrawnStroke(SEVEN[0], PEN_WIDTH)]) == [None]


def test_a_browser_s_wider_edge_is_removed_with_its_stroke():
    """Allow up to three pixels around it."""
    bar = DrawnStroke([(60, 140), (220, 140)], PEN_WIDTH)
    ink = np.zeros((280, 280), np.float32)
    ink[100:180, 80:200] = 0.5
    left = without_each(ink, [bar])[0].ink[:, 140]
    gone = 100 + np.flatnonzero(left[100:180] == 0)
    assert (gone == np.arange(gone[0], gone[-1] + 1)).all()
    assert 140 - gone[0] == gone[-1] - 140 == PEN_WIDTH / 2 + 3
    assert ((left[100:180] == 0.5).sum() + len(gone)) == 80


def test_the_darkest_cover_of_crossing_strokes_is_left():
    rng = np.random.default_rng(4)
    strokes = [DrawnStroke(rng.uniform(60, 220, (3, 2)).tolist(), width) for width in (12, 20, 32, 20, 12)]
    strokes.append(strokes[2])  # the same stroke twice: either covers the other
    covers = [coverage(each, 280) for each in strokes]
    ink = np.max(covers, axis=0)
    for number, left in enumerate(without_each(ink, strokes)):
        there = covers[number] > 0
        others = np.max([*covers[:number], *covers[number + 1 :]], axis=0)
        np.testing.assert_array_equal(left.ink[there], others[there])


def test_many_strokes_take_no_more_memory_than_two():
    def peak(count: int) -> int:
        strokes = [
            DrawnStroke([(40 + 3 * place, 60), (60 + 2 * place, 200)], PEN_WIDTH) for place in range(count)
        ]
        ink = draw_strokes([each.points for each in strokes])[..., 3].astype(np.float32) / 255
        tracemalloc.start()
        try:
            without_each(ink, strokes, [0, 1])
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(MOST_STROKES) < 1.25 * peak(2) < 20 * 10**6
