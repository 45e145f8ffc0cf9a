"""Python's newest drawing: which message counts, and what a drawing may take."""

import json
import tracemalloc
import zlib
from struct import pack

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.preprocess.pen import MOST_STROKES, draw_strokes
from tests.samples import SAMPLES
from views.parts.looks.encode import as_url
from views.parts.words import ONE_PICTURE
from views.session.drawing.drawing import (
    BLANK,
    Drawing,
    drawing_of_strokes,
    pen_object,
    pen_strokes_of,
    png_of,
)
from views.session.drawing.drawing_code import MAX_POINTS
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.received import MAX_PNG_BYTES, drawing_of

DOTS = [[(20 + 17 * (place % 15), 30 + 40 * (place // 15))] for place in range(MOST_STROKES + 12)]
PNG = png_of(draw_strokes(DOTS)[..., 3])
MOST_BYTES = 10**6  # of a drawing in memory


def shown(strokes: list) -> Drawing:
    """Return what a canvas shows after these strokes."""
    objects = [pen_object([["M", *stroke[0]], *(["L", *point] for point in stroke)]) for stroke in strokes]
    return Drawing(objects, png_of(draw_strokes(strokes)[..., 3]))


def received(drawing: Drawing, number: int = 1) -> LatestDrawing:
    """Return the drawing of a session after the canvas has sent this."""
    latest = LatestDrawing()
    latest.receive(drawing, latest.session, 0, number)
    return latest


@given(st.lists(st.tuples(st.sampled_from(["give", "send", "late"]), st.integers(0, 9)), max_size=30))
def test_the_newest_change_counts_whatever_order_messages_come_in(events):
    latest, newest, number = LatestDrawing(), BLANK, 0
    for event, about in events:
        version, drawing = latest.version, Drawing([{"name": about}], b"png")
        if event == "give":
            latest.add(drawing)
            newest, number = drawing, 0
        else:
            given = latest.given - (event == "late")
            latest.receive(drawing, latest.session, given, about)
            if event == "send" and about > number:
                newest, number = drawing, about
        assert (latest.current, latest.number) == (newest, number)
        assert latest.version > version or latest.current is newest


def test_another_session_s_message_changes_nothing():
    latest = LatestDrawing()
    latest.receive(shown(SAMPLES[4]), "another", 0, 5)
    assert (latest.current, latest.number, latest.version) == (BLANK, 0, 0)
    assert LatestDrawing().session != latest.session


def test_a_drawing_that_was_given_is_known_by_its_name():
    latest = LatestDrawing()
    for drawing in (drawing_of_strokes(4, "ready-made", SAMPLES[4]), BLANK):
        latest.add(drawing)
        name = latest.name
        latest.receive(shown(SAMPLES[1]), latest.session, latest.given, 1)
        latest.receive(shown(SAMPLES[4]), latest.session, latest.given, 2, name)
        assert latest.current is drawing
        latest.add(BLANK)
        assert latest.name != name


def test_many_strokes_become_a_picture():
    for count in (MOST_STROKES, MOST_STROKES + 1):
        latest, is_whole = received(shown(DOTS[:count])), count <= MOST_STROKES
        assert np.array_equal(latest.current.ink(), shown(DOTS[:count]).ink())
        assert (pen_strokes_of(latest.current) is not None) == is_whole
        assert latest.current.origin == ("" if is_whole else ONE_PICTURE)
        assert latest.given == 0  # so that drawing on isn't disturbed


def test_one_endless_stroke_is_a_picture_too():
    long = [(20 + place % 240, 140 + round(100 * np.sin(place / 40))) for place in range(MAX_POINTS + 1)]
    assert received(shown([long])).current.origin == ONE_PICTURE
    assert received(shown([long[:-2]])).current.origin == ""


@pytest.mark.parametrize("keeps_strokes", [True, False])
def test_a_drawing_with_too_many_bytes_becomes_a_picture(keeps_strokes):
    """Points with all their digits need more bytes, so fewer fit as strokes."""
    length = MAX_POINTS // (6 if keeps_strokes else 3) + 1
    path = [["M", 20, 140], *(["Q", *np.random.default_rng(i).uniform(20, 260, 4)] for i in range(length))]
    objects = [pen_object(path)]
    current = received(Drawing(objects, PNG)).current
    assert (len(json.dumps(objects)) < 100_000) is keeps_strokes
    assert (current.objects == objects) is keeps_strokes
    assert np.array_equal(current.ink(), Drawing(objects, PNG).ink())


def with_more_bytes(png: bytes) -> bytes:
    """Return the same picture in a file of the largest accepted size."""
    name, said = b"tEXt", bytes(MAX_PNG_BYTES - len(png) - 12)
    chunk = pack(">I", len(said)) + name + said + pack(">I", zlib.crc32(name + said))
    return png[:33] + chunk + png[33:]  # after the header


@pytest.mark.parametrize("kind", ["nested", "points", "file"])
def test_a_drawing_stays_within_its_bytes_whatever_arrives(kind):
    nested = json.loads("[" * 200 + "[]" + ",[]" * 30_000 + "]" * 200)
    made, file = {
        "nested": (pen_object([["M", 1, 1]]) | {"path2": nested, "src": nested}, PNG),
        "points": (pen_object([["L", 0.5, i + 0.25] for i in range(MAX_POINTS)]), PNG),
        "file": (pen_object([["M", 1, 1]]), with_more_bytes(PNG)),
    }[kind]
    sent = json.dumps([made])
    tracemalloc.start()
    try:
        about = {"session": "", "given": 0, "number": 1, "name": ""}
        drawing = drawing_of(about | {"objects": json.loads(sent), "png": as_url(file)}).drawing
        assert len(drawing.png) <= 100_000
        latest = received(drawing)
        del drawing
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < MOST_BYTES
    assert latest.current.png
