"""Tests drawings that somebody labeled: as images and as training data."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.network import Network, forward_batch, forward_batches, load_network
from model.novelty import THRESHOLD, detector_of, typicalities
from model.novelty.own_detector import fit_own_detector
from model.novelty.own_digits import (
    MOST_DIGITS,
    MOST_POINTS,
    TOLERANCE,
    _distances,
    own_digit,
    taught_images,
)
from model.preprocess import to_mnist
from model.preprocess.mnist import load_test_images
from model.preprocess.pen import CANVAS_SIZE, PEN_WIDTH, draw_strokes
from model.training.choices import NEW, Choices
from model.training.snapshot import DONE
from model.training.training import Training
from tests.in_node import train
from tests.labeled import digits
from tests.samples import SAMPLES
from tests.sevens import sevens, strokes_of_sevens


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


def test_a_drawing_is_recognized_whatever_its_label():
    first, *_ = digits()
    assert first.labeled(3).key == first.key and first.labeled(3) != first
    assert len({digit.key for digit in digits()}) == 10
    assert replace(first, widths=tuple(width + 1 for width in first.widths)).key != first.key
    assert len(first.line) < 12 * MOST_POINTS


# Training


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
    training = train(Training(choices, taught, dense))
    assert training.state == DONE
    return dense, training.snapshot.network


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
