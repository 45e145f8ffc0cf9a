"""A teacher's buttons change the class; files for a wall are read in portions, one per run."""

from __future__ import annotations

from importlib import import_module

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from model.classes import NoClass
from model.classes.store import Store
from model.novelty.digits_file import write_digits_file
from tests.apptest import opened, report
from tests.classes import FOUR, ONE, SEVEN, there
from tests.labeled import digits
from views.session import state
from views.wall import from_files, tiles


def test_each_button_changes_the_class_as_it_says_and_two_of_them_need_a_second_click(tmp_path, monkeypatch):
    wall = import_module("views.wall.wall")  # the current one, because other tests reimport the pages
    store = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}")
    monkeypatch.setattr(import_module("views.wall.vote"), "classes", lambda: store)
    monkeypatch.setattr(wall, "watch", import_module("views.classroom.classes").Watch(lambda: store))
    monkeypatch.setattr(wall, "teacher_link", lambda *given: "a link")
    code, key = store.start()
    store.send(code, ONE, SEVEN)

    def page(code: str, key: str) -> None:
        from views.wall import wall

        wall._settings(code, key)

    app = AppTest.from_function(page, args=(code, key)).run()
    sure = {button.key: each.proto.expanded for each in app.expander for button in each.button}
    assert sure == {"wall_clear": False, "wall_end": False}
    assert [each.key for each in app.button] == ["wall_pause", *sure]
    app.button("wall_pause").click().run()
    assert store.standing(code).is_paused and len(there(store, code)) == 1
    app.button("wall_pause").click().run()
    assert not store.standing(code).is_paused and app.button("wall_pause").label == "Pause sending"
    app.button("wall_clear").click().run()
    assert (there(store, code), store.standing(code).drawings) == ({}, 1)
    assert store.send(code, ONE, FOUR)
    app.button("wall_end").click().run()
    with pytest.raises(NoClass):
        store.standing(code)
    store.close()


def test_files_are_read_in_portions_each_digit_once(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(from_files, "PORTION", 2)
    texts = [write_digits_file(list(digits())[:count]) for count in (3, 2)]
    from_files._take([texts[0], "no digits"])
    read = []
    for place in range(4):
        from_files._read_waiting()
        read.append([each.device for each in state.get("wall_files").values()])
        if not place:
            from_files._take([texts[1]])  # while the first is half read
    assert read == [[1, 1], [1, 1, 1], [1, 1, 1, 2, 2], [1, 1, 1, 2, 2]]
    assert state.get("wall_coming") == []
    assert "couldn't read" in state.get("wall_files_problem")


def test_a_wrong_code_is_reported_once(canvas_stand_in):
    app = report(opened("views/wall/page.py"), "join", "AB")
    said = "A code has six letters and digits, like the one on the projector."
    assert [each.value for each in app.warning] == [said]


def test_files_that_fail_end_their_portion(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {"wall_coming": ["no digits"] * 3})
    for left in (2, 1, 0):
        from_files._read_waiting()
        assert len(state.get("wall_coming")) == left


def test_a_wall_of_files_sends_all_its_drawings_after_a_change_and_none_that_were_removed(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    sent = []
    monkeypatch.setattr(tiles, "_wall", lambda data, **_: sent.append((data["from"], len(data["tiles"]))))
    from_files._take([write_digits_file(digits()[:3])])
    for number in (9, 1, 9, 2):
        from_files._pick({"do": "remove", "number": number})
        from_files.wall_of_files()
    assert sent == [(0, 3), (0, 2), (2, 0), (0, 1)]
