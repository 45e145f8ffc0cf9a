"""Any address is read, or refused in a sentence; what we write is read back the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.preprocess.pen import CANVAS_SIZE
from tests.addresses import opened
from tests.doors.addresses import ANY, SAID, codes, fields
from tests.doors.held import examples, held, through
from views.address.address_fields import FIELDS
from views.parts.component.fields import MOST_IN_LINK
from views.session.activations import latest_drawing, stages_of
from views.session.drawing import drawing_code
from views.session.drawing.drawing_code import CodedDrawing, CodeError, decode_drawing, encode_drawing
from views.session.drawing.linked_drawing import code_of, drawing_of_code
from views.session.pinned import pinned
from views.session.store import address


@given(codes)
@examples(2)
def test_any_code_is_decoded_unchanged_or_refused(code):
    coded = through(decode_drawing, code, error=CodeError, says=ANY)
    if coded is None:
        return
    assert len(coded.strokes) + len(coded.picture) > 0
    assert sum(len(each.points) for each in coded.strokes) <= drawing_code.MAX_POINTS
    for points, width, _ in coded.strokes:
        assert 1 <= width <= drawing_code.MAX_WIDTH
        assert points.shape == (len(points), 2) and len(points)
        assert (points >= -CANVAS_SIZE).all() and (points <= 2 * CANVAS_SIZE).all()
    assert len(coded.picture) <= drawing_code.MAX_BYTES
    assert coded.image.shape == (28, 28) and coded.image.dtype == np.float32
    assert 0 <= coded.image.min() < coded.image.max() <= 1
    again = decode_drawing(encode_drawing(coded))
    assert same(again, coded)
    assert encode_drawing(again) == encode_drawing(coded)


def same(one: CodedDrawing, other: CodedDrawing) -> bool:
    return (
        one.picture == other.picture
        and (one.image == other.image).all()
        and len(one.strokes) == len(other.strokes)
        and all(
            (mine.points == its.points).all() and mine[1:] == its[1:]
            for mine, its in zip(one.strokes, other.strokes)
        )
    )


@given(codes)
@examples()
def test_any_code_is_painted_and_written_unchanged_or_refused(code):
    drawing = through(drawing_of_code, code, error=CodeError, says=ANY)
    if drawing is None:
        return
    with held():
        image = stages_of_drawing(drawing)
        written = code_of(drawing, image)
    again = drawing_of_code(written)
    assert again.objects == drawing.objects and again.png == drawing.png
    assert code_of(again, stages_of_drawing(again)) == written


def stages_of_drawing(drawing) -> np.ndarray:
    with opened({}):
        return stages_of(drawing).image


@given(st.fixed_dictionaries({}, optional={field.name: fields(field.name) for field in FIELDS}))
@examples(2)
def test_any_address_is_read_and_written_unchanged_or_refused(said):
    with held(), opened(said) as sentences:
        values = address()["values"]
        image = stages_of(latest_drawing().current)
        there = pinned()
    assert len(sentences) <= 1
    assert all(sentence[:1].isupper() and len(sentence) < 200 for sentence in sentences)
    assert all(value.isascii() for value in values.values())
    assert sum(len(name) + len(value) + 2 for name, value in values.items() if value) <= MOST_IN_LINK
    with opened({name: value for name, value in values.items() if value}) as sentences:
        assert sentences == [] and address()["values"] == values
        again = stages_of(latest_drawing().current)
        if values["drawing"]:
            assert (again.image == image.image).all()
        if values["kept"]:
            assert (pinned().image == there.image).all()


def test_every_field_is_tried():
    assert SAID.keys() == {field.name for field in FIELDS}
    for name, values in SAID.items():
        assert any(read(name, value) for value in values)


def read(name: str, value: str) -> bool:
    around = {"network": "conv"} if "conv" in value else {}
    around |= {"neuron": "logits.3"} if name in ("against", "why") else {}
    with opened(around | {name: value}) as sentences:
        return sentences == []
