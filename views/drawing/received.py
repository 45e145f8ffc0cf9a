"""Check what components send, because a browser can be made to send anything.

Takes what was picked in a component, or what the canvas sent, and returns its meaning, or None if an honest
page wouldn't send it. Nothing here raises an error or changes anything.
"""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple, TypeVar

from PIL import Image

from model.network import Network
from model.network.layer import COPIES
from model.network.neuron import Neuron
from model.novelty.digits_file import read_lines
from model.novelty.own_digits import MOST_DIGITS, OwnDigit
from model.preprocess.pen import CANVAS_SIZE
from views.drawing.drawing import (
    BLANK,
    MOST_DRAWING_BYTES,
    Drawing,
    alpha_of,
    path_of,
    pen_object,
    picture_object,
    width_of,
)
from views.drawing.drawing import png_of as written
from views.parts.looks.encode import PNG_PREFIX, as_url

MAX_PNG_BYTES = 2 * 4 * CANVAS_SIZE**2  # twice its pixels
MAX_OBJECTS_BYTES = 10**6  # as JSON; a stroke takes about 1,000
MOST_NAMES = 100  # names read from a list, at most
_NUMBERS = 2**24  # for the canvas's counters, and turns of the browser's history
_LINK = re.compile(r"https?://[!-~]+")
Decoded = TypeVar("Decoded")


class Received(NamedTuple):
    """A drawing that the browser shows: see Sheet in drawing_sheet.js.

    Attributes:
        drawing: what is on the canvas.
        session: of Python's, as the browser knows it.
        given: how many drawings Python had given by then, and
        number: how many changes the browser has made since.
        name: of the drawing, if it's one that Python has given; "" if not.
    """

    drawing: Drawing
    session: str
    given: int
    number: int
    name: str


def number_of(sent: object, count: int) -> int | None:
    """Return a whole number in range(count)."""
    return sent if type(sent) is int and 0 <= sent < count else None


def name_of(sent: object, names: Container[str]) -> str | None:
    """Return one of these names."""
    return sent if isinstance(sent, str) and sent in names else None


def turn_of(sent: object, steps: Container[str]) -> tuple[str | None, int] | None:
    """Return a turn of the browser's history: a step's id, None if it's unknown, and the turn's number."""
    if not isinstance(sent, list) or len(sent) != 2 or (number := number_of(sent[1], _NUMBERS)) is None:
        return None
    return name_of(sent[0], steps), number


def names_of(sent: object, names: Container[str]) -> list[str]:
    """Return the entries of a list that are among these names."""
    found = sent[:MOST_NAMES] if isinstance(sent, list) else []
    return [each for each in found if isinstance(each, str) and each in names]


def index_of(sent: object, shape: Sequence[int]) -> tuple[int, ...] | None:
    """Return an index into an array of that shape: one whole number per axis, each within its range."""
    if not isinstance(sent, list) or len(sent) != len(shape):
        return None
    index = tuple(number_of(number, size) for number, size in zip(sent, shape))
    return None if None in index else index


def part_of(sent: object, keys: Container[str]) -> tuple[str, object] | None:
    """Return the key of the component in which something was picked, and what was picked.

    Sent as {"part": key, "picked": what that component reports, which may be anything}.
    """
    part = sent.get("part") if isinstance(sent, Mapping) else None
    return (part, sent.get("picked")) if isinstance(part, str) and part in keys else None


def typed_of(sent: object, most: int) -> str:
    """Return what someone has typed, its first `most` characters; "" if it isn't text."""
    return sent[:most] if isinstance(sent, str) else ""


def link_of(sent: object, most: int) -> str | None:
    """Return the address of a page, of at most that many characters."""
    is_one = isinstance(sent, str) and len(sent) <= most and _LINK.fullmatch(sent)
    return sent if is_one else None


def object_of(sent: object, most: int) -> Mapping[str, object] | None:
    """Parse text of at most that many characters as a JSON object; it may contain anything."""
    if not isinstance(sent, str) or len(sent) > most:
        return None
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, Mapping) else None


