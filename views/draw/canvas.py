"""The drawing surface: free drawing, undo, redo, clear, samples and uploads, all one history.

Whatever changes the drawing, a stroke or a sample, becomes one `Drawing` more in this session's
history; the page reads the newest. The history outlives the canvas itself, which the browser
throws away when the person turns to another page.
"""

from __future__ import annotations

import contextlib

import numpy as np
import streamlit as st
from streamlit_drawable_canvas import st_canvas

from model.mnist import IMAGE_SIZE
from model.pen import CANVAS_SIZE, PEN_WIDTH
from model.photo import PictureError, read_picture
from model.upload import MAX_MEGABYTES
from views.draw.live_ink import send_drawing
from views.parts.colors import INK
from views.parts.encode import as_url
from views.parts.pictures import Picture, pictures
from views.session import state
from views.session.activations import drawing_history, stages_of
from views.session.drawing import BLANK, Drawing, DrawingHistory, drawing_of_alpha
from views.session.received import drawing_of, number_of
from views.session.shared import needs_files, samples, test_images

_SURFACE = "surface"  # the canvas's own widget key
_BLOCK = CANVAS_SIZE // IMAGE_SIZE  # canvas pixels a side, of one pixel of an MNIST image


@st.fragment
def canvas(history: DrawingHistory) -> None:
    """Show the drawing surface and its tools."""
    if state.get(_SURFACE) is None:
        history.remount()
    _try_one(history)
    room = CANVAS_SIZE + 16  # with the gap between the surface and what tells the browser of it
    surface = st.container(key="canvas", width="content", height=room, border=False, gap=None)
    _tools(history)  # first: what the surface tells the browser turns buttons off
    with surface:
        _surface(history)


@st.fragment
def _surface(history: DrawingHistory) -> None:
    """All that runs again when a stroke is finished."""
    # Once shown, it reads what it was sent as well, and fails where no canvas has sent that.
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
    able = {"undo": history.can_undo, "redo": history.can_redo, "clear": history.current.png is not None}
    send_drawing(history, stages_of(history.current), able)


def _as_color(change: int) -> str:
    """A number as a wholly transparent color, the one thing the canvas hands back untouched.

    A new one also makes the canvas draw what it is given, even if that is what it was given before.
    """
    return f"#{change % 2**24:06x}00"


def _take_in() -> None:
    sent = state.get(_SURFACE)
    received = drawing_of(sent.get("drawing"))
    if received is not None:
        drawing_history().receive(*received)


def _tools(history: DrawingHistory) -> None:
    """Buttons and the pen; a stroke does not run this again: the browser turns off what can't be done."""
    with st.container(horizontal=True, gap="xsmall", width=CANVAS_SIZE + 20):
        st.button("Undo", key="undo", on_click=history.step, args=(-1,))
        st.button("Redo", key="redo", on_click=history.step, args=(1,))
        st.button("Clear", key="clear", on_click=history.add, args=(BLANK,))
        pen = st.popover("Pen", key="pen", on_change="rerun")
        if pen.open:
            with pen:
                # Where two runs follow each other closely, the browser makes the canvas anew in between.
                st.slider(
                    "Pen width, in pixels",
                    6,
                    40,
                    PEN_WIDTH,
                    key="pen_width",
                    persist_state="session",
                    on_change=history.redraw,
                )
                st.caption(
                    f"{PEN_WIDTH} makes strokes as thick as MNIST's, if the digit fills most of the canvas."
                )


def _try_one(history: DrawingHistory) -> None:
    popover = st.popover("Try one", icon=":material/auto_awesome:", key="try_one", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.markdown("**A drawing**, the way people write")
        _samples(history)
        st.markdown("**A real one** from the MNIST test set")
        with needs_files():
            test_images()  # or else there is no button
            st.button(
                "Surprise me", icon=":material/casino:", on_click=lambda: history.add(_random_test_image())
            )
        st.markdown("**Your own**: a picture, or a photo of a digit on paper")
        _upload()


@needs_files()
def _samples(history: DrawingHistory) -> None:
    ready_made = samples()

    def show() -> None:
        picked = number_of(state.picked("samples"), len(ready_made))
        if picked is not None:
            history.add(ready_made[picked])

    row = [
        Picture(as_url(sample.png), sample.origin, sample.origin.partition(": ")[2][:-1])
        for sample in ready_made
    ]
    pictures(row, "samples", size=92, on_pick=show)


def _upload() -> None:
    st.file_uploader(
        f"PNG or JPEG, up to {MAX_MEGABYTES} MB",
        type=["png", "jpg", "jpeg"],
        key="upload",
        on_change=_take_upload,
        max_upload_size=MAX_MEGABYTES,
    )
    if problem := state.get("upload_problem"):
        st.warning(problem, icon=":material/image_not_supported:")


def _take_upload() -> None:
    state.put("upload_problem", None)
    upload = state.get("upload")
    if upload is None:
        return
    try:
        alpha = read_picture(upload.getvalue())[..., 3]
    except PictureError as error:
        state.put("upload_problem", str(error))
        return
    drawing_history().add(drawing_of_alpha(alpha, f"Your picture {upload.name}."))


def _random_test_image() -> Drawing:
    images, labels = test_images()
    place = np.random.default_rng().integers(len(images))
    alpha = np.kron(images[place], np.ones((_BLOCK, _BLOCK), np.uint8))
    return drawing_of_alpha(alpha, f"MNIST test image {place}: a {labels[place]}, its label says.")
