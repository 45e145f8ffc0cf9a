"""A teacher's buttons change the class; files for a wall are read in portions, one per run."""

from __future__ import annotations

from importlib import import_module

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from model.classes import NoClass
from model.classes.store import Store
from model.novelty.digits_file import write_digits_file
from tests.classes import FOUR, ONE, SEVEN, there
from tests.labeled import digits
from views.session import state
from views.wall import from_files, tiles


def test_each_button_changes_the_class_as_it_says_and_two_of_them_need_a_second_click(tmp_path, monkeypatch):
    wall = import_module("views.wall.wall")  # the current one, because other tests reimport the pages
    store = Store(f"sqlite:///{tmp_path / 'classes.sqlite'}")
    for name in ("wall.wall", "classroom.vote"):
        monkeypatch.setattr(import_module(f"views.{name}"), "classes", lambda: store)
    monkeypatch.setattr(wall, "watch", import_module("views.classroom.classes").Watch(lambda: store))
    monkeypatch.setattr(wall, "ask_the_class", lambda *given: None)
    code, key = store.start()
    store.send(code, ONE, SEVEN)

    def page(code: str, key: str) -> None:
        from views.wall import wall

        wall._controls(code, key)

    app = AppTest.from_function(page, args=(code, key)).run()
    assert key not in str(
        [each.value for kind in ("code", "markdown", "text_input") for each in app.get(kind)]
    )
    sure = {button.key: each.proto.expanded for each in app.expander for button in each.button}
    assert sure == {"wall_name_signs": False, "wall_clear": False, "wall_end": False}
    assert [each.key for each in app.button] == ["wall_name_signs", "wall_pause", "wall_clear", "wall_end"]
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


def test_files_are_read_in_portions_as_the_browser_asks_and_shown_without_what_was_removed(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(from_files, "PORTION", 2)
    sent = []
    monkeypatch.setattr(
        tiles, "_wall", lambda data, **_: sent.append((data["from"], len(data["tiles"]), data["more"]))
    )
    texts = [write_digits_file(list(digits())[:count]) for count in (3, 2)]
    from_files._take([texts[0], "no digits"])
    devices = []
    for place in range(4):
        from_files._pick({"do": "more", "number": place})
        from_files.wall_of_files()
        devices.append([each.device for each in state.get("wall_files").values()])
        if not place:
            from_files._take([texts[1]])  # while the first is half read
    assert devices == [[1, 1], [1, 1, 1], [1, 1, 1, 2, 2], [1, 1, 1, 2, 2]]
    assert sent == [(0, 2, True), (0, 3, True), (0, 5, False), (3, 0, False)]
    assert "couldn't read" in state.get("wall_files_problem")
    sent.clear()
    from_files._pick({"do": "hide", "number": 3})
    for what, number in (("more", 3), ("remove", 9), ("remove", 1), ("remove", 9), ("remove", 2)):
        from_files._pick({"do": what, "number": number})
        from_files.wall_of_files()
    assert [each[:2] for each in sent] == [(0, 5), (4, 0), (0, 4), (5, 0), (0, 3)]
    brought = state.get("wall_files")[3]
    assert from_files._tile(3, brought)["hidden"]  # the browser asked for more, not to show it
