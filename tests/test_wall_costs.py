"""What costly drawings, full walls and many removals cost a class's wall, its downloads and this process."""

from types import SimpleNamespace

import numpy as np
import pytest

from model.classes import ClassError, Sent, room
from model.novelty import own_digits
from model.preprocess import stages_of_ink
from model.preprocess.pen import MOST_STROKES, draw_strokes
from tests.classes import ONE, OTHER, there
from tests.samples import SAMPLES
from views.classroom import classes, send
from views.classroom.classes import LOOK_SECONDS, SHOWN_BYTES, Watch
from views.session import state
from views.session.activations import code_of_drawn
from views.session.drawing import linked_drawing
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.drawing_code import MAX_POINTS, MAX_WIDTH, CodedDrawing, PenStroke, encode_drawing
from views.wall import downloads, tiles, wall
from views.wall.downloads import digits_of

FOUR = drawing_of_strokes(4, "ready-made", SAMPLES[4])
WAVES = np.stack([140 + 100 * np.sin(np.arange(66)), 20 + 3.5 * np.arange(66)], axis=1)


def image_of(points: np.ndarray, width: int) -> np.ndarray:
    return stages_of_ink(draw_strokes([points], width=width)[..., 3].astype(np.float32) / 255).image


def coded(strokes: int, points: np.ndarray = WAVES, width: int = MAX_WIDTH, image: np.ndarray | None = None):
    image = image_of(points, width) if image is None else image
    return encode_drawing(CodedDrawing([PenStroke(points, width, False)] * strokes, b"", image))


COSTLY = coded(MOST_STROKES)  # 3,960 points with the widest pen
FALSE = coded(1, image=np.pad(np.ones((1, 1), np.float32), (0, 27)))


def drawing(number: int) -> Sent:
    return Sent(f"drawing {number}", 4, 4, 0.5)


def test_the_costly_drawing_is_as_costly_as_a_code_allows():
    assert MAX_POINTS - len(WAVES) < linked_drawing.points_in_code(COSTLY) <= MAX_POINTS


@pytest.mark.parametrize(("code", "says"), [(COSTLY, "fewer strokes"), (FALSE, "couldn't read")])
def test_a_drawing_that_costs_much_or_lies_is_refused_when_it_is_sent(code, says):
    with pytest.raises(ClassError, match=says):
        send.check(code)
    for honest in (code_of_drawn(FOUR), "test.17", coded(1)):
        send.check(honest)


def test_what_is_sent_is_checked_first(store, monkeypatch):
    code, _ = store.start()
    latest = send.LatestDrawing()
    latest.add(FOUR)
    state.put("labeled_last", (latest.version, 4))
    monkeypatch.setattr(send, "classes", lambda: store)
    monkeypatch.setattr(send, "code_of_drawn", lambda _drawing: COSTLY)

    class Read:
        digit, is_known, probs, network = 4, True, np.ones(1), SimpleNamespace(reads_digits=True)

    send._send(code, latest, Read)
    assert there(store, code) == {}
    assert "fewer strokes" in state.get("class_note")


def test_neither_tiles_nor_downloads_paint_a_drawing(store, monkeypatch):
    code, _ = store.start()
    for number, drawn in enumerate((COSTLY, code_of_drawn(FOUR))):
        store.send(code, ONE, Sent(drawn, number, 4, 0.5))
    for module in (linked_drawing, own_digits):
        monkeypatch.setattr(module, "draw_strokes", None)
    assert ["src" in tiles.tile_of(each) for each in store.changed(code)] == [True, True]
    assert [each.digit.label for each in digits_of(store.changed(code))] == [1]  # no digit is so long


def test_a_file_is_made_when_it_is_downloaded(store, monkeypatch):
    code, _ = store.start()
    store.send(code, ONE, Sent(code_of_drawn(FOUR), 4, 4, 0.5))
    made, read = {}, []
    monkeypatch.setattr(downloads, "digits_of", lambda drawings: read.append(1) or digits_of(drawings))
    monkeypatch.setattr(downloads, "download", lambda label, make, *_, key: made.update({key: make}))
    monkeypatch.setattr(downloads.st, "page_link", lambda *_, **__: None)
    downloads.downloads(code)
    assert (len(made), read) == (3, [])
    assert b"4" in made["class_digits.jsonl"]().encode()
    assert read == [1]


def shown(latest: classes.Latest, numbers: set[int]) -> bool:
    """Take what a run shows to a browser that has those numbers; return whether there's more."""
    changes, reached = wall._portion_of(latest)
    if not state.get("wall_from", 0):
        numbers.clear()
    for each in changes:
        (numbers.add if each.sent else numbers.discard)(each.number)
    state.put("wall_from", reached)
    return reached < latest.standing.serial


def test_a_wall_comes_in_portions(store, monkeypatch):
    monkeypatch.setattr(wall, "PORTION", 2)
    code, key = store.start()
    for number in range(6):
        store.send(code, ONE, drawing(number))
    browser: set[int] = set()
    assert shown(wall.watch.look(code, at_once=True), browser) and browser == {1, 2}
    store.remove(code, key, 1)
    store.remove(code, key, 4)
    assert shown(wall.watch.look(code, at_once=True), browser) and browser == {1, 2, 3, 5}
    assert not shown(wall.watch.look(code, at_once=True), browser)
    assert browser == {2, 3, 5, 6}


def test_forgotten_removals_are_not_shown(store, clock, monkeypatch):
    for module in (room, classes):
        monkeypatch.setattr(module, "MOST_GONE", 3)
    monkeypatch.setattr(wall, "PORTION", 2)
    code, key = store.start()
    stored = store.send(code, OTHER, drawing(0))
    browser: set[int] = set()
    for _lesson in range(9):
        for number in range(5):
            store.send(code, ONE, drawing(number))
        while shown(wall.watch.look(code, at_once=True), browser):
            pass
        assert browser == {*there(store, code)} and len(browser) == 6
        store.remove_device(code, key, max(browser))
        for number in range(4):  # the removals of those before are forgotten
            store.remove(code, key, store.send(code, ONE, drawing(number)))
        clock.now += 60
        latest = wall.watch.look(code, at_once=True)
        assert {number for number, each in latest.drawings.items() if each.sent} == {stored}
        assert len(latest.drawings) <= 1 + 3 + 5
        while shown(latest, browser):
            pass
        assert browser == {stored}


def test_a_process_forgets_what_was_removed_long_ago(store, monkeypatch):
    for module in (room, classes):
        monkeypatch.setattr(module, "MOST_GONE", 3)
    code, _ = store.start()
    for number in range(9):
        store.take_back(code, ONE, store.send(code, ONE, drawing(number)))
        latest = wall.watch.look(code, at_once=True)
    assert [*latest.drawings] == [6, 7, 8, 9]


def test_a_process_keeps_a_bounded_amount_of_drawings(store, clock, monkeypatch):
    monkeypatch.setattr(classes, "MOST_CACHED", 3 * SHOWN_BYTES + 3000)
    watch, codes = Watch(lambda: store, clock), [store.start()[0] for _class in range(4)]
    for place, length in enumerate((100, 2500, 200, 1000)):
        store.send(codes[place], ONE, Sent("d" * length, 4, 4, 0.5))
        watch.look(codes[place])
    assert [*watch._latest] == [codes[0], codes[2], codes[3]]  # the one with the most gave way
    clock.now += LOOK_SECONDS
    assert len(watch.look(codes[1]).drawings) == 1
    assert sum(seen.size for _then, seen in watch._latest.values()) <= classes.MOST_CACHED
