"""Attacks on a class end in a sentence or in nothing, and nobody else notices them."""

from __future__ import annotations

import json

import pytest
import streamlit

from model.classes import ClassError, Sent, code_in, secret_in
from model.classes.codes import new_secret
from model.classes.sent import MOST_CHOICES, MOST_DRAWING, MOST_QUESTION
from model.classes.store import MOST_A_MINUTE, Store
from model.classes.tables import QUESTIONS
from tests.samples import SAMPLES
from views.classroom import classes, joined, send
from views.parts.looks.translated import translated
from views.session import browser_store, state
from views.session.activations import code_of_drawn
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.latest_drawing import LatestDrawing
from views.wall import vote, wall
from views.wall.downloads import as_arrays, as_digits_file, as_table, digits_of
from views.wall.tiles import tile_of

FOUR = code_of_drawn(drawing_of_strokes(4, "ready-made", SAMPLES[4]))
HTML = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{code}",
    "%s %n",
    "\x00",
)
SQL = (
    "'; DROP TABLE drawings; --",
    '" OR "1"="1',
    "' OR code LIKE '%",
    "ABC346' --",
    "\\'; DELETE FROM classes",
)
PATHS = (
    "../../etc/passwd",
    "file:///etc/passwd",
    "C:\\windows",
    "\u202eABC346",
    "АВС346",
    "abc346\n",
    "ÄÖÜABC",
)
SIZES = ("", " ", "A", "AAAAA", "AAAAAAA", "A" * 10_000, "0" * 6, "______", "%" * 6, "🎈" * 6)
CODES = (*HTML, *SQL, *PATHS, *SIZES)
OBJECTS = (
    None,
    True,
    0,
    -1,
    1.5,
    float("nan"),
    10**30,
    [],
    {},
    [[[]]],
    {"code": "ABC346"},
    b"ABC346",
    ["A"] * 6,
)
BROKEN = (
    *HTML,
    *SQL,
    *PATHS,
    "",
    FOUR[:-1],
    FOUR[::-1],
    FOUR[: len(FOUR) // 2],
    f"{FOUR}{FOUR}",
    FOUR.swapcase(),
    "A" * MOST_DRAWING,
    "A" * (MOST_DRAWING + 1),
    "A" * 10**6,
    "sample.99",
    "test.-1",
    "eJw" * 500,
)


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setattr(streamlit, "session_state", {})
    opened = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}")
    for module in (send, vote, wall):
        monkeypatch.setattr(module, "watch", classes.Watch(lambda: opened))
    for module in (send, vote):
        monkeypatch.setattr(module, "classes", lambda: opened)
    yield opened
    opened.close()


@pytest.fixture
def other(store) -> tuple[str, str]:
    """Start a class of others with one drawing, and check that nothing else is in it afterwards."""
    code, key = store.start()
    store.send(code, "o" * 22, Sent(FOUR, 4, 4, 0.75))
    yield code, key
    assert [each.sent for each in store.changed(code)] == [Sent(FOUR, 4, 4, 0.75)]
    assert store.standing(code)[1:] == (1, 1, False, "", False)


def refused(ask, *arguments: object) -> None:
    """Check that a call is refused with a sentence in which every placeholder is filled in."""
    with pytest.raises(ClassError) as raised:
        ask(*arguments)
    sentence = translated(raised.value)
    assert 10 < len(sentence) < 300
    assert "Traceback" not in sentence


@pytest.mark.parametrize("code", CODES, ids=lambda code: repr(code)[:30])
def test_a_wrong_code_leads_to_no_class(store, other, code):
    assert code_in(code) is None or code_in(code) != other[0]
    for ask in (
        store.standing,
        lambda code: store.send(code, "a" * 22, Sent(FOUR, 4, 4, 0.5)),
        lambda code: store.vote(code, "a" * 22, "predict", 0),
        lambda code: store.check_key(code, other[1]),
        lambda code: store.end(code, other[1]),
        classes.Watch(lambda: store).look,
    ):
        refused(ask, code)
    watch = classes.Watch(lambda: store)
    assert (watch.known(code), watch.is_due(code)) == (None, False)
    assert store.changed(code) == []
    assert store.votes(code) == {}


@pytest.mark.parametrize("key", (*HTML, *SQL, *SIZES, "a" * 22, "o" * 22), ids=lambda key: repr(key)[:30])
def test_without_the_key_nobody_changes_anything(store, other, key):
    code, _ = other
    assert secret_in(key) is None or len(key) == 22
    for ask in (
        lambda: store.remove(code, key, 1),
        lambda: store.remove_device(code, key, 1),
        lambda: store.hide(code, key, 1, True),
        lambda: store.clear(code, key),
        lambda: store.pause(code, key, True),
        lambda: store.ask(code, key, "predict"),
        lambda: store.reveal(code, key),
        lambda: store.end(code, key),
    ):
        refused(ask)


