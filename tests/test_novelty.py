"""The judgment "not a digit": what it obeys, and that it refuses the right things."""

from __future__ import annotations

import shutil
from copy import copy
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from model.fit_novelty import RIDGE, _fit_neuron, calibrated, fit_detector
from model.layer import NetworkError
from model.mnist import load_test_images
from model.network import NAMES, TRAINED, Network, forward, forward_batches, load_network
from model.no_digits import write_no_digits
from model.novelty import (
    THRESHOLD,
    Detector,
    load_detector,
    nearest_digits,
    save_detector,
    second_reader_of,
    typicalities,
    typicality,
)
from model.pen import draw_strokes, write_digits
from model.preprocess import to_mnist

RATE = 0.01
CIRCLE = [(140 + 90 * np.cos(t), 140 + 90 * np.sin(t)) for t in np.linspace(0, 2 * np.pi, 40)]
SMILE = [(140 + 50 * np.cos(t), 140 + 50 * np.sin(t)) for t in np.linspace(0.5, 2.6, 15)]
NO_DIGITS = {
    "letter A": [[(90, 220), (140, 60), (190, 220)], [(108, 160), (172, 160)]],
    "letter M": [[(60, 220), (70, 60), (140, 180), (210, 60), (220, 220)]],
    "letter E": [[(190, 60), (90, 60), (90, 220), (190, 220)], [(90, 140), (170, 140)]],
    "letter X": [[(80, 70), (200, 210)], [(200, 70), (80, 210)]],
    "cross": [[(140, 60), (140, 220)], [(60, 140), (220, 140)]],
    "face": [CIRCLE, [(110, 110), (110, 120)], [(170, 110), (170, 120)], SMILE],
    "lone dot": [[(140, 140)]],
    "three dots": [[(60, 60)], [(220, 70)], [(130, 200)]],
    "house": [[(60, 130), (140, 50), (220, 130), (220, 230), (60, 230), (60, 130), (220, 130)]],
    "hatching": [[(60 + 12 * i, 60 if i % 2 else 220) for i in range(14)]],
    "zigzag": [[(70, 70), (210, 200), (60, 180), (220, 90), (130, 230), (150, 50), (80, 140), (230, 150)]],
}
DIGITS = {
    0: [[(140 + 50 * np.cos(t), 140 + 85 * np.sin(t)) for t in np.linspace(-1.5, 4.9, 40)]],
    1: [[(110, 95), (145, 60), (145, 220)]],
    4: [[(120, 60), (85, 150), (190, 150)], [(165, 100), (160, 220)]],
    7: [[(90, 70), (190, 65), (130, 220)], [(105, 145), (185, 140)]],
}


@pytest.fixture(scope="module", params=NAMES)
def network(request):
    return load_network(request.param)


def judged(network, images):
    return np.concatenate([typicalities(network, values) for values in forward_batches(network, images)])


@cache
def unseen() -> tuple[np.ndarray, np.ndarray]:
    """Written digits and no digits, which both networks are asked about."""
    return write_digits(1500, np.random.default_rng(2024))[0], write_no_digits(
        1500, np.random.default_rng(2025)
    )


def sums_of(network: Network, image: np.ndarray) -> list[float]:
    """What a network's own ten neurons add up, one product after the other."""
    features = forward(network, image)[network.last_hidden.name].tolist()
    detector = load_detector(network)
    return [
        sum(a * w for a, w in zip(features, detector.kernel[:, digit].tolist())) + float(detector.bias[digit])
        for digit in range(10)
    ]


def test_typicality_is_the_largest_of_ten_weighted_sums_the_second_reader_s_added(network):
    image = load_test_images()[0][3] / np.float32(255)
    sums, second = sums_of(network, image), second_reader_of(network)
    assert (second and second.name) == {"dense": None, "conv": "dense"}[network.name]
    if second:
        sums = [own + other for own, other in zip(sums, sums_of(second, image))]
    assert typicality(network, forward(network, image)) == pytest.approx(max(sums), rel=1e-4, abs=1e-3)


