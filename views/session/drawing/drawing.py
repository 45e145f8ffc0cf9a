"""A drawing as both the canvas and the networks know it.

Takes strokes or an alpha channel and returns objects that the canvas can edit, with their pixels; takes such
objects and returns their strokes. Knows nothing of Streamlit.
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

DECODED = 8  # decoded pictures in the cache, 78 kB each: for people who draw at the same moment
MOST_DRAWING_BYTES = 100_000  # of its strokes as JSON (a slow digit takes a fifth), and of its picture
_NUMBERS = {"M": 2, "L": 2, "Q": 4}  # how many numbers each command of a pen's path has
_FARTHEST = 10**6  # canvas pixels: no pen can have gone farther
BENDS = 6  # straight pieces that replace a parabola: off by 1/4 of a canvas pixel in a quick stroke


@dataclass(frozen=True)
class Drawing:
    """What is on the canvas: as objects that the canvas can edit, and as their pixels.

    Attributes:
        objects: Fabric.js objects.
        png: the file of a picture, transparent where there's no ink; None if blank.
        origin: a sentence about where it comes from, if not from the pen; `translated` translates it.
        code: its code in an address, if it's a drawing that everybody has; see `linked_drawing`.
        image: float32 (28, 28), as it was where the drawing was made; None if it's computed from the picture.
    """

    objects: list[dict]
    png: bytes | None = field(repr=False)
    origin: str = ""
    code: str = ""
    image: np.ndarray | None = field(default=None, repr=False, compare=False)

    def alpha(self) -> np.ndarray | None:
        """Return how much ink each pixel has: uint8 (H, W); None if blank."""
        return None if self.png is None else alpha_of(self.png)

    def ink(self) -> np.ndarray | None:
        """Return how much ink each pixel has, as float32 (H, W) in [0, 1]; None if blank."""
        alpha = self.alpha()
        return None if alpha is None else alpha.astype(np.float32) / 255


BLANK = Drawing([], None)


@lru_cache(maxsize=DECODED)
def alpha_of(png: bytes) -> np.ndarray:
    """Return how much ink each pixel of a picture has: uint8 (H, W), read-only because it's cached.

    A stroke's picture is read twice, and decoding it takes a tenth of the time that our own code takes.

    Raises:
        Exception: the file is damaged; Pillow's decoders raise all kinds of errors.
    """
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        alpha = np.asarray(picture.convert("RGBA").getchannel("A"))
    alpha.setflags(write=False)
    return alpha


def path_of(sent: object) -> list[list[object]] | None:
    """Return the commands of a pen's path, as Fabric.js has them: a starting point, lines and parabolas.

    Returns None if it isn't such a path, whatever it claims to be.
    """
    if not isinstance(sent, list) or not sent or not all(map(_is_command, sent)) or sent[0][0] == "Q":
        return None
    return sent


def _is_command(sent: object) -> bool:
    """Whether this is a command name followed by the right number of finite numbers."""
    if not isinstance(sent, list) or not sent or not isinstance(sent[0], str):
        return False
    name, *numbers = sent
    return len(numbers) == _NUMBERS.get(name) and all(map(_is_number, numbers))


def _is_number(sent: object) -> bool:
    return isinstance(sent, (int, float)) and not isinstance(sent, bool) and abs(sent) <= _FARTHEST


def width_of(sent: object) -> float | None:
    """Return the width of a pen, in canvas pixels; None if no pen has it."""
    return sent if _is_number(sent) and 0 < sent < CANVAS_SIZE else None


def stroke_of(drawn: Mapping[str, object]) -> tuple[Stroke, float] | None:
    """Return the points and width of a stroke, a Fabric.js path: lines, and parabolas through midpoints.

    Returns None if it isn't such a stroke or leaves the canvas.
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
    """Return the strokes of a drawing; None if it's blank or contains anything else."""
    found = [stroke_of(each) for each in drawing.objects]
    if None in found or not found:
        return None
    return [DrawnStroke(straightened(each["path"]), each["strokeWidth"]) for each in drawing.objects]


def straightened(path: Sequence[Sequence[object]]) -> list[list[float]]:
    """Return points along a path, close enough together to connect them with straight lines."""
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
    """Make a ready-made drawing from strokes in canvas pixels, drawn with the default pen."""
    paths = [[["M" if i == 0 else "L", *point] for i, point in enumerate(stroke)] for stroke in strokes]
    return Drawing(
        [pen_object(path) for path in paths],
        png_of(draw_strokes(strokes)[..., 3]),
        Sentence(words.READY_MADE, label=label, style=Sentence(style)),
    )


def pen_object(path: Sequence[Sequence[object]], width: float = PEN_WIDTH) -> dict[str, object]:
    """Return a stroke in the canvas's format: a Fabric.js path."""
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
    """Make a drawing from an alpha channel, uint8 (280, 280), which the canvas shows as one picture."""
    png = png_of(alpha)
    return Drawing([picture_object(as_url(png))], png, origin, code)


def picture_object(url: str) -> dict[str, object]:
    """Return a picture of the canvas's size in the canvas's format: a Fabric.js image with a data URL."""
    return {"type": "Image", "src": url, "left": 0, "top": 0, "originX": "left", "originY": "top"}


def is_picture(drawing: Drawing) -> bool:
    """Whether the drawing contains an uploaded picture."""
    return not drawing.code and any(str(each.get("type")).lower() == "image" for each in drawing.objects)


def turned(drawing: Drawing) -> Drawing:
    """Return a drawing with ink, turned a quarter clockwise, as one picture."""
    return drawing_of_alpha(np.rot90(drawing.alpha(), -1), drawing.origin)


def png_of(alpha: np.ndarray, shades: int = 256) -> bytes:
    """Return the PNG file of an alpha channel, uint8 (H, W), in so many shades of the color of ink."""
    picture = Image.fromarray(alpha // (256 // shades))
    picture.putpalette([int(INK[i : i + 2], 16) for i in (1, 3, 5)] * shades)
    picture.info["transparency"] = bytes(range(0, 256, 255 // (shades - 1)))
    return encode_png(picture)
