"""Declare and read what components send, because a browser can be made to send anything.

Each message is declared with its bounds, in the parts of schema.py. Its reader takes what was sent, and what
the bounds depend on. It returns the meaning, or None for what no honest page sends. Nothing here has effects.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple, TypeVar

import numpy as np
from PIL import Image

from model.network import Network
from model.network.layer import COPIES
from model.network.neuron import Neuron
from model.novelty.digits_file import MOST_BYTES, MOST_LINE, read_lines
from model.novelty.own_digits import MOST_DIGITS
from model.perceptron.goals import EACH, GOALS
from model.perceptron.painted import ACTIVATIONS, MOST_NEURONS, Painted
from model.perceptron.perceptron import MOST_BIAS, PIXELS, UNIT, Perceptron
from model.preprocess.damage import DEGREES
from model.preprocess.pen import CANVAS_SIZE
from model.signs import taught as signs
from model.training.choices import NEW, ChoiceError, Choices
from model.training.snapshot import BLEW_UP, DONE, STOPPED
from model.training.training import Learned
from model.training.whose import possible
from views.parts.looks.encode import PNG_PREFIX, as_url
from views.session.drawing import drawing, hands_read, schema, signs_told
from views.session.drawing.schema import MISSING, Either, Items, Made, Maybe, OneOf, Packed, Text, Whole, read

MAX_PNG_BYTES = 2 * 4 * CANVAS_SIZE**2  # twice its pixels
MAX_OBJECTS_BYTES = 10**6  # as JSON; a stroke takes about 1,000
MOST_NAME = 100  # characters of a session's or a drawing's name; ours have about 10
MOST_FLOATS = 120_000  # weights in a message, 0.64 MB: more than the textbook network has
MOST_POINTS = 80  # of a curve, which has about 60
MOST_IN_NETWORK = 3  # painted neurons, or pairs of them, that a network is made of
OWN_DRAWING = "drawing"  # the choice of your own drawing among the pictures
MOST_NUMBER = 10**9  # largest number of a drawing, or of a change, in a class
COUNT = Whole(2**24)  # of the canvas, and of revisions of a page's data
RUN = Text(16, "[0-9a-f]{16}")  # the name of a training whose network is stored in a browser
Decoded = TypeVar("Decoded")
Message = schema.Message


class Received(NamedTuple):
    """A drawing that the browser shows: see Sheet in drawing_sheet.js.

    Attributes:
        drawing: what is on the canvas.
        session: of Python's, as the browser knows it.
        given: how many drawings Python had given by then, and
        number: how many changes the browser has made since.
        name: of the drawing, if it's one that Python has given; "" if not.
    """

    drawing: drawing.Drawing
    session: str
    given: int
    number: int
    name: str


class Deed(NamedTuple):
    """What someone wants to do, the number of the drawing, and what they say it is, if they do."""

    what: str
    number: int
    label: int | None = None


number_of = Message(Whole)  # a whole number in range(count)
name_of = Message(OneOf)  # one of these names
index_of = Message(lambda shape: [*map(Whole, shape)])  # into an array of that shape
typed_of = Message(lambda most: lambda sent: sent[:most] if isinstance(sent, str) else "")
link_of = Message(lambda most: Text(most, "https?://[!-~]+"))
part_of = Message(lambda keys: {"part": OneOf(keys), "picked": Maybe(lambda sent: sent)})
SAID = {"number": Whole(MOST_NUMBER), "label": Maybe(Whole(signs.MOST_SIGNS))}
deed_of = Message(lambda deeds: Made(Deed, {"do": OneOf(deeds), **SAID}))


@Message
def damage_of() -> object:
    """A kind of damage, one of its degrees, by its place, and whether to center."""
    kinds = [
        {"kind": OneOf((kind,)), "place": Whole(len(degrees)), "centered": OneOf((True, False))}
        for kind, degrees in DEGREES.items()
    ]
    return Made(lambda kind, place, centered: (kind, DEGREES[kind][place], centered), Either(kinds))


def object_of(sent: object, most: int) -> Mapping[str, object] | None:
    """Parse text of at most that many characters as a JSON object, which may contain anything."""
    try:
        found = json.loads(read(Text(most), sent) or "")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, Mapping) else None


@Message
def stored_of(most: Mapping[str, int]) -> object:
    """What the browser has stored: one of these fields, and its JSON; "" if it can't store anything."""
    return Either([[OneOf((name,)), Text(length)] for name, length in most.items()])


