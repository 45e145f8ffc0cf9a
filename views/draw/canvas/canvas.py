"""The drawing surface: free drawing, three pens, undo, redo and clear.

The browser has the drawing and its history (drawing_sheet.js). Python gets the newest drawing,
can give another one, such as a sample, and sends what it knows of it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from model.errors import DataError
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from model.sentence import Sentence
from views.draw.canvas.drawer import drawer, tool_buttons
from views.draw.canvas.live_ink import send_drawing
from views.draw.canvas.surface import show_surface
from views.parts import words
from views.parts.language.language import _, pgettext
from views.session import state
from views.session.activations import latest_drawing, stages_of
from views.session.drawing.drawing import Drawing
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.drawing.linked_drawing import drawing_with_number
from views.session.drawing.received import Received, drawing_of
from views.session.one_of import one_of

_SURFACE = "surface"  # the component's key
ONE_PICTURE = "picture"  # what surface.js calls a drawing that was too long
PENS = (12, PEN_WIDTH, 32)  # canvas pixels; the normal pen is as thick as MNIST's strokes


@st.fragment
def canvas(latest: LatestDrawing) -> None:
    """Show the drawing surface and its tools."""
    surface = st.container(key="canvas", width="content", height=CANVAS_SIZE, border=False, gap=None)
    _tools()
    with surface:
        _surface(latest)


@st.fragment
def _surface(latest: LatestDrawing) -> None:
    """Show the part that runs again when a stroke is finished."""
    data = {
        "width": state.get("pen_width", PEN_WIDTH),
        "session": latest.session,
        "given": latest.given,
        "objects": latest.last_given.objects,
        "name": latest.last_given.code,
    }
    show_surface(_SURFACE, data, _receive)
    if state.take("canvas_refused"):
        st.toast(
            _("We couldn't read your last stroke, so it isn't on the canvas. Please draw it again."),
            icon=":material/block:",
        )
    send_drawing(latest, stages_of(latest.current))


def _receive() -> None:
    sent, latest = (state.get(_SURFACE) or {}).get("drawing"), latest_drawing()
    received = drawing_of(sent)
    if received is not None:
        _drawing, *about = received
        latest.receive(_known(received), *about)
    elif sent is not None:  # the canvas has to show the newest drawing again
        latest.add(latest.current)
        state.put("canvas_refused", True)


def _known(received: Received) -> Drawing:
    """Return what was drawn, with all that its name says of it."""
    if received.name == ONE_PICTURE:
        return replace(received.drawing, origin=Sentence(words.ONE_PICTURE))
    with suppress(CodeError, DataError):
        return drawing_with_number(received.name)
    return received.drawing


def _tools() -> None:
    """Show the tools and the pens. The browser handles the buttons: see step_buttons.js, drawer.js."""
    with st.container(horizontal=True, gap="xxsmall", key="tools"):
        st.button(_("Undo"), key="undo", icon=":material/undo:")
        st.button(_("Redo"), key="redo", icon=":material/redo:")
        st.button(_("Clear"), key="clear", icon=":material/delete:")
        tool_buttons()
    with drawer("more", "pens"):
        one_of(
            _("Pen"),
            PENS,
            format_func=pen_name,
            default=PEN_WIDTH,
            key="pen_width",
            persist_state="session",
        )


def pen_name(width: int) -> str:
    """Return the name of one of the three pens."""
    names = pgettext("a pen", "Thin"), pgettext("a pen", "Normal"), pgettext("a pen", "Thick")
    return names[PENS.index(width)]
