"""Streamlit is asked whether a session still exists; tests check that it can answer."""

from __future__ import annotations

from types import SimpleNamespace

from streamlit.runtime import Runtime

from views.session import computing
from views.session.computing import is_here


def test_a_session_exists_while_its_browser_is_connected(monkeypatch):
    active, asked = {"one", "two"}, SimpleNamespace(session_id="one")
    runtime = SimpleNamespace(is_active_session=active.__contains__)
    for name, given in (("exists", True), ("get_instance", runtime), ("get_script_run_ctx", asked)):
        monkeypatch.setattr(computing, name, lambda given=given: given)
    here = is_here()
    asked.session_id = "two"  # the answer doesn't depend on who asks later
    assert here()
    active.remove("one")
    assert not here()


def test_without_a_server_every_session_exists():
    assert is_here()()


def test_streamlit_knows_which_sessions_have_a_browser():
    assert callable(Runtime.is_active_session)