@Message
def neuron_of(network: Network) -> object:
    """A neuron of a network, whose name is also sent if it may have changed; pixels don't count."""
    layers = {each.name: each for each in network.layers if each.before and each.kind not in COPIES}
    named = OneOf((network.name, MISSING))
    neurons = [
        {"network": named, "layer": OneOf((name,)), "index": index_of.schema(layer.shape)}
        for name, layer in layers.items()
    ]
    return Made(lambda _network, name, index: Neuron(layers[name].unit_layer, index), Either(neurons))


def picker(network: Network, look_at: Callable[[Neuron], None]) -> Callable[[object], None]:
    """Return a callback that opens the card of a clicked neuron."""

    def pick(sent: object) -> None:
        if (neuron := neuron_of(sent, network)) is not None:
            look_at(neuron)

    return pick


@Message
def digits_of() -> object:
    """The labeled drawings in a list of lines."""
    lines = Items(Text(MOST_BYTES), MOST_DIGITS, skips=True)
    return Made(lambda *sent: read_lines(sent), lines)


digits_changed_of = Message(lambda: dict.fromkeys(("put", "remove"), Items(Text(MOST_BYTES), MOST_DIGITS)))
told_of = Message(lambda: Made(signs_told.told, signs_told.SENT))  # by the page Teach it, as `Told`
hands_of = Message(lambda: Made(hands_read.hands, hands_read.SENT))  # by the second lesson, as `Hands`


