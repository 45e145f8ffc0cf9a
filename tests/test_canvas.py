"""The canvas: what it's given, and what happens with what it sends."""

import importlib
import json
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.preprocess.pen import PEN_WIDTH, draw_strokes
from tests.apptest import DRAW, FOUR, NEURONS, data, image_of, opened, sent_drawing
from tests.samples import SAMPLES
from views.parts.component import component_code
from views.parts.looks.encode import as_url
from views.parts.words import ONE_PICTURE
from views.session.drawing.drawing import pen_object, png_of

pytestmark = pytest.mark.usefixtures("canvas_stand_in")


def sent(app: AppTest, strokes: list, number: int, **more: object) -> dict:
    """Return what the canvas sends when these strokes are on it."""
    objects = [pen_object([["M", *stroke[0]], *(["L", *point] for point in stroke)]) for stroke in strokes]
    png = as_url(png_of(draw_strokes(strokes)[..., 3])) if strokes else None
    reply = sent_drawing(app)
    about = {"session": reply["session"], "given": reply["given"], "number": number, "name": ""}
    return about | {"objects": objects, "png": png} | more


def send(app: AppTest, drawing: object) -> AppTest:
    """Return the page after the canvas has sent this."""
    (surface,) = (each.proto for each in app.get("bidi_component") if each.proto.id.endswith("-surface"))
    states = app._tree.get_widget_states()
    states.widgets.add(id=surface.id).json_value = json.dumps({"drawing": drawing})
    app._run(states)
    assert not app.exception
    return app


def drawn(app: AppTest) -> list[dict]:
    return app.session_state["latest_drawing"].current.objects


def is_image_of(app: AppTest, strokes: list) -> bool:
    shown = sent_drawing(app)["image"]
    return shown is not None and np.abs(shown - image_of(strokes)).max() < 1e-6


def test_what_the_canvas_sends_is_answered_and_what_is_outdated_or_unreadable_changes_nothing():
    app = opened(DRAW)
    for count, number in ((1, 5), (2, 6)):
        version = sent_drawing(app)["version"]
        send(app, sent(app, FOUR[:count], number))
        reply = sent_drawing(app)
        assert is_image_of(app, FOUR[:count]) and reply["origin"] == ""
        assert (reply["number"], reply["given"]) == (number, 0) and reply["version"] > version
        assert data(app, "surface")["objects"] == []  # what it was given, so it's not redrawn
    for number in (5, 6):
        send(app, sent(app, SAMPLES[1], number))
        assert is_image_of(app, FOUR) and sent_drawing(app)["number"] == 6
    send(app, None)
    given = data(app, "surface")
    app.button_group(key="pen_width").set_value(32).run()
    assert (given["width"], data(app, "surface")) == (PEN_WIDTH, given | {"width": 32})
    for page in (NEURONS, DRAW):
        app.switch_page(page).run()
    assert data(app, "surface") == given | {"width": 32} and sent_drawing(app)["number"] == 6
    assert is_image_of(app, FOUR) and not app.toast
    send(app, {"objects": "none"})
    assert [each.icon for each in app.toast] == [":material/block:"]
    assert "Please draw it again." in app.toast[0].value
    assert sent_drawing(app)["given"] == 1 and len(drawn(app)) == len(FOUR)
    assert data(app, "surface")["objects"] == drawn(app)
    app.run()
    assert not app.toast


def test_undo_leads_back_to_a_drawing_with_its_name():
    app = opened(DRAW)
    app.button(key="random").click().run()
    name, before = data(app, "surface")["name"], sent_drawing(app)
    code = app.session_state["latest_drawing"].current.code
    assert name.startswith("test.")
    for other in ({"given": 0}, {"session": "another"}):  # a stroke on the drawing that was replaced
        send(app, sent(app, FOUR, 9) | other)
        assert app.session_state["latest_drawing"].current.code == code
        assert (sent_drawing(app)["given"], sent_drawing(app)["number"]) == (1, 0) and not app.toast
    send(app, sent(app, FOUR, 1))
    send(app, sent(app, SAMPLES[7], 2, name=name))  # the name counts, not the strokes
    after = sent_drawing(app)
    assert np.array_equal(after["image"], before["image"]) and after["origin"] == before["origin"] != ""
    for number, name in enumerate(("sample.3", "sample.10", "3", "x.0", "test.99999", "", "picture"), 3):
        send(app, sent(app, FOUR, number, name=name))
        if name == "sample.3":
            assert app.session_state["latest_drawing"].current.code == name
        else:
            assert is_image_of(app, FOUR)
    assert sent_drawing(app)["origin"] == ONE_PICTURE  # its strokes were too long for the browser


def test_the_component_has_the_package_s_styles_and_knows_its_code_s_address(monkeypatch, tmp_path):
    surface = importlib.import_module("views.draw.canvas.surface")
    build = tmp_path / "frontend" / "build"
    build.mkdir(parents=True)
    (build / "index-abc.js").write_text("const K = 1;\nexport { K as default };")
    (build / "index-def.css").write_text(".canvas {}")
    made, bases = {}, ["", "/class/7b/"]
    place = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(surface, "util", SimpleNamespace(find_spec=lambda name: place))
    monkeypatch.setattr(surface.st, "get_option", lambda name: bases.pop())
    monkeypatch.setattr(surface.st.components.v2, "component", lambda name, **about: made.update(about))
    for base in ("/class/7b", ""):
        _, code = surface._mounted()
        assert code == f"{base}/_stcore/bidi-components/{surface._NAME}/index-abc.js"
        assert made["js"] == component_code(surface._SCRIPT)
        assert made["css"] == ".canvas {}" + surface._SCRIPT.with_suffix(".css").read_text()
        assert 'class="canvas-root"' in made["html"] and made["isolate_styles"]
    monkeypatch.setattr(surface, "IN_BROWSER", True)
    _, code = surface._mounted()
    assert code is None
    assert made["js"] == "const K = 1;\nglobalThis.inklingCanvas = K;\n" + component_code(surface._SCRIPT)
