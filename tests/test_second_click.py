"""A second click may come after the first has replaced its target: it changes and breaks nothing."""

import json

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from model.explain.wiring import Unit
from model.novelty.own_digits import own_digit
from model.preprocess.pen import PEN_WIDTH
from tests.apptest import DRAW, LESSON, NEURONS, TRAINING, boxes, data, opened, report
from tests.samples import SAMPLES
from views.session.drawing.drawing import BLANK, drawing_of_alpha, drawing_of_strokes
from views.session.drawing.latest_drawing import LatestDrawing

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DIGIT = {"network": "dense", "neuron_dense": Unit("logits", (7,))}
HIDDEN = {"network": "dense", "neuron_dense": Unit("hidden1", (3,))}
DEAF = {("hidden2", number): 0.0 for number in range(128)}  # its answer comes from the biases alone
ONE = own_digit(1, SAMPLES[1], [PEN_WIDTH])
SILENT = {"factors_dense": {("hidden1", 3): 0.0}}
CLEARED = {"neuron_dense": None}  # and a blank canvas
UNIT = {"layer": "hidden1", "index": [9]}
PICKS = [0, 3, True, [2], [1, 2], UNIT, *({"part": part, "picked": UNIT} for part in ("ledger", "outgoing"))]
OF_SESSION = ("neuron_", "walk_", "factors_", "why_", "lesson_")
STAYS = {
    "own_digits",
    "pinned",
    "own_network",
    "step_trainer",
    "lesson_guess",
    "replay_step",
    "replay_neuron",
}


def picture() -> dict[str, object]:
    return {"latest_drawing": LatestDrawing(drawing_of_alpha(np.eye(280, dtype=np.uint8) * 255, "a photo"))}


CASES = {  # a page, its state, and the state that replaces it
    "an output's card, a neuron's": (DRAW, DIGIT, HIDDEN),
    "an output's card, another's": (DRAW, DIGIT, DIGIT | {"neuron_dense": Unit("logits", (3,))}),
    "an output's card, none": (DRAW, DIGIT, {"neuron_dense": None}),
    "a card, another network": (DRAW, HIDDEN, {"network": "conv"}),
    "a drawing, a blank canvas": (DRAW, DIGIT, CLEARED),
    "a photo, a blank canvas": (DRAW, HIDDEN | picture(), CLEARED),
    "the catalogue and its card": (NEURONS, DIGIT | {"card_open": True}, CLEARED),
    "another layer of the catalogue": (
        NEURONS,
        HIDDEN | {"layer_dense": "hidden1"},
        {"layer_dense": "logits"},
    ),
    "the lesson": (LESSON, HIDDEN, CLEARED),
    "a replay": (TRAINING, HIDDEN | SILENT | {"training_part": "Replay"}, {"training_part": "Live"}),
    "one step": (TRAINING, {"training_part": "One step"}, {"training_part": "Replay"}),
}


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (each for each in app.button if each.label == label)
    return button.click().run()


MOVED = {  # clicks that move a control: a page, its state, the move, and the session's state after it
    "the switch a volume": (
        DRAW,
        HIDDEN,
        lambda app: app.button(key="switch").click().run(),
        lambda app: [each["factor"] for each in data(app, "selection")["factors"]],
    ),
    "another drawing the rival": (
        DRAW,
        DIGIT,
        lambda app: (
            app.session_state["latest_drawing"].add(drawing_of_strokes(7, "1", SAMPLES[1])) or app.run()
        ),
        lambda app: state_of(app).filtered_state.get("why_compared"),
    ),
    "another answer the rival": (
        DRAW,
        {"network": "dense", "neuron_dense": Unit("logits", (3,)), "factors_dense": {}},
        lambda app: app.session_state["factors_dense"].update(DEAF) or app.run(),
        lambda app: state_of(app).filtered_state.get("why_compared"),
    ),
    "what can go wrong the form": (
        TRAINING,
        {"training_part": "Live"},
        lambda app: press(app, "Overfitting"),
        lambda app: {name: each.value for name, each in boxes(app).items()},
    ),
    "a click on the film the replay": (
        TRAINING,
        {"training_part": "Replay"},
        lambda app: report(app, "film", 7),
        lambda app: state_of(app).filtered_state.get("replay_step"),
    ),
}


def state_of(app: AppTest) -> SessionState:
    """Return Streamlit's whole state of the session."""
    return app.session_state._state._state


def widgets_of(app: AppTest) -> dict[str, object]:
    """Return Streamlit's metadata of all widgets ever shown, by id, because it never forgets them."""
    return dict(state_of(app)._new_widget_state.widget_metadata)


def remembered(app: AppTest) -> dict[str, object]:
    """Return the state that a click may change: what is drawn, chosen and stored, but not a box's choice."""
    found = {
        key: value
        for key, value in state_of(app).filtered_state.items()
        if key in STAYS or (key.startswith(OF_SESSION) and not key.startswith("why_rival_"))
    }
    latest = app.session_state["latest_drawing"]
    return {key: repr(value) for key, value in found.items()} | {"drawn": latest.current}


def again(app: AppTest, sent: WidgetStates) -> None:
    """Run with these browser messages in addition to those of the visible widgets."""
    states = app._tree.get_widget_states()
    states.MergeFrom(sent)
    app._run(states)
    assert not app.exception, [each.stack_trace for each in app.exception]


@pytest.mark.parametrize("case", CASES)
def test_a_click_on_a_removed_widget_does_nothing(case, monkeypatch):
    page, before, after = CASES[case]
    app = opened(page, SAMPLES[7], **before)
    assert not app.exception
    known = widgets_of(app)
    for key, value in after.items():
        app.session_state[key] = value
    if after is CLEARED:
        app.session_state["latest_drawing"].add(BLANK)
    app.run()
    shown = {each.proto.id for each in app.get("bidi_component")}
    gone = {
        name: [*each.callbacks]
        for name, each in known.items()
        if each.callbacks
        and each.value_type == "json_trigger_value"
        and not any(part in name for part in shown)
    }
    there = remembered(app)
    for pick in PICKS:
        sent = WidgetStates()
        for name, events in gone.items():
            widget = sent.widgets.add(id=name)
            widget.json_trigger_value = json.dumps([{"event": event, "value": pick} for event in events])
        again(app, sent)
        assert remembered(app) == there
    for name, each in known.items():
        if each.callback and not each.callbacks:
            sent = WidgetStates()
            widget = sent.widgets.add(id=name)
            if each.value_type == "trigger_value":
                widget.trigger_value = True
            elif each.value_type == "double_array_value":
                widget.double_array_value.data.append(0.5)
            elif each.value_type == "string_value":
                widget.string_value = "1"
            else:
                continue
            if after is CLEARED:
                app.session_state["latest_drawing"].add(BLANK)
            again(app, sent)


@pytest.mark.parametrize("case", MOVED)
def test_a_moved_control_s_old_value_is_not_a_choice(case):
    """A browser sends the old value with a click that follows at once."""
    page, shows, move, found = MOVED[case]
    app = opened(page, SAMPLES[7], **shows)
    before, unmoved = app._tree.get_widget_states(), found(app)
    move(app)
    moved = found(app)
    moving = {"the switch a volume", "what can go wrong the form", "a click on the film the replay"}
    assert (moved != unmoved) == (case in moving)
    app._run(before)
    assert not app.exception and found(app) == moved
