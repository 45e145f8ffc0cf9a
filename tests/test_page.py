"""The page as Streamlit runs it, without a browser: the canvas has a stand-in."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.preprocess import stages_of_ink
from model.preprocess.pen import draw_strokes
from tests.apptest import DRAW, image_of, opened, sent_drawing
from tests.samples import SAMPLES
from views.session.drawing.drawing import drawing_of_alpha, drawing_of_strokes

pytestmark = pytest.mark.usefixtures("canvas_stand_in")


def _press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def test_a_tap_turns_the_user_s_own_picture_but_not_a_drawing():
    assert "Turn" not in [button.label for button in opened(DRAW, SAMPLES[3]).button]
    app, alpha = opened(DRAW), draw_strokes(SAMPLES[7])[..., 3]
    app.session_state["latest_drawing"].add(drawing_of_alpha(alpha, "Your picture."))
    app.run()
    _press(app, "Turn")
    expected = stages_of_ink(np.rot90(alpha, -1) / np.float32(255)).image
    np.testing.assert_allclose(sent_drawing(app)["image"].reshape(28, 28), expected, atol=1e-6)


def test_a_tiny_digit_gets_a_hint_to_draw_larger():
    app, (stroke, *_) = opened(DRAW), SAMPLES[1]
    tiny = [[(140 + (x - 140) * 0.1, 140 + (y - 140) * 0.1) for x, y in stroke]]
    app.session_state["latest_drawing"].add(drawing_of_strokes(1, "tiny", tiny))
    app.run()
    assert sent_drawing(app)["hint"] == "larger"
    assert sent_drawing(opened(DRAW, SAMPLES[1]))["hint"] == ""


def test_two_sessions_do_not_share_a_drawing():
    one, other = sent_drawing(opened(DRAW, SAMPLES[7])), sent_drawing(opened(DRAW))
    assert (one["image"] == image_of(SAMPLES[7])).all()
    assert one["origin"] == "This is a ready-made 7 (ready-made)."
    assert (other["image"], other["origin"]) == (None, "")


def _page_that_fails():

    Path("/somewhere/secret.json").read_text()


def test_an_error_shows_no_paths():
    app = AppTest.from_function(_page_that_fails, default_timeout=120).run()
    (element,) = app.exception
    assert not list(element.stack_trace)
    text = str(element.proto)
    assert "redacted" in text
    for word in ("secret", "/", "line ", "FileNotFoundError"):
        assert word not in text
