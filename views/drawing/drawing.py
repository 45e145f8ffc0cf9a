"""A drawing as the canvas and the networks both know it.

Takes strokes or an alpha channel, gives objects the canvas can edit with the pixels they make; takes such
objects, gives the strokes that they are. Knows nothing of Streamlit.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from PIL import Image

from model.preprocess.pen import CANVAS_SIZE, HIGH, LOW, PEN_WIDTH, Stroke, draw_strokes
from model.preprocess.strokes import DrawnStroke
from model.sentence import Sentence
from views.parts import words
from views.parts.looks.colors import INK
from views.parts.looks.encode import as_url, encode_png

DECODED = 8  # pictures that are kept so, of 78 kB each: of those who draw at the same moment
MOST_DRAWING_BYTES = 100_000  # of its strokes as JSON, of which a slow digit has a fifth, and of its picture
_NUMBERS = {"M": 2, "L": 2, "Q": 4}  # of each command of a pen's path
_FARTHEST = 10**6  # canvas pixels, that anybody can have led a pen
BENDS = 6  # straight pieces of which Python makes a parabola: off by 1/4 of a canvas pixel in a quick stroke


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas: as objects the canvas can edit, and as the pixels they make.

    Attributes:
        objects: Fabric.js objects.
        png: the file of an RGBA picture, transparent where there is no ink; None if blank.
        origin: a sentence about where it comes from, if not from the pen; `translated` says it.
        code: what an address says for it, if it is one that everybody has; see `linked_drawing`.
        image: float32 (28, 28), if it is known otherwise than from the picture: as it was where it was drawn.
    """

    objects: list[dict]
    png: bytes | None = field(repr=False)
    origin: str = ""
    code: str = ""
    image: np.ndarray | None = field(default=None, repr=False, compare=False)

    def alpha(self) -> np.ndarray | None:
        """How much ink each pixel carries: uint8 (H, W); None if blank."""
        return None if self.png is None else alpha_of(self.png)

    def ink(self) -> np.ndarray | None:
        """The same as float32 (H, W) in [0, 1]."""
        alpha = self.alpha()
        return None if alpha is None else alpha.astype(np.float32) / 255


BLANK = Drawing([], None)


@lru_cache(maxsize=DECODED)
def alpha_of(png: bytes) -> np.ndarray:
    """How much ink each pixel of a picture carries: uint8 (H, W), which nobody may change, kept for the next.

    A stroke's picture is read twice, and to decode it takes a tenth of what our own code takes.

    Raises:
        Exception: the file is damaged; Pillow's decoders raise whatever it makes them.
    """
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        alpha = np.asarray(picture.convert("RGBA").getchannel("A"))
    alpha.setflags(write=False)
    return alpha


def path_of(sent: object) -> list[list[object]] | None:
    """The commands of a pen's path, as Fabric.js has them: a place to begin at, lines and parabolas.

    None for what is no such path, whoever says that it is.
    """
    if not isinstance(sent, list) or not sent or not all(map(_is_command, sent)) or sent[0][0] == "Q":
        return None
    return sent


def _is_command(sent: object) -> bool:
    """Whether it is a letter and as many finite numbers as belong to it."""
    if not isinstance(sent, list) or not sent or not isinstance(sent[0], str):
        return False
    name, *numbers = sent
    return len(numbers) == _NUMBERS.get(name) and all(map(_is_number, numbers))


def _is_number(sent: object) -> bool:
    return isinstance(sent, (int, float)) and not isinstance(sent, bool) and abs(sent) <= _FARTHEST


def width_of(sent: object) -> float | None:
    """The width of a pen, in canvas pixels; None for what no pen has."""
    return sent if _is_number(sent) and 0 < sent < CANVAS_SIZE else None


def stroke_of(drawn: Mapping[str, object]) -> tuple[Stroke, float] | None:
    """The points and the width of a pen's stroke, a Fabric.js path: lines, and parabolas through midpoints.

    None for what is no such stroke within the canvas.
    """
    path, width = path_of(drawn.get("path")), width_of(drawn.get("strokeWidth"))
    if path is None or width is None:
        return None
    points = [
        tuple(numbers[place : place + 2])
        for _command, *numbers in path
        for place in range(0, len(numbers), 2)
    ]
    is_near = all(LOW <= number <= HIGH for point in points for number in point)
    return (points, width) if is_near else None


def pen_strokes_of(drawing: Drawing) -> list[DrawnStroke] | None:
    """The strokes that a drawing consists of; None if there is anything else in it, or nothing."""
    found = [stroke_of(each) for each in drawing.objects]
    if None in found or not found:
        return None
    return [DrawnStroke(straightened(each["path"]), each["strokeWidth"]) for each in drawing.objects]


def straightened(path: Sequence[Sequence[object]]) -> list[list[float]]:
    """Points along a path, close enough together for straight lines between them."""
    points = [list(path[0][1:])]
    along = np.linspace(0, 1, BENDS + 1)[1:, None]
    for _command, *numbers in path[1:]:
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
        Sentence(words.READY_MADE, label=label, style=Sentence(style)),
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
    return Drawing([picture_object(as_url(png))], png, origin, code)


def picture_object(url: str) -> dict[str, object]:
    """A picture of the canvas's size as the canvas takes it: a Fabric.js image, of a data URL."""
    return {"type": "Image", "src": url, "left": 0, "top": 0, "originX": "left", "originY": "top"}


def is_picture(drawing: Drawing) -> bool:
    """Whether there is a picture in it that somebody has uploaded."""
    return not drawing.code and any(str(each.get("type")).lower() == "image" for each in drawing.objects)


def turned(drawing: Drawing) -> Drawing:
    """A drawing with ink, a quarter clockwise, as one picture."""
    return drawing_of_alpha(np.rot90(drawing.alpha(), -1), drawing.origin)


def png_of(alpha: np.ndarray) -> bytes:
    """Ink of an alpha channel, uint8 (H, W), as the file of a picture."""
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = [int(INK[i : i + 2], 16) for i in (1, 3, 5)]
    rgba[..., 3] = alpha
    return encode_png(Image.fromarray(rgba))
