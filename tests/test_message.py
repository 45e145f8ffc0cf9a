"""Tests the encoding of arrays and plain values as bytes: decoding returns them in single precision."""

import json
import struct

import numpy as np
import pytest

from model.network import load_network
from model.network.message import NEIGHBORS, SETTINGS, decode, decode_network, encode, encode_network
from model.network.network import logits_of
from model.network.notes import NOTES, notes_of
from model.network.scales import layer_scales, scale_of


def test_arrays_keep_their_shape_and_order_at_any_depth():
    one, other = np.arange(6, dtype=np.float32).reshape(2, 3), np.array([0.1, -1e30, np.inf])
    content = {"a": [one, {"b": other}], "c": "é", "d": None, "e": 1.5, "empty": np.zeros((0, 4))}
    found = decode(encode(content))
    assert found["a"][0].tolist() == one.tolist()
    assert found["a"][1]["b"].tolist() == other.astype(np.float32).tolist()
    assert found["empty"].shape == (0, 4)
    assert (found["c"], found["d"], found["e"]) == ("é", None, 1.5)
    assert {each.dtype for each in (found["a"][0], found["empty"])} == {np.dtype(np.float32)}


def test_a_transposed_array_comes_back_transposed():
    turned = np.arange(6, dtype=np.float32).reshape(2, 3).T
    assert decode(encode({"a": turned}))["a"].tolist() == turned.tolist()


@pytest.mark.parametrize("length", range(5))
def test_numbers_start_at_a_whole_word_after_the_header_s_length(length):
    """JavaScript's typed arrays need this."""
    message = encode({"a": "x" * length, "b": np.ones(3, np.float32)})
    (header_length,) = struct.unpack_from("<I", message)
    assert header_length % 4 == 0 and len(message) == 4 + header_length + 12
    assert json.loads(message[4 : 4 + header_length])["b"] == {"start": 0, "floats": [3]}
    assert decode(message)["b"].tolist() == [1, 1, 1]


def test_other_types_are_named_in_the_error():
    with pytest.raises(TypeError, match="can't hold a set"):
        encode({"a": {1}})


def test_a_dict_that_only_looks_like_an_array_stays_a_dict():
    content = {"a": {"start": 0}, "b": {"start": 0, "floats": "x", "more": 1}}
    assert decode(encode(content)) == content


@pytest.mark.parametrize("name", ["dense", "conv"])
def test_a_network_comes_back_with_weights_settings_and_neighbors(name):
    network = load_network(name)
    message = encode_network(network, {"card": {"more": 1}})
    found, content = decode_network(message)
    assert (found.name, found.fingerprint, found.card) == (name, network.fingerprint, {"more": 1})
    for layer, before in zip(found.layers, network.layers, strict=True):
        for each in ("name", "kind", *SETTINGS):
            assert getattr(layer, each) == getattr(before, each)
        said = content["layers"][network.layers.index(before)]
        for each in NEIGHBORS:
            neighbor = getattr(before, each)
            assert said.get(each) == (None if neighbor is None else network.layers.index(neighbor))
    assert decode_network(encode_network(network))[0].card == {}


# What else is known of a network


def test_the_logits_of_a_batch_equal_those_of_its_images(test_images):
    network = load_network("conv")
    assert logits_of(network, test_images[:45]).shape == (45, 10)
    single = np.concatenate([logits_of(network, test_images[i : i + 1]) for i in (0, 20, 44)])
    np.testing.assert_allclose(logits_of(network, test_images[:45])[[0, 20, 44]], single, atol=1e-4)
    as_shares = test_images[:45].astype(np.float32) / 255  # 255 is ink
    np.testing.assert_allclose(logits_of(network, as_shares), logits_of(network, test_images[:45]), atol=1e-4)


def test_a_layer_s_scale_comes_from_its_card_or_is_1():
    network = load_network("dense")
    hidden = network.layer("hidden1_relu")
    assert scale_of(network, hidden) == network.card["scales"]["hidden1_relu"] != 1
    assert scale_of(network, network.image) == 1.0
    found, _ = decode_network(encode_network(network))
    assert scale_of(found, found.layer("hidden1_relu")) == 1.0


def test_a_scale_is_the_batches_mean_99_9th_percentile(monkeypatch, test_images):
    """There are two batches: in one, each layer has 1 to 1,001, and in the other half of that."""
    network = load_network("dense")
    ramp = np.arange(1, 1002, dtype=float)
    batches = [{layer.name: by * ramp for layer in network.layers} for by in (1, 0.5)]
    monkeypatch.setattr("model.network.scales.forward_batches", lambda *_: batches)
    scales = layer_scales(network, test_images)
    assert set(scales) == {layer.name for layer in network.layers[1:]}
    assert set(scales.values()) == {0.75 * 1000}
    batches[:] = [{layer.name: -ramp for layer in network.layers}]
    assert set(layer_scales(network, test_images).values()) == {1.0}
    batches[:] = [{layer.name: ramp / 3e6 for layer in network.layers}]
    assert set(layer_scales(network, test_images).values()) == {0.0003}


def test_notes_come_once_and_in_order_for_one_layer_or_all():
    network = load_network("dense")
    first, second, last = NOTES[0], NOTES[1], NOTES[-1]
    network.card["notes"] = {"logits": [last, first], "hidden1": [second, first]}
    try:
        assert notes_of(network) == (first, second, last)
        assert notes_of(network, "hidden1") == (first, second)
        assert notes_of(network, "logits") == (first, last)
        assert notes_of(network, "hidden2") == ()
    finally:
        del network.card["notes"]
    assert notes_of(network) == ()
