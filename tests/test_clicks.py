"""Each control does what it says, on every page, and changes nothing else."""

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import SelectSlider

from model.explain.wiring import Unit
from model.novelty.own_digits import MOST_DIGITS
from model.preprocess.photo import PictureError
from tests.apptest import (
    DRAW,
    EMBED,
    FOUR,
    LESSON,
    TRAINING,
    data,
    opened,
    report,
    sent_drawing,
    shown,
)
from tests.labeled import many
from tests.samples import SAMPLES
from views.address.copy_link import qr_code
from views.lesson.steps.steps import BY_ID
from views.parts.words import WHOLE
from views.session.drawing.drawing import BLANK, drawing_of_alpha, drawing_of_strokes
from views.session.drawing.linked_drawing import drawing_of_test_image

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

HIDDEN = {"network": "dense", "neuron_dense": Unit("hidden2", (3,))}
OUTPUT = {"network": "dense", "neuron_dense": Unit("logits", (4,))}


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (each for each in app.button if each.label == label)
    button.click().run()
    assert not app.exception
    return app


def volumes(app: AppTest) -> list[SelectSlider]:
    return [each for each in app.select_slider if each.key.startswith("volume_")]


def toasts(app: AppTest) -> list[tuple[str, str]]:
    return [(each.value, each.icon) for each in app.toast]


# Drawings to start from


def test_a_ready_made_picture_brings_its_drawing_and_random_any_test_image(monkeypatch):
    app = opened(DRAW, surface={})
    shown = data(app, "samples")["pictures"]
    for digit in (0, 9, 4):
        report(app, "samples", digit)
        assert sent_drawing(app)["origin"] == shown[digit]["alt"]
        assert shown[digit]["alt"].startswith(f"This is a ready-made {digit} (")
    before = app.session_state["latest_drawing"].version
    report(app, "samples", 10)
    assert app.session_state["latest_drawing"].version == before
    asked = []
    rng = SimpleNamespace(integers=lambda count: asked.append(count) or 1234)
    monkeypatch.setattr(np.random, "default_rng", lambda: rng)
    press(app, "Random")
    assert asked == [10_000]
    assert app.session_state["latest_drawing"].current.code == drawing_of_test_image(1234).code


def picture(contents: bytes) -> np.ndarray:
    if contents == b"bad":
        raise PictureError("This is no picture.")
    return np.full((280, 280, 4), contents[0], np.uint8)


@pytest.mark.parametrize(
    ("file", "is_open", "problem", "origins"),
    [
        (b"\x80", False, "", ["Your picture seven.png."]),
        (b"bad", True, "This is no picture.", []),
        (None, True, "", []),  # the file was removed
        (b"read", True, "before", []),  # another page shows the same file again
    ],
)
def test_an_uploaded_picture_is_drawn_or_explained(monkeypatch, file, is_open, problem, origins):
    from views.draw import starters

    given = file and SimpleNamespace(name="seven.png", getvalue=lambda: file)
    stored, drawn = {"upload": given, "upload_open": True, "upload_problem": "before"}, []
    for name, double in {
        "state": SimpleNamespace(get=stored.get, put=stored.__setitem__),
        "was_read": lambda _: file == b"read",
        "take": lambda _: None,
        "read_picture": picture,
        "latest_drawing": lambda: SimpleNamespace(add=drawn.append),
    }.items():
        monkeypatch.setattr(starters, name, double)
    starters._take_upload()
    assert (stored["upload_open"], stored["upload_problem"]) == (is_open, problem)
    assert [each.origin for each in drawn] == origins
    assert all((each.alpha() == 0x80).all() for each in drawn)


"\n## This is …\n"


def test_a_click_keeps_a_digit_under_a_label_or_removes_it():
    app = opened(DRAW, FOUR, surface={})  # the canvas is there and stays
    assert (data(app, "label_buttons")["version"], data(app, "label_buttons")["labeled"]) == (None, None)
    version = app.session_state["latest_drawing"].version
    teach = "My digits now has 1 drawing. You can teach a network with them on the page Teach it."
    for label, keeps, said in (
        (0, [0], (f"Kept as a 0. {teach}", ":material/check:")),
        (8, [8], (f"Kept as an 8. {teach}", ":material/check:")),
        (8, [], ("Removed from My digits.", ":material/undo:")),
        (4, [4], (f"Kept as a 4. {teach}", ":material/check:")),
    ):
        report(app, "label_buttons", label)
        assert [each.label for each in app.session_state["own_digits"]] == keeps
        ((text, icon),) = toasts(app)
        assert text.startswith(said[0]) and icon == said[1]
        sent = data(app, "label_buttons")
        assert (sent["version"], sent["labeled"]) == ((version, label) if keeps else (None, None))
    app.run()
    assert not app.toast  # the message is shown once
    stored = app.session_state["own_digits"]
    for nothing in (10, -1, True, None):
        report(app, "label_buttons", nothing)
    assert app.session_state["own_digits"] == stored and not app.toast


def test_another_drawing_is_stored_too_but_a_blank_canvas_or_a_photo_isn_t():
    app = opened(DRAW, FOUR)
    photo = drawing_of_alpha(np.eye(280, dtype=np.uint8) * 255, "a photo")
    for drawing, stored in ((drawing_of_strokes(7, "ready-made", SAMPLES[7]), 1), (BLANK, 1), (photo, 1)):
        app.session_state["latest_drawing"].add(drawing)
        report(app.run(), "label_buttons", 4)
        assert [each.label for each in app.session_state["own_digits"]] == [4] * stored
        assert bool(app.toast) == (drawing is not BLANK)
    ((said, icon),) = toasts(app)
    assert said.startswith("You can only keep pen drawings") and icon == ":material/block:"
    full = tuple(many(MOST_DIGITS))
    app = report(opened(DRAW, FOUR, own_digits=full), "label_buttons", 4)
    assert app.session_state["own_digits"] == full
    assert toasts(app) == [
        ("My digits is full, with 200 drawings. Remove some on the page Teach it.", ":material/block:")
    ]