def test_a_second_reader_sees_the_image_whatever_is_done_to_the_first_one_s_neurons():
    """Else it would be switched off with a neuron that it does not have."""
    conv, dense = load_network("conv"), load_network("dense")
    image = load_test_images()[0][3] / np.float32(255)
    activations = dict(forward(conv, image))
    activations["hidden_relu"] = np.zeros_like(activations["hidden_relu"])
    expected = max(load_detector(conv).bias + sums_of(dense, image))
    assert typicality(conv, activations) == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_many_at_once_are_judged_as_one_by_one(network):
    images = load_test_images()[0][:20] / np.float32(255)
    one_by_one = [typicality(network, forward(network, image)) for image in images]
    assert np.allclose(judged(network, images), one_by_one, rtol=1e-3, atol=1e-2)


@pytest.mark.parametrize("name", NO_DIGITS)
def test_what_is_no_digit_is_refused(network, name):
    image = to_mnist(draw_strokes(NO_DIGITS[name])).image
    assert typicality(network, forward(network, image)) < THRESHOLD


@pytest.mark.parametrize("digit", DIGITS)
def test_a_neat_digit_is_not_refused_and_is_read(network, digit):
    activations = forward(network, to_mnist(draw_strokes(DIGITS[digit])).image)
    assert typicality(network, activations) >= THRESHOLD
    assert activations["probs"].argmax() == digit


def test_few_of_the_test_images_are_refused(network):
    images = load_test_images()[0][::4] / np.float32(255)
    assert (judged(network, images) < THRESHOLD).mean() <= 0.03


def test_few_unseen_written_digits_are_refused_and_most_unseen_scribbles_are(network):
    written, no_digits = unseen()
    assert (judged(network, written) < THRESHOLD).mean() <= 0.03
    assert (judged(network, no_digits) < THRESHOLD).mean() >= 0.85


def test_the_nearest_digit_of_a_known_digit_is_itself(network):
    images, labels = load_test_images()
    nearest = nearest_digits(network, forward(network, images[11] / np.float32(255)))
    assert nearest.index[0] == 11
    assert nearest.labels[0] == labels[11]
    assert nearest.distances[0] == pytest.approx(0, abs=2e-3)


def test_neighbors_are_sorted_and_carry_their_own_labels(network):
    nearest = nearest_digits(network, forward(network, load_test_images()[0][5] / np.float32(255)), 8)
    assert nearest.index.shape == nearest.labels.shape == nearest.distances.shape == (8,)
    assert (np.diff(nearest.distances) >= 0).all()
    assert np.array_equal(load_test_images()[1][nearest.index], nearest.labels)


def test_what_wakes_no_neuron_of_the_last_hidden_layer_is_near_to_nothing(network):
    """Else the first test images would be, with which it has as little in common as with all others."""
    activations = dict(forward(network, load_test_images()[0][5] / np.float32(255)))
    activations[network.last_hidden.name] = np.zeros(network.last_hidden.shape, np.float32)
    assert len(nearest_digits(network, activations).index) == 0


