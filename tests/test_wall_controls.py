"""Ending or clearing a class takes a second click; files for a wall are read in portions, one per run."""

from __future__ import annotations

import streamlit
from streamlit.testing.v1 import AppTest

from model.novelty.digits_file import write_digits_file
from tests.apptest import opened, report
from tests.labeled import digits
from views.session import state
from views.wall import from_files, wall


def test_a_class_is_cleared_and_ended_by_a_second_click(monkeypatch):
    monkeypatch.setattr(wall, "_is_paused", lambda code: False)
    monkeypatch.setattr(wall, "teacher_link", lambda *given: "a link")

    def page() -> None:
        from views.wall import wall

        wall._settings("ABC346", "k" * 22)

    app = AppTest.from_function(page).run()
    sure = {button.key: each.proto.expanded for each in app.expander for button in each.button}
    assert sure == {"wall_clear": False, "wall_end": False}
    assert [each.key for each in app.button] == ["wall_pause", *sure]


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
    assert read == [[1, 1], [1, 1, 1, 2], [1, 1, 1, 2, 2], [1, 1, 1, 2, 2]]
    assert state.get("wall_coming") == []
    assert "couldn't read" in state.get("wall_files_problem")


def test_a_wrong_code_is_reported_once(canvas_stand_in):
    app = report(opened("views/wall/page.py"), "join", "AB")
    said = "A code has six letters and digits, like the one on the projector."
    assert [each.value for each in app.warning] == [said]
