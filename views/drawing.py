"""A drawing as the canvas and the networks both know it, and the history of a person's drawings.

Takes strokes or an alpha channel, gives objects the canvas can edit with the pixels they make.
Knows nothing of Streamlit.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from PIL import Image

from model.pen import PEN_WIDTH, Stroke, draw_strokes
from views.colours import INK
from views.encode import as_url, encode_png

HISTORY_LENGTH = 50


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


class Frame(NamedTuple):
    """The canvas as a picture, taken while it is drawn on.

    Attributes:
        png: as a drawing's.
        down: whether the pen was down, else this is a finished stroke's.
    """

    png: bytes
    down: bool


class History:
    """The drawings of one session, the place of the one shown, and what the canvas was last told.

    What is drawn comes in twice. First as frames, while the pen moves and when it is lifted: these
    are seen, but no steps yet, since a frame is a picture, and the canvas needs objects. Then, a
    moment later, from the canvas itself: that is a step, and its picture is the last frame's, so
    that nothing changes on screen. Where no frames come, the canvas sends pictures of its own.

    Attributes:
        drawings: oldest first; the first is blank until fifty have come.
        place: of the one shown.
        told: the drawing the canvas is to show. It stays the same while the person draws on it.
        change: the number of that order; the canvas sends it back with every drawing based on it.
        frame: ink that is newer than all steps, or None.
        pictures_wanted: whether the canvas is to send pictures of its own, for want of frames.
    """

    def __init__(self) -> None:
        """Begin with a blank canvas."""
        self.drawings = [BLANK]
        self.place = 0
        self.told = BLANK
        self.change = 0
        self.frame: Frame | None = None
        self.pictures_wanted = False
        self._newest: bytes | None = None  # the last frame's picture
        self._lifted: bytes | None = None  # the last finished stroke's, until that is a step
        self._provisional = False  # the step came before the frame of the finished stroke
        self._echo_due = False

    @property
    def current(self) -> Drawing:
        """The step shown."""
        return self.drawings[self.place]

    @property
    def ink(self) -> Drawing:
        """All that can be seen on the canvas, be it a step yet or not."""
        return self.current if self.frame is None else Drawing(self.current.objects, self.frame.png)

    def add(self, drawing: Drawing) -> None:
        """Show a drawing that the canvas does not have yet."""
        self._settle()
        self._append(drawing)
        self._tell()

    def step(self, by: int) -> None:
        """Undo (-1) or redo (+1)."""
        self._settle()
        self.place = min(max(self.place + by, 0), len(self.drawings) - 1)
        self._tell()

    def receive_frame(self, frame: Frame, change: int) -> None:
        """Take in a picture of the canvas; a finished stroke's will be that of the next step."""
        if change != self.change:
            return  # it is about a drawing that has been replaced since
        self.frame, self._newest = frame, frame.png
        if not frame.down:
            self._lifted = frame.png
            if self._provisional:
                self.drawings[self.place] = replace(self.current, png=frame.png)
                self._provisional = False

    def receive(self, drawing: Drawing, change: int) -> None:
        """Take in what the canvas has sent: a change made there, or the echo of what it was told.

        Its picture may be missing, if none are wanted.
        """
        if change != self.change:
            return  # it is about a drawing that has been replaced since
        if self._echo_due and len(drawing.objects) == len(self.current.objects):
            self._echo_due = False
            if self.frame and not self.frame.down:  # drawn before this, and gone with what was there
                self.frame = self._newest = self._lifted = None
            png = drawing.png if self.current.png is None else self.current.png
            self.drawings[self.place] = replace(drawing, png=png, origin=self.current.origin)
            return
        self._echo_due = False
        lifted, self._lifted = self._lifted, None
        if self.frame and not self.frame.down:
            self.frame = None
        for place in (self.place - 1, self.place + 1):  # the canvas's own toolbar can undo and redo, too
            if 0 <= place < len(self.drawings) and self.drawings[place].objects == drawing.objects:
                self.place = place
                return
        if not drawing.objects:
            self._append(BLANK)
            return
        png = lifted or self._newest
        self._provisional = lifted is None and png is not None
        self.pictures_wanted = png is None
        self._append(replace(drawing, png=png or drawing.png))
        if self.current.png is None:
            self._tell()  # the echo will have a picture

    def remount(self) -> None:
        """Hand the current drawing to a canvas that has just been made, which will not echo it."""
        self._settle()
        self._tell()
        self._echo_due = False

    def _settle(self) -> None:
        """Make ink that is no step yet one: a picture, for want of its objects."""
        if self.frame and self.frame.png != self.current.png:
            self._append(drawing_of_alpha(self.ink.pixels()[..., 3], ""))

    def _append(self, drawing: Drawing) -> None:
        self.drawings = [*self.drawings[: self.place + 1], drawing][-HISTORY_LENGTH:]
        self.place = len(self.drawings) - 1

    def _tell(self) -> None:
        self.told = self.current
        self.change += 1
        self._echo_due = True
        self.frame = self._newest = self._lifted = None
        self._provisional = False


def drawing_of_strokes(label: int, style: str, strokes: Sequence[Stroke]) -> Drawing:
    """A ready-made drawing from strokes in canvas pixels, as the default pen draws them."""
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
    return Drawing(objects, png_of(draw_strokes(strokes)[..., 3]), f"A ready-made {label}: {style}.")


def drawing_of_alpha(alpha: np.ndarray, origin: str) -> Drawing:
    """A drawing from an alpha channel, uint8 (280, 280), which the canvas shows as one picture."""
    png = png_of(alpha)
    image = {"type": "Image", "src": as_url(png), "left": 0, "top": 0, "originX": "left", "originY": "top"}
    return Drawing([image], png, origin)


def png_of(alpha: np.ndarray) -> bytes:
    """Ink of an alpha channel, uint8 (H, W), as the file of a picture."""
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = [int(INK[i : i + 2], 16) for i in (1, 3, 5)]
    rgba[..., 3] = alpha
    return encode_png(Image.fromarray(rgba))
