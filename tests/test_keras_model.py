"""Tests the conversion between Keras networks and ours, and files that older versions of Keras can read."""

import json
import zipfile

import keras
import numpy as np
import pytest

from model.learning.architecture import build_network
from model.learning.keras_model import from_keras, save_model, to_keras
from model.network import NAMES, TRAINED, Network, forward
from model.network.keras_file import read_layers
from model.network.message import decode_network, encode_network
from model.training.choices import Choices
from tests.keras_files import build_chosen
from tests.specimens import ALL, FUNCTIONS, UNTRAINED, some_images, specimen


def _settings(value: object) -> list[tuple[str, object]]:
    """Return all settings of all layers, at any depth."""
    if isinstance(value, list):
        return [pair for each in value for pair in _settings(each)]
    if not isinstance(value, dict):
        return []
    own = list(value["config"].items()) if isinstance(value.get("config"), dict) else []
    return own + [pair for each in value.values() for pair in _settings(each)]


def test_the_file_has_no_empty_settings(tmp_path):
    for name in NAMES:
        save_model(specimen(f"untrained {name}").model, tmp_path / "network.keras")
        for path in (tmp_path / "network.keras", TRAINED / f"{name}.keras"):
            with zipfile.ZipFile(path) as file:
                settings = _settings(json.loads(file.read("config.json")))
            assert len(settings) > 40
            assert [name for name, value in settings if value is None] == []


def test_the_file_contains_the_same_network(tmp_path):
    for name in (*(f"untrained {name}" for name in NAMES), "strided"):
        model = specimen(name).model
        save_model(model, tmp_path / "network.keras")
        read = keras.saving.load_model(tmp_path / "network.keras", compile=False)
        expected = model.predict(some_images(), verbose=0)
        np.testing.assert_array_equal(read.predict(some_images(), verbose=0), expected)
        assert [layer.name for layer in read.layers] == [layer.name for layer in model.layers]


def assert_same_network(network, expected):
    for ours, theirs in zip(network.layers, expected.layers, strict=True):
        for name in ("name", "kind", "shape", "window", "strides", "padding"):
            assert getattr(ours, name) == getattr(theirs, name), (ours.name, name)
        for name in ("kernel", "bias"):
            one, other = getattr(ours, name), getattr(theirs, name)
            assert (one is None) == (other is None)
            if one is not None:
                np.testing.assert_allclose(one, other, atol=1e-6)


@pytest.mark.parametrize("title", UNTRAINED)
def test_reading_a_file_without_keras_gives_the_same_network(title, tmp_path):
    save_model(specimen(title).model, tmp_path / "network.keras")
    assert_same_network(Network(title, read_layers(tmp_path / "network.keras")), specimen(title).network)


@pytest.mark.parametrize("title", UNTRAINED)
def test_a_specimen_written_without_keras_equals_keras_s_own(title):
    """For the project's own networks, it also equals what the project builds."""
    network, model, name = specimen(title).network, specimen(title).model, title.split()[-1]
    assert_same_network(from_keras(model, title), network)
    if name not in (*NAMES, *FUNCTIONS):
        return
    built = build_network(name) if name in NAMES else build_chosen(Choices(units=24, activation=name))
    built.set_weights(model.get_weights())
    assert_same_network(from_keras(built, title), network)


@pytest.mark.parametrize("title", ALL)
def test_shapes_and_windows_equal_keras_s(title):
    model, network = specimen(title).model, specimen(title).network
    assert [layer.shape for layer in network.layers[1:]] == [layer.output.shape[1:] for layer in model.layers]


@pytest.mark.parametrize("title", ALL)
def test_converting_to_keras_and_back_gives_the_same_network(title):
    network = specimen(title).network
    model = to_keras(network)
    assert_same_network(from_keras(model, title), network)
    expected = specimen(title).model.predict(some_images(), verbose=0)
    np.testing.assert_allclose(model.predict(some_images(), verbose=0), expected, atol=1e-6)


@pytest.mark.parametrize("title", ALL)
def test_a_message_carries_the_network_and_extra_content(title):
    network = specimen(title).network
    extra = np.arange(6, dtype=np.float32).reshape(2, 3)
    sent = {"card": {"scales": {"probs": 1.0}}, "further": [extra]}
    again, content = decode_network(encode_network(network, sent))
    assert_same_network(again, network)
    assert (again.name, again.card, content["network"]) == (network.name, content["card"], network.name)
    np.testing.assert_array_equal(content["further"][0], extra)
    for name, values in forward(again, some_images()[0]).items():
        np.testing.assert_array_equal(values, forward(network, some_images()[0])[name])
