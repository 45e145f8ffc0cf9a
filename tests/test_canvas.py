"""The canvas: what it receives, and what happens with what it sends."""

from __future__ import annotations

import importlib
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model.preprocess import to_mnist
from model.preprocess.pen import PEN_WIDTH, draw_strokes
from tests.apptest import DRAW, FOUR, NEURONS, opened, sent_drawing
from tests.samples import SAMPLES
from views.drawing.drawing import pen_object, png_of
from views.drawing.received import MOST_STEPS, MOST_WAITING_BYTES
from views.parts.component import component_code
from views.parts.looks.encode import as_url

pytestmark = pytest.mark.usefixtures("canvas_stand_in")


class Canvas:
    """A stand-in for the canvas: it stores what it receives, and sends once what it's given to send."""

    def __init__(self) -> None:
        self.given: dict[str, object] = {}
        self.sends: object = None
        self.has: object = None  # what it sent in an earlier session and still shows

    def __call__(self, **given: object) -> None:
        self.given = given
        if self.has is not None:
            st.session_state["surface"] = {"drawing": self.has}
        if self.sends is not None:
            st.session_state["surface"], self.sends = {"drawing": self.sends}, None
            given["on_change"]()


@pytest.fixture
def canvas(views_of_its_own) -> Canvas:
    sys.modules["streamlit_drawable_canvas"].st_canvas = found = Canvas()
    return found


def sent(strokes: list, change: int, **more: object) -> dict:
    """Return what the canvas sends when these strokes are on it."""
    objects = [pen_object([["M", *stroke[0]], *(["L", *point] for point in stroke)]) for stroke in strokes]
    png = as_url(png_of(draw_strokes(strokes)[..., 3])) if strokes else None
    return {"raw": {"objects": objects, "background": f"#{change:06x}00"}, "data": png} | more


def image(strokes: list) -> np.ndarray:
    return to_mnist(draw_strokes(strokes)).image


def drawn(app: AppTest) -> list[dict]:
    return app.session_state["drawing_history"].current.objects


def test_the_canvas_has_the_network_s_size_and_the_chosen_pen(canvas):
    app = opened(DRAW, FOUR)
    given = canvas.given
    assert (given["width"], given["height"], given["stroke_width"]) == (280, 280, PEN_WIDTH)
    assert given["return_image_data"] is True and given["key"] == "surface"
    assert given["initial_drawing"]["objects"] == drawn(app)
    assert given["stroke_color"] == drawn(app)[0]["stroke"]
    app.button_group(key="pen_width").set_value(32).run()
    assert canvas.given["stroke_width"] == 32 and sent_drawing(app)["image"] is not None


def test_each_drawing_is_given_with_its_number(canvas):
    app = opened(DRAW)
    for label in ("Random", "Undo", "Redo", "Clear"):
        next(each for each in app.button if each.label == label).click().run()
        told = sent_drawing(app)
        assert canvas.given["background_color"] == f"#{told['change']:06x}00"
        assert told["bases"][-1] == told["change"]


def test_a_stroke_is_one_step_and_is_acknowledged(canvas):
    app = opened(DRAW)
    for count, number in ((1, 5), (2, 6)):
        canvas.sends = sent(FOUR[:count], sent_drawing(app)["change"], number=number)
        app.run()
        told = sent_drawing(app)
        assert np.abs(told["image"] - image(FOUR[:count])).max() < 1e-6 and told["origin"] == ""
        assert (told["place"], told["received"], told["heard"]) == (count, count, number)
    app.button(key="undo").click().run()
    assert np.abs(sent_drawing(app)["image"] - image(FOUR[:1])).max() < 1e-6


def test_a_stroke_on_a_replaced_drawing_changes_nothing(canvas):
    app = opened(DRAW)
    before = sent_drawing(app)["change"]
    app.button(key="random").click().run()
    code = app.session_state["drawing_history"].current.code
    canvas.sends = sent(FOUR, before - 1 if before else 99)
    app.run()
    assert app.session_state["drawing_history"].current.code == code
    assert sent_drawing(app)["received"] == 1 and not app.toast


def test_the_browser_s_steps_come_before_later_strokes(canvas):
    app = opened(DRAW)
    canvas.sends = sent(FOUR, sent_drawing(app)["change"], number=1)
    app.run()
    base = sent_drawing(app)["change"]
    clear = {"number": 2, "by": 0, "base": base, "makes": 7000, "shown": None}
    canvas.sends = sent(SAMPLES[1][:1], 7000, number=2, steps=[clear])
    app.run()
    told = sent_drawing(app)
    assert np.abs(told["image"] - image(SAMPLES[1][:1])).max() < 1e-6 and told["heard"] == 2
    for expected in (None, image(FOUR)):
        app.button(key="undo").click().run()
        shown = sent_drawing(app)["image"]
        assert shown is None if expected is None else np.abs(shown - expected).max() < 1e-6


