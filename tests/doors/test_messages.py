"""Anything that a browser claims its components sent becomes a value, or nothing."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.network.message import encode
from model.novelty.own_digits import MOST_DIGITS, DigitsError, OwnDigit
from model.perceptron import painted as code
from model.perceptron.goals import EACH
from model.perceptron.perceptron import UNIT
from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES, draw_strokes
from tests.addresses import OLD_LINK, opened, pencil
from tests.built import TWO, message_of
from tests.doors.addresses import pictures
from tests.doors.held import examples, held
from tests.doors.strangers import changed, damaged, nested, nonsense
from tests.labeled import digits
from tests.samples import SAMPLES
from views.drawing import received, received_painted
from views.drawing.drawing import Drawing, pen_strokes_of, png_of
from views.drawing.drawing_code import MAX_POINTS, CodeError
from views.drawing.latest_drawing import LatestDrawing
from views.drawing.linked_drawing import code_of, drawing_of_code
from views.parts.looks.encode import as_url
from views.serving.shared import shipped_network
from views.session.activations import latest_drawing, stages_of
from views.session.own_digits import digit_of, own_digits
from views.session.own_digits import store as store_digits
from views.session.pinned import described_morph, pin

PNG = png_of(draw_strokes(SAMPLES[4])[..., 3])
STROKES = [pencil(np.array(stroke, float), 20) for stroke in SAMPLES[4]]
PICTURE = {"type": "Image", "src": as_url(PNG), "left": 0, "top": 0, "originX": "left", "originY": "top"}
SENT = {
    "session": "s",
    "given": 0,
    "number": 1,
    "name": "",
    "objects": STROKES,
    "png": as_url(PNG),
}
UNITS = (
    {"layer": "hidden1", "index": [3]},
    {"layer": "logits", "index": [9], "network": "dense"},
    {"layer": "conv1", "index": [3, 4, 5], "network": "conv"},
)
PAINTED = message_of(replace(TWO, activation="relu"), 999)
LINES = "\n".join(digit.line for digit in digits())


@given(nonsense | st.integers(-2, 12), st.integers(0, 12))
@examples()
def test_a_number_is_in_its_range(sent, count):
    with held():
        found = received.number_of(sent, count)
    assert found is None or (type(found) is int and 0 <= found < count and found == sent)


@given(
    nonsense | st.lists(st.integers(-1, 11) | nonsense, max_size=4), st.lists(st.integers(1, 11), max_size=3)
)
@examples()
def test_an_index_is_within_its_shape(sent, shape):
    with held():
        found = received.index_of(sent, shape)
    assert found is None or (list(found) == sent and np.empty(shape)[found] is not None)


@given(st.sampled_from(UNITS).flatmap(changed) | nonsense, st.sampled_from(["dense", "conv"]))
@examples()
def test_a_neuron_belongs_to_the_network(sent, name):
    network = shipped_network(name)
    with held():
        neuron = received.neuron_of(sent, network)
    if neuron is not None:
        assert np.empty(neuron.layer.shape)[neuron.index] is not None
        assert [neuron.layer, [*neuron.index]] == [network.layer(sent["layer"]).unit_layer, sent["index"]]


@given(nonsense | st.lists(st.sampled_from(["bar", "ring", "no task", 3, None, []]), max_size=200))
@examples()
def test_only_known_names_are_read_from_a_list(sent):
    with held():
        found = received.names_of(sent, {"bar", "ring"})
    assert set(found) <= {"bar", "ring"} and len(found) <= received.MOST_NAMES


@given(
    nonsense | st.tuples(st.sampled_from(["draw", "nowhere"]) | nonsense, st.integers() | nonsense).map(list)
)
@examples()
def test_a_turn_leads_to_a_known_step_or_to_none(sent):
    with held():
        found = received.turn_of(sent, {"draw"})
    assert found is None or (found[0] in ("draw", None) and found[1] == sent[1] >= 0)


@given(nonsense | st.fixed_dictionaries({"revision": st.integers() | nonsense}))
@examples()
def test_a_revision_is_a_number(sent):
    with held():
        found = received_painted.revision_of(sent)
    assert found is None or 0 <= found == sent["revision"] < received_painted.MOST_REVISIONS


@given(changed(PAINTED) | nonsense)
@examples()
def test_painted_neurons_are_within_limits(sent):
    with held():
        found = received_painted.painted_of(sent)
    if found is not None:
        painted, chosen = found
        assert code.written(code.read(code.written(painted))) == code.written(painted)
        assert all(np.abs(each.weights).max() <= UNIT for each in painted.neurons)
        assert chosen in (None, received_painted.OWN_DRAWING) or 0 <= chosen < 2 * EACH


@given(
    st.lists(st.just(PAINTED) | changed(PAINTED), max_size=5).map(lambda several: {"network": several})
    | nonsense
)
@examples()
def test_a_network_has_at_most_three_readable_parts(sent):
    with held():
        found = received_painted.painted_for_network(sent)
    assert len(found) <= received_painted.MOST_IN_NETWORK
    assert not found or len(found) == len(sent["network"])


def test_valid_painted_neurons_are_read():
    assert len(received_painted.painted_for_network({"network": 3 * [PAINTED]})) == 3
    painted, chosen = received_painted.painted_of(PAINTED)
    assert code.written(painted) == code.written(replace(TWO, activation="relu")) and chosen == 999


@given(
    changed({"part": "ledger", "picked": UNITS[0]}) | nonsense,
    nonsense | st.text("a/?=&%é <\n", max_size=120).map("https://{}".format),
)
@examples()
def test_a_part_is_known_and_a_link_is_valid(sent, link):
    with held():
        found, said = received.part_of(sent, {"ledger": None}), received.link_of(link, 100)
    assert found is None or found == ("ledger", sent.get("picked"))
    assert said is None or re.fullmatch(r"https?://[!-~]{1,100}", said)


@given(damaged(LINES.encode()).map(lambda text: text.decode("latin-1").split("\n")) | nonsense)
@examples()
def test_digits_that_are_read_are_written_unchanged(sent):
    with held():
        found = received.digits_of(sent)
    assert len(found) <= MOST_DIGITS and all(isinstance(each, OwnDigit) for each in found)
    assert received.digits_of([each.line for each in found]) == found


def sent_by_the_canvas(objects: object, png: object) -> dict:
    return SENT | {"objects": objects, "png": png}


files = st.deferred(lambda: st.sampled_from([PNG, *pictures()])).flatmap(
    lambda file: damaged(file) | st.just(file)
)
pens = st.sampled_from([STROKES, [PICTURE], [PICTURE, *STROKES], STROKES * 30]).flatmap(
    lambda objects: changed(objects, most=1) | st.just(objects)
)
honest = st.builds(lambda objects: sent_by_the_canvas(objects, as_url(PNG)), pens)
surfaces = st.one_of(
    honest,
    honest,
    st.builds(lambda objects, file: sent_by_the_canvas(objects, as_url(file)), pens, files),
    changed(SENT),
    st.just(sent_by_the_canvas([nested(400, {})] * 40, as_url(PNG))),
    nonsense,
)


@given(st.lists(surfaces, min_size=1, max_size=2))
@examples()
def test_anything_from_the_canvas_is_a_usable_drawing_or_nothing(messages):
    latest = LatestDrawing()
    for sent in messages:
        with held():
            found = received.drawing_of(sent)
            if found is None:
                continue
            latest.receive(found.drawing, latest.session, latest.given, latest.number + 1, found.name)
        assert 0 <= found.number < 2**24
        for ours, said in zip(found.drawing.objects, sent["objects"], strict=True):
            assert all(said[key] == ours[key] for key in ("path", "strokeWidth", "src") if key in ours)
        paths = [each["path"] for each in latest.current.objects if "path" in each]
        assert len(paths) <= MOST_STROKES and sum(map(len, paths)) <= MAX_POINTS
        if latest.current.png is not None:
            all_is_made_of(latest.current)


def all_is_made_of(drawing: Drawing) -> None:
    """Do everything that a page's process does with a drawing; each step raises only its own error."""
    with opened({}):
        with held():
            ink, strokes, stages = drawing.ink(), pen_strokes_of(drawing), stages_of(drawing)
        assert ink.shape == (CANVAS_SIZE, CANVAS_SIZE) and 0 <= ink.min() <= ink.max() <= 1
        if stages is None:
            return
        with held(), suppress(DigitsError):
            digit = digit_of(drawing, 7)
            store_digits([digit])
            assert own_digits()[0].image.shape == (28, 28)
        code = ""
        with held(), suppress(CodeError):
            code = code_of(drawing, stages.image)
        with held():
            pin(drawing)
            latest_drawing().add(drawing_of_code(OLD_LINK.partition("drawing=")[2].partition("&")[0]))
            way = described_morph(latest_drawing().current)
            encode({"morph": way})
        assert strokes is None or (len(strokes) == len(drawing.objects) and not way["of_images"])
    if code:
        with opened({}), suppress(CodeError):  # the picture wasn't made by these strokes
            assert (stages_of(drawing_of_code(code)).image == stages.image).all()


def test_valid_messages_are_among_what_is_tried():
    assert received.drawing_of(SENT).drawing.objects == STROKES
    assert received.drawing_of(sent_by_the_canvas([PICTURE], as_url(PNG))) is not None
    assert json.loads(json.dumps(SENT)) == SENT
    assert len(received.digits_of(LINES.split("\n"))) == 10
