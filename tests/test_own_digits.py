"""Tests drawings that somebody labeled: as lines of a file, as images, and as training data."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.evaluation.drawings import read_items
from model.network import Network, forward_batch, forward_batches, load_network
from model.novelty import THRESHOLD, detector_of, own_digits, typicalities
from model.novelty.digits_file import MOST_BYTES, read_digits_file, read_line, write_digits_file
from model.novelty.own_detector import fit_own_detector
from model.novelty.own_digits import (
    MOST_DIGITS,
    MOST_POINTS,
    MOST_RAW_POINTS,
    TOLERANCE,
    DigitsError,
    _distances,
    own_digit,
    taught_images,
)
from model.preprocess import to_mnist
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import CANVAS_SIZE, MOST_STROKES, PEN_WIDTH, draw_strokes
from model.training.choices import NEW, Choices
from model.training.snapshot import DONE
from model.training.training import Training
from tests.in_node import train
from tests.labeled import LINE, digits
from tests.samples import SAMPLES
from tests.sevens import sevens, strokes_of_sevens


def line(**changes: object) -> str:
    said = {name: value for name, value in (LINE | changes).items() if value is not None}
    return json.dumps(said)


"""
## Files
"""


def test_a_file_holds_the_same_digits(tmp_path):
    written = write_digits_file(digits())
    read = read_digits_file(written.encode())
    assert read.digits == digits() and read.no_digits == 0
    for before, after in zip(digits(), read.digits):
        assert (before.image == after.image).all() and before.key == after.key
    assert write_digits_file(read.digits) == written
    path = tmp_path / "mine.jsonl"
    path.write_text(written)
    assert [item["label"] for item in read_items(path)] == list(range(10))  # the benchmarks can read it


def test_the_image_shows_the_strokes():
    for label, strokes in SAMPLES.items():
        drawn = to_mnist(draw_strokes(strokes)).image
        digit = own_digit(label, strokes, [PEN_WIDTH] * len(strokes))
        assert np.abs(digit.image - drawn).max() < 0.06
        assert sum(map(len, digit.strokes)) < sum(map(len, strokes))


def test_points_that_make_no_difference_are_left_out():
    along = np.linspace(0, 1, 500)[:, None]
    straight = (1 - along) * [50, 50] + along * [200, 230]
    angle = np.linspace(0, 6, 500)[:, None]
    bent = 140 + 80 * np.concatenate([np.cos(angle), np.sin(angle)], axis=1)
    digit = own_digit(3, [straight, bent], [20, 20])
    assert len(digit.strokes[0]) == 2 and len(digit.strokes[1]) < 100
    for stroke, before in zip(digit.strokes, (straight, bent)):
        assert stroke[0] == tuple(before[0].round(1)) and stroke[-1] == tuple(before[-1].round(1))
        pieces = np.array(list(pairwise(stroke)))
        away = np.min([_distances(before, start, end) for start, end in pieces], axis=0)
        assert away.max() <= TOLERANCE + 0.1  # the coordinates are rounded to a tenth


@pytest.mark.parametrize("stroke", [((50, 100), (200, 100), (120, 100)), ((140, 230), (140, 60), (140, 200))])
def test_a_stroke_that_turns_back_on_itself_keeps_its_turn(stroke):
    """The turn is on the straight line through both ends, but far from the segment between them."""
    (first, turn, last), share = np.array(stroke, float), np.linspace(0, 1, 40)[:, None]
    points = np.concatenate([(1 - share) * first + share * turn, (1 - share) * turn + share * last])
    assert own_digit(1, [points], [20]).strokes == (stroke,)


def test_points_in_any_unit_give_the_same_image():
    first = read_line(line())
    assert first.label == 7 and first.source == "somebody"
    for scale, shift in ((0.001, 0), (37, 1000), (1, -5000)):
        moved = [[[x * scale + shift, y * scale - shift] for x, y in stroke] for stroke in LINE["strokes"]]
        assert np.abs(read_line(line(strokes=moved)).image - first.image).max() < 0.06
    points = np.concatenate([np.array(stroke) for stroke in first.strokes])
    assert points.min() > 0 and points.max() < CANVAS_SIZE


def test_more_ink_than_anybody_draws_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(own_digits, "_thinned", lambda *_: pytest.fail("it is worked on"))
    dot = [[5.0, 5.0]]
    for strokes in ([dot] * (MOST_STROKES + 1), [dot * MOST_RAW_POINTS, dot]):
        with pytest.raises(own_digits.TooMuchInk):
            own_digit(7, strokes, [20.0] * len(strokes))


def test_a_dot_is_a_drawing():
    assert read_line(line(strokes=[[[3, 3]]])).image.max() > 0.5


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\xff\xfe\x00", "isn't a text file"),
        (b"PK\x03\x04", "line 1 "),
        (b"[" * 100_000, "isn't JSON"),
        (b"{}", "label and strokes"),
        (b"[1]", "label and strokes"),
        (line(strokes=[[[10**400, 1]]]).encode(), "points"),
        (line(strokes=[[[1e300, 1], [2, 2]]]).encode(), "too far from 0"),
        (line(strokes=[[[900, 900]], [[1, 1]]], widths=[20, 20]).encode(), "too far from 0"),
        (line(strokes=[[[-50, -50]], [[-60, -50]]], widths=[20, 20]).encode(), "no ink"),
        (line(strokes=[[[i % 7, i % 11] for i in range(9000)]]).encode(), "more strokes"),
        (line(strokes=[[[i, i] for i in range(10_001)]]).encode(), "more strokes"),
        (b" " * (MOST_BYTES + 1), "larger"),
        ("\n".join([line()] * (MOST_DIGITS + 1)).encode(), str(MOST_DIGITS)),
    ],
)
def test_a_bad_file_gets_a_sentence(contents, says):
    with pytest.raises(DigitsError, match=says) as caught:
        read_digits_file(contents)
    assert str(caught.value).endswith(".") and len(str(caught.value)) < 200


def test_an_unreadable_line_is_named():
    with pytest.raises(DigitsError, match="line 3 "):
        read_digits_file("\n".join([line(), "", "{"]).encode())


def test_a_drawing_is_recognized_whatever_its_label():
    first, *_ = digits()
    assert first.labeled(3).key == first.key and first.labeled(3) != first
    assert len({digit.key for digit in digits()}) == 10
    assert replace(first, widths=tuple(width + 1 for width in first.widths)).key != first.key
    assert len(first.line) < 12 * MOST_POINTS


"""
## Training
"""


@pytest.fixture(scope="module")
def taught():
    return taught_images(sevens(10, seed=1))


def test_without_own_digits_mnist_images_are_required():
    with pytest.raises(ValueError, match="images"):
        Choices(images=0)
    for wrong in ({"own_digits": MOST_DIGITS + 1}, {"own_times": 0}, {"own_times": 101}, {"own_digits": -1}):
        with pytest.raises(ValueError):
            Choices(**wrong)
    assert Choices().start == NEW and Choices().training_images == Choices().images


def fitted(choices: Choices, taught) -> tuple[Network, Network]:
    """Return the dense network, and what it has become by this training."""
    dense = load_network("dense")
    progress = train(Training(choices, taught, dense))
    assert progress.state == DONE
    return dense, progress.snapshot.network


def right(network, images, labels) -> float:
    found = [each["probs"].argmax(axis=1) for each in forward_batches(network, images)]
    return float((np.concatenate(found) == labels).mean())


def test_ten_drawings_teach_an_invented_seven_and_mnist_prevents_forgetting(taught):
    others = taught_images(sevens(60, seed=2))
    both = Choices(
        images=5000, own_digits=10, own_times=50, epochs=1, learning_rate=3e-4, batch_size=32, start="dense"
    )
    alone = Choices(images=0, own_digits=10, epochs=20, batch_size=32, start="dense")
    mnist = load_test_images()
    dense, taught_both = fitted(both, taught)
    _, taught_alone = fitted(alone, taught)
    assert right(dense, *others) < 0.5
    for network in (taught_both, taught_alone):
        assert right(network, *taught) == 1 and right(network, *others) > 0.9
    assert right(dense, *mnist) - right(taught_both, *mnist) < 0.02
    assert right(dense, *mnist) - right(taught_alone, *mnist) > 0.1  # it forgets


def test_a_taught_network_s_own_detector_accepts_what_was_refused():
    mirrored = [
        own_digit(7, [[(CANVAS_SIZE - x, y) for x, y in stroke]], [PEN_WIDTH])
        for stroke in strokes_of_sevens(70, seed=3, foot=False)
    ]
    taught, others = taught_images(mirrored[:10]), taught_images(mirrored[10:])
    both = Choices(
        images=5000, own_digits=10, own_times=50, epochs=1, learning_rate=3e-4, batch_size=32, start="dense"
    )
    dense, network = fitted(both, taught)

    def refused(network, images) -> float:
        activations = forward_batch(network, images / np.float32(255))
        return float((typicalities(network, activations) < THRESHOLD).mean())

    assert refused(dense, others.images) > 0.9
    card = fit_own_detector(network, taught)
    own = replace(network, name="yours 1", card=card)
    assert detector_of(replace(network, name="yours 1")) is None  # it only has its own detector
    assert detector_of(own) is card["detector"] and card["refused"] > 0.7
    assert refused(own, others.images) < 0.2
    assert refused(own, load_test_images()[0][5000:]) < 0.04
    assert (
        refused(replace(own, card=fit_own_detector(network)), others.images) > 0.4
    )  # without the taught digits


def test_many_digits_of_one_kind_leave_the_detector_all_ten():
    network = load_network("dense")
    many = taught_images(sevens(1, seed=4) * MOST_DIGITS)
    card = fit_own_detector(network, many)
    activations = forward_batch(network, load_test_images()[0][5000:6000] / np.float32(255))
    own = replace(network, name="yours", card=card)
    assert (typicalities(own, activations) < THRESHOLD).mean() < 0.05
