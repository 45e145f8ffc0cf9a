"""The laws of probes: what they read, where they put an image, and that saving and loading match."""

from dataclasses import replace

import numpy as np
import pytest

from model.explain.probe import (
    FITTED,
    MOST_VALUES,
    ORDER,
    SHOWN,
    axes,
    compute_probes,
    load_probes,
    probed_layers,
    probes_path,
    save_probes,
)
from model.network import NAMES, TRAINED, forward_batch, load_network
from model.novelty.own_detector import load_drawings
from model.preprocess.mnist import load_test_images
from tests.networks import random_network
from tests.specimens import ALL, specimen


@pytest.fixture(scope="module")
def digits():
    images, labels = load_test_images()
    return images[: SHOWN + FITTED], labels[: SHOWN + FITTED]


@pytest.fixture(scope="module")
def dense(digits):
    network = load_network("dense")
    return network, compute_probes(network, *digits)


@pytest.mark.parametrize("title", ALL)
def test_the_image_the_small_hidden_layers_and_the_logits_have_one(title):
    network = specimen(title).network
    layers = probed_layers(network)
    assert layers[0] is network.image and layers[-1] is network.logits
    assert all(np.prod(layer.shape) <= MOST_VALUES for layer in layers)
    assert len(layers) == len({layer.name for layer in layers}) >= 2


def test_the_files_match_the_computation(dense):
    network, probes = dense
    for name, probe in load_probes(network).items():
        np.testing.assert_allclose(probe.kernel, probes[name].kernel, atol=1e-3)
        assert abs(probe.right - probes[name].right) <= 0.002


@pytest.mark.parametrize("name", NAMES)
def test_the_network_separates_the_digits(name):
    first, *hidden, last = load_probes(load_network(name)).values()
    assert 0.8 < first.right < 0.86 < 0.95 < hidden[0].right
    assert last.right > 0.98


@pytest.mark.parametrize("name", NAMES)
def test_non_digits_lie_in_the_middle_away_from_digits(name, digits):
    network = load_network(name)
    places = {}
    for what, images in (("digits", digits[0][:SHOWN]), ("others", load_drawings().no_digits[-100:])):
        values = forward_batch(network, images / np.float32(255))
        scores = {
            each: probe.scores(values[each].reshape(len(images), -1))
            for each, probe in load_probes(network).items()
        }
        places[what] = [np.mean(np.hypot(*(each @ axes()).T) < 0.5) for each in scores.values()]
    digits_inside, others_inside = places["digits"], places["others"]
    assert others_inside[0] < 0.5 and all(np.diff(others_inside) > 0)
    assert others_inside[-1] > 0.95 and max(digits_inside[1:]) < 0.11


def test_its_score_is_that_of_the_thousand(dense, digits):
    network, probes = dense
    images, labels = (each[:SHOWN] for each in digits)
    values = forward_batch(network, images / np.float32(255))
    for name, probe in probes.items():
        of_layer = values[name].reshape(SHOWN, -1)
        assert np.mean(probe.scores(of_layer).argmax(axis=1) == labels) == pytest.approx(
            float(probe.right), abs=0.002
        )


def test_the_digits_shown_were_not_used_for_fitting(dense, digits):
    network, probes = dense
    images, labels = digits
    rng = np.random.default_rng(1)
    mixed = np.concatenate([rng.permutation(labels[:SHOWN]), labels[SHOWN:]])
    other = compute_probes(network, images, mixed)
    np.testing.assert_array_equal(other["image"].kernel, probes["image"].kernel)
    assert other["image"].right < 0.2


def test_similar_digits_are_neighbors_on_the_circle():
    found = axes()
    np.testing.assert_allclose(np.hypot(*found.T), 1)
    around = np.argsort(np.arctan2(*found.T[::-1]) % (2 * np.pi))
    assert tuple(around.tolist()) == ORDER == (0, 6, 2, 1, 7, 9, 4, 8, 3, 5)


def test_a_saved_probe_loads_unchanged(tmp_path, digits):
    images, labels = digits
    network = replace(random_network((784, 12, 10)), directory=tmp_path)
    probes = compute_probes(network, images[:300], labels[:300])
    path = probes_path(network.name, tmp_path)
    save_probes(probes, network.fingerprint, path)
    for name, probe in load_probes(network).items():
        np.testing.assert_array_equal(probe.kernel, probes[name].kernel)


def test_the_files_are_small():
    assert sum(probes_path(name, TRAINED).stat().st_size for name in NAMES) < 400_000
