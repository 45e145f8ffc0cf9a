"""Encode a drawing for an address: by its number if everybody has it, otherwise stroke by stroke.

Takes a drawing and its image and returns text for an address; takes such text, distrusts it, and returns a
drawing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from contextlib import suppress

import numpy as np
from PIL import Image

from model.preprocess import stages_of_ink
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, TEST_IMAGES
from model.preprocess.pen import CANVAS_SIZE, draw_strokes
from model.preprocess.strokes import DrawnStroke
from model.sentence import Sentence
from views.parts import words
from views.parts.language.language import N_
from views.parts.shared import test_images
from views.session.drawing.drawing import (
    Drawing,
    drawing_of_alpha,
    pen_object,
    pen_strokes_of,
    png_of,
    straightened,
    stroke_of,
)
from views.session.drawing.drawing_code import (
    CodedDrawing,
    CodeError,
    PenStroke,
    decode_drawing,
    encode_drawing,
    rounded,
)
from views.session.drawing.received import picture_of
from views.session.drawing.received import png_of as received_png
from views.session.drawing.samples import samples

# How much of an image's ink may be outside the ink that Python paints from its strokes. A browser paints
# their edges differently, so a digit can become a pixel wider, or move by a pixel: 0.31 at most for 1,500
# digits with shaken strokes. For two different digits it is 0.36 and more (999 of 1,000).
MOST_APART = 0.35
# Above this many characters, a picture loses its soft edges: half of the room in an address.
LONG = 3500
# A picture only loses them if at most this share of its ink is soft: for strokes, a quarter at most.
SOFT = 1 / 3
_BLOCK = CANVAS_SIZE // IMAGE_SIZE  # canvas pixels a side, per pixel of an MNIST image
_NUMBERED = re.compile(r"(sample|test)\.(\d{1,4})", re.ASCII)
_KNOWN = {"sample": NUM_CLASSES, "test": TEST_IMAGES}  # how many there are of each


def drawing_of_test_image(number: int) -> Drawing:
    """Return one of MNIST's test images, ten times as large.

    Raises:
        DataError: the file is missing or damaged.
    """
    images, labels = test_images()
    alpha = np.kron(images[number], np.ones((_BLOCK, _BLOCK), np.uint8))
    origin = Sentence(words.TEST_IMAGE, number=str(number), a_digit=_with_article(int(labels[number])))
    return drawing_of_alpha(alpha, origin, f"test.{number}")


def _with_article(digit: int) -> Sentence:
    return Sentence(N_("an {digit}") if digit == 8 else N_("a {digit}"), digit=digit)


def code_of(drawing: Drawing, image: np.ndarray) -> str:
    """Return the code of a drawing that isn't blank.

    Args:
        drawing: the drawing, as it's on the canvas.
        image: float32 (28, 28), computed from it.

    Raises:
        CodeError: it can't be encoded, because it has too many strokes, or something other than strokes and
            a picture.
    """
    if drawing.code:
        return drawing.code
    objects, alpha = drawing.objects, None
    if objects and objects[0].get("type") == "Image":
        alpha, objects = _alpha_of(objects[0]), objects[1:]
    strokes = [_pen_stroke(drawn) for drawn in objects]
    if alpha is None:
        return encode_drawing(CodedDrawing(strokes, b"", image))
    code = encode_drawing(CodedDrawing(strokes, _packed(Image.fromarray(alpha)), image))
    if len(code) <= LONG or ((alpha > 0) & (alpha < 255)).sum() > SOFT * (alpha > 0).sum():
        return code
    return encode_drawing(CodedDrawing(strokes, _packed(Image.fromarray(alpha > 127)), image))


def written_code(drawing: Drawing, image: np.ndarray) -> str:
    """Return the code of a drawing that isn't blank; "" if it can't be encoded."""
    with suppress(CodeError):
        return code_of(drawing, image)
    return ""


def drawing_of_code(code: str) -> Drawing:
    """Return the drawing of a code in an address.

    Raises:
        CodeError: it isn't the code of a drawing.
        DataError: it's a number, and the file with those drawings is missing or damaged.
    """
    if _NUMBERED.fullmatch(code):
        return drawing_with_number(code)
    objects, alpha, origin, image = _painted(code)
    return Drawing(objects, png_of(alpha), origin, image=image)


def drawing_with_number(code: str) -> Drawing:
    """Return a drawing that everybody has, such as "sample.3".

    Raises:
        CodeError, DataError: as `drawing_of_code` does.
    """
    numbered = _NUMBERED.fullmatch(code)
    if numbered is None or int(numbered[2]) >= _KNOWN[numbered[1]]:
        raise CodeError("of no such number")
    number = int(numbered[2])
    return samples()[number] if numbered[1] == "sample" else drawing_of_test_image(number)


def image_in_code(code: str) -> np.ndarray:
    """Return the image that a code contains, float32 (28, 28); nothing is painted.

    Only for codes that `drawing_of_code` has read before: we don't check that the image is of the strokes.

    Raises:
        CodeError, DataError: as `drawing_of_code` does.
    """
    if _NUMBERED.fullmatch(code):
        return stages_of_ink(drawing_of_code(code).ink()).image
    return decode_drawing(code).image


def points_in_code(code: str) -> int:
    """Return how many points a code's strokes have, which is what it costs to read and to paint them.

    Raises:
        CodeError: it isn't the code of a drawing.
    """
    if _NUMBERED.fullmatch(code):
        return 0
    return sum(len(stroke.points) for stroke in decode_drawing(code).strokes)


def strokes_in_code(code: str) -> list[DrawnStroke] | None:
    """Return the strokes of a code, straightened; None if it has anything else. Nothing is painted.

    Raises:
        CodeError, DataError: as `drawing_of_code` does.
    """
    if _NUMBERED.fullmatch(code):
        return pen_strokes_of(drawing_of_code(code))
    strokes, picture, _image = decode_drawing(code)
    if picture:
        return None
    return [DrawnStroke(straightened(_path(points, is_curve)), width) for points, width, is_curve in strokes]


def _painted(code: str) -> tuple[list[dict[str, object]], np.ndarray, str | Sentence, np.ndarray]:
    """Decode a code: return the drawing's objects, its alpha channel, its origin and its image."""
    strokes, picture, image = decode_drawing(code)
    alpha, objects, origin = np.zeros((CANVAS_SIZE, CANVAS_SIZE), np.uint8), [], ""
    if picture:
        found = picture_of(picture)
        if found is None or found.mode not in ("L", "1"):
            raise CodeError("of no picture")
        alpha = np.asarray(found.convert("L"))
        below = drawing_of_alpha(alpha, Sentence(words.LINKED_PICTURE))
        objects, origin = below.objects, "" if strokes else below.origin
    for points, width, is_curve in strokes:
        path = _path(points, is_curve)
        objects = [*objects, pen_object(path, width)]
        alpha = np.maximum(alpha, draw_strokes([straightened(path)], width=width)[..., 3])
    if not alpha.any() or _apart(image, stages_of_ink(alpha.astype(np.float32) / 255).image) > MOST_APART:
        raise CodeError("of strokes, and an image that is not of them")
    return objects, alpha, origin, image


