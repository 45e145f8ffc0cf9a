"""Whatever a browser claims its components and widgets sent, no page shows an exception."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.app_test import TESTING_KEY
from streamlit.testing.v1.element_tree import Block, Element
from streamlit.testing.v1.util import patch_config_options

from model.explain.wiring import Unit
from tests.apptest import APP, forget_views, stand_in
from tests.built import BUILT
from tests.doors.addresses import fields
from tests.doors.held import examples, held
from tests.doors.strangers import changed, nonsense
from tests.samples import SAMPLES
from tests.schemas import MESSAGES, of_page
from views.address.address_fields import FIELDS

EMPTY: Mapping[str, str] = {}
KNOWN = {  # states that a session can reach, by page
    "draw": (
        {},
        {"neuron_dense": Unit("logits", (3,))},
        {"neuron_dense": Unit("logits", (3,)), "why_mode": "strokes"},
        {"network": "conv", "neuron_conv": Unit("conv1", (3, 4, 5))},
        {"breaking_kind": "noised", "breaking_curve_open": True, "breaking_smallest_open": True},
    ),
    "neuron": ({}, {"neuron_dense": Unit("hidden1", (5,)), "card_open": True}),
    "training": ({}, {"training_part": "live"}, {"training_part": "one step"}),
    "building": ({}, {"built": BUILT, "built_chosen": 3}),
    "lesson": (
        *({"lesson_step": "neuron"}, {"lesson_step": "nine"}, {"lesson_step": "learn"}),
        {"lesson": "hands", "lesson_step": "adults"},
    ),
}
LARGEST = 10**6  # bytes, maxWidgetStateSize: a larger message closes its connection before a page gets it
short = st.sampled_from(sorted(MESSAGES)).flatmap(of_page).filter(lambda sent: len(json.dumps(sent)) < 20_000)
sent = short | short.flatmap(changed) | nonsense
words = st.text(max_size=5) | st.sampled_from(["", "9", "evil", "hidden1", "1"])
VALUES = {  # kinds of widgets: the field that carries their value, and strategies for it
    "slider": (
        "double_array_value",
        st.lists(st.sampled_from([-1.0, 0.5, 3.0, 1e300, float("nan")]), max_size=2),
    ),
    "selectbox": ("string_value", words),
    "radio": ("string_value", words),
    "button_group": ("string_array_value", st.lists(words, max_size=2)),
    "select_slider": ("string_array_value", st.lists(words, max_size=2)),
    "checkbox": ("bool_value", st.booleans()),
    "button": ("trigger_value", st.just(True)),
}


class Visitor:
    """Sessions of the app, one after the other; an exception is reported in one line."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(APP, default_timeout=120).run()

    def open(self, page: str, drawn: bool = False, said: Mapping[str, str] = EMPTY, **known: object) -> None:
        """Open a page in a new session, at an address, with this state."""
        app = self.app
        app._session_state = SafeSessionState(SessionState(), lambda: None)
        app._session_state[TESTING_KEY] = {}
        app._fragment_storage = MemoryFragmentStorage()
        app._page_hash = app._finished_page_script_hash = ""
        app.query_params = dict(said)
        if drawn:
            drawing, latest = (
                sys.modules[f"views.session.drawing.{each}"] for each in ("drawing", "latest_drawing")
            )
            four = drawing.drawing_of_strokes(4, "ready-made", SAMPLES[4])
            known["latest_drawing"] = latest.LatestDrawing(four)
        for key, value in known.items():
            app._session_state[key] = value
        self.send()
        if page != "draw":
            app.switch_page(f"views/{page}/page.py")
            self.send()

    def send(self, states: WidgetStates | None = None) -> None:
        """Run the page with these values of widgets."""
        self.app._run(states)
        for each in self.app.exception:
            pytest.fail(f"{each.message} {[*each.stack_trace][-2:]}"[:400], pytrace=False)


def no_room(*_: object, **__: object) -> None:
    """Refuse to start a process, so that no button leaves one behind."""
    raise OSError("there is no room for another process")


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    options = patch_config_options({"client.showErrorDetails": "full"})
    with options, pytest.MonkeyPatch.context() as patch, stand_in(patch):
        patch.setattr(subprocess, "Popen", no_room)
        forget_views()
        yield Visitor()


def elements(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from elements(child)
        else:
            yield child


def state_of(element: Element, value: object) -> WidgetState:
    """Return the state that a browser sends for an element with this value."""
    field, _ = VALUES[element.type]
    state = WidgetState(id=element.proto.id)
    if isinstance(value, list):
        getattr(state, field).SetInParent()
        getattr(state, field).data[:] = value
    else:
        setattr(state, field, value)
    return state


def forged(app: AppTest, data: st.DataObject) -> WidgetStates:
    """Draw values for the page's widgets, and picks for its components."""
    states = []
    for element in elements(app._tree):
        if element.type == "bidi_component":
            picked = json.dumps([{"event": "picked", "value": data.draw(sent)}])
            events = f"$$STREAMLIT_INTERNAL_KEY_{element.proto.id}__events"
            states.append(WidgetState(id=events, json_trigger_value=picked))
        elif element.type in VALUES and data.draw(st.integers(0, 2)):
            states.append(state_of(element, data.draw(VALUES[element.type][1])))
    forged = WidgetStates(widgets=states)
    assume(forged.ByteSize() < LARGEST)
    return forged


NOTHING = {"button_group": [], "selectbox": "none of these", "radio": "none of these", "select_slider": []}


@pytest.mark.parametrize("page", KNOWN)
def test_a_page_survives_an_empty_or_unknown_choice(visitor, page):
    for known in KNOWN[page]:
        visitor.open(page, True, **known)
        shown = [each for each in elements(visitor.app._tree) if each.type in NOTHING]
        visitor.send(WidgetStates(widgets=[state_of(each, NOTHING[each.type]) for each in shown]))
        visitor.send()


@pytest.mark.parametrize("page", KNOWN)
@given(st.data())
@examples(0.06)
def test_forged_values_show_no_exception(visitor, page, data):
    visitor.open(page, data.draw(st.booleans()), **data.draw(st.sampled_from(KNOWN[page])))
    for _ in range(2):
        visitor.send(forged(visitor.app, data))
    visitor.send()


@given(st.fixed_dictionaries({}, optional={field.name: fields(field.name) for field in FIELDS}))
@examples(0.1)
def test_no_address_shows_an_exception(visitor, said):
    decoded = {name: value.encode("utf-8", "replace").decode() for name, value in said.items()}
    with held(time.process_time):
        visitor.open("draw", said=decoded)
