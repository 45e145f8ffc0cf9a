"""Any file is what we asked for, or refused in a sentence."""

import io
import json
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from model.errors import DataError
from model.evaluation.drawings import read_drawings
from model.novelty.digits_file import MOST_SOURCE, read_lines, write_digits_file
from model.novelty.own_digits import MOST_IN_ALL, MOST_POINTS, MOST_WIDTH, OwnDigit
from model.preprocess.mnist import IMAGE_SIZE
from model.preprocess.pen import CANVAS_SIZE, draw_strokes
from model.preprocess.photo import PictureError, read_picture
from tests.doors.held import examples, held, through
from tests.doors.strangers import as_json, changed, damaged, nonsense
from tests.labeled import LINE, digits
from tests.samples import SAMPLES

OF_A_FILE = re.compile(r".+ can't be read as drawings, a line of JSON each: .*", re.DOTALL)
HONEST = write_digits_file(digits())


def crowded(strokes: int, points: int) -> dict:
    """Return a drawing of many strokes of many points, none of which can be left out."""
    places = [[(37 * i) % 280, (91 * i * i) % 280] for i in range(points)]
    return {"label": 8, "source": "x", "strokes": [places] * strokes, "widths": [20] * strokes}


records = st.one_of(
    changed(LINE),
    st.sampled_from([(1, 400), (1, 9999), (60, 6), (400, 1), (4000, 2)]).map(lambda size: crowded(*size)),
    nonsense,
)
texts = st.one_of(
    damaged(HONEST.encode()),
    st.lists(records.map(as_json), min_size=1, max_size=3).map(lambda lines: "\n".join(lines).encode()),
    st.builds(
        lambda line, times, end: (line + end).encode("utf-8", "surrogatepass") * times,
        records.map(lambda record: json.dumps(record, ensure_ascii=False)),
        st.sampled_from([1, 2, 201]),
        st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x85", "\x1e"]),
    ),
    st.binary(max_size=99),
)


@given(texts)
@examples(2)
def test_any_lines_of_digits_are_read_and_written_unchanged_or_left_out(contents):
    with held():
        found = read_lines(contents.decode("utf-8", "replace").split("\n"))
    assert sum(each.points for each in found) <= MOST_IN_ALL
    for digit in found[:3]:
        is_one(digit)
    assert read_lines(write_digits_file(found).splitlines()) == found


def is_one(digit: OwnDigit) -> None:
    """Check that a digit is within its limits and can be painted."""
    assert digit.label in range(10) and len(digit.source) <= MOST_SOURCE
    assert len(digit.strokes) == len(digit.widths) and 0 < sum(map(len, digit.strokes)) <= MOST_POINTS
    assert all(1 <= width <= MOST_WIDTH for width in digit.widths)
    points = np.concatenate([np.array(stroke) for stroke in digit.strokes])
    assert (points >= -CANVAS_SIZE).all() and (points <= 2 * CANVAS_SIZE).all()
    with held():
        image = digit.image
    assert image.shape == (IMAGE_SIZE, IMAGE_SIZE) and 0 <= image.min() < image.max() <= 1


@given(texts)
@examples()
def test_any_file_of_drawings_to_measure_with_is_read_or_refused(tmp_path_factory, contents):
    path = tmp_path_factory.getbasetemp() / "drawings.jsonl"
    path.write_bytes(contents)
    read = through(read_drawings, path, np.random.default_rng(1), error=DataError, says=OF_A_FILE)
    assert read is None or read.images.shape == (len(read.labels), IMAGE_SIZE, IMAGE_SIZE)


def picture(array: np.ndarray, kind: str = "png", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, kind, **options)
    return buffer.getvalue()


PHOTO = np.kron(255 - draw_strokes(SAMPLES[3])[::2, ::2, 3], np.ones((3, 3), np.uint8))
NOISE = np.random.default_rng(5).integers(0, 256, (200, 160), np.uint8)
SPIRAL = (np.indices((400, 400)).sum(axis=0) % 4 < 2).astype(np.uint8) * 255
PICTURES = [
    *(picture(array, kind) for array in (PHOTO, NOISE, SPIRAL) for kind in ("png", "jpeg")),
    picture(draw_strokes(SAMPLES[3])),
    picture(PHOTO, "jpeg", progressive=True),
    picture(np.kron(PHOTO, np.ones((1, 1, 3), np.uint8)).reshape(*PHOTO.shape, 3)),
    picture(np.zeros((1, 9000), np.uint8)),
    picture(np.full((9, 9), 255, np.uint8)),
    picture(np.eye(3, dtype=np.uint8) * 255),
    picture(PHOTO, "gif"),
    picture(PHOTO, "tiff"),
]


@given(st.sampled_from(PICTURES).flatmap(lambda file: damaged(file) | damaged(file, most=1) | st.just(file)))
@examples()
def test_a_damaged_picture_becomes_ink_or_is_refused(file):
    ink = through(read_picture, file, error=PictureError)
    assert ink is None or is_ink(ink)


@given(
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.lists(st.sampled_from([0, 1, 30, 127, 128, 200, 254, 255]), min_size=1, max_size=9),
    st.sampled_from([1, 7, 60]),
    st.sampled_from(["L", "RGBA", "RGB", "1", "LA", "I;16"]),
)
@examples()
def test_a_picture_of_any_pixels_becomes_ink_or_is_refused(size, shades, scale, mode):
    pixels = np.resize(np.array(shades, np.uint8), size)
    pixels = np.kron(pixels, np.ones((scale, scale), np.uint8))[:900, :900]
    buffer = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(buffer, "png")
    ink = through(read_picture, buffer.getvalue(), error=PictureError)
    assert ink is None or is_ink(ink)


def is_ink(ink: np.ndarray) -> bool:
    return ink.shape == (CANVAS_SIZE, CANVAS_SIZE, 4) and ink.dtype == np.uint8 and ink[..., 3].any()
