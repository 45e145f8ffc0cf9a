"""Tests reading Keras's layer settings without Keras: functions, windows, factors, and what is refused."""

import io
import json
import math
import zipfile

import numpy as np
import pytest

from model.errors import NetworkError
from model.network import TRAINED, load_network
from model.network.keras_file import (
    KINDS,
    LEARNING_ONLY,
    Settings,
    add_plain_weights,
    layers_of,
    read_layers,
    with_plain_weights,
)
from model.network.keras_functions import (
    Function,
    batch_norm,
    function_of,
    normalization,
    rescaling,
)
from model.network.refusals import INSTEAD, OTHERWISE, cant_show

ONES = [np.ones((784, 3), np.float32), np.ones(3, np.float32)]
SHAPE = (2, 2, 3)


# Functions


@pytest.mark.parametrize(
    ("kind", "config", "found"),
    [
        ("Dense", {}, None),
        ("Dense", {"activation": None}, None),
        ("Dense", {"activation": "linear"}, None),
        ("Activation", {"activation": "swish"}, Function("SiLU")),
        ("Dense", {"activation": "relu6"}, Function("CappedReLU", (6.0,))),
        ("Dense", {"activation": "leaky_relu"}, Function("LeakyReLU", (0.2,))),
        ("Dense", {"activation": "elu"}, Function("ELU", (1.0,))),
        ("Dense", {"activation": {"class_name": "ELU", "config": {"alpha": 2}}}, Function("ELU", (2.0,))),
        ("ELU", {"alpha": 0.5}, Function("ELU", (0.5,))),
        ("LeakyReLU", {"negative_slope": 0.3}, Function("LeakyReLU", (0.3,))),
        ("LeakyReLU", {"alpha": 0.1}, Function("LeakyReLU", (0.1,))),  # in Keras 2
        ("LeakyReLU", {"negative_slope": 0.3, "alpha": 0.1}, Function("LeakyReLU", (0.3,))),
        ("LeakyReLU", {"negative_slope": 0}, Function("ReLU")),
        ("ReLU", {}, Function("ReLU")),
        ("ReLU", {"max_value": None, "negative_slope": None, "threshold": None}, Function("ReLU")),
        ("ReLU", {"negative_slope": 0.2}, Function("LeakyReLU", (0.2,))),
        ("ReLU", {"max_value": 6}, Function("CappedReLU", (6.0,))),
        ("ReLU", {"max_value": 1, "threshold": 1}, Function("Step")),
        ("ReLU", {"max_value": 1}, Function("CappedReLU", (1.0,))),
        ("Softmax", {}, Function("Softmax")),
        ("Softmax", {"axis": 1}, Function("Softmax")),
    ],
)
def test_an_activation_function_follows_from_its_settings(kind, config, found):
    assert function_of(kind, config) == found


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("Dense", {"activation": "hard_sigmoid"}),
        ("Dense", {"activation": 3}),
        ("Dense", {"activation": {"class_name": "PReLU"}}),
        ("Softmax", {"axis": 0}),
        ("ReLU", {"max_value": 6, "negative_slope": 0.1}),
        ("ReLU", {"threshold": 0.5}),
        ("ReLU", {"max_value": 2, "threshold": 1}),
        ("ReLU", {"max_value": 0}),
        ("ReLU", {"max_value": -1}),
        ("ReLU", {"negative_slope": 1001}),
        *(("ReLU", {"max_value": most}) for most in (math.nan, 1e9, "6")),
        ("ELU", {}),
        ("ELU", {"alpha": True}),
        *(("ELU", {"alpha": alpha}) for alpha in ("1", -1, {}, math.inf)),
        *(
            ("LeakyReLU", {"negative_slope": slope})
            for slope in (-0.1, math.inf, math.nan, None, [0.1], "0.1")
        ),
    ],
)
def test_any_other_function_is_refused_with_advice(kind, config):
    with pytest.raises(NetworkError, match=r"^[A-Z].*\. (Use|Leave) .*\.$"):
        function_of(kind, config)


# Windows


def made(*chain: tuple[str, dict], weights: dict | None = None) -> list:
    settings = [Settings(kind, config) for kind, config in chain]
    return list(layers_of(settings, weights or {}))


@pytest.mark.parametrize(
    ("chain", "said"),
    [
        ([("Dense", {"name": "a", "units": 3})], "Put a Flatten before it"),
        ([("Flatten", {"name": "a", "data_format": "channels_first"})], "channels_last"),
        (
            [("MaxPooling2D", {"pool_size": (2, 2), "strides": (2, 2), "name": "a"})],
            "Put a Reshape before it",
        ),
        ([("LSTM", {})], "LSTM.*use Dense or Conv2D layers instead"),
    ],
)
def test_layers_that_do_not_fit_get_advice(chain, said):
    with pytest.raises(NetworkError, match=said):
        made(*chain, weights={"a": ONES})


