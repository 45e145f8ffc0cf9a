"""The drawing surface: free drawing, three pens, undo, redo and clear, all in one history.

Whatever changes the drawing, such as a stroke or a sample, adds one `Drawing` to this session's history, and
the page reads the newest one. The history outlives the canvas, because the browser throws the canvas away
when you turn to another page.
"""

from __future__ import annotations

import contextlib

import streamlit as st

from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH
from views.draw.canvas.live_ink import send_drawing
from views.draw.canvas.surface import st_canvas
from views.drawing.drawing import BLANK
from views.drawing.history import DrawingHistory
from views.drawing.received import drawing_of, heard_of, steps_of
from views.language.language import _, pgettext
from views.parts.looks.colors import INK
from views.session import state
from views.session.activations import drawing_history, stages_of
from views.session.one_of import one_of

_SURFACE = "surface"  # the canvas's own widget key
PENS = (12, PEN_WIDTH, 32)  # canvas pixels; the normal pen is as thick as MNIST's strokes


@st.fragment
def canvas(history: DrawingHistory) -> None:
    """Show the drawing surface and its tools."""
    if state.get(_SURFACE) is None:
        history.remount()
    surface = st.container(key="canvas", width="content", height=CANVAS_SIZE, border=False, gap=None)
    _tools(history)  # before the surface, whose message turns these buttons off
    with surface:
        _surface(history)


@st.fragment
def _surface(history: DrawingHistory) -> None:
    """Show the part that runs again when a stroke is finished."""
    # st_canvas also reads what the browser sent, and fails if that didn't come from a canvas.
    with contextlib.suppress(AttributeError, KeyError, TypeError, IndexError):
        st_canvas(
            stroke_width=state.get("pen_width", PEN_WIDTH),
            stroke_color=INK,
            width=CANVAS_SIZE,
            height=CANVAS_SIZE,
            background_color=_as_color(history.change),
            initial_drawing={"objects": history.on_canvas.objects},
            return_image_data=True,
            on_change=_take_in,
            key=_SURFACE,
        )
    _take_over(history)
    if state.take("canvas_refused"):
        st.toast(
            _("We couldn't read your last stroke, so it isn't on the canvas. Please draw it again."),
            icon=":material/block:",
        )
    has_ink = history.current.png is not None
    able = {
        "undo": history.can_undo,
        "redo": history.can_redo,
        "clear": has_ink,
        "keep_this": has_ink,
    }
    send_drawing(history, stages_of(history.current), able)


def _take_over(history: DrawingHistory) -> None:
    """Continue with the canvas's drawing after a server restart: the session is new, the canvas isn't."""
    if history.received == 0 and (received := drawing_of(_sent())):
        drawing = received[0]
        heard = heard_of(_sent())
        if drawing.objects or (heard and history.current.objects):  # a new canvas is empty, too
            history.take_over(drawing, heard)
            st.rerun()


def _as_color(change: int) -> str:
    """Return a number as a fully transparent color, because the canvas hands its color back unchanged.

    A new color also makes the canvas redraw what it's given, even if that is the same drawing.
    """
    return f"#{change % 2**24:06x}00"


def _take_in() -> None:
    drawing, history = _sent(), drawing_history()
    history.follow(steps_of(drawing, history.heard))
    history.heard = heard_of(drawing)
    received = drawing_of(drawing)
    if received is not None:
        history.receive(*received)
    elif drawing is not None:  # the canvas has to show the drawing in the history again
        history.restore()
        state.put("canvas_refused", True)


def _sent() -> object:
    """Return what the canvas sent last; None if it sent nothing or is gone."""
    return (state.get(_SURFACE) or {}).get("drawing")


def _tools(history: DrawingHistory) -> None:
    """Show the buttons and pens. A stroke doesn't rerun them, because the browser turns buttons off."""
    with st.container(horizontal=True, gap="xxsmall", key="tools"):
        st.button(_("Undo"), key="undo", icon=":material/undo:", on_click=history.step, args=(-1,))
        st.button(_("Redo"), key="redo", icon=":material/redo:", on_click=history.step, args=(1,))
        st.button(_("Clear"), key="clear", icon=":material/delete:", on_click=history.add, args=(BLANK,))
        # If two runs follow each other closely, the browser rebuilds the canvas in between.
        one_of(
            _("Pen"),
            PENS,
            format_func=pen_name,
            default=PEN_WIDTH,
            key="pen_width",
            persist_state="session",
            label_visibility="collapsed",
            on_change=history.redraw,
        )


def pen_name(width: int) -> str:
    """Return the name of one of the three pens."""
    names = pgettext("a pen", "Thin"), pgettext("a pen", "Normal"), pgettext("a pen", "Thick")
    return names[PENS.index(width)]