def neuron_of(sent: object, network: Network) -> Neuron | None:
    """Return a neuron of a network; pixels don't count.

    Sent as {"layer": name, "index": [row, col, channel] or [unit]}, and with its "network" if that may have
    changed in the meantime.
    """
    if not isinstance(sent, Mapping) or sent.get("network", network.name) != network.name:
        return None
    layers = {layer.name: layer for layer in network.layers if layer.before and layer.kind not in COPIES}
    name = sent.get("layer")
    layer = layers.get(name) if isinstance(name, str) else None
    index = index_of(sent.get("index"), layer.shape) if layer else None
    return None if index is None else Neuron(layer.unit_layer, index)


def picker(network: Network, look_at: Callable[[Neuron], None]) -> Callable[[object], None]:
    """Return a callback that opens the card of a clicked neuron."""

    def pick(sent: object) -> None:
        if (neuron := neuron_of(sent, network)) is not None:
            look_at(neuron)

    return pick


def digits_of(sent: object) -> list[OwnDigit]:
    """Return the labeled drawings in a list of lines, but no unreadable ones and none beyond the limit."""
    lines = sent[:MOST_DIGITS] if isinstance(sent, list) else []
    found = read_lines(each for each in lines if isinstance(each, str))
    return [each for _line, each in found if isinstance(each, OwnDigit)]


def drawing_of(sent: object) -> Received | None:
    """Return what the canvas shows.

    Sent as {"session", "given", "number", "name", "objects": […], "png": a PNG of 280 × 280 as a data URL};
    the picture may be missing if there are no objects.
    """
    objects = sent.get("objects") if isinstance(sent, Mapping) else None
    if not isinstance(objects, list):
        return None
    session, name = sent.get("session"), sent.get("name")
    given, number = (number_of(sent.get(each), _NUMBERS) for each in ("given", "number"))
    if None in (given, number) or not isinstance(session, str) or not isinstance(name, str):
        return None
    if not objects:
        return Received(BLANK, session, given, number, name)
    png, read = png_of(sent.get("png")), _objects_of(objects)
    if png is None or read is None or len(json.dumps(read)) > MAX_OBJECTS_BYTES:
        return None
    return Received(Drawing(read, png), session, given, number, name)


def _objects_of(sent: list) -> list[dict] | None:
    """Return strokes, perhaps on top of a picture, with only the fields that the pen needs."""
    read = [_stroke_of(each) for each in sent[1:]]
    first = _stroke_of(sent[0]) or _picture_of(sent[0])
    return None if first is None or None in read else [first, *read]


def _stroke_of(sent: object) -> dict | None:
    """Return a stroke in the canvas's format."""
    if not isinstance(sent, Mapping):
        return None
    path, width = path_of(sent.get("path")), width_of(sent.get("strokeWidth"))
    return None if path is None or width is None else pen_object(path, width)


def _picture_of(sent: object) -> dict | None:
    """Return a picture that Python put on the canvas, in the canvas's format."""
    is_one = isinstance(sent, Mapping) and str(sent.get("type")).lower() == "image"
    png = png_of(sent.get("src")) if is_one else None
    return None if png is None else picture_object(as_url(png))


def png_of(sent: object) -> bytes | None:
    """Return the file of a picture of the canvas's size; any other format or size isn't decoded.

    If the file is larger than a drawing may be, only its ink remains.
    """
    if not isinstance(sent, str) or not sent.startswith(PNG_PREFIX) or len(sent) > 2 * MAX_PNG_BYTES:
        return None
    try:
        png = base64.b64decode(sent.removeprefix(PNG_PREFIX), validate=True)
    except ValueError:
        return None
    alpha = _decoded(png, lambda picture: alpha_of(png))
    if alpha is None or len(png) <= MOST_DRAWING_BYTES:
        return None if alpha is None else png
    return written(alpha)


def picture_of(png: bytes) -> Image.Image | None:
    """Return the picture of the canvas's size in a PNG file."""
    return _decoded(png, Image.Image.copy)


def _decoded(png: bytes, of: Callable[[Image.Image], Decoded]) -> Decoded | None:
    """Apply a function to the picture of the canvas's size in a PNG file."""
    if len(png) > MAX_PNG_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            return of(picture) if picture.size == (CANVAS_SIZE, CANVAS_SIZE) else None
    except Exception:  # Pillow's decoders raise all kinds of errors for broken files
        return None
