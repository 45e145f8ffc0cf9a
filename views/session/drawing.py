"""A drawing as the canvas and the networks both know it, and the history of a person's drawings.

Takes strokes or an alpha channel, gives objects the canvas can edit with the pixels they make.
Knows nothing of Streamlit.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image

from model.pen import CANVAS_SIZE, PEN_WIDTH, Stroke, draw_strokes
from model.strokes import DrawnStroke
from views.parts.colors import INK
from views.parts.encode import as_url, encode_png
from views.session import words

HISTORY_LENGTH = 50
BENDS = 6  # straight pieces of which Python makes a parabola: off by 1/4 of a canvas pixel in a quick stroke


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas: as objects the canvas can edit, and as the pixels they make.

    Attributes:
        objects: Fabric.js objects.
        png: the file of an RGBA picture, transparent where there is no ink; None if blank.
        origin: a sentence about where it comes from, if not from the pen.
        code: what an address says for it, if it is one that everybody has; see `linked_drawing`.
        image: float32 (28, 28), if it is known otherwise than from the picture: as it was where it was drawn.
    """

    objects: list[dict]
    png: bytes | None = field(repr=False)
    origin: str = ""
    code: str = ""
    image: np.ndarray | None = field(default=None, repr=False, compare=False)

    def ink(self) -> np.ndarray | None:
        """How much ink each pixel carries: float32 (H, W) in [0, 1]; None if blank."""
        if self.png is None:
            return None
        alpha = Image.open(io.BytesIO(self.png), formats=("PNG",)).convert("RGBA").getchannel("A")
        return np.asarray(alpha, np.float32) / 255


BLANK = Drawing([], None)


class DrawingHistory:
    """The drawings of one session, the one shown, and what the canvas was last given.

    Attributes:
        drawings: oldest first; the first is blank until fifty have come.
        position: of the one shown, among them.
        on_canvas: the drawing the canvas is to show. It stays the same while the person draws on it.
        change: the number of that order; the canvas sends it back with every drawing based on it.
        version: grows whenever another drawing may be shown.
        received: how many messages of the canvas's there were, whatever they said.
    """

    def __init__(self, drawing: Drawing = BLANK) -> None:
        """Begin with a blank canvas or, after that, with a drawing."""
        self.drawings = [BLANK] if drawing is BLANK else [BLANK, drawing]
        self.position = len(self.drawings) - 1
        self.on_canvas = drawing
        self.change = 0
        self.version = 0
        self.received = 0
        self._echo_due = False

    @property
    def current(self) -> Drawing:
        """The step shown."""
        return self.drawings[self.position]

    @property
    def can_undo(self) -> bool:
        """Whether there is anything before the one shown."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is anything after it."""
        return self.position < len(self.drawings) - 1

    def add(self, drawing: Drawing) -> None:
        """Show a drawing that the canvas does not have yet."""
        self._append(drawing)
        self._put_on_canvas()

    def step(self, by: int) -> None:
        """Undo (-1) or redo (+1)."""
        self.position = min(max(self.position + by, 0), len(self.drawings) - 1)
        self._put_on_canvas()

    def receive(self, drawing: Drawing, change: int) -> None:
        """Take in what the canvas has sent: a change made there, or the echo of what it was given."""
        self.received += 1
        if change != self.change:
            return  # it is about a drawing that has been replaced since
        is_echo = self._echo_due and len(drawing.objects) == len(self.current.objects)
        position = self._position_of(drawing)
        if self._echo_due and not is_echo and position is not None:
            return  # it has heard of the new drawing, and still shows the one before: two undos in a row
        self._echo_due = False
        if is_echo:
            self.drawings[self.position] = replace(self.current, objects=drawing.objects)
            return
        if position is None:
            for step in steps_between(self.current, drawing):
                self._append(step)
        else:
            self.position = position
        self.version += 1

    def redraw(self) -> None:
        """Hand the current drawing to the canvas once more, before something that may have it made anew."""
        self._put_on_canvas()

    def remount(self) -> None:
        """Hand the current drawing to a canvas that has just been made, which will not echo it."""
        self._put_on_canvas()
        self._echo_due = False

    def take_over(self, drawing: Drawing) -> None:
        """Begin with a canvas that has been there before: what it shows counts, if nothing else is known."""
        self.received += 1
        if self.current is BLANK:
            self.add(drawing)
        else:
            self.redraw()

    def _position_of(self, drawing: Drawing) -> int | None:
        """Of the step that the canvas shows, if it is one of those beside the current one."""
        for position in (self.position, self.position - 1, self.position + 1):
            if 0 <= position < len(self.drawings) and self.drawings[position].objects == drawing.objects:
                return position
        return None

    def _append(self, drawing: Drawing) -> None:
        self.drawings = [*self.drawings[: self.position + 1], drawing][-HISTORY_LENGTH:]
        self.position = len(self.drawings) - 1

    def _put_on_canvas(self) -> None:
        self.on_canvas = self.current
        self.change += 1
        self.version += 1
        self._echo_due = True


