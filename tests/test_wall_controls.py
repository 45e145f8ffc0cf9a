"""What ends or clears a class takes a second click."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from views.wall import wall


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
