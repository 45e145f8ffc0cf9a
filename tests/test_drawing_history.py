"""What a history keeps is bounded, and nothing that an honest person draws is lost for it."""

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
    """What a canvas shows after these strokes."""
    objects = [
        pen_object([["M", *stroke[0]], *(["L", *point] for point in stroke)], **other) for stroke in strokes
    ]
    return Drawing(objects, png_of(draw_strokes(strokes)[..., 3]))


def drawn(strokes: list, together: int = 1) -> DrawingHistory:
    """The history of a canvas on which `together` strokes at once are reported."""
    history = DrawingHistory()
    for count in range(together, len(strokes) + 1, together):
        history.receive(shown(strokes[:count]), history.change)
    return history


def test_what_has_many_strokes_goes_on_as_a_picture_with_each_of_them_a_step():
    for together in (1, 24):
        history = drawn(DOTS, together)
        assert history.change == 0  # whoever draws on is not disturbed
        for count in range(len(DOTS), len(DOTS) - HISTORY_LENGTH + 1, -1):
            assert np.abs(history.current.ink() - shown(DOTS[:count]).ink()).mean() < 0.002
            is_whole = count <= MOST_STROKES
            assert (pen_strokes_of(history.current) is None) != is_whole
            assert history.current.origin == ("" if is_whole else ONE_PICTURE)
            assert len(history.current.objects) == (count if is_whole else 1)
            history.step(-1)


def test_a_stroke_upon_such_a_picture_is_one_more():
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


def test_a_canvas_that_still_shows_the_picture_before_is_no_echo():
    history = drawn(DOTS)
    history.step(-1)
    picture, version = history.current, history.version
    history.receive(shown(DOTS), history.change)  # under the number of the order that it is about to follow
    assert (history.current, history.version) == (picture, version)


def test_one_stroke_without_an_end_is_a_picture_too():
    long = [[(20 + place % 240, 140 + round(100 * np.sin(place / 40))) for place in range(MAX_POINTS + 1)]]
    assert drawn(long).current.origin == ONE_PICTURE
    assert drawn([long[0][:-2]]).current.origin == ""


def test_a_canvas_that_shows_ever_more_is_given_all_of_it_as_one_picture():
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


def test_as_much_as_is_kept_stroke_by_stroke_is_not_put_there_anew():
    history, png = DrawingHistory(), png_of(draw_strokes(DOTS)[..., 3])
    points = [["L", 20 + place, 140] for place in range(MAX_POINTS // MOST_STROKES - 1)]
    objects = [pen_object([["M", 20, 40 + place], *points]) for place in range(MOST_STROKES)]
    for count in range(MOST_STROKES - 3, MOST_STROKES + 1):
        history.receive(Drawing(objects[:count], png), history.change)
    assert history.change == 0 and history.current.objects == objects


def test_more_bytes_than_a_drawing_may_have_go_on_as_one_picture():
    """Of points that are given to the last digit, fewer are kept one by one."""
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
    """The same picture in a file as large as may be."""
    name, said = b"tEXt", pack(">I", number) * ((MAX_PNG_BYTES - len(png) - 12) // 4)
    chunk = pack(">I", len(said)) + name + said + pack(">I", zlib.crc32(name + said))
    return png[:33] + chunk + png[33:]  # after the header


def test_whatever_was_sent_a_history_takes_no_more_than_its_bytes():
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


def test_pictures_count_with_all_that_is_kept_of_them():
    """Each is kept twice: as its file, and as what the canvas shows."""
    rng, history = np.random.default_rng(5), DrawingHistory()
    for _ in range(HISTORY_LENGTH):
        history.add(drawing_of_alpha(rng.integers(0, 256, (280, 280), np.uint8), "A photo."))
    sizes = [len(each.png or b"") + sum(len(one["src"]) for one in each.objects) for each in history.drawings]
    assert MOST_BYTES - 2 * max(sizes) < sum(sizes) <= MOST_BYTES and len(sizes) < HISTORY_LENGTH
