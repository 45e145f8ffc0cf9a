"""The page as Streamlit runs it, without a browser: the canvas has a stand-in."""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model import network as network_module
from tests.browser.pen import SAMPLES
from views.drawing import History, drawing_of_strokes

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture(autouse=True)
def canvas_stand_in(monkeypatch):
    """The canvas component can't be imported without a running server."""
    stand_in = ModuleType("streamlit_drawable_canvas")
    stand_in.st_canvas = lambda **_: None
    monkeypatch.setitem(sys.modules, "streamlit_drawable_canvas", stand_in)
    before = _views()
    yield
    for name in _views():
        del sys.modules[name]
    sys.modules.update(before)


def _views() -> dict[str, ModuleType]:
    return {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "views"}


def _page(digit: int | None = None) -> AppTest:
    for name in _views():  # each AppTest is a server of its own, where the components must be registered
        del sys.modules[name]
    app = AppTest.from_file(APP, default_timeout=120)
    if digit is not None:
        history = History()
        history.add(drawing_of_strokes(digit, "ready-made", SAMPLES[digit]))
        app.session_state["drawing_history"] = history
    return app.run()


def _shown(app: AppTest) -> dict:
    """What the wire was given for the parts of the page."""
    for element in app.get("bidi_component"):
        if "live_ink" in element.proto.id:
            (length,) = struct.unpack_from("<I", element.proto.bytes)
            return json.loads(element.proto.bytes[4 : 4 + length])["parts"]
    raise AssertionError("no wire")


def test_a_blank_canvas_is_answered_with_an_invitation():
    app = _page()
    assert not app.exception
    assert _shown(app)["answer"]["line"].startswith("Draw")
    assert _shown(app)["answer"].get("digit") is None
    assert _shown(app)["probabilities"]["bars"] == []


@pytest.mark.parametrize("digit", [2, 7])
def test_a_sample_is_read(digit):
    app = _page(digit)
    assert not app.exception
    assert _shown(app)["answer"]["digit"] == str(digit)
    shares = [bar["share"] for bar in _shown(app)["probabilities"]["bars"]]
    assert sum(shares) == pytest.approx(1, abs=1e-4)
    assert shares.index(max(shares)) == digit


def test_undo_takes_the_sample_back():
    app = _page(3)
    next(button for button in app.button if button.label == "Undo").click().run()
    assert _shown(app)["answer"]["line"].startswith("Draw")
    next(button for button in app.button if button.label == "Redo").click().run()
    assert _shown(app)["answer"]["digit"] == "3"


def test_clear_leaves_a_blank_canvas():
    app = _page(3)
    next(button for button in app.button if button.label == "Clear").click().run()
    assert _shown(app)["answer"]["line"].startswith("Draw")


def test_two_sessions_do_not_see_each_other_s_drawing():
    one, other = _page(1), _page()
    assert _shown(one)["answer"]["digit"] == "1"
    assert _shown(other)["answer"].get("digit") is None


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_missing_or_damaged_network_is_named_with_the_command_that_makes_it(monkeypatch, tmp_path, damage):
    if damage == "cut":
        for name in network_module.NAMES:
            whole = (network_module.TRAINED / f"{name}.keras").read_bytes()
            (tmp_path / f"{name}.keras").write_bytes(whole[: len(whole) // 2])
            (tmp_path / f"{name}.json").write_text((network_module.TRAINED / f"{name}.json").read_text())
    monkeypatch.setattr(network_module.load_network, "__defaults__", ("conv", tmp_path))
    st.cache_resource.clear()
    app = _page(3)
    assert not app.exception
    assert "python train_model.py --network conv" in app.error[0].value
    assert any(button.label == "Undo" for button in app.button)
    st.cache_resource.clear()
