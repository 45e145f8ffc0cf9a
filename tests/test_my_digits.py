"""Tests My digits: what a session stores and shows, and what a training gets."""

import base64

import numpy as np
import pytest

from model.network import dense_network, forward, load_network
from model.novelty.own_digits import MOST_DIGITS, MOST_POINTS, DigitsError, own_digit
from model.training.choices import NEW, TEXTBOOK, Choices
from model.training.training import Training
from tests.apptest import TEACH, TRAINING, boxes, data, opened, report
from tests.labeled import many
from tests.networks import random_network
from tests.samples import SAMPLES
from tests.sevens import sevens
from views.session import own_digits as in_session
from views.session.drawing.drawing import Drawing, drawing_of_strokes, pen_object
from views.session.drawing.linked_drawing import drawing_of_test_image
from views.session.own_digits import digit_of, own_digits, remove, store
from views.signs import signs
from views.training.charts.before_after import REFUSED, answers, mnist_right
from views.training.live.training_data import (
    BOTH,
    MINE,
    MNIST,
    SIMPLE,
    YOURS,
    beginnings,
    given_besides,
    shape_of,
    taught_fields,
)

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

DENSE = load_network("dense")


# What a session keeps


def test_a_drawing_is_stored_with_its_image():
    for label, strokes in SAMPLES.items():
        drawing = drawing_of_strokes(label, "ready-made", strokes)
        stored, expected = digit_of(drawing, label), own_digit(label, strokes, [20] * len(strokes))
        assert stored.label == label and np.abs(stored.image - expected.image).max() < 0.06
    curve = [["M", 60, 60], ["Q", 60, 60, 130, 60], ["Q", 200, 60, 165, 145], ["L", 130, 230]]
    stored = digit_of(Drawing([pen_object(curve, 32)], b""), 7)
    assert stored.widths == (32,) and 4 < len(stored.strokes[0]) < 20  # the stroke is curved


def test_a_picture_or_an_empty_drawing_cannot_be_stored():
    for drawing in (drawing_of_test_image(3), Drawing([], None), Drawing([{"type": "Path"}], b"")):
        with pytest.raises(DigitsError):
            digit_of(drawing, 3)


def test_a_stored_drawing_gets_its_new_label(session):
    first, second = many(2)
    assert store([first, second]) == 0 and store([first.labeled(8)]) == 0
    assert own_digits() == (first.labeled(8), second)


def test_the_number_of_stored_digits_is_limited(session):
    digits = many(MOST_DIGITS + 3)
    assert store(digits) == 3 and own_digits() == tuple(digits[:MOST_DIGITS])
    assert store([digits[0].labeled(5), digits[-1]]) == 1 and own_digits()[0].label == 5


def test_the_total_ink_of_stored_digits_is_limited(session):
    turns = [[279 * (i % 2), (37 * i) % 280] for i in range(MOST_POINTS)]
    digits = [own_digit(i % 10, [turns], [1 + i]) for i in range(45)]
    assert store(digits[:30]) == 0 and store(digits) == 5 and own_digits() == tuple(digits[:40])
    remove([digit.key for digit in digits[:2]])
    assert store(digits[40:]) == 3


def test_the_browser_s_copy_relabels_no_digit(session):
    first, third = many(2)
    store([first.labeled(9)])
    lines = [first.line, "{}", "no JSON", third.line, '{"label": "R", "strokes": [[[1, 1]]]}']
    in_session._take_in(dict(enumerate(lines)))
    assert own_digits() == (first.labeled(9), third)


@pytest.mark.parametrize("sent", [{}, {"a": None}, {"a": "x" * 300_000}, {"a": "[" * 100_000}, {"a": ["{}"]}])
def test_invalid_data_from_a_browser_changes_nothing(session, sent):
    in_session._take_in(sent)
    assert own_digits() == ()


# What a training is given


