"""The laws of a profile: every figure in it can be recomputed from single images."""

from dataclasses import fields, replace

import keras
import numpy as np
import pytest

from model.explain import Unit
from model.explain.profile import (
    Profile,
    compute_profile,
    excitation,
    load_profile,
    look_up,
    profile_path,
    profiled_layers,
    save_profile,
)
from model.explain.wiring import find_unit
from model.learning.architecture import build_network
from model.learning.keras_model import from_keras
from model.network import NAMES, TRAINED, forward, forward_batch
from model.network.layer import ACTIVATION_FUNCTIONS, COPIES
from model.preprocess.mnist import load_test_images
from tests.specimens import ALL, random_unit, specimen

NUMBER = 600  # images: more than one batch, and not a whole number of them


@pytest.fixture(scope="module")
def images():
    return load_test_images()[0][:NUMBER].astype(np.float32) / 255


@pytest.fixture(scope="module")
def labels():
    return load_test_images()[1][:NUMBER].astype(np.int64)


@pytest.fixture(scope="module", params=ALL)
def profiled(request, images, labels):
    """Return (network, its profiles, every layer's values for all images)."""
    network = specimen(request.param).network
    return network, compute_profile(network, images, labels), forward_batch(network, images)


def excitations(network, values, unit):
    """Return (n,): the unit's or its channel's largest activation in each image; for an output, its logit."""
    layer = network.layer(unit.layer)
    after = layer.after
    has_function = layer.kernel is not None and after.kind in ACTIVATION_FUNCTIONS and after.kind != "Softmax"
    value = values[after.name if has_function else layer.name]
    return value.reshape(NUMBER, -1, value.shape[-1]).max(axis=1)[:, unit.index[-1]]


def some_neurons(network):
    rng = np.random.default_rng(0)
    return [random_unit(layer, rng) for layer in profiled_layers(network) for _ in range(4)]


def test_every_layer_but_pixels_and_copies_has_a_profile(profiled):
    network, profiles, _ = profiled
    for layer in network.layers:
        found = look_up(profiles, find_unit(network, Unit(layer.name, (0,) * len(layer.shape))))
        assert (found is None) == (layer.kind in COPIES or layer.name == "image")


def test_the_nine_best_are_the_nine_largest_in_order(profiled):
    network, profiles, values = profiled
    for unit in some_neurons(network):
        found = look_up(profiles, find_unit(network, unit))
        each = excitations(network, values, unit)
        assert len(set(found.best_images.tolist())) == 9
        np.testing.assert_allclose(found.best_excitations, np.sort(each)[::-1][:9], rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(found.best_excitations, each[found.best_images], rtol=1e-4, atol=1e-5)


def test_a_single_image_gives_the_excitation_in_the_profile(profiled, images):
    network, profiles, _ = profiled
    for unit in some_neurons(network):
        found = look_up(profiles, find_unit(network, unit))
        activations = forward(network, images[found.best_images[0]])
        assert excitation(find_unit(network, unit), activations) == pytest.approx(
            found.best_excitations[0], rel=1e-4, abs=1e-4
        )


def test_means_shares_and_quantiles_match_the_images(profiled, labels):
    network, profiles, values = profiled
    for unit in some_neurons(network):
        found = look_up(profiles, find_unit(network, unit))
        each = excitations(network, values, unit)
        means = [each[labels == digit].mean() for digit in range(10)]
        np.testing.assert_allclose(found.mean_by_digit, means, rtol=1e-3, atol=1e-4)
        assert found.favorite == np.argmax(means)
        fires = values["probs"].argmax(axis=1) == unit.index[0] if unit.layer == "logits" else each > 0
        assert found.fires == pytest.approx(fires.mean(), abs=2 / NUMBER)
        covered = fires
        if unit.layer != "logits":  # of all places on its map, or of the neuron itself
            response = values[network.layer(unit.layer).response_layer.name]
            covered = response.reshape(NUMBER, -1, response.shape[-1])[..., unit.index[-1]] > 0
        assert found.coverage == pytest.approx(covered.mean(), abs=2 / NUMBER)
        for value in np.unique(each)[:: NUMBER // 20]:
            assert found.share_below(float(value)) == pytest.approx((each < value).mean(), abs=0.012)


def test_the_share_below_runs_from_none_to_all(profiled):
    network, profiles, _ = profiled
    for unit in some_neurons(network):
        found = look_up(profiles, find_unit(network, unit))
        assert found.share_below(float(found.quantiles[0]) - 1) == 0
        assert found.share_below(float(found.quantiles[-1]) + 1) == 1
        shares = [found.share_below(x) for x in np.linspace(found.quantiles[0], found.quantiles[-1], 50)]
        assert shares == sorted(shares)


@pytest.mark.parametrize("name, layer", [("dense", "hidden1"), ("conv", "conv1")])
def test_dead_and_always_on_units_are_named(name, layer, images, labels):
    keras.utils.set_random_seed(1)
    model = build_network(name)
    kernel, bias = model.get_layer(layer).get_weights()
    bias[:2] = -1e3, 1e3
    model.get_layer(layer).set_weights([kernel, bias])
    found = compute_profile(from_keras(model, name), images, labels)[layer]
    assert found.dead[0] and not found.always_on[0]
    assert found.always_on[1] and not found.dead[1]
    assert found.of(0).dead and found.of(1).always_on
    if name == "conv":  # a channel that fires for every digit but not for blank paper
        assert found.fires[2] == 1 and not found.always_on[2]
    assert found.selectivity[0] == 0
    assert found.selectivity[1] < 0.01


def test_selectivity_runs_from_none_to_one():
    alike, single, half = np.ones(10), np.eye(10)[3], np.array([3.0] + [1.0] * 9)
    nothing = dict.fromkeys((f.name for f in fields(Profile)), np.zeros(()))
    found = Profile(**{**nothing, "mean_by_digit": np.stack([alike, single, half, np.zeros(10), -alike])})
    assert found.selectivity.tolist() == pytest.approx([0, 1, 0.5, 0, 0])


@pytest.mark.parametrize("number", [1, 5])
def test_fewer_images_than_nine_are_enough(number, images, labels):
    network = specimen("untrained conv").network
    for found in compute_profile(network, images[:number], labels[:number]).values():
        assert found.best_images.shape[1] == number
        assert np.isfinite(found.mean_by_digit).all()


def test_a_saved_profile_loads_unchanged(profiled, tmp_path):
    network, profiles, _ = profiled
    path = profile_path(network.name, tmp_path)
    save_profile(profiles, network.fingerprint, path)
    assert path.stat().st_size < 1.5e6
    loaded = load_profile(replace(network, directory=tmp_path))
    assert list(loaded) == list(profiles)
    for name, profile in profiles.items():
        for f in fields(Profile):
            np.testing.assert_array_equal(getattr(loaded[name], f.name), getattr(profile, f.name))


@pytest.mark.parametrize("name", [name for name in NAMES if profile_path(name, TRAINED).exists()])
def test_the_profile_in_the_repository_fits_its_network(name):
    network = specimen(f"trained {name}").network
    profiles = load_profile(network)
    assert list(profiles) == [layer.name for layer in profiled_layers(network)]
    images = load_test_images()[0]
    for unit in some_neurons(network):
        found = look_up(profiles, find_unit(network, unit))
        activations = forward(network, images[found.best_images[0]].astype(np.float32) / 255)
        assert excitation(find_unit(network, unit), activations) == pytest.approx(
            found.best_excitations[0], rel=1e-3, abs=1e-3
        )