def steps_between(before: Drawing, after: Drawing) -> list[Drawing]:
    """The drawings that led from one to the other, the last included: a step for every stroke.

    Of strokes that follow each other within 200 ms the canvas sends one picture. Those in between are drawn
    here; where there is more to them than strokes, there is one step.
    """
    if not after.objects:
        return [BLANK]
    known = len(before.objects)
    strokes = [stroke_of(each) for each in after.objects[known:][-HISTORY_LENGTH:]]
    if after.objects[:known] != before.objects or None in strokes or len(strokes) < 2:
        return [after]
    alpha = np.zeros((CANVAS_SIZE, CANVAS_SIZE), np.uint8)
    if before.png is not None:
        alpha = (255 * before.ink()).round().astype(np.uint8)
    steps = []
    for number, (points, width) in enumerate(strokes[:-1], len(after.objects) - len(strokes) + 1):
        alpha = np.maximum(alpha, draw_strokes([points], width=width)[..., 3])
        steps.append(Drawing(after.objects[:number], png_of(alpha)))
    return [*steps, after]


def stroke_of(drawn: Mapping[str, object]) -> tuple[Stroke, float] | None:
    """The points and the width of a pen's stroke, a Fabric.js path: lines, and parabolas through midpoints.

    None for what is no such stroke within the canvas.
    """
    try:
        numbers = [[float(number) for number in numbers] for _, *numbers in drawn["path"]]
        points = [tuple(each[place : place + 2]) for each in numbers for place in range(0, len(each), 2)]
        width = float(drawn["strokeWidth"])
        near = all(
            -CANVAS_SIZE <= x <= 2 * CANVAS_SIZE and -CANVAS_SIZE <= y <= 2 * CANVAS_SIZE for x, y in points
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return (points, width) if near and points and 0 < width < CANVAS_SIZE else None


def pen_strokes_of(drawing: Drawing) -> list[DrawnStroke] | None:
    """The strokes that a drawing consists of; None if there is anything else in it, or nothing."""
    found = [stroke_of(each) for each in drawing.objects]
    if None in found or not found:
        return None
    paths = [each["path"] for each in drawing.objects]
    if any(len(command) not in (3, 5) for path in paths for command in path):  # neither line nor parabola
        return None
    return [DrawnStroke(straightened(path), width) for path, (_, width) in zip(paths, found)]


def straightened(path: Sequence[Sequence[object]]) -> list[list[float]]:
    """Points along a path, close enough together for straight lines between them."""
    points = [list(path[0][1:])]
    along = np.linspace(0, 1, BENDS + 1)[1:, None]
    for _, *numbers in path[1:]:
        if len(numbers) == 2:
            points.append(numbers)
        else:
            start, bend, end = (np.array(place) for place in (points[-1], numbers[:2], numbers[2:]))
            points += ((1 - along) ** 2 * start + 2 * along * (1 - along) * bend + along**2 * end).tolist()
    return points


def drawing_of_strokes(label: int, style: str, strokes: Sequence[Stroke]) -> Drawing:
    """A ready-made drawing from strokes in canvas pixels, as the default pen draws them."""
    paths = [[["M" if i == 0 else "L", *point] for i, point in enumerate(stroke)] for stroke in strokes]
    return Drawing(
        [pen_object(path) for path in paths],
        png_of(draw_strokes(strokes)[..., 3]),
        words.READY_MADE.format(label=label, style=style),
    )


def pen_object(path: Sequence[Sequence[object]], width: float = PEN_WIDTH) -> dict[str, object]:
    """A stroke as the canvas takes it: a Fabric.js path."""
    return {
        "type": "Path",
        "path": path,
        "fill": None,
        "stroke": INK,
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }


def drawing_of_alpha(alpha: np.ndarray, origin: str, code: str = "") -> Drawing:
    """A drawing from an alpha channel, uint8 (280, 280), which the canvas shows as one picture."""
    png = png_of(alpha)
    image = {"type": "Image", "src": as_url(png), "left": 0, "top": 0, "originX": "left", "originY": "top"}
    return Drawing([image], png, origin, code)


def is_picture(drawing: Drawing) -> bool:
    """Whether there is a picture in it that somebody has brought along."""
    return not drawing.code and any(str(each.get("type")).lower() == "image" for each in drawing.objects)


def turned(drawing: Drawing) -> Drawing:
    """A drawing with ink, a quarter clockwise, as one picture."""
    alpha = (255 * drawing.ink()).round().astype(np.uint8)
    return drawing_of_alpha(np.rot90(alpha, -1), drawing.origin)


def png_of(alpha: np.ndarray) -> bytes:
    """Ink of an alpha channel, uint8 (H, W), as the file of a picture."""
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = [int(INK[i : i + 2], 16) for i in (1, 3, 5)]
    rgba[..., 3] = alpha
    return encode_png(Image.fromarray(rgba))