@pytest.mark.parametrize(
    "config", [{"groups": 2}, {"dilation_rate": (2, 1)}, {"data_format": "channels_first"}]
)
def test_other_kinds_of_convolution_are_refused(config):
    conv = {"name": "c", "filters": 1, "kernel_size": (1, 1), "strides": (1, 1), "padding": "valid"}
    reshape = ("Reshape", {"name": "picture", "target_shape": (28, 28, 1)})
    weights = {"c": [np.ones((1, 1, 1, 1), np.float32)]}
    assert made(reshape, ("Conv2D", conv), weights=weights)[-1].shape == (28, 28, 1)
    with pytest.raises(NetworkError, match=r"We can't show .*\. (Leave|Use)"):
        made(reshape, ("Conv2D", conv | config), weights=weights)
    for side in ((1.0, 1), (True, 1), ("1", 1)):
        with pytest.raises(NetworkError, match="whole numbers"):
            made(reshape, ("Conv2D", conv | {"strides": side}), weights=weights)


# Factors, which teachers.py holds to Keras

FOUR = [np.ones(3, np.float32)] * 4


@pytest.mark.parametrize(
    "config",
    [
        *({"scale": each, "offset": 0} for each in (None, math.nan, 1e7, -1e7, [1, 2], "1", True)),
        *({"scale": each, "offset": 0} for each in ([[1, 2, 3, 4]], [1, math.nan, 3], [1, 2, 1e7])),
    ],
)
def test_a_rescaling_s_numbers_are_bounded(config):
    factor, shift = rescaling({"scale": 0.5, "offset": [1, 2, 3]}, SHAPE)
    assert (factor.tolist(), shift.tolist()) == ([0.5] * 3, [1, 2, 3])
    with pytest.raises(NetworkError, match=r"The scale in Rescaling must be a number up to 1,000,000"):
        rescaling(config, SHAPE)


@pytest.mark.parametrize(
    "config", [{"axis": 1}, {"axis": [1, 2]}, {"epsilon": -1}, {"epsilon": 1.5}, {"epsilon": None}]
)
def test_a_batch_normalization_of_another_kind_is_refused(config):
    assert batch_norm({}, SHAPE, [])[0].tolist() == [1] * 3
    with pytest.raises(NetworkError, match="BatchNormalization"):
        batch_norm(config, SHAPE, FOUR)


@pytest.mark.parametrize("config", [{"invert": True}, {"axis": 1}, {"axis": [1, 2]}])
def test_a_normalization_of_another_kind_is_refused(config):
    adapted = [np.float32([[[[1, 2, 3]]]]), np.float32([[[[1, 4, 0]]]]), np.int64(9)]
    np.testing.assert_allclose(normalization({}, SHAPE, adapted)[0], [1, 0.5, 1e7])  # no division by 0
    with pytest.raises(NetworkError, match="Normalization"):
        normalization(config, SHAPE, adapted)
    with pytest.raises(NetworkError, match="one number, or one for each channel"):
        normalization({}, SHAPE, [np.ones(5), np.ones(5)])


# Refusals, and files


def test_unsupported_layers_get_advice_and_supported_ones_have_none():
    assert not set(INSTEAD) & set(KINDS) and set(LEARNING_ONLY) < set(KINDS)
    for kind, instead in (
        ("ZeroPadding2D", 'padding="same"'),
        ("GRU", "Dense"),
        ("Add", "second branch"),
        ("PReLU", "LeakyReLU"),
    ):
        assert instead in str(cant_show(kind))
    for unknown in ("Odd", None, 3, ["Add"]):
        assert str(cant_show(unknown)).endswith(f", so {OTHERWISE}.")
    assert str(cant_show("Od`d")).startswith("This network contains `Odd`, which we can't show here")


@pytest.mark.parametrize("name", ["dense", "conv"])
def test_plain_weights_give_the_same_network_and_can_be_added_later(name, tmp_path):
    network = load_network(name)
    path = tmp_path / "plain.keras"
    path.write_bytes(with_plain_weights(TRAINED / f"{name}.keras"))
    for layer, before in zip(read_layers(path), network.layers, strict=True):
        assert (layer.name, layer.kind, layer.shape) == (before.name, before.kind, before.shape)
        if before.kernel is not None:
            assert (layer.kernel == before.kernel).all() and (layer.bias == before.bias).all()
    empty = with_plain_weights(TRAINED / f"{name}.keras", has_weights=False)
    with zipfile.ZipFile(io.BytesIO(empty)) as archive:
        assert not [each for each in archive.namelist() if "weights" in each]
        assert json.loads(archive.read("config.json"))["class_name"] == "Sequential"
    path.write_bytes(empty)
    add_plain_weights(path, {layer.name: (layer.kernel, layer.bias) for layer in network.weighted})
    again = [layer for layer in read_layers(path) if layer.kernel is not None]
    assert all((layer.kernel == before.kernel).all() for layer, before in zip(again, network.weighted))
    assert with_plain_weights(TRAINED / f"{name}.keras") == with_plain_weights(TRAINED / f"{name}.keras")