def test_an_unreadable_message_is_reported_once_and_the_drawing_restored(canvas):
    app = opened(DRAW, FOUR)
    change = sent_drawing(app)["change"]
    canvas.sends = {"raw": {"objects": "none", "background": "#00000000"}}
    app.run()
    assert [each.icon for each in app.toast] == [":material/block:"]
    assert "Please draw it again." in app.toast[0].value
    assert sent_drawing(app)["change"] > change and len(drawn(app)) == len(FOUR)
    app.run()
    assert not app.toast


def test_an_empty_message_is_not_an_error(canvas):
    app = opened(DRAW, FOUR)
    canvas.sends = {}
    canvas.sends = None
    app.run()
    assert not app.toast and len(drawn(app)) == len(FOUR)


def test_a_new_session_takes_over_what_the_canvas_shows(canvas):
    canvas.has = sent(SAMPLES[1], 3, number=9)
    app = opened(DRAW)
    told = sent_drawing(app)
    assert np.abs(told["image"] - image(SAMPLES[1])).max() < 1e-6
    assert (told["received"], told["heard"]) == (1, 9)
    app = opened(DRAW, FOUR)  # also where an address has brought another drawing
    assert np.abs(sent_drawing(app)["image"] - image(SAMPLES[1])).max() < 1e-6


@pytest.mark.parametrize(("number", "stays"), [(None, True), (4, False)])
def test_an_empty_canvas_counts_only_if_somebody_cleared_it(canvas, number, stays):
    canvas.has = sent([], 3, **({} if number is None else {"number": number}))
    app = opened(DRAW, FOUR)
    assert (sent_drawing(app)["image"] is not None) == stays


def test_a_running_session_ignores_what_the_canvas_shows(canvas):
    app = opened(DRAW)
    canvas.sends = sent(FOUR, sent_drawing(app)["change"])
    app.run()
    canvas.has = sent(SAMPLES[1], 3)
    app.run()
    assert np.abs(sent_drawing(app)["image"] - image(FOUR)).max() < 1e-6


def test_a_new_canvas_gets_the_drawing_and_draws_on(canvas):
    app = opened(DRAW, FOUR)
    before = canvas.given["background_color"]
    for page in (NEURONS, DRAW):
        app.switch_page(page).run()
    given, told = canvas.given, sent_drawing(app)
    assert given["background_color"] == f"#{told['change']:06x}00" != before
    assert given["initial_drawing"]["objects"] == drawn(app)
    canvas.sends = sent([*FOUR, *SAMPLES[1][:1]], told["change"])
    app.run()
    assert len(drawn(app)) == len(FOUR) + 1  # a stroke, not an echo
    app.button(key="undo").click().run()
    assert len(drawn(app)) == len(FOUR)


def test_our_script_shows_the_canvas_and_knows_the_package_s_address(monkeypatch, tmp_path):
    surface = importlib.import_module("views.draw.canvas.surface")
    build = tmp_path / "frontend" / "build"
    build.mkdir(parents=True)
    (build / "index-abc.js").write_text("const K = 1;\nexport { K as default };")
    (build / "index-def.css").write_text(".canvas {}")
    shown, bases = [], ["", "/class/7b/"]
    package = SimpleNamespace(out=lambda **_: None, __file__=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(surface, "package", package)
    monkeypatch.setattr(surface.st, "get_option", lambda name: bases.pop())
    monkeypatch.setattr(
        surface.st.components.v2,
        "component",
        lambda name, **made: lambda data, **options: shown.append((made, data, options)),
    )
    for base in ("/class/7b", ""):
        surface._stand_between()
        package.out(data={"initialDrawing": 1}, key="surface")
        made, (data,), options = shown.pop()
        assert (made["js"], made["css"]) == (
            component_code(surface._SCRIPT),
            ".canvas {}" + surface._STYLES.read_text(),
        )
        assert 'class="canvas-root"' in made["html"] and made["isolate_styles"]
        assert data == {
            "initialDrawing": 1,
            "code": f"{base}/_stcore/bidi-components/{surface._NAME}/index-abc.js",
            "most": {"steps": MOST_STEPS, "bytes": MOST_WAITING_BYTES},
            "lang": "en",
        }
        assert options == {"key": "surface"}
    monkeypatch.setattr(surface, "IN_BROWSER", True)
    surface._stand_between()
    package.out(data={})
    made, (data,), _ = shown.pop()
    assert made["js"] == "const K = 1;\nglobalThis.inklingCanvas = K;\n" + component_code(surface._SCRIPT)
    assert data["code"] is None
