"""Tests the novelty detector of a network that somebody trained or uploaded."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.errors import NetworkError
from model.files import lost
from model.learning.keras_model import keras_file_of
from model.learning.uploads.file import answer
from model.network import Network, dense_network, forward, forward_batch, load_network
from model.network.cost import OPERATIONS_PER_VALUE
from model.network.message import decode_network, encode_network
from model.network.scales import layer_scales
from model.novelty import THRESHOLD, Detector, detector_of, nearest_digits, own_detector, typicalities
from model.novelty.own_detector import FALSE_REJECTION_RATE, fit_own_detector
from model.novelty.own_digits import TaughtImages
from model.preprocess.mnist import load_test_images
from model.preprocess.non_digits import SCRIBBLES
from model.preprocess.pen import ink_image
from model.processes import keras_process
from model.processes.keras_process import FAILED, open_keras_file
from tests.specimens import OWN, some_images, specimen
from views.draw.answer.answer import caution
from views.parts.files.network_file import packed


@pytest.fixture(scope="module")
def own() -> Network:
    return specimen(OWN).network


def typicality_of(network: Network, images: np.ndarray) -> np.ndarray:
    return typicalities(network, forward_batch(network, images))


def unseen_digits() -> np.ndarray:
    """Return test images that neither the network nor its detector has seen."""
    return load_test_images()[0][3000:5000] / np.float32(255)


def made_of(rng: np.random.Generator, *units: int, factor: float = 1.0, bias: float = 0.0) -> Network:
    """Return a network of dense layers with these numbers of neurons and random weights."""
    weights = []
    for shape in pairwise((784, *units, 10)):
        weights += [factor * rng.normal(size=shape).astype(np.float32), np.full(shape[1], bias, np.float32)]
    return dense_network(weights)


def test_own_digits_keep_their_labels_and_count_as_often_as_chosen():
    none = np.zeros((0, 28, 28), np.uint8)
    mnist = np.full((2, 28, 28), 100, np.uint8)
    images = own_detector._Images(mnist, np.array([1, 2]), none, none, none)
    each = np.array([7, 3, 5])
    own = TaughtImages(np.stack([np.full((28, 28), label, np.uint8) for label in each]), each)
    found = own_detector._with_taught(images, own)
    assert found.labels[:2].tolist() == [1, 2] and (found.digits[:2] == 100).all()
    assert found.digits[2:, 0, 0].tolist() == found.labels[2:].tolist()
    assert np.bincount(found.labels[2:]).tolist() == [0, 0, 0, 5, 0, 5, 0, 5]
    assert own_detector._with_taught(images, None) is images


def test_it_refuses_most_scribbles_and_few_unseen_digits(own):
    rng = np.random.default_rng(6)
    scribbles = np.stack([ink_image(SCRIBBLES[i % len(SCRIBBLES)](rng), rng) for i in range(600)])
    assert (typicality_of(own, scribbles) < THRESHOLD).mean() >= 0.6
    assert (typicality_of(own, unseen_digits()) < THRESHOLD).mean() <= 0.04


def test_the_chosen_share_of_held_out_digits_is_rejected(own):
    images = own_detector._load_images(1.0)
    rejected = (typicality_of(own, images.unseen / np.float32(255)) < THRESHOLD).mean()
    assert rejected == pytest.approx(FALSE_REJECTION_RATE, abs=0.002)
    fitted_to = {image.tobytes() for image in images.digits}
    assert not fitted_to & {image.tobytes() for image in images.unseen}


def test_its_card_has_the_share_of_unseen_non_digits_it_refuses(own):
    images = own_detector._load_images(1.0)
    refused = (typicality_of(own, images.held_out / np.float32(255)) < THRESHOLD).mean()
    assert own.card["refused"] == pytest.approx(refused)
    fitted_to = {image.tobytes() for image in images.no_digits}
    known = [image.tobytes() in fitted_to for image in images.held_out]
    assert np.mean(known) < 0.03  # because lone dots look alike


def test_a_known_digit_s_nearest_digit_is_itself(own):
    images, labels = load_test_images()
    nearest = nearest_digits(own, forward(own, images[5] / np.float32(255)), 3)
    assert nearest.index[0] == 5 and nearest.distances[0] == pytest.approx(0, abs=2e-3)
    assert np.array_equal(nearest.labels, labels[nearest.index])


# Who has none


WITHOUT = {
    "no hidden layer": made_of,
    "none of its neurons fires": lambda rng: made_of(rng, 8, bias=-1000),
    "too few neurons to tell": lambda rng: made_of(rng, 2),
    "activations beyond all numbers": lambda rng: made_of(rng, 8, 8, factor=1e25),
    "as large as they get": lambda rng: made_of(rng, 8, 8, factor=1e17),
    "too wide": lambda rng: made_of(rng, 21_000),
}


@pytest.mark.parametrize("title", WITHOUT)
def test_a_network_without_a_detector_says_so(title):
    network = replace(WITHOUT[title](np.random.default_rng(1)), name="yours 1")
    assert fit_own_detector(network) == {}
    assert detector_of(network) is None
    assert caution(network) == "This network can't tell when something isn't a digit."
    assert decode_network(packed(network))[1]["novelty"] is None


def test_if_the_drawings_are_missing_there_is_no_detector(own, monkeypatch, caplog):
    def missing():
        raise lost(own_detector.PATH)

    monkeypatch.setattr(own_detector, "load_drawings", missing)
    assert fit_own_detector(own) == {}
    assert "git checkout -- assets/drawings.npz" in caplog.text


def test_the_caution_says_how_many_scribbles_pass(own):
    passing = f"{10 * (1 - own.card['refused']):.0f}"
    assert caution(own) == f"This network reads about {passing} out of 10 letters and scribbles as digits."
    assert caution(load_network("dense")) == ""


# Bounds


def test_a_larger_network_gets_fewer_images(own, monkeypatch):
    seen = []
    features_of = own_detector.features_of
    monkeypatch.setattr(
        own_detector,
        "features_of",
        lambda net, layer, images: seen.append(len(images)) or features_of(net, layer, images),
    )
    operations = own.multiply_adds + OPERATIONS_PER_VALUE * own.values
    for limit in (1250, 2500, 4000):
        seen.clear()
        monkeypatch.setattr(own_detector, "MAX_OPERATIONS", limit * operations)
        detector = fit_own_detector(own)["detector"]
        assert 0.99 * limit <= sum(seen) <= limit
        assert len(detector.neighbor_index) == limit * own_detector.MNIST_DIGITS // own_detector.IMAGES
    monkeypatch.setattr(own_detector, "MAX_OPERATIONS", 900 * operations)
    assert fit_own_detector(own) == {}


def test_a_wide_layer_gets_fewer_images_and_fewer_neighbors(own, monkeypatch):
    units = own.last_hidden.shape[0]
    monkeypatch.setattr(own_detector, "MAX_FEATURES", 2000 * units)
    assert own_detector._share_of_images(own) == 2000 / own_detector.IMAGES
    monkeypatch.setattr(own_detector, "MAX_NEIGHBOR_FEATURES", 150 * units)
    assert len(fit_own_detector(own)["detector"].neighbor_index) == 150


def test_many_units_are_reduced_to_the_directions_of_their_activations():
    rng = np.random.default_rng(1)
    features = (rng.normal(size=(400, 60)) @ rng.normal(size=(60, 300))).astype(np.float32)
    basis = own_detector._main_directions(features)
    assert basis.shape == (300, own_detector.DIRECTIONS)
    np.testing.assert_allclose(basis.T @ basis, np.eye(own_detector.DIRECTIONS), atol=1e-4)
    np.testing.assert_allclose(features @ basis @ basis.T, features, atol=1e-3 * np.abs(features).max())


def test_fewer_directions_than_units_work_as_well(own, monkeypatch):
    monkeypatch.setattr(own_detector, "DIRECTIONS", 48)
    fitted = fit_own_detector(own)
    assert fitted["detector"].kernel.shape == own.logits.kernel.shape
    assert fitted["refused"] > own.card["refused"] - 0.1


# An uploaded network's


def test_an_uploaded_network_gets_a_detector_like_a_trained_one(own, monkeypatch):
    """This runs without a process, which other tests start."""
    monkeypatch.setattr(keras_process, "_run", lambda command, contents: answer(contents, command[-1]))
    opened = open_keras_file(keras_file_of(own), "yours 3")
    images = np.concatenate([unseen_digits()[:100], some_images()])
    np.testing.assert_allclose(typicality_of(opened, images), typicality_of(own, images), atol=0.05)
    assert opened.card["refused"] == pytest.approx(own.card["refused"], abs=0.01)
    for ours, theirs in zip(detector_of(opened), detector_of(own)):
        assert ours.dtype == theirs.dtype and ours.shape == theirs.shape


def other(field: str, change):
    return lambda card: card["detector"].__setitem__(
        Detector._fields.index(field), change(card["detector"][Detector._fields.index(field)])
    )


FORGED = {
    "a kernel of fewer units": other("kernel", lambda kernel: kernel[1:]),
    "a kernel of eleven digits": other("kernel", lambda kernel: np.pad(kernel, ((0, 0), (0, 1)))),
    "a bias of one": other("bias", lambda bias: bias[:1]),
    "no number": other("bias", lambda bias: bias * np.nan),
    "infinite": other("neighbor_features", lambda features: features + np.float16(np.inf)),
    "neighbors of other units": other("neighbor_features", lambda features: features[:, 1:]),
    "no neighbors": lambda card: card.update(
        detector=[*card["detector"][:2], *(each[:0] for each in card["detector"][2:])]
    ),
    "neighbors that are no test images": other("neighbor_index", lambda index: index + 10_000),
    "neighbors before the first": other("neighbor_index", lambda index: index - 1),
    "neighbors that are no digits": other("neighbor_labels", lambda labels: labels + 3),
    "text": other("kernel", lambda _: "a kernel"),
    "an array too few": lambda card: card["detector"].pop(),
    "a number": lambda card: card.update(detector=3),
    "nothing": lambda card: card.update(detector=None),
    "without a share": lambda card: card.pop("refused"),
    "a share above 1": lambda card: card.update(refused=1.5),
    "a share in words": lambda card: card.update(refused="most"),
    "a share alone": lambda card: card.pop("detector"),
}


def read(card, own, monkeypatch):
    monkeypatch.setattr(keras_process, "_run", lambda *_: encode_network(own, {"card": card}))
    return open_keras_file(b"", "yours 4")


def card_of(own):
    scales = layer_scales(own, load_test_images()[0][:20])
    return {"network": own.name, "scales": scales, "refused": 0.5, "detector": list(own.card["detector"])}


def test_an_answer_with_a_complete_detector_is_read(own, monkeypatch):
    assert detector_of(read(card_of(own), own, monkeypatch)) is not None


@pytest.mark.parametrize("title", FORGED)
def test_an_answer_with_a_forged_detector_is_refused(title, own, monkeypatch):
    card = card_of(own)
    FORGED[title](card)
    with pytest.raises(NetworkError) as refused:
        read(card, own, monkeypatch)
    assert str(refused.value) == FAILED
