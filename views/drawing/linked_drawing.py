"""A drawing as an address says it: by its number if it is one that everybody has, else stroke by stroke.

Takes a drawing and its image, gives text for an address; takes such text, with suspicion, gives a drawing.
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
from model.sentence import Sentence
from views.drawing.drawing import Drawing, drawing_of_alpha, pen_object, png_of, straightened, stroke_of
from views.drawing.drawing_code import (
    CodedDrawing,
    CodeError,
    PenStroke,
    decode_drawing,
    encode_drawing,
    rounded,
)
from views.drawing.received import picture_of
from views.drawing.received import png_of as received_png
from views.drawing.samples import samples
from views.language.language import N_
from views.parts import words
from views.serving.shared import test_images

# Of an image's ink, how much may lie elsewhere than where Python paints the strokes that it is said to be of.
# A browser paints their edges otherwise, from which a digit can come out a pixel wider, or a pixel beside:
# 0.31 at most for 1,500 digits whose strokes were shaken. Of two digits it is 0.36 and more (999 of 1,000).
MOST_APART = 0.35
# Characters beyond which a picture's soft edges are left out: half of what an address has room for.
LONG = 3500
# How much of its ink may be soft for that: of strokes, a quarter at most. What is softer is said as it is.
SOFT = 1 / 3
_BLOCK = CANVAS_SIZE // IMAGE_SIZE  # canvas pixels a side, of one pixel of an MNIST image
_NUMBERED = re.compile(r"(sample|test)\.(\d{1,4})", re.ASCII)
_KNOWN = {"sample": NUM_CLASSES, "test": TEST_IMAGES}  # how many of them there are


def drawing_of_test_image(number: int) -> Drawing:
    """One of MNIST's test images, ten times as large.

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
    """What an address says for a drawing that is not blank.

    Args:
        drawing: as the canvas has it.
        image: float32 (28, 28), made of it.

    Raises:
        CodeError: it can't be said: there are too many strokes, or what is neither stroke nor picture.
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
    """The same; "" where it can't be said."""
    with suppress(CodeError):
        return code_of(drawing, image)
    return ""


def drawing_of_code(code: str) -> Drawing:
    """The drawing that an address says.

    Raises:
        CodeError: it says none.
        DataError: it says one by its number, and their file is missing or damaged.
    """
    if numbered := _NUMBERED.fullmatch(code):
        kind, number = numbered[1], int(numbered[2])
        if number >= _KNOWN[kind]:
            raise CodeError("of no such number")
        return samples()[number] if kind == "sample" else drawing_of_test_image(number)
    objects, alpha, origin, image = _painted(code)
    return Drawing(objects, png_of(alpha), origin, image=image)


def image_of_code(code: str) -> np.ndarray:
    """The image of that drawing, float32 (28, 28), in half the time.

    Raises:
        CodeError, DataError: as `drawing_of_code` does.
    """
    if _NUMBERED.fullmatch(code):
        return stages_of_ink(drawing_of_code(code).ink()).image
    *_rest, image = _painted(code)
    return image


def _painted(code: str) -> tuple[list[dict[str, object]], np.ndarray, str | Sentence, np.ndarray]:
    """What strokes and a picture make: a drawing's objects, its alpha channel, its origin and its image."""
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
    """A picture on the canvas as its alpha channel: uint8 (280, 280)."""
    png = received_png(drawn.get("src"))
    if png is None:
        raise CodeError("of another picture")
    return np.asarray(picture_of(png).convert("RGBA").getchannel("A"))


def _packed(picture: Image.Image) -> bytes:
    """A picture's file, as small as can be."""
    buffer = io.BytesIO()
    picture.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _pen_stroke(drawn: Mapping[str, object]) -> PenStroke:
    """A stroke on the canvas as its pen has made it."""
    found = stroke_of(drawn)
    if found is None:
        raise CodeError("of what no pen has drawn")
    points, width = found
    commands = "".join(str(command) for command, *_numbers in drawn["path"])
    is_curve = re.fullmatch("MQ+L", commands) is not None
    # Of a parabola, the canvas has the point that it is bent round, then its end: halfway to the next one.
    kept = [points[0], *points[1:-1:2], points[-1]] if is_curve else points
    return PenStroke(rounded(kept), round(width), is_curve)


def _path(points: np.ndarray, is_curve: bool) -> list[list[object]]:
    """The commands of a Fabric.js path."""
    places = points.tolist()
    if not is_curve or len(places) < 3:
        return [["L" if number else "M", *place] for number, place in enumerate(places)]
    ends = ((points[1:-1] + points[2:]) / 2).tolist()
    bends = [["Q", *place, *end] for place, end in zip(places[1:-1], ends)]
    return [["M", *places[0]], *bends, ["L", *places[-1]]]


def _apart(image: np.ndarray, painted: np.ndarray) -> float:
    """How much of the ink of one lies elsewhere than that of the other, at best, moved by a pixel at most."""
    one, other = _blurred(image), _blurred(painted)
    return float(min(np.abs(moved - one).sum() for moved in _neighbors(other)) / other.sum())


def _blurred(image: np.ndarray) -> np.ndarray:
    """Each pixel's mean with the eight around it."""
    return sum(_neighbors(image)) / 9


def _neighbors(image: np.ndarray) -> list[np.ndarray]:
    """The image as it is, and moved by a pixel each way; what leaves it comes in on the other side."""
    return [np.roll(image, (down, right), axis=(0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1)]