@pytest.mark.parametrize("place", range(9))
def test_a_class_is_out_of_its_neighbors_reach(store, other, place):
    """With everything that a teacher and a device of the visitor's own class have."""
    mine, key = store.start()
    store.send(mine, "a" * 22, Sent(FOUR, 4, 4, 0.5))
    code, _ = other
    (
        lambda: refused(store.remove, code, key, 1),
        lambda: refused(store.remove_device, code, key, 1),
        lambda: refused(store.hide, code, key, 1, True),
        lambda: refused(store.clear, code, key),
        lambda: refused(store.pause, code, key, True),
        lambda: refused(store.ask, code, key, "predict"),
        lambda: refused(store.end, code, key),
        lambda: store.take_back(code, "a" * 22, 1),
        lambda: store.take_back(mine, "o" * 22, 1),
    )[place]()
    assert [each.sent.drawing for each in store.changed(mine)] == [FOUR]


@pytest.mark.parametrize("drawing", BROKEN, ids=lambda drawing: repr(drawing)[:40])
def test_a_broken_or_huge_drawing_is_refused_or_never_seen(store, other, drawing):
    code, _ = store.start()
    try:
        store.send(code, "a" * 22, Sent(drawing, 4, 4, 0.5))
    except ClassError as error:
        assert len(translated(error)) > 10
    for shown in store.changed(code):
        assert "src" not in tile_of(shown)
    digits = digits_of(store.changed(code))
    for text in (as_digits_file(digits), as_table(digits), as_arrays(digits)):
        assert "alert(1)" not in repr(text)


@pytest.mark.parametrize("sent", (*OBJECTS, *HTML, *SQL), ids=repr)
def test_a_forged_message_hurts_nobody(store, other, sent):
    code, _ = other
    joined.join(code)
    latest = LatestDrawing()
    state.put("labeled_last", (latest.version, 4))
    for forged in (sent, {"do": sent, "number": latest.version}, {"do": "back", "number": sent}):
        send._pick(forged, code, latest, lambda: None)
    vote.choose(code, next(iter(vote.QUESTIONS.values())), sent)
    wall._pick(code, new_secret(), sent)
    wall._pick(code, new_secret(), {"do": sent, "number": 1})
    wall._pick(code, new_secret(), {"do": "remove", "number": sent})
    browser_store.receive(joined.DEVICE, sent)
    browser_store.receive(joined.DEVICE, json.dumps({"device": repr(sent), "keys": {code: repr(sent)}}))
    assert joined.key() is None


@pytest.mark.parametrize("what", ("remove", "remove_device", "hide", "show"))
def test_a_command_without_the_key_is_ignored(store, other, what):
    wall._pick(other[0], new_secret(), {"do": what, "number": 1})


@pytest.mark.parametrize("label", HTML)
def test_only_a_number_is_stored_of_a_device(store, label):
    code, _ = store.start()
    store.send(code, label, Sent(FOUR, 4, 4, 0.5))
    (shown,) = store.changed(code)
    assert shown.device == 1
    assert label not in repr(tile_of(shown)) or len(label) < 3


def test_a_flood_from_one_device_is_stopped_for_it_alone(store):
    code, _ = store.start()
    for number in range(MOST_A_MINUTE):
        store.send(code, "a" * 22, Sent(f"{FOUR}.{number}", 4, 4, 0.5))
    for number in range(30):
        refused(store.send, code, "a" * 22, Sent(f"{FOUR}.more.{number}", 4, 4, 0.5))
    assert store.send(code, "b" * 22, Sent(FOUR, 4, 4, 0.5)) == MOST_A_MINUTE + 1


def test_a_flood_of_answers_counts_as_one(store):
    code, key = store.start()
    store.ask(code, key, "predict")
    for number in range(50):
        store.vote(code, "a" * 22, "predict", number % MOST_CHOICES)
    assert sum(store.votes(code).values()) == 1


@pytest.mark.parametrize("question", (*HTML, *SQL, "x" * 1000))
def test_an_unknown_question_is_hidden_and_takes_little_room(store, question):
    code, key = store.start()
    store.ask(code, key, question)
    asked = store.standing(code).question
    assert asked not in vote.QUESTIONS
    assert len(asked) <= MOST_QUESTION == QUESTIONS.c.question.type.length


def test_every_question_of_the_lesson_keeps_its_whole_name(store):
    code, key = store.start()
    for question in vote.QUESTIONS:
        store.ask(code, key, question)
        assert store.standing(code).question == question


def test_there_are_at_least_two_hundred_cases():
    cases = 6 * len(CODES) + 7 * (len(HTML) + len(SQL) + len(SIZES) + 2) + 9 + len(BROKEN)
    assert cases + 7 * (len(OBJECTS) + len(HTML) + len(SQL)) + 3 + 2 * len(HTML) + len(SQL) >= 200
