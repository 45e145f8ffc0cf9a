"""Tests the judgment "not a digit": its formula, and that it refuses the right drawings."""

import gzip
import shutil
from copy import copy
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from model.errors import NetworkError
from model.network import TRAINED, Network, forward, forward_batches
from model.novelty import (
    NOVELTY_NETWORKS,
    THRESHOLD,
    Detector,
    is_accepted,
    is_refused,
    load_detector,
    load_novelty_network,
    nearest_digits,
    novelty_network_of,
    save_detector,
    typicalities,
    typicality,
)
from model.novelty.fit_novelty import RIDGE, _fit_neuron, fit_detector, fit_neurons
from model.preprocess import to_mnist
from model.preprocess.mnist import load_test_images
from model.preprocess.non_digits import write_non_digits
from model.preprocess.pen import draw_strokes, write_digits

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


def judged(network, images):
    return np.concatenate([typicalities(network, values) for values in forward_batches(network, images)])


@cache
def unseen() -> tuple[np.ndarray, np.ndarray]:
    """Return written digits and non-digits that both networks judge."""
    return write_digits(1500, np.random.default_rng(2024))[0], write_non_digits(
        1500, np.random.default_rng(2025)
    )


def sums_of(network: Network, image: np.ndarray) -> list[float]:
    """Return the sums of a network's own ten neurons, added one product at a time."""
    features = forward(network, image)[network.last_hidden.name].tolist()
    detector = load_detector(network)
    return [
        sum(a * w for a, w in zip(features, detector.kernel[:, digit].tolist())) + float(detector.bias[digit])
        for digit in range(10)
    ]


def logits_of_novelty(network: Network, image: np.ndarray) -> np.ndarray:
    """Return the logits of this network's novelty network."""
    return forward(load_novelty_network(network.name), image)["logits"]


def test_typicality_is_the_largest_sum_of_own_and_novelty_logits(network):
    image = load_test_images()[0][3] / np.float32(255)
    sums = sums_of(network, image) + logits_of_novelty(network, image)
    assert typicality(network, forward(network, image)) == pytest.approx(max(sums), rel=1e-4, abs=1e-3)


def test_the_novelty_network_sees_the_image_whatever_neurons_are_off(network):
    """It doesn't have the neuron, so it can't be switched off with it."""
    image = load_test_images()[0][3] / np.float32(255)
    activations, name = dict(forward(network, image)), network.last_hidden.name
    activations[name] = np.zeros_like(activations[name])
    expected = max(load_detector(network).bias + logits_of_novelty(network, image))
    assert typicality(network, activations) == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_only_a_shipped_network_asks_the_novelty_network(network):
    assert novelty_network_of(network) is load_novelty_network(network.name)
    assert novelty_network_of(replace(network, name="own")) is None
    assert novelty_network_of(replace(network, card={"detector": load_detector(network)})) is None


def test_a_network_with_convolutions_asks_one_without_and_vice_versa(network):
    def has_convolutions(network: Network) -> bool:
        return any(layer.kind == "Conv2D" for layer in network.layers)

    assert has_convolutions(load_novelty_network(network.name)) != has_convolutions(network)


def test_the_novelty_network_s_weights_compress_by_a_third(network):
    weights = np.concatenate([array.ravel() for array in load_novelty_network(network.name).weights])
    assert weights.dtype == np.float32
    assert np.array_equal(weights, weights.astype(np.float16))
    assert len(gzip.compress(weights.tobytes(), 1)) < weights.nbytes * 2 / 3


def test_the_novelty_network_alone_tells_digits_from_non_digits(network):
    written, no_digits = unseen()
    novelty = load_novelty_network(network.name)
    said = [
        np.concatenate([values["logits"].max(axis=1) for values in forward_batches(novelty, images)])
        for images in (written, no_digits)
    ]
    least = np.quantile(said[0], 0.02)
    assert (said[1] < least).mean() > 0.85


def test_a_batch_is_judged_like_its_images_one_by_one(network):
    images = load_test_images()[0][:20] / np.float32(255)
    one_by_one = [typicality(network, forward(network, image)) for image in images]
    assert np.allclose(judged(network, images), one_by_one, rtol=1e-3, atol=1e-2)


@pytest.mark.parametrize("name", NO_DIGITS)
def test_non_digits_are_refused(network, name):
    image = to_mnist(draw_strokes(NO_DIGITS[name])).image
    assert typicality(network, forward(network, image)) < THRESHOLD


@pytest.mark.parametrize("digit", DIGITS)
def test_a_neat_digit_is_read_and_not_refused(network, digit):
    activations = forward(network, to_mnist(draw_strokes(DIGITS[digit])).image)
    assert typicality(network, activations) >= THRESHOLD
    assert activations["probs"].argmax() == digit


def test_few_test_images_are_refused(network):
    images = load_test_images()[0][::4] / np.float32(255)
    assert (judged(network, images) < THRESHOLD).mean() <= 0.03


def test_few_unseen_digits_and_most_unseen_scribbles_are_refused(network):
    written, no_digits = unseen()
    assert (judged(network, written) < THRESHOLD).mean() <= 0.03
    assert (judged(network, no_digits) < THRESHOLD).mean() >= 0.85


def test_a_known_digit_s_nearest_digit_is_itself(network):
    images, labels = load_test_images()
    nearest = nearest_digits(network, forward(network, images[11] / np.float32(255)))
    assert nearest.index[0] == 11
    assert nearest.labels[0] == labels[11]
    assert nearest.distances[0] == pytest.approx(0, abs=2e-3)


