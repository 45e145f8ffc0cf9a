"""Tests the pinned drawing, and the path from it to another one as the browser gets it."""

from collections.abc import Sequence

import numpy as np
import pytest

from model.preprocess import stages_of_ink
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import Stroke, draw_strokes
from tests.samples import SAMPLES
from views.session import pinned as module
from views.session.drawing.drawing import BLANK, Drawing, pen_object, png_of
from views.session.drawing.linked_drawing import drawing_of_test_image
from views.session.pinned import described_morph, morph_to, pin, pinned, unpin

BAR, LOWER = [(80, 100), (200, 100)], [(80, 200), (200, 200)]
RIM = 1  # canvas pixels: the part of a stroke's rim whose ink counts for the digit's box


pytestmark = pytest.mark.usefixtures("session")


def drawn(strokes: Sequence[Stroke], width: float) -> Drawing:
    paths = [[["L" if i else "M", *point] for i, point in enumerate(stroke)] for stroke in strokes]
    return Drawing(
        [pen_object(path, width) for path in paths], png_of(draw_strokes(strokes, width=width)[..., 3])
    )


def test_a_moving_stroke_starts_as_pinned_and_ends_as_drawn():
    pin(drawn([BAR], 8))
    sent = described_morph(drawn([BAR], 40))
    (moved,) = sent["moved"]
    # A bar 120 long has round ends, half a pen's width each, and all of it becomes 200 of 280 pixels long.
    narrow, broad = (width * 200 / (120 + width) for width in (8, 40))
    assert moved["widths"] == pytest.approx([narrow, broad], rel=2 * RIM / 120)
    for end, width in (("before", narrow), ("after", broad)):
        length = np.hypot(*(moved[end][-1] - moved[end][0]))
        assert length == pytest.approx(200 - width, abs=3)
    for end, width in (("before", 8), ("after", 40)):
        ink = draw_strokes([BAR], width=width)[..., 3].astype(np.float32) / 255
        assert np.array_equal(sent[end], stages_of_ink(ink).image)
    assert not sent["gone"] and not sent["come"] and not sent["of_images"]


def test_unmatched_strokes_fade_out_or_in():
    for before, after, gone, come in (([BAR, LOWER], [LOWER], 1, 0), ([LOWER], [BAR, LOWER], 0, 1)):
        pin(drawn(before, 20))
        sent = described_morph(drawn(after, 20))
        assert (len(sent["gone"]), len(sent["come"])) == (gone, come)
        (faded,) = [*sent["gone"], *sent["come"]]
        assert faded["width"] > 20 and len(faded["points"]) == 2


def test_without_strokes_the_images_are_cross_faded():
    images, _ = load_test_images()
    digit, bar = drawing_of_test_image(0), drawn([BAR], 20)
    for one, other in ((digit, bar), (bar, digit)):
        pin(one)
        sent = described_morph(other)
        assert sent["of_images"] and not (sent["moved"] or sent["gone"] or sent["come"])
    assert np.abs(sent["after"] - images[0] / 255).max() < 1e-5


def test_with_nothing_else_drawn_there_is_a_start_but_no_path():
    four = drawn(SAMPLES[4], 20)
    assert described_morph(four) is None and morph_to(four) is None
    pin(BLANK)
    assert pinned() is None
    pin(four)
    for other in (four, BLANK):
        sent = described_morph(other)
        assert np.array_equal(sent["before"], pinned().image) and sent["after"] is None
        assert morph_to(other) is None
    unpin()
    assert pinned() is None and described_morph(drawn([BAR], 20)) is None


def test_the_address_has_the_pinned_drawing_or_nothing():
    bar, long = drawn([BAR], 20), drawn([BAR] * 100, 20)  # more strokes than an address can hold
    assert module.written() == ""
    pin(bar)
    said = module.written()
    assert said and module.written() == said
    pin(long)
    assert (module.written(), module.written()) == ("", "")
    pin(drawn([LOWER], 20))
    assert module.written() not in ("", said)
    pin(bar)
    assert module.written() == said
    unpin()
    assert module.written() == ""
