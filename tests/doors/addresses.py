"""Hypothesis strategies for what strangers put into an address: valid values that somebody has changed."""

import base64
import io
import re
from functools import cache

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from model.perceptron import painted as code
from model.perceptron.painted import Painted
from model.preprocess import stages_of_ink
from model.preprocess.pen import draw_strokes
from tests.addresses import OLD_LINK, png
from tests.built import BUILT, TWO
from tests.doors.strangers import ODD_WORDS, damaged, said_in, squeezed
from views.parts.component.fields import MOST_IN_LINK
from views.session.drawing import drawing_code
from views.tasks import own_task

CODE = OLD_LINK.partition("drawing=")[2].partition("&")[0]
SAID = {  # values of valid addresses, by field
    "network": ("dense", "conv", "yours", "class.7"),
    "drawing": ("sample.7", "sample.0", "test.9999", CODE),
    "kept": ("sample.4", "test.0", CODE),
    "neuron": ("hidden1.0", "hidden2.127", "logits.9", "conv1.3.4.5", "probs.3"),
    "against": ("0", "9"),
    "why": ("neurons", "drawing", "strokes", "neurons.hidden1", "neurons.conv1"),
    "factors": ("hidden1.5.0", "hidden1.5.0-hidden2.127.400", "conv2.7.250"),
    "map": ("1",),
    "compare": ("1", "0"),
    "layer": ("hidden2", "logits", "conv3"),
    "replay": ("0", "5"),
    "watched": ("0", "127"),
    "mistakes": ("0.0", "9.9"),
    "task": (
        *("bar", "either", "nine", "dead", own_task.written("4-9", 85, 64, True, "Größe <b>*x*</b>")),
        own_task.written_drawing("conv", "silent-conv1-3-4-5", "off", 12, "Größe <b>*x*</b>", "test.9"),
        own_task.written_drawing("dense", "says-9", "pen", 6, "", CODE),
    ),
    "built": tuple(code.written(each) for each in (Painted(), BUILT, TWO)),
    "damage": ("slid.4", "turned.90.centered", "noised.1"),
    "lesson": ("hands",),
    "step": ("neuron", "pixels", "end"),
    "hide": ("training,conv", "photo-samples"),
    "lang": ("en", "de"),
    "class": ("ABC346", "XYZ799"),
    "demo": ("5", "60", "3600"),
    "key": ("A" * 22, "-_" * 11),
}
MOST_POINTS = 4200  # of a drawing that we try
ODD_VALUES = (1.0, 0.5, 1e-40, 0.0, 1.5, -1.0, float("nan"), float("inf"))  # of a pixel
ANY = re.compile(r".*", re.DOTALL)  # because nobody is shown what this error says


@cache
def pictures() -> tuple[bytes, ...]:
    """Return files that are accepted in a drawing's code, and files that aren't."""
    rng = np.random.default_rng(3)
    noise = np.pad(rng.integers(0, 256, (60, 60), np.uint8), 110)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, "png")
    sizes = ((280, 280), (281, 280), (20_000, 20_000))
    return (
        *(png(size, mode) for size in sizes[:2] for mode in ("L", "RGBA", "1")),
        png(sizes[2], "1"),
        buffer.getvalue(),
    )


@st.composite
def strokes(draw: st.DrawFn) -> tuple[int, bool, list[tuple[int, int]]]:
    """Draw a width, whether it's a curve, and points in eighths of a pixel: a few, perhaps many times."""
    place = st.tuples(st.integers(0, 2240), st.integers(0, 2240))
    points = draw(st.lists(place, min_size=1, max_size=5)) * draw(st.sampled_from([1, 1, 1, 1, 20, 80, 800]))
    return draw(st.sampled_from([1, 12, 20, 20, 32, 64])), draw(st.booleans()), points


@st.composite
def packed(draw: st.DrawFn) -> bytes:
    """Draw a drawing's bytes before compression, with its image.

    There can be thousands of strokes, and some of its numbers can be wrong.
    """
    few = draw(st.lists(strokes(), min_size=1, max_size=3))
    most = MOST_POINTS // sum(len(points) for *_, points in few)  # a few more than are allowed
    drawn = few * min(draw(st.sampled_from([1, 1, 1, 5, 20, 61, 4001])), max(1, most))
    picture = draw(st.sampled_from([b""] * 5 + list(pictures())))
    lie = draw(st.sampled_from(["", "", "", "strokes", "width", "points", "picture", "version", "image"]))
    odd_number = draw(st.sampled_from([0, 1, 61, 129, 4000, 4001, 2**15, 2**20 - 1, 2**28]))
    contents = bytes([odd_number % 256 if lie == "version" else drawing_code.VERSION])
    contents += leb(odd_number if lie == "strokes" else len(drawn))
    for width, is_curve, points in drawn:
        contents += leb(odd_number if lie == "width" else 2 * width + is_curve)
        contents += leb(odd_number if lie == "points" else len(points))
        steps = np.diff(points, axis=0, prepend=0).ravel().tolist()
        contents += b"".join(leb(2 * step if step >= 0 else -2 * step - 1) for step in steps)
    contents += leb(odd_number if lie == "picture" else len(picture)) + picture
    image = painted(few).ravel()
    values = image[image > 0]
    if lie == "image":
        values = np.full(values.shape, draw(st.sampled_from(ODD_VALUES)), "<f4")
    return contents + np.packbits(image > 0).tobytes() + values.view(np.uint8).reshape(-1, 4).T.tobytes()


def painted(few: list) -> np.ndarray:
    """Return a drawing's image, or any image if the drawing has none."""
    alpha = [draw_strokes([np.divide(points, 8)], width=width)[..., 3] for width, _, points in few]
    stages = stages_of_ink(np.max(alpha, axis=0) / np.float32(255))
    return np.eye(28, dtype="<f4") if stages is None else stages.image.astype("<f4")


def leb(value: int) -> bytes:
    """Encode a whole number from 0, of any size, as LEB128."""
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*digits, value])


def in_text(contents: bytes) -> str:
    return base64.urlsafe_b64encode(contents).decode().rstrip("=")


codes = (
    st.sampled_from([CODE, *ODD_WORDS, "A" * MOST_IN_LINK])
    | damaged(CODE.encode()).map(lambda code: code.decode("latin-1"))
    | damaged(base64.urlsafe_b64decode(CODE + "==")).map(in_text)
    | packed().map(lambda contents: in_text(squeezed(contents)))
    | packed().map(lambda contents: in_text(squeezed(contents)))
    | packed().flatmap(damaged).map(lambda contents: in_text(squeezed(contents)))
    | st.just(in_text(squeezed(bytes(10**7))))
    | said_in(("sample.7", "test.9999"))
)


def fields(name: str) -> st.SearchStrategy[str]:
    anything = said_in(SAID[name]) | st.sampled_from(SAID[name]) | st.sampled_from(SAID[name])
    return anything | codes if name in ("drawing", "kept") else anything