def test_neighbors_are_sorted_and_have_their_own_labels(network):
    nearest = nearest_digits(network, forward(network, load_test_images()[0][5] / np.float32(255)), 8)
    assert nearest.index.shape == nearest.labels.shape == nearest.distances.shape == (8,)
    assert (np.diff(nearest.distances) >= 0).all()
    assert np.array_equal(load_test_images()[1][nearest.index], nearest.labels)


def test_without_a_firing_neuron_in_the_last_layer_nothing_is_near(network):
    """The first test images would be near otherwise, although nothing distinguishes them."""
    activations = dict(forward(network, load_test_images()[0][5] / np.float32(255)))
    activations[network.last_hidden.name] = np.zeros(network.last_hidden.shape, np.float32)
    assert len(nearest_digits(network, activations).index) == 0


def made_detector(
    units: int = 16, added: np.ndarray | float = 0.0
) -> tuple[Detector, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    labels = rng.integers(10, size=3000)
    digits = (
        rng.normal(size=(3000, units)).astype(np.float32) + 6 * np.eye(10, units, dtype=np.float32)[labels]
    )
    no_digits = rng.normal(size=(1000, units)).astype(np.float32)
    neighbors = digits[:50], labels[:50]
    fitted = digits[:2000], labels[:2000]
    detector = fit_detector(fitted, no_digits, digits[2000:], neighbors, RATE, added)
    return detector, digits[2000:], no_digits


def test_the_chosen_share_of_held_out_digits_is_rejected():
    detector, held_out, no_digits = made_detector()
    rejected = ((held_out @ detector.kernel + detector.bias).max(axis=1) < THRESHOLD).mean()
    assert rejected == pytest.approx(RATE, abs=2e-3)
    assert ((no_digits @ detector.kernel + detector.bias).max(axis=1) < THRESHOLD).mean() > 0.95


def test_calibration_includes_the_added_logits():
    added = np.random.default_rng(2).normal(3, 5, (1000, 10))
    detector, held_out, _ = made_detector(added=added)
    rejected = ((held_out @ detector.kernel + detector.bias + added).max(axis=1) < THRESHOLD).mean()
    assert rejected == pytest.approx(RATE, abs=2e-3)
    assert np.ptp(detector.bias - made_detector()[0].bias) < 1e-5


def two_clusters() -> tuple[np.ndarray, np.ndarray]:
    """Return overlapping activations of a digit and of non-digits, with a last unit that never fires."""
    rng = np.random.default_rng(3)
    digit, no_digits = rng.normal(2, 1, (300, 6)), rng.normal(1, 1, (400, 6))
    return tuple(np.pad(np.maximum(each, 0), ((0, 0), (0, 1))) for each in (digit, no_digits))


def test_each_of_ten_neurons_is_fitted_to_its_own_digit():
    rng = np.random.default_rng(4)
    features, no_digits = rng.random((400, 5)), rng.random((300, 5))
    labels = np.arange(400) % 10
    kernel, bias = fit_neurons(features, labels, no_digits)
    for digit in (0, 7):
        own_kernel, own_bias = _fit_neuron(features[labels == digit], no_digits)
        np.testing.assert_allclose(kernel[:, digit], own_kernel)
        assert bias[digit] == pytest.approx(own_bias)


def test_no_other_weights_have_a_lower_penalized_loss():
    digit, no_digits = two_clusters()
    kernel, bias = _fit_neuron(digit, no_digits)
    features, target = np.concatenate([digit, no_digits]), np.repeat([1, 0], [len(digit), len(no_digits)])
    scale = features.std()
    error = 1 / (1 + np.exp(-(features @ kernel + bias))) - target
    gradient = (features / scale).T @ error / len(target) + RIDGE * kernel * scale
    assert np.abs(gradient).max() < 1e-6
    assert abs(error.mean()) < 1e-6


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the novelty networks."""
    for name in NOVELTY_NETWORKS.values():
        for suffix in ("keras", "json"):
            shutil.copy(TRAINED / f"{name}.{suffix}", tmp_path)
    return tmp_path


def test_a_saved_detector_comes_back(network, folder):
    detector = made_detector(network.last_hidden.shape[0])[0]
    save_detector(detector, network, load_novelty_network(network.name), folder / f"{network.name}.npz")
    for before, after in zip(detector, load_detector(replace(network, directory=folder))):
        assert np.array_equal(before, after)
        assert before.dtype == after.dtype


def test_a_missing_novelty_network_names_the_command_that_makes_it(network, tmp_path):
    shutil.copy(TRAINED / f"{network.name}.npz", tmp_path)
    with pytest.raises(
        NetworkError, match=rf"python train_model\.py --network {NOVELTY_NETWORKS[network.name]}"
    ):
        load_detector(replace(network, directory=tmp_path))


def other_training_of(network: Network) -> Network:
    """Return a network of the same layers with one different weight."""
    layers = tuple(copy(layer) for layer in network.layers)
    layers[-2].bias = layers[-2].bias + 1
    return replace(network, layers=layers)


@pytest.mark.parametrize("which", ["network", "novelty"])
def test_the_detector_of_another_training_is_refused(network, which, folder):
    networks = {"network": network, "novelty": load_novelty_network(network.name)}
    networks[which] = other_training_of(networks[which])
    detector = made_detector(network.last_hidden.shape[0])[0]
    save_detector(detector, networks["network"], networks["novelty"], folder / f"{network.name}.npz")
    with pytest.raises(
        NetworkError,
        match=rf"from a different training run than {network.name}\.keras.*--network {network.name}",
    ):
        load_detector(replace(network, directory=folder))


def test_a_digit_is_what_reaches_the_threshold_and_nan_is_neither():
    around = np.float32([THRESHOLD - 0.1, THRESHOLD, THRESHOLD + 0.1, np.nan])
    assert is_accepted(around).tolist() == [False, True, True, False]
    assert is_refused(around).tolist() == [True, False, False, False]
