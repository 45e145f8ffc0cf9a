"""The drawing surface: free drawing, undo, redo, clear, samples and uploads, all one history.

Whatever changes the drawing, a stroke or a sample, becomes one `Drawing` more in this session's
history; the page reads the newest. The history outlives the canvas itself, which the browser
throws away when the person turns to another page.
"""

from __future__ import annotations

import base64
import io
import itertools
import json
from dataclasses import dataclass, field

import numpy as np
import streamlit as st
from PIL import Image
from streamlit_drawable_canvas import st_canvas

from model.mnist import load_test_images
from model.pen import CANVAS_SIZE, PEN_WIDTH, draw_strokes
from model.photo import MAX_BYTES, PictureError, read_picture
from views.colours import INK
from views.pictures import ASSETS, Picture, as_url, encode_png, pictures

HISTORY_LENGTH = 50
_SURFACE = "surface"  # the canvas's own widget key
_changes = itertools.count()


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas: as objects the canvas can edit, and as the pixels they make.

    Attributes:
        objects: Fabric.js objects.
        png: the file of an RGBA picture, transparent where there is no ink; None if blank.
        origin: a sentence about where it comes from, if not from the pen.
    """

    objects: list[dict]
    png: bytes | None = field(repr=False)
    origin: str = ""

    def pixels(self) -> np.ndarray | None:
        """uint8 (H, W, 4), as `to_mnist` reads it; None if blank."""
        return None if self.png is None else np.asarray(Image.open(io.BytesIO(self.png)).convert("RGBA"))


BLANK = Drawing([], None)


class History:
    """The drawings of one session, the place of the one shown, and what the canvas was last told."""

    def __init__(self) -> None:
        self.drawings = [BLANK]
        self.place = 0
        self.told = self._as_fabric()
        self.echo_due = False

    @property
    def current(self) -> Drawing:
        """The drawing shown."""
        return self.drawings[self.place]

    def add(self, drawing: Drawing) -> None:
        """Show a drawing that the canvas does not have yet."""
        self._append(drawing)
        self._tell()

    def step(self, by: int) -> None:
        """Undo (-1) or redo (+1)."""
        self.place = int(np.clip(self.place + by, 0, len(self.drawings) - 1))
        self._tell()

    def receive(self, drawing: Drawing) -> None:
        """Take in what the canvas has sent: a change made there, or the echo of what it was told."""
        echo = self.echo_due and len(drawing.objects) == len(self.current.objects)
        self.echo_due = False
        if echo:
            self.drawings[self.place] = Drawing(drawing.objects, drawing.png, self.current.origin)
            return
        for by in (-1, 1):  # the canvas's own toolbar can undo and redo, too
            place = self.place + by
            if 0 <= place < len(self.drawings) and self.drawings[place].objects == drawing.objects:
                self.place = place
                return
        self._append(drawing)

    def remount(self) -> None:
        """Hand the current drawing to a canvas that has just been made."""
        self.told = self._as_fabric()
        self.echo_due = False

    def _append(self, drawing: Drawing) -> None:
        self.drawings = [*self.drawings[: self.place + 1], drawing][-HISTORY_LENGTH:]
        self.place = len(self.drawings) - 1

    def _tell(self) -> None:
        self.told = self._as_fabric()
        self.echo_due = True

    def _as_fabric(self) -> dict:
        # The canvas redraws only what differs from what it was told before: hence the number.
        return {"objects": self.current.objects, "change": next(_changes)}


def drawing_history() -> History:
    """This session's history; it stays when the person turns to another page."""
    return st.session_state.setdefault("drawing_history", History())


def canvas() -> Drawing:
    """Show the drawing surface and its tools; give the drawing that is on it."""
    history = drawing_history()
    if _SURFACE not in st.session_state:
        history.remount()
    _try_one(history)
    with st.container(key="canvas", width="content"):
        st_canvas(
            stroke_width=st.session_state.get("pen_width", PEN_WIDTH),
            stroke_color=INK,
            width=CANVAS_SIZE,
            height=CANVAS_SIZE,
            initial_drawing=history.told,
            return_image_data=True,
            on_change=_take_in,
            key=_SURFACE,
        )
    _tools(history)
    return history.current


