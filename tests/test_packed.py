"""A packed network reads as before, and what is no such network is refused with a sentence."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.classes.swapped import MOST_PACKED
from model.network import Network, dense_network, forward_batch, load_network
from model.novelty import are_digits
from model.novelty.own_detector import fit_own_detector
from model.preprocess.mnist import load_test_images
from model.reading import Reading
from model.training.packed import PackedError, pack, unpack
from tests.signs import BASES, NAMES, drawn, network_of_signs


def own(weights: list[np.ndarray], activation: str = "relu") -> Network:
    """Return a dense network that isn't a shipped one."""
    return replace(dense_network(weights, activation), name="own")


@pytest.mark.parametrize("base", BASES)
def test_a_network_for_signs_reads_the_same_when_unpacked(base):
    network = network_of_signs(base)
    text = pack(network)
    unpacked = unpack(text, load_network)
    assert len(text) <= MOST_PACKED
    assert (unpacked.classes, pack(unpacked)) == (NAMES, text)
    images = np.float32(np.concatenate([drawn()[0], load_test_images()[0][:200]])) / 255
    of_both = [[Reading(each, image) for image in images] for each in (network, unpacked)]
    answers = [[each.digit if each.is_known else None for each in readings] for readings in of_both]
    assert np.mean([one == other for one, other in zip(*answers)]) >= 0.99


@pytest.mark.parametrize(("units", "activation"), [([], "linear"), ([16], "tanh"), ([128, 128], "relu")])
def test_a_trained_network_reads_the_same_when_unpacked(units, activation):
    rng = np.random.default_rng(3)
    sizes = [784, *units, 10]
    shapes = [each for a, b in pairwise(sizes) for each in ((a, b), (b,))]
    network = own([rng.normal(0, 0.05, shape).astype(np.float32) for shape in shapes], activation)
    if len(units) == 2:
        shipped = load_network("dense")
        network = own(shipped.weights)
        network = replace(network, card=fit_own_detector(network))
        assert "detector" in network.card
    unpacked = unpack(pack(network), load_network)
    images = np.float32(load_test_images()[0][:1000]) / 255
    before, after = forward_batch(network, images), forward_batch(unpacked, images)
    assert np.mean(before["probs"].argmax(1) == after["probs"].argmax(1)) >= 0.98
    assert np.mean(are_digits(network, before) == are_digits(unpacked, after)) >= 0.99
    assert not units or unpacked.last_hidden.name == network.last_hidden.name


def test_other_networks_are_refused_with_a_sentence():
    wide = own([np.ones(each, np.float32) for each in ((784, 512), 512, (512, 512), 512, (512, 10), 10)])
    rng = np.random.default_rng(3)
    wide = own([rng.normal(size=each.shape).astype(np.float32) for each in wide.weights])
    empty = own([np.zeros(each, np.float32) for each in ((784, 1275), 1275, (1275, 10), 10)])
    sizes = [784, *[16] * 5, 10]
    deep = own([np.ones(each, np.float32) for a, b in pairwise(sizes) for each in ((a, b), (b,))])
    lost = own([np.full(each, np.nan, np.float32) for each in ((784, 10), 10)])
    for network, says in (
        (load_network("conv"), "taught or trained"),
        (wide, "too large"),
        (empty, "too large"),  # it would be short as text
        (deep, "too large"),
        (lost, "blew up"),
    ):
        with pytest.raises(PackedError, match=says):
            pack(network)


def test_what_is_no_packed_network_is_refused_with_a_sentence():
    text = pack(network_of_signs())
    for other in ("", "AAAA", text[: len(text) // 8 * 4]):
        with pytest.raises(PackedError, match="damaged"):
            unpack(other, load_network)