def made_detector(units: int = 16) -> tuple[Detector, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    labels = rng.integers(10, size=3000)
    digits = (
        rng.normal(size=(3000, units)).astype(np.float32) + 6 * np.eye(10, units, dtype=np.float32)[labels]
    )
    no_digits = rng.normal(size=(1000, units)).astype(np.float32)
    neighbors = digits[:50], labels[:50]
    detector = fit_detector((digits[:2000], labels[:2000]), no_digits, digits[2000:], neighbors, RATE)
    return detector, digits[2000:], no_digits


def test_of_the_digits_held_out_the_chosen_share_is_rejected():
    detector, held_out, no_digits = made_detector()
    rejected = ((held_out @ detector.kernel + detector.bias).max(axis=1) < THRESHOLD).mean()
    assert rejected == pytest.approx(RATE, abs=2e-3)
    assert ((no_digits @ detector.kernel + detector.bias).max(axis=1) < THRESHOLD).mean() > 0.95


def test_what_a_second_reader_says_is_calibrated_with():
    detector, held_out, _ = made_detector()
    second = np.random.default_rng(2).normal(3, 5, (len(held_out), 10))
    again = calibrated(detector, held_out, 0.1, second)
    rejected = ((held_out @ again.kernel + again.bias + second).max(axis=1) < THRESHOLD).mean()
    assert rejected == pytest.approx(0.1, abs=2e-3)
    assert np.ptp(again.bias - detector.bias) < 1e-5


def two_clusters() -> tuple[np.ndarray, np.ndarray]:
    """Activations of a digit and of no digits, which overlap, of units of which the last never fires."""
    rng = np.random.default_rng(3)
    digit, no_digits = rng.normal(2, 1, (300, 6)), rng.normal(1, 1, (400, 6))
    return tuple(np.pad(np.maximum(each, 0), ((0, 0), (0, 1))) for each in (digit, no_digits))


def test_no_other_weights_have_a_lower_penalized_loss():
    digit, no_digits = two_clusters()
    kernel, bias = _fit_neuron(digit, no_digits)
    features, target = np.concatenate([digit, no_digits]), np.repeat([1, 0], [len(digit), len(no_digits)])
    scale = features.std()
    error = 1 / (1 + np.exp(-(features @ kernel + bias))) - target
    gradient = (features / scale).T @ error / len(target) + RIDGE * kernel * scale
    assert np.abs(gradient).max() < 1e-6
    assert abs(error.mean()) < 1e-6


def test_a_unit_that_never_fires_gets_no_weight():
    kernel, bias = _fit_neuron(*two_clusters())
    assert kernel[-1] == pytest.approx(0, abs=1e-9)
    assert np.isfinite([*kernel, bias]).all()


def test_weights_stay_small_where_a_single_unit_tells_all():
    """Without the penalty they would grow as long as the fitting goes on."""
    digit, no_digits = np.full((50, 1), 1.0), np.full((50, 1), 0.9)
    kernel, _ = _fit_neuron(digit, no_digits)
    weight = kernel[0] * np.concatenate([digit, no_digits]).std()
    assert RIDGE / 2 * weight**2 < np.log(2)  # the loss of no weights at all
    assert 1 < weight < 10


def with_second_reader(network, folder):
    """The files of the network that is asked, too, if there is one."""
    if second := second_reader_of(network):
        for name in (f"{second.name}.keras", f"{second.name}.json"):
            shutil.copy(TRAINED / name, folder)


def test_a_detector_survives_the_disk(network, tmp_path):
    detector = made_detector(network.last_hidden.shape[0])[0]
    with_second_reader(network, tmp_path)
    save_detector(detector, network, tmp_path / f"{network.name}.npz", second_reader_of(network))
    for before, after in zip(detector, load_detector(network, tmp_path)):
        assert np.array_equal(before, after)
        assert before.dtype == after.dtype


@pytest.mark.parametrize("content", [None, b"", b"no archive", b"PK\x03\x04 half an archive"])
def test_a_missing_or_damaged_file_names_the_command(network, tmp_path, content):
    if content is not None:
        (tmp_path / f"{network.name}.npz").write_bytes(content)
    with_second_reader(network, tmp_path)
    with pytest.raises(NetworkError, match=rf"python train_model\.py --network {network.name}"):
        load_detector(network, tmp_path)


def other_training_of(network: Network) -> Network:
    """The same layers with another weight."""
    layers = tuple(copy(layer) for layer in network.layers)
    layers[-2].bias = layers[-2].bias + 1
    return replace(network, layers=layers)


@pytest.mark.parametrize(
    ("name", "which"), [("dense", "network"), ("conv", "network"), ("conv", "second reader")]
)
def test_the_detector_of_another_training_is_refused(name, which, tmp_path):
    network = load_network(name)
    with_second_reader(network, tmp_path)
    readers = {"network": network, "second reader": second_reader_of(network)}
    readers[which] = other_training_of(readers[which])
    save_detector(
        made_detector(network.last_hidden.shape[0])[0],
        readers["network"],
        tmp_path / f"{network.name}.npz",
        readers["second reader"],
    )
    with pytest.raises(
        NetworkError, match=rf"of another training than {network.name}\.keras.*--network {network.name}"
    ):
        load_detector(network, tmp_path)
