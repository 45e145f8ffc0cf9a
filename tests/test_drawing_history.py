"""A history has a limit of bytes, and loses nothing that people really draw."""

from __future__ import annotations

import json
import tracemalloc
import zlib
from struct import pack

import numpy as np

from model.preprocess.pen import MOST_STROKES, draw_strokes
from views.drawing.drawing import Drawing, drawing_of_alpha, pen_object, pen_strokes_of, png_of
from views.drawing.drawing_code import MAX_POINTS
from views.drawing.history import HISTORY_LENGTH, MOST_BYTES, DrawingHistory
from views.drawing.received import MAX_PNG_BYTES, drawing_of
from views.parts.looks.encode import as_url
from views.parts.words import ONE_PICTURE

DOTS = [[(20 + 17 * (place % 15), 30 + 40 * (place // 15))] for place in range(MOST_STROKES + 12)]


def shown(strokes: list, **other: object) -> Drawing:
    """Return what a canvas shows after these strokes."""
    objects = [
        pen_object([["M", *stroke[0]], *(["L", *point] for point in stroke)], **other) for stroke in strokes
    ]
    return Drawing(objects, png_of(draw_strokes(strokes)[..., 3]))


def drawn(strokes: list, together: int = 1) -> DrawingHistory:
    """Return the history of a canvas that reports `together` strokes at once."""
    history = DrawingHistory()
    for count in range(together, len(strokes) + 1, together):
        history.receive(shown(strokes[:count]), history.change)
    return history


def test_many_strokes_become_a_picture_with_a_step_each():
    for together in (1, 24):
        history = drawn(DOTS, together)
        assert history.change == 0  # so that drawing on isn't disturbed
        for count in range(len(DOTS), len(DOTS) - HISTORY_LENGTH + 1, -1):
            assert np.abs(history.current.ink() - shown(DOTS[:count]).ink()).mean() < 0.002
            is_whole = count <= MOST_STROKES
            assert (pen_strokes_of(history.current) is None) != is_whole
            assert history.current.origin == ("" if is_whole else ONE_PICTURE)
            assert len(history.current.objects) == (count if is_whole else 1)
            history.step(-1)


def test_a_stroke_on_such_a_picture_is_one_more_step():
    history = drawn(DOTS)
    history.step(-1)
    picture = history.on_canvas
    history.receive(Drawing(picture.objects, picture.png), history.change)  # the echo
    assert history.current == picture
    (stroke,) = shown([[(40, 200), (220, 240)]]).objects
    history.receive(Drawing([*picture.objects, stroke], picture.png), history.change)
    assert [each["type"] for each in history.current.objects] == ["Image", "Path"]
    history.step(-1)
    assert history.current == picture


def test_a_canvas_that_lags_behind_the_picture_changes_nothing():
    history = drawn(DOTS)
    history.step(-1)
    picture, version = history.current, history.version
    history.receive(shown(DOTS), history.change)  # with the number of the order that it hasn't followed yet
    assert (history.current, history.version) == (picture, version)


def test_one_endless_stroke_is_a_picture_too():
    long = [[(20 + place % 240, 140 + round(100 * np.sin(place / 40))) for place in range(MAX_POINTS + 1)]]
    assert drawn(long).current.origin == ONE_PICTURE
    assert drawn([long[0][:-2]]).current.origin == ""


def test_a_canvas_that_shows_ever_more_is_turned_into_a_picture():
    history, objects = DrawingHistory(), []
    points = [["L", 20 + place % 240, 140] for place in range(900)]
    png = png_of(draw_strokes(DOTS)[..., 3])
    while not history.change:
        objects = [*objects, pen_object([["M", 20, 140 + len(objects)], *points])]
        history.receive(Drawing(objects, png), history.change)
        assert len(json.dumps(objects)) < 500_000
    assert history.on_canvas is history.current and len(history.on_canvas.objects) == 1
    history.receive(Drawing(history.on_canvas.objects, png), history.change)
    assert history.current.ink().any() and history.can_undo


def test_a_drawing_at_the_limit_keeps_its_strokes():
    history, png = DrawingHistory(), png_of(draw_strokes(DOTS)[..., 3])
    points = [["L", 20 + place, 140] for place in range(MAX_POINTS // MOST_STROKES - 1)]
    objects = [pen_object([["M", 20, 40 + place], *points]) for place in range(MOST_STROKES)]
    for count in range(MOST_STROKES - 3, MOST_STROKES + 1):
        history.receive(Drawing(objects[:count], png), history.change)
    assert history.change == 0 and history.current.objects == objects


def test_a_drawing_with_too_many_bytes_becomes_a_picture():
    """Points with all their digits need more bytes, so fewer fit as strokes."""
    length = MAX_POINTS // 3
    path = [["M", 20, 140], *(["Q", *np.random.default_rng(i).uniform(20, 260, 4)] for i in range(length))]
    png = png_of(draw_strokes(DOTS)[..., 3])
    for count, is_kept in ((length // 2, True), (length + 1, False)):
        history = DrawingHistory()
        objects = [pen_object(path[:count])]
        history.receive(Drawing(objects, png), history.change)
        assert (len(json.dumps(objects)) < 100_000) is is_kept
        assert (history.current.objects == objects) is is_kept
        assert np.array_equal(history.current.ink(), Drawing(objects, png).ink())


def with_more_bytes(png: bytes, number: int) -> bytes:
    """Return the same picture in a file of the largest accepted size."""
    name, said = b"tEXt", pack(">I", number) * ((MAX_PNG_BYTES - len(png) - 12) // 4)
    chunk = pack(">I", len(said)) + name + said + pack(">I", zlib.crc32(name + said))
    return png[:33] + chunk + png[33:]  # after the header


def test_a_history_stays_within_its_bytes_whatever_arrives():
    nested = json.loads("[" * 200 + "[]" + ",[]" * 30_000 + "]" * 200)
    png = png_of(draw_strokes(DOTS)[..., 3])
    kinds = {
        "nested": lambda number: (pen_object([["M", number, 1]]) | {"path2": nested, "src": nested}, png),
        "points": lambda number: (
            pen_object([["L", number + 0.5, i + 0.25] for i in range(MAX_POINTS)]),
            png,
        ),
        "file": lambda number: (pen_object([["M", number, 1]]), with_more_bytes(png, number)),
    }
    for kind, made in kinds.items():
        history = DrawingHistory()
        tracemalloc.start()
        try:
            for number in range(14):
                drawn_object, file = made(number)
                raw = {"objects": json.loads(json.dumps([drawn_object])), "background": "#00000000"}
                drawing, change = drawing_of({"raw": raw, "data": as_url(file)})
                assert len(drawing.png) <= 100_000
                history.receive(drawing, change)
                del drawn_object, file, raw, drawing
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert kept < 1.5 * MOST_BYTES, kind
        assert history.can_undo


def test_pictures_count_with_everything_stored_of_them():
    """Each is stored twice: as its file, and as what the canvas shows."""
    rng, history = np.random.default_rng(5), DrawingHistory()
    for _ in range(HISTORY_LENGTH):
        history.add(drawing_of_alpha(rng.integers(0, 256, (280, 280), np.uint8), "A photo."))
    sizes = [len(each.png or b"") + sum(len(one["src"]) for one in each.objects) for each in history.drawings]
    assert MOST_BYTES - 2 * max(sizes) < sum(sizes) <= MOST_BYTES and len(sizes) < HISTORY_LENGTH