def test_choices_name_the_training_data_and_the_starting_network(session):
    store(many(12))
    assert taught_fields(MNIST, 50, NEW) == {}
    assert taught_fields(BOTH, 50, NEW) == {"own_digits": 12, "own_times": 50}
    assert taught_fields(MINE, 50, NEW) == {"own_digits": 12, "own_times": 1, "images": 0}
    begun = Choices(**taught_fields(BOTH, 10, SIMPLE))
    assert begun.start == DENSE.fingerprint
    assert (begun.hidden_layers, begun.units, begun.activation) == (2, 128, "relu")
    assert given_besides(TEXTBOOK) == {"own": None, "begin_with": None}
    given = given_besides(begun)
    assert given["begin_with"].fingerprint == DENSE.fingerprint and len(given["own"].images) == 12
    assert given["own"].labels.tolist() == [digit.label for digit in own_digits()]
    Training(begun, **given)  # these arguments are accepted


def test_a_training_can_start_with_a_buildable_network_of_one_s_own(session):
    assert YOURS not in beginnings()
    for sizes, function, fits in (
        ((784, 10), "relu", True),
        ((784, 32, 32, 32, 10), "tanh", True),
        ((784, 8, 20, 10), "relu", False),
        ((784, 2, 10), "relu", False),
        ((784, 8, 8, 8, 8, 8, 10), "relu", False),
    ):
        session["own_network"] = own = random_network(sizes, function)
        assert (YOURS in beginnings()) == fits == (shape_of(own) is not None)
        if fits:
            choices = Choices(**taught_fields(MNIST, 1, YOURS))
            assert choices.hidden_layers == len(sizes) - 2 and choices.start == own.fingerprint
            assert given_besides(choices)["begin_with"] is own
    assert shape_of(load_network("conv")) is None
    assert given_besides(Choices(start="another one's"))["begin_with"] is None


def test_a_digit_is_read_as_the_page_reads_it():
    digits = sevens(10, seed=1)
    said = answers(DENSE, digits)
    assert (said == 2).sum() >= 5 and len(said) == 10
    for digit, answer in zip(digits, said):
        assert answer in (REFUSED, forward(DENSE, digit.image)["probs"].argmax())
    scribble = own_digit(7, [[[60, 60], [220, 220]], [[220, 60], [60, 220]]], [20, 20])
    assert answers(DENSE, [scribble]).tolist() == [REFUSED]
    without = dense_network(DENSE.weights)
    assert answers(without.__class__("yours", without.layers), [scribble])[0] in range(10)
    assert len(answers(DENSE, [])) == 0
    assert 0.98 < mnist_right(DENSE).mean() < 0.995


# The page


def test_the_page_has_the_digits_and_takes_what_changes():
    first, second, third = many(3)
    app = opened(TEACH, own_digits=(first, second))
    assert not app.exception and data(app, "own_signs")["digits"] == [first.line, second.line]
    changed = {"put": [third.line, first.labeled(8).line, "no line"], "remove": [second.line]}
    report(app, "own_signs", changed)
    assert app.session_state["own_digits"] == (first.labeled(8), third)
    for nonsense in ({"put": "x", "remove": [{}, "no line", 3]}, {"remove": 5}, {}, 7):
        report(app, "own_signs", nonsense)
        assert app.session_state["own_digits"] == (first.labeled(8), third)


def test_live_training_offers_the_digits_once_there_are_some():
    app = opened(TRAINING, training_part="Live")
    assert not app.exception and "choose_source_0" not in app.session_state
    app.session_state["own_digits"] = tuple(sevens(10, seed=1))
    app.run()
    assert not app.exception and app.session_state["choose_source_0"] == MNIST
    for source, begin in ((BOTH, NEW), (MINE, SIMPLE)):
        boxes(app)["choose_source"].set_value(source)
        boxes(app)["choose_begin"].set_value(begin).run()
        assert not app.exception
        assert boxes(app)["choose_units"].disabled == (begin == SIMPLE)


def test_without_a_file_the_network_comes_with_the_page(session, monkeypatch):
    sent = {}
    monkeypatch.setattr(signs, "address_of", lambda _network: None)
    monkeypatch.setattr(signs, "_component", lambda **about: sent.update(about["data"]))
    signs.signs()
    assert sent["network"] is None
    is_whole = base64.b64decode(sent["packed"]) == signs.packed(load_network("conv"))
    assert is_whole