def _take_in() -> None:
    sent = st.session_state[_SURFACE]["drawing"]
    png = base64.b64decode(sent["data"].partition(",")[2]) if sent["data"] else None
    objects = sent["raw"]["objects"]
    drawing_history().receive(Drawing(objects, png) if objects else BLANK)


def _tools(history: History) -> None:
    with st.container(horizontal=True, gap="xsmall", width=CANVAS_SIZE + 20):
        is_first, is_last = history.place == 0, history.place == len(history.drawings) - 1
        st.button("Undo", on_click=history.step, args=(-1,), disabled=is_first)
        st.button("Redo", on_click=history.step, args=(1,), disabled=is_last)
        st.button("Clear", on_click=history.add, args=(BLANK,), disabled=history.current.png is None)
        with st.popover("Pen"):
            st.slider("Pen width, in pixels", 6, 40, PEN_WIDTH, key="pen_width", persist_state="session")
            st.caption(
                f"{PEN_WIDTH} makes strokes as thick as MNIST's, if the digit fills most of the canvas."
            )


def _try_one(history: History) -> None:
    popover = st.popover("Try one", icon=":material/auto_awesome:", key="try_one", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.markdown("**A drawing**, the way people write")
        _samples(history)
        st.markdown("**A real one** from the MNIST test set")
        st.button("Surprise me", icon=":material/casino:", on_click=lambda: history.add(_random_test_image()))
        st.markdown("**Your own**: a picture, or a photo of a digit on paper")
        _upload()


def _samples(history: History) -> None:
    samples = _read_samples()

    def show() -> None:
        picked = st.session_state.samples.picked
        if picked is not None:
            history.add(samples[picked])

    row = [
        Picture(as_url(sample.png), sample.origin, sample.origin.partition(": ")[2][:-1])
        for sample in samples
    ]
    pictures(row, "samples", size=58, on_pick=show)


def _upload() -> None:
    megabytes = MAX_BYTES // 1024**2
    st.file_uploader(
        f"PNG or JPEG, up to {megabytes} MB",
        type=["png", "jpg", "jpeg"],
        key="upload",
        on_change=_take_upload,
        max_upload_size=megabytes,
    )
    if problem := st.session_state.get("upload_problem"):
        st.warning(problem, icon=":material/image_not_supported:")


def _take_upload() -> None:
    st.session_state.upload_problem = None
    if st.session_state.upload is None:
        return
    try:
        alpha = read_picture(st.session_state.upload.getvalue())[..., 3]
    except PictureError as error:
        st.session_state.upload_problem = str(error)
        return
    drawing_history().add(_from_alpha(alpha, f"Your picture {st.session_state.upload.name}."))


def _random_test_image() -> Drawing:
    images, labels = _test_images()
    place = np.random.default_rng().integers(len(images))
    alpha = np.kron(images[place], np.ones((CANVAS_SIZE // 28, CANVAS_SIZE // 28), np.uint8))
    return _from_alpha(alpha, f"MNIST test image {place}: a {labels[place]}, its label says.")


@st.cache_resource(show_spinner=False)
def _test_images() -> tuple[np.ndarray, np.ndarray]:
    return load_test_images()


@st.cache_resource(show_spinner=False)
def _read_samples() -> list[Drawing]:
    """The ready-made drawings, shared by all sessions and never changed."""
    return [_from_strokes(**sample) for sample in json.loads((ASSETS / "samples.json").read_text())]


def _from_strokes(label: int, style: str, strokes: list) -> Drawing:
    objects = [
        {
            "type": "Path",
            "path": [["M" if i == 0 else "L", *point] for i, point in enumerate(stroke)],
            "fill": None,
            "stroke": INK,
            "strokeWidth": PEN_WIDTH,
            "strokeLineCap": "round",
            "strokeLineJoin": "round",
        }
        for stroke in strokes
    ]
    return Drawing(objects, _png_of(draw_strokes(strokes)[..., 3]), f"A ready-made {label}: {style}.")


def _from_alpha(alpha: np.ndarray, origin: str) -> Drawing:
    png = _png_of(alpha)
    image = {"type": "Image", "src": as_url(png), "left": 0, "top": 0, "originX": "left", "originY": "top"}
    return Drawing([image], png, origin)


def _png_of(alpha: np.ndarray) -> bytes:
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = [int(INK[i : i + 2], 16) for i in (1, 3, 5)]
    rgba[..., 3] = alpha
    return encode_png(Image.fromarray(rgba))