def _alpha_of(drawn: Mapping[str, object]) -> np.ndarray:
    """Return the alpha channel of a picture on the canvas: uint8 (280, 280)."""
    png = received_png(drawn.get("src"))
    if png is None:
        raise CodeError("of another picture")
    return np.asarray(picture_of(png).convert("RGBA").getchannel("A"))


def _packed(picture: Image.Image) -> bytes:
    """Return a picture's file, as small as possible."""
    buffer = io.BytesIO()
    picture.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _pen_stroke(drawn: Mapping[str, object]) -> PenStroke:
    """Return a stroke on the canvas as the pen made it."""
    found = stroke_of(drawn)
    if found is None:
        raise CodeError("of what no pen has drawn")
    points, width = found
    commands = "".join(str(command) for command, *_numbers in drawn["path"])
    is_curve = re.fullmatch("MQ+L", commands) is not None
    # For a parabola, the canvas stores the point that it bends around, then its end: halfway to the next
    # point.
    remaining = [points[0], *points[1:-1:2], points[-1]] if is_curve else points
    return PenStroke(rounded(remaining), round(width), is_curve)


def _path(points: np.ndarray, is_curve: bool) -> list[list[object]]:
    """Return the commands of a Fabric.js path."""
    places = points.tolist()
    if not is_curve or len(places) < 3:
        return [["L" if number else "M", *place] for number, place in enumerate(places)]
    ends = ((points[1:-1] + points[2:]) / 2).tolist()
    bends = [["Q", *place, *end] for place, end in zip(places[1:-1], ends)]
    return [["M", *places[0]], *bends, ["L", *places[-1]]]


def _apart(image: np.ndarray, painted: np.ndarray) -> float:
    """Return how much of two images' ink doesn't overlap, at the best shift by up to a pixel."""
    one, other = _blurred(image), _blurred(painted)
    return float(min(np.abs(moved - one).sum() for moved in _neighbors(other)) / other.sum())


def _blurred(image: np.ndarray) -> np.ndarray:
    """Return each pixel's mean with its eight neighbors."""
    return sum(_neighbors(image)) / 9


def _neighbors(image: np.ndarray) -> list[np.ndarray]:
    """Return the image itself and shifted by a pixel each way; what leaves one side comes in on the other."""
    return [np.roll(image, (down, right), axis=(0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1)]
