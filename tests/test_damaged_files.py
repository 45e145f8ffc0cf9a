"""If a file of the project is missing or damaged, the page names it, says what to do and shows the rest."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model import files
from model.explain.wiring import Unit
from model.network import message
from tests.apptest import DRAW, NEURONS, TRAINING, opened, sent_drawing, shown
from tests.damaged import damage
from tests.samples import SAMPLES

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

GARBAGE = b"\x93\xff no such thing" * 20
LETTER = [[(90, 220), (140, 60), (190, 220)], [(108, 160), (172, 160)]]
NEURON = {"network": "dense", "neuron_dense": Unit("hidden1", (5,))}
CASES = [  # a file, the page and what is done on it, what is shown anyway
    ("model/trained/dense.npz", DRAW, {"strokes": LETTER, **NEURON}, {"answer_text", "live_ink", "ledger"}),
    (
        "model/trained/novelty_conv.keras",
        DRAW,
        {"strokes": LETTER, **NEURON},
        {"answer_text", "live_ink", "ledger"},
    ),
    (
        "model/trained/novelty_dense.json",
        DRAW,
        {"strokes": LETTER, "network": "conv"},
        {"answer_text", "live_ink"},
    ),
    ("model/trained/dense.profile.npz", DRAW, {"strokes": LETTER, **NEURON}, {"live_ink", "ledger"}),
    ("model/trained/dense.profile.npz", NEURONS, NEURON, {"catalogue"}),
    ("model/trained/dense.json", DRAW, {"strokes": LETTER, **NEURON}, {"drawing"}),
    ("model/trained/dense.keras", DRAW, {"strokes": LETTER, **NEURON}, {"drawing"}),
    ("model/trained/history.npz", TRAINING, {}, set()),
    ("assets/mnist.npz", DRAW, {"strokes": LETTER, **NEURON}, {"answer_text", "live_ink", "ledger"}),
    ("assets/mnist.npz", DRAW, NEURON, {"samples", "answer_text"}),
    ("assets/mnist.npz", NEURONS, {"card_open": True, **NEURON}, {"catalogue"}),
    ("assets/mnist.npz", TRAINING, {}, {"replay_weights", "film"}),
    ("assets/samples.json", DRAW, {"strokes": SAMPLES[3]}, {"answer_text", "live_ink"}),
    ("assets/samples.json", TRAINING, {}, {"replay_weights", "film", "confusion"}),
    ("assets/logo.svg", DRAW, {}, {"answer_text", "live_ink"}),
]


@pytest.mark.parametrize("contents", [None, GARBAGE], ids=["missing", "damaged"])
@pytest.mark.parametrize(("name", "shows", "done", "rest"), CASES)
def test_the_page_names_the_file_and_command_and_shows_the_rest(name, shows, done, rest, contents, project):
    damage(project / name, contents)
    app = opened(shows, **done)
    assert not app.exception
    (said,) = {each.value for each in app.error}
    state = "missing" if contents is None else "damaged"
    network = Path(name).stem if "novelty" in name else "dense"
    trains = f"python train_model.py --network {network}"
    command = trains if "trained" in name else f"git checkout -- {name}"
    assert Path(name).name in said and f"is {state}" in said and f"`{command}`" in said
    assert str(project) not in said
    assert rest <= shown(app)


def test_without_damage_nothing_is_reported(project):
    for page in (DRAW, NEURONS, TRAINING):
        app = opened(page, LETTER, card_open=True, **NEURON)
        assert not app.exception
        assert not app.error
    (project / "assets/logo.svg").unlink()
    assert opened(DRAW).error  # so it's the copy that is read


@pytest.mark.parametrize("contents", ["{}", "[]", "null", "[1]", '[{"label": 0}]', '[{"digit": 1}]'])
def test_ready_made_drawings_in_a_wrong_format_are_named(contents, project):
    damage(project / "assets/samples.json", contents.encode())
    app = opened(DRAW)
    assert not app.exception
    assert "assets/samples.json is damaged" in app.error[0].value


def test_without_a_detector_everything_counts_as_a_digit(project):
    """The browser gets the network anyway."""
    damage(project / "model/trained/dense.npz", None)
    app = opened(DRAW, LETTER, network_by_message=True, **NEURON)
    (message,) = (
        each.proto.bytes for each in app.get("bidi_component") if each.proto.id.endswith("-live_ink")
    )
    assert b'"novelty":null' in message
    assert sent_drawing(app)["image"].any()


def test_a_network_too_large_for_a_message_is_reported(project, monkeypatch):
    app = opened(DRAW, LETTER, network_by_message=True)
    assert "live_ink" in shown(app) and not app.warning
    describe = message.describe_network
    monkeypatch.setattr(message, "describe_network", lambda *of: describe(*of) | {"more": np.zeros(10**6)})
    app = opened(DRAW, LETTER, network_by_message=True)
    (warning,) = app.warning
    assert warning.value.startswith(
        "Your browser couldn't load this network's file, and the network is too large"
    )
    assert "live_ink" not in shown(app) and not app.exception
    assert "live_ink" in shown(opened(DRAW, LETTER)) and not opened(DRAW, LETTER).warning


def _component_on_a_page():
    import streamlit as st

    from views.parts.component import mount

    component = mount(st.session_state["beside"], "part")
    component(key="part", data={}, on_pick=lambda sent: None)
    st.caption("The rest of the page.")


SCRIPTS = {
    "missing": {},
    "missing import": {"part.js": 'import { a } from "./low.js";\nexport default () => a;\n'},
    "empty": {"part.js": ""},
    "empty import": {"part.js": 'import { a } from "./low.js";\nexport default () => a;\n', "low.js": ""},
    "no text": {"part.js": "\udc93"},
}


@pytest.mark.parametrize("what", SCRIPTS)
def test_a_component_with_a_broken_script_says_so_in_its_place(what, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PROJECT", tmp_path)
    for name, code in SCRIPTS[what].items():
        (tmp_path / name).write_bytes(code.encode(errors="surrogateescape"))
    app = AppTest.from_function(_component_on_a_page, default_timeout=60)
    app.session_state["beside"] = str(tmp_path / "page.py")
    app.run()
    assert not app.exception
    assert app.caption[0].value == "The rest of the page."
    said = app.error[0].value
    assert ("low.js" if "import" in what else "part.js") in said and "`git checkout -- " in said
    assert str(tmp_path) not in said
