"""A teacher's buttons change the class; files for a wall are read in portions, one per run."""

from importlib import import_module

import pytest
from streamlit.testing.v1 import AppTest

from model.classes import NoClass
from model.classes.store import Store
from tests.classes import FOUR, ONE, SEVEN, there


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
    assert sure == {
        "wall_name_signs": False,
        "wall_swap_begin": False,
        "wall_clear": False,
        "wall_end": False,
    }
    assert [each.key for each in app.button] == [
        "wall_name_signs",
        "wall_swap_begin",
        "wall_pause",
        "wall_clear",
        "wall_end",
    ]
    app.button("wall_swap_begin").click().run()
    assert store.swap(code).phase == "teach"
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
