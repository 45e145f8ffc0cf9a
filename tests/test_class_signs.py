"""A class that teaches one network: its names, its drawings, what the wall gives it, and what devices get."""

import json

import numpy as np
import pytest
import streamlit

from model.classes import ClassError, Standing
from model.novelty.own_digits import own_digit
from tests.classes import OTHER, there
from tests.samples import SAMPLES
from tests.signs import NAMES, sent_of
from views.classroom import class_signs, joined
from views.classroom.class_signs import class_of_signs, exchange
from views.classroom.classes import LOOK_SECONDS, signs_of
from views.session import state
from views.session.drawing.linked_drawing import image_in_code, strokes_in_code
from views.session.drawing.received import taught_of
from views.signs.signs import _take
from views.wall import class_learning, downloads, tiles
from views.wall.tiles import tile_of

DRAWINGS = [
    own_digit(sign, SAMPLES[digit], [20] * len(SAMPLES[digit])) for sign, digit in enumerate((7, 1, 0, 4))
]
LINES = [each.line for each in DRAWINGS]


@pytest.fixture
def begun(store, monkeypatch) -> tuple[str, str]:
    """Start a class that draws signs, and join it."""
    code, key = store.start()
    monkeypatch.setattr(class_signs, "run_with_news", lambda *given: None)
    monkeypatch.setattr(class_learning, "do", lambda change: change(store))
    joined.join(code)
    store.name_signs(code, key, NAMES)
    return code, key


def test_drawings_are_sent_once_and_taken_back_and_look_as_they_were_drawn(store, begun):
    code, _key = begun
    for report in (1, 2):  # the second time, after a reload, they are there already
        exchange(NAMES, LINES, (), report)
        assert state.get("class_signs_answer") == {"report": report, "numbers": [1, 2, 3, 4], "problem": ""}
    sent = there(store, code)
    assert [each.label for each in sent.values()] == [0, 1, 2, 3]
    for each, drawing in zip(sent.values(), DRAWINGS):
        np.testing.assert_array_equal(image_in_code(each.drawing), drawing.image)
        assert [len(stroke.points) for stroke in strokes_in_code(each.drawing)] == [
            len(one) for one in drawing.strokes
        ]
    exchange(NAMES, (), (1, 3), 3)
    assert [*there(store, code)] == [2, 4]


@pytest.mark.parametrize(
    ("names", "lines", "says"),
    [(NAMES[::-1], LINES, "other signs"), (NAMES, [DRAWINGS[0].labeled(9).line], "read this drawing")],
    ids=["others", "no-such-sign"],
)
def test_what_is_no_sign_of_the_class_is_refused_with_a_sentence(store, begun, names, lines, says):
    exchange(names, lines, (), 1)
    answer = state.get("class_signs_answer")
    assert answer["numbers"] == [] and says in answer["problem"] and there(store, begun[0]) == {}


def test_teach_it_knows_the_class_only_while_it_draws_signs(store, begun, clock):
    code, key = begun
    about = class_of_signs()
    assert (about["names"], about["learned"], about["code"].replace(" ", "")) == ([*NAMES], 0, code)
    assert "network" not in about and signs_of(code) == NAMES
    store.name_signs(code, key, ())
    clock.now += LOOK_SECONDS
    assert class_of_signs() is None and signs_of(code) == ()
    joined.leave()
    assert class_of_signs() is None and signs_of(None) == ()


def test_the_wall_gives_the_class_a_network_that_a_device_gets_as_it_was_sent(store, begun):
    code, key = begun
    sent = sent_of()
    for wrong in (None, sent | {"names": ["A", "B"]}, sent | {"weights": ""}, sent | {"threshold": "<b>"}):
        if taught_of(wrong) is None:
            class_learning.give(code, key, wrong)
        else:
            with pytest.raises(ClassError, match="other signs"):
                class_learning.give(code, key, wrong)
    assert store.network(code) == ""
    class_learning.give(code, key, sent | {"more": "<script>"})
    assert json.loads(store.network(code)) == sent
    _take({"do": "network", "number": 0})
    assert class_of_signs()["network"] == sent
    assert taught_of(class_of_signs()["network"]).names == NAMES


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("A, B", ("A", "B")),
        ("<b>&amp;</b>、☂，ß,  two words ", ("<b>&amp;</b>", "☂", "ß", "two words")),
        (" , ", ()),
        ("A", None),
        ("A,A", None),
        ("A," + "B" * 13, None),
        ("A,\u202eB", None),
        (",".join("ABCDEFGHIJK"), None),
    ],
    ids=["letters", "odd", "digits", "one", "twice", "long", "turned", "many"],
)
def test_the_teacher_names_two_to_ten_different_signs(store, begun, typed, names):
    code, key = begun
    state.put("wall_signs", typed)
    class_learning._name(code, key)
    assert store.standing(code).signs == (NAMES if names is None else names)
    assert ("two to ten" in state.get("class_note", "")) == (names is None)


def test_tiles_say_the_sign_and_have_its_image_and_the_file_is_one_of_teach_it(store, begun):
    code, _key = begun
    exchange(NAMES, LINES, (), 1)
    shown = store.changed(code)
    tile = tile_of(shown[0], signs=NAMES)
    assert NAMES[0] in tile["says"] and tile["answer"] == tile["label"] == 0 and len(tile["image"]) == 1048
    assert "image" not in tile_of(shown[0])
    lines = [
        json.loads(line) for line in downloads.as_signs_file(downloads.digits_of(shown), NAMES).splitlines()
    ]
    assert [(each["label"], each["source"]) for each in lines] == [(name, "device 1") for name in NAMES]
    assert [each["strokes"] for each in lines] == [json.loads(line)["strokes"] for line in LINES]


TILE = {"number", "device", "hidden", "src", "shape", "says", "label", "answer", "sure", "image"}


def test_the_browser_gets_images_to_learn_from_only_if_it_learns_and_nothing_else_of_a_device(store, begun):
    exchange(NAMES, LINES[:1], (), 1)
    (shown,) = store.changed(begun[0])
    assert "image" not in tile_of(shown)
    state.put("wall_from", 7)
    state.put("wall_devices", True)
    tiles._begin_again()
    tile = tile_of(shown)
    assert tile.keys() == TILE and state.get("wall_from") == 0  # the number of a device, never its token
    assert tile["image"] == tile_of(shown, image_in_code(shown.sent.drawing))["image"]


@pytest.mark.parametrize("signs", [(), NAMES], ids=["digits", "signs"])
def test_a_wall_learns_digits_from_devices_only_if_the_teacher_asks_and_then_loads_nothing(
    signs, monkeypatch
):
    given = []
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(class_learning, "_learning", lambda key, data, on_pick: given.append(data))
    standing = Standing(1, 1, 1, False, signs=signs)
    class_learning.learn_from_class("ABCDEF", standing)
    assert [each["halves"] for each in given] == ([False] if signs else [])
    state.put("wall_devices", True)
    class_learning.learn_from_class("ABCDEF", standing)
    assert given[-1]["halves"] and ("background" in given[-1]) == bool(signs)


def test_draw_does_not_send_digits_to_a_class_of_signs(store, begun):
    exchange(NAMES, LINES[:1], (), 1)
    (sent,) = there(store, begun[0]).values()
    with pytest.raises(ClassError, match="Teach it"):
        store.send(begun[0], OTHER, sent)
