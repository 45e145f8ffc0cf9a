"""Run pages in Streamlit without a browser: open them, and read what each component is sent.

A file that opens pages uses the fixture `canvas_stand_in` of conftest.py.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import numpy as np
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from model import PROJECT
from model.explain.wiring import Unit
from model.network.message import decode
from model.preprocess import to_mnist
from model.preprocess.pen import draw_strokes
from tests.samples import SAMPLES
from views.session.drawing.drawing import drawing_of_strokes
from views.session.drawing.latest_drawing import LatestDrawing

APP = str(PROJECT / "page.py")
PAGES = ("draw", "neuron", "training", "lesson", "building")
DRAW, NEURONS, TRAINING, LESSON, BUILD = (f"views/{name}/page.py" for name in PAGES)
TEACHERS = "views/teaching/page.py"
TEACH = "views/signs/page.py"
PLAN, CLASS, PRESENT, EMBED = (
    f"views/teaching/{name}.py" for name in ("plan", "class_page", "present", "embed")
)
FOUR = SAMPLES[4]  # two strokes
BROKEN = {"breaking_curve_open": True, "breaking_smallest_open": True}  # what Break it shows on demand


@contextmanager
def stand_in(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test its own views, because components are registered with a running server."""
    before = loaded_views()
    yield
    forget_views()
    sys.modules.update(before)


def loaded_views() -> dict[str, ModuleType]:
    """Return the page's modules that have been imported."""
    return {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "views"}


def forget_views() -> None:
    """Have the views imported again: each AppTest is a server that needs its components registered."""
    VIEWS.leave()
    for name in loaded_views():
        del sys.modules[name]


class Views:
    """The views of all pages that are `opened`, imported once, with the registry that knows their components.

    Importing them again for every page would take most of the time that it takes to open one.
    """

    def __init__(self) -> None:
        """Start without views."""
        self._modules: dict[str, ModuleType] = {}
        self._registry = None
        self._are_there = False

    def serve(self, app: AppTest) -> None:
        """Have a page that hasn't run yet use these views."""
        if not self._are_there:
            forget_views()
            sys.modules.update(self._modules)
            self._are_there = True
        if self._registry is None:
            self._registry = BidiComponentManager()
            self._registry.discover_and_register_components(start_file_watching=False)
        app._bidi_component_manager = self._registry

    def leave(self) -> None:
        """Let others take their place."""
        if self._are_there:
            self._modules, self._are_there = loaded_views(), False


VIEWS = Views()


def opened(page: str, strokes: list | None = None, **state: object) -> AppTest:
    """Open this page after the Draw page, with a drawing or without one."""
    app = AppTest.from_file(APP, default_timeout=120)
    VIEWS.serve(app)
    app.session_state["opened"] = True  # no browser has to lay it out first
    if strokes is not None:
        latest = LatestDrawing()
        latest.add(drawing_of_strokes(7, "ready-made", strokes))
        app.session_state["latest_drawing"] = latest
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    return app if page == DRAW else app.switch_page(page).run()


def output_card(
    digit: int, network: str = "dense", strokes: list = FOUR, rival: int | None = None, **state: object
) -> AppTest:
    """Return the Draw page with an output's card, with a requested rival or a choice of one."""
    if rival is not None:
        state["why_compared"] = (digit, rival, drawing_of_strokes(7, "ready-made", strokes).png)
    app = opened(DRAW, strokes, network=network, **{f"neuron_{network}": Unit("logits", (digit,))}, **state)
    assert not app.exception
    return app


def shown(app: AppTest) -> set[str]:
    """Return the keys of its components and of their parts."""
    return {each.proto.id.rpartition("-")[2] for each in app.get("bidi_component")} | {*card_parts(app)}


def card_parts(app: AppTest) -> dict[str, dict]:
    """Return what a card shows below its switch as key to data; empty where there is no card."""
    cards = [each.proto for each in app.get("bidi_component") if each.proto.id.endswith("-card_parts")]
    return {part["key"]: part["data"] for card in cards for part in json.loads(card.json)[0]["parts"]}


def boxes(app: AppTest) -> dict[str, Selectbox]:
    """Return the select boxes by name: see `box` of views/session/one_of.py."""
    return {re.sub(r"_\d+$", "", each.key): each for each in app.selectbox if each.key}


def data(app: AppTest, key: str) -> dict:
    """Return what a component is sent as JSON."""
    (found,) = (each for each in app.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
    return json.loads(found.proto.json)[0]


def report(app: AppTest, key: str, value: object, event: str = "picked") -> AppTest:
    """Return the page after a component has reported a pick or another event."""
    (found,) = (each for each in app.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
    states = app._tree.get_widget_states()
    reported = states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{found.proto.id}__events")
    reported.json_trigger_value = json.dumps([{"event": event, "value": value}])
    app._run(states)
    assert not app.exception
    return app


def sent_drawing(app: AppTest) -> dict:
    """Return what the browser is sent of the drawing."""
    return message(app, "drawing")


def message(app: AppTest, key: str) -> dict:
    """Return what a component is sent as a message."""
    (found,) = (each for each in app.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
    return decode(found.proto.bytes)


def cents(figure: str) -> int:
    """Return a figure of the page in hundredths."""
    return round(100 * float(figure.replace("−", "-")))


def image_of(strokes: list) -> np.ndarray:
    """Return the image that a network gets of strokes: float32 (28, 28)."""
    return to_mnist(draw_strokes(strokes)).image