@Message
def drawing_of() -> object:
    """What the canvas shows, as `Received`; the picture may be missing if there are no objects."""
    about = {"session": Text(MOST_NAME), "given": COUNT, "number": COUNT, "name": Text(MOST_NAME)}
    stroke = Made(drawing.pen_object, {"path": drawing.path_of, "strokeWidth": drawing.width_of})
    of_python = {"type": OneOf(("Image", "image")), "src": png_of}
    picture = Made(lambda _type, png: drawing.picture_object(as_url(png)), of_python)
    objects = Items(stroke, MAX_OBJECTS_BYTES // 100, first=Either((stroke, picture)))
    return Made(_received, {**about, "objects": objects, "png": Maybe(png_of)})


def _received(*found: object) -> Received | None:
    *about, objects, png = found
    if objects and (png is None or len(json.dumps(objects)) > MAX_OBJECTS_BYTES):
        return None
    return Received(drawing.Drawing([*objects], png) if objects else drawing.BLANK, *about)


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
    alpha = _decoded(png, lambda picture: drawing.alpha_of(png))
    if alpha is None or len(png) <= drawing.MOST_DRAWING_BYTES:
        return None if alpha is None else png
    return drawing.png_of(alpha)


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


NEURON = {"weights": Packed("<i2", PIXELS, PIXELS, limit=UNIT), "bias": Whole(MOST_BIAS + 1, -MOST_BIAS)}
BUILT = {
    "goal": OneOf(GOALS),
    "activation": OneOf(ACTIVATIONS),
    "neurons": Items(Made(Perceptron, NEURON), MOST_NEURONS, least=1),
    "places_itself": OneOf((True, False)),
}


def _painted(goal: str, *rest: object) -> Painted:
    return Painted(GOALS[goal], *rest)


@Message
def painted_of() -> object:
    """What was built, the picture whose sum is shown, if any, and the revision of the page's data."""
    chosen = Either((Whole(2 * EACH), OneOf((OWN_DRAWING,))))
    sent = {**BUILT, "chosen": Maybe(chosen), "revision": Maybe(COUNT)}
    return Made(lambda *found: (_painted(*found[:-2]), *found[-2:]), sent)


@Message
def painted_for_network() -> object:
    """The painted parts of a network."""
    return Made(list, {"network": Items(Made(_painted, BUILT), MOST_IN_NETWORK, least=1)})


@Message
def learned_of(run: str, weights: int, layers: int) -> object:
    """What a browser has learned in the training `run`, of a network with that many weights and layers.

    Its figures are seconds, accuracy, gradient sizes, dead neurons and points.
    """
    known = 2 + layers + layers - 1
    sizes = [min(MOST_FLOATS, weights - start) for start in range(0, weights, MOST_FLOATS)]
    about = {"run": OneOf((run,)), "state": OneOf((DONE, STOPPED, BLEW_UP)), "part": Whole(len(sizes))}
    sent = about | {
        "figures": Packed("<f4", known + 5, known + 5 * MOST_POINTS, step=5),
        "weights": Packed("<f4", sizes[-1], sizes[0]),
        "read": Maybe(Items([COUNT, COUNT], 3)),
    }
    return Made(lambda _run, *found: _learned(sizes, layers, *found), sent)


def _learned(sizes: Sequence[int], layers: int, state: str, part: int, *sent: object) -> Learned | None:
    figures, weights, counts = sent
    seconds, accuracy, *of_layers = map(float, figures[: 1 + 2 * layers])
    gradients, dead, points = of_layers[:layers], of_layers[layers:], figures[1 + 2 * layers :].reshape(-1, 5)
    is_whole = weights.size == sizes[part] and (state == BLEW_UP or np.isfinite(weights).all())
    is_valid = np.isfinite([*dead, *points[:, 0]]).all() and 0 <= seconds < np.inf
    if not is_whole or not is_valid or (state == DONE and not 0 <= accuracy <= 1):
        return None
    accuracy, counts = (accuracy, possible(counts)) if state == DONE else (None, ())
    of_layers = tuple(gradients), tuple(map(int, dead))
    return Learned(state, part, weights, seconds, accuracy, *of_layers, points, counts)


@Message
def choices_of() -> object:
    """The name of a training whose network is stored in a browser, and its choices."""
    return {"run": RUN, "choices": _choices}


@Message
def taught_of() -> object:
    """A network for signs that a browser has taught, as `Taught`."""
    fewest, most = signs.FEWEST_SIGNS, signs.MOST_SIGNS
    weights = Packed("<f4", fewest, signs.number_of_weights(most, None))
    about = {"run": RUN, "names": Items(signs.name_of_sign, most, least=fewest), "base": OneOf(signs.BASES)}
    images = Packed("|u1", fewest * PIXELS, signs.MOST_IMAGES * PIXELS, step=PIXELS)
    drawings = {"images": images, "labels": Items(Whole(most), signs.MOST_IMAGES, least=fewest)}
    return Made(signs.Taught, about | drawings | {"weights": weights, "threshold": signs.distance_of})


shared_of = Message(lambda: {"do": OneOf(("share", "open")), "network": taught_of.schema()})


@Message
def class_drawings_of() -> object:
    """Drawings for a class: its signs, lines to send, numbers to take back, and the number of this report."""
    names = Items(signs.name_of_sign, signs.MOST_SIGNS, least=signs.FEWEST_SIGNS)
    back = Items(Whole(MOST_NUMBER), signs.MOST_IMAGES)
    lines = Items(Text(MOST_LINE), signs.MOST_SIGNS)
    return {"names": names, "lines": lines, "back": back, "report": Whole(MOST_NUMBER)}


def _choices(sent: object) -> Choices | None:
    if not isinstance(sent, Mapping) or {*sent, "whose"} != {each.name for each in fields(Choices)}:
        return None  # old ones don't have `whose`
    try:
        found = Choices(**sent)
    except ChoiceError:
        return None
    is_new = found.start == NEW and not found.own_digits
    return found if is_new and read(COUNT, found.seed) is not None else None