# The network, and a neuron's card


def test_a_click_selects_a_neuron_and_another_deselects_it():
    app = opened(DRAW, FOUR, network="dense")
    clicked = {"network": "dense", "layer": "hidden1", "index": [9]}
    for expected in (Unit("hidden1", (9,)), None):
        report(app, "network_picture", clicked)
        assert app.session_state["neuron_dense"] == expected
        assert bool(data(app, "selection")["selected"]) == bool(expected)
    report(app, "network_picture", clicked)
    report(app, "card_head", True, "closed")
    assert app.session_state["neuron_dense"] is None


def test_a_neuron_is_switched_turned_up_and_restored():
    """A click right after the switch doesn't undo it: it comes with the slider's position before."""
    app = opened(DRAW, FOUR, **HIDDEN)
    for label, factors in (("Switch off", [0.0]), ("Switch on", [])):
        before = app._tree.get_widget_states()
        press(app, label)
        for _ in range(2):
            assert [each["factor"] for each in data(app, "selection")["factors"]] == factors
            app._run(before)
        assert not app.exception
    (slider,) = volumes(app)
    slider.set_value(2.5).run()
    assert data(app, "selection")["factors"] == [{"layer": "hidden2", "number": 3, "factor": 2.5}]
    assert data(app, "answer_refresh")["factors"] == data(app, "selection")["factors"]
    report(app, "network_picture", True, "restored")
    (slider,) = volumes(app)
    assert data(app, "selection")["factors"] == [] and slider.value == 1.0


def test_the_explanation_uses_the_chosen_digit_kind_and_layer():
    app = opened(DRAW, FOUR, **OUTPUT)
    (rival,) = (each for each in app.selectbox if each.key.startswith("why_rival_"))
    rival.set_value(7).run()
    assert any("Why 4 rather than 7?" in each.proto.body for each in app.get("html"))
    app.button_group(key="why_way_chosen").set_value("neurons").run()
    assert data(app, "margin")["heading"] == "Why 4 rather than 7?"
    app.selectbox(key="why_level_chosen_dense").set_value("hidden1").run()
    assert {row["unit"]["layer"] for row in data(app, "margin")["rows"] if row.get("unit")} == {"hidden1"}
    app.button_group(key="why_way_chosen").set_value("strokes").run()
    assert (
        data(app, "why_tried")["heading"] == "Why 4 rather than 7?"
    )  # the digit stays for every kind of explanation
    said = data(app, "selection")["address"]["values"]
    assert (said["neuron"], said["against"], said["why"]) == ("logits.4", "7", "strokes")


# Training


def test_a_click_in_the_replay_shows_mistakes_or_a_neuron():
    app = opened(TRAINING, FOUR, training_part="Replay")
    report(app, "confusion", [3, 5])
    assert app.session_state["confusion_cell"] == (3, 5)
    assert all("a 3, read as a 5" in each["alt"] for each in data(app, "examples")["pictures"])
    tiles = data(app, "replay_weights")["pictures"]
    report(app, "replay_weights", len(tiles) - 1)
    neuron = app.session_state["replay_neuron"]
    assert str(neuron) in tiles[-1]["alt"]
    assert f"Neuron {neuron} over time" in [each.value for each in app.subheader]


# The lesson


def test_the_lesson_goes_forward_back_and_to_any_step():
    app = opened(LESSON, FOUR)

    def place() -> str:
        return next(each.value for each in app.markdown if each.value.endswith(" of 16"))

    for label, number in (("Next", 2), ("Back", 1)):
        press(app, label)
        assert place() == f"{number} of 16"
    dots = [dot for _, group in data(app, "lesson_progress")["groups"] for dot in group]
    assert [dot["number"] for dot in dots] == [*range(1, 17)]
    for dot in (4, 15, 0):
        report(app, "lesson_progress", dot)
        assert place() == f"{dot + 1} of 16" and data(app, "lesson_progress")["current"] == dot + 1
    report(app, "lesson_progress", 16)  # there is no step after the last one
    assert place() == "1 of 16"


def test_a_link_for_teachers_opens_its_step_but_no_other():
    steps = [*BY_ID]
    for number in (0, 8, 16, len(steps) - 1):
        app = report(opened(EMBED, FOUR), "links", number)
        assert app.session_state["lesson_step"] == steps[number] == data(app, "lesson_guide")["step"]
    app = opened(EMBED, FOUR)
    for number in (-1, len(steps), "0", None):
        report(app, "links", number)
        assert "links" in shown(app) and "lesson_guide" not in shown(app)


def test_a_link_comes_once_with_codes_with_and_without_the_drawing():
    app = opened(DRAW, FOUR)
    page, rest = "http://inkling.test/", "network=conv&step=nine"
    whole = f"{page}?drawing=abc&{rest}&kept=def"
    asked = data(report(app, "link", whole), "link")
    assert asked["link"] == whole and asked["notes"] == [WHOLE]
    assert (asked["code"], asked["full"]) == (qr_code(f"{page}?{rest}"), qr_code(whole))
    short = data(report(app, "link", f"{page}?{rest}"), "link")
    assert short["code"] == qr_code(f"{page}?{rest}") and "full" not in short
    assert data(report(app, "link", f"{page}?drawing=abc"), "link")["code"] == qr_code(page)
    assert "link" not in data(app.run(), "link")
