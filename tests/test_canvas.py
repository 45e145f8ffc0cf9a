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


def test_the_canvas_is_given_the_drawing_and_the_chosen_pen():
    app = opened(DRAW, FOUR)
    given, reply = data(app, "surface"), sent_drawing(app)
    assert given["width"] == PEN_WIDTH and given["objects"] == drawn(app)
    assert [given[name] for name in ("session", "given")] == [reply["session"], 1]
    app.button_group(key="pen_width").set_value(32).run()
    assert data(app, "surface") == given | {"width": 32}


def test_a_stroke_is_answered_with_its_number_and_image():
    app = opened(DRAW)
    for count, number in ((1, 5), (2, 6)):
        version = sent_drawing(app)["version"]
        send(app, sent(app, FOUR[:count], number))
        reply = sent_drawing(app)
        assert is_image_of(app, FOUR[:count]) and reply["origin"] == ""
        assert (reply["number"], reply["given"]) == (number, 0) and reply["version"] > version
        assert data(app, "surface")["objects"] == []  # what it was given, so it's not redrawn


@pytest.mark.parametrize("number", [3, 4])
def test_an_older_drawing_changes_nothing(number):
    app = opened(DRAW)
    send(app, sent(app, FOUR, 4))
    send(app, sent(app, SAMPLES[1], number))
    assert is_image_of(app, FOUR) and sent_drawing(app)["number"] == 4


@pytest.mark.parametrize("other", [{"given": 0}, {"session": "another"}])
def test_a_stroke_on_a_replaced_drawing_changes_nothing(other):
    app = opened(DRAW)
    app.button(key="random").click().run()
    code = app.session_state["latest_drawing"].current.code
    send(app, sent(app, FOUR, 9) | other)
    assert app.session_state["latest_drawing"].current.code == code
    assert (sent_drawing(app)["given"], sent_drawing(app)["number"]) == (1, 0) and not app.toast


def test_undo_leads_back_to_a_drawing_with_its_name():
    app = opened(DRAW)
    app.button(key="random").click().run()
    name, before = data(app, "surface")["name"], sent_drawing(app)
    assert name.startswith("test.")
    send(app, sent(app, FOUR, 1))
    send(app, sent(app, SAMPLES[7], 2, name=name))  # the name counts, not the strokes
    after = sent_drawing(app)
    assert np.array_equal(after["image"], before["image"]) and after["origin"] == before["origin"] != ""
    send(app, sent(app, FOUR, 3, name="sample.3"))
    assert app.session_state["latest_drawing"].current.code == "sample.3"
    for name in ("sample.10", "3", "x.0", "test.99999", ""):
        send(app, sent(app, FOUR, sent_drawing(app)["number"] + 1, name=name))
        assert is_image_of(app, FOUR)


def test_a_picture_without_a_code_has_a_name_of_its_session():
    app = opened(DRAW, FOUR)
    given, origin = data(app, "surface"), sent_drawing(app)["origin"]
    assert given["name"] == ""
    name = f"{given['session']}.{given['given']}"  # see Sheet.take
    send(app, sent(app, SAMPLES[1], 1))
    send(app, sent(app, FOUR, 2, name=name))
    assert sent_drawing(app)["origin"] == origin != ""


def test_a_drawing_that_was_too_long_says_so():
    app = opened(DRAW)
    send(app, sent(app, FOUR, 1, name="picture"))
    assert sent_drawing(app)["origin"] == ONE_PICTURE


def test_an_unreadable_message_is_reported_once_and_the_drawing_given_again():
    app = opened(DRAW, FOUR)
    send(app, {"objects": "none"})
    assert [each.icon for each in app.toast] == [":material/block:"]
    assert "Please draw it again." in app.toast[0].value
    assert sent_drawing(app)["given"] == 2 and len(drawn(app)) == len(FOUR)
    app.run()
    assert not app.toast


def test_an_empty_message_is_not_an_error():
    app = send(opened(DRAW, FOUR), None)
    assert not app.toast and len(drawn(app)) == len(FOUR)


def test_a_canvas_that_comes_back_is_given_nothing_new():
    app = opened(DRAW)
    send(app, sent(app, FOUR, 3))
    given = data(app, "surface")
    for page in (NEURONS, DRAW):
        app.switch_page(page).run()
    assert data(app, "surface") == given and sent_drawing(app)["number"] == 3


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
