"""A packed network reads as before, and text from anyone is a network or refused with a sentence."""

import json
import struct
import tracemalloc
import zlib
from base64 import b64decode, b64encode
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
from model.training.packed import LEVELS, MOST_UNPACKED, PackedError, pack, unpack
from tests.signs import BASES, NAMES, drawn, network_of_signs

BASE = load_network("conv")


def own(weights: list[np.ndarray], activation: str = "relu") -> Network:
    """Return a dense network that isn't a shipped one."""
    return replace(dense_network(weights, activation), name="own")


@pytest.mark.parametrize("base", BASES)
def test_a_network_for_signs_reads_the_same_when_unpacked(base):
    network = network_of_signs(base)
    text = pack(network)
    unpacked = unpack(text, BASE)
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
    unpacked = unpack(pack(network), BASE)
    images = np.float32(load_test_images()[0][:1000]) / 255
    before, after = forward_batch(network, images), forward_batch(unpacked, images)
    assert np.mean(before["probs"].argmax(1) == after["probs"].argmax(1)) >= 0.98
    assert np.mean(are_digits(network, before) == are_digits(unpacked, after)) >= 0.99
    assert not units or unpacked.last_hidden.name == network.last_hidden.name


def test_other_networks_are_refused_with_a_sentence():
    wide = own([np.ones(each, np.float32) for each in ((784, 512), 512, (512, 512), 512, (512, 10), 10)])
    rng = np.random.default_rng(3)
    wide = own([rng.normal(size=each.shape).astype(np.float32) for each in wide.weights])
    lost = own([np.full(each, np.nan, np.float32) for each in ((784, 10), 10)])
    for network, says in ((BASE, "taught or trained"), (wide, "too large"), (lost, "blew up")):
        with pytest.raises(PackedError, match=says):
            pack(network)


def changed(text: str, **other: object) -> str:
    """Return a packed network with other values in its header, or other bytes after it."""
    content = zlib.decompress(b64decode(text))
    (length,) = struct.unpack_from("<I", content)
    header, body = json.loads(content[4 : 4 + length]), other.pop("body", content[4 + length :])
    encoded = json.dumps(header | other).encode()
    return b64encode(zlib.compress(struct.pack("<I", len(encoded)) + encoded + body)).decode()


HOSTILE = {
    "kind": ["keras", None, [], {}],
    "names": [
        [],
        ["A"],
        ["A", "A", "B", "C"],
        ["A\n", "B", "C", "D"],
        ["x" * 13, "B", "C", "D"],
        "ABCD",
        [1, 2, 3, 4],
    ],
    "labels": [[], [0] * 32, [9] * 32, [0, 1, 2, 3] * 200, [0.5] * 32, ["0"] * 32, [True] * 32, [-1] * 32, 7],
    "threshold": [-1, 11, float("nan"), float("inf"), "1", None, [1], 10**400],
    "steps": [
        [],
        [1],
        [float("nan")] * 2,
        [float("inf")] * 2,
        [-1, 1],
        [1e300, 1],
        ["1", "1"],
        [True, 1],
        {},
    ],
    "levels": [0, 2**31, -1, None, "127", LEVELS[1]],
    "body": [b"", b"\0", b"\0" * 900_000],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, each) for name, values in HOSTILE.items() for each in values]
)
def test_a_hostile_network_is_refused(name, value):
    text = changed(pack(network_of_signs()), **{name: value})
    with pytest.raises(PackedError, match="damaged"):
        unpack(text, BASE)


@pytest.mark.parametrize("units", [[512] * 5, [3], [513], [128.0], "128", None, [10**9], [-128]])
def test_hostile_shapes_are_refused(units):
    network = own([np.zeros(each, np.float32) for each in ((784, 16), 16, (16, 10), 10)])
    with pytest.raises(PackedError, match="damaged"):
        unpack(changed(pack(network), units=units), BASE)


@pytest.mark.parametrize(
    ("units", "step"), [([3], 1), ([513], 1), *(([16], each) for each in (np.nan, np.inf, 1e300, 1e9))]
)
def test_weights_that_fill_a_hostile_network_are_refused(units, step):
    network = own([np.zeros(each, np.float32) for each in ((784, 16), 16, (16, 10), 10)])
    body = b"\x7f" * sum((before + 1) * after for before, after in pairwise([784, *units, 10]))
    sent = {"units": units, "levels": LEVELS[1], "steps": [1e-3, 1e-3, step * 1e-3, 1e-3], "body": body}
    with pytest.raises(PackedError, match="damaged"):
        unpack(changed(pack(network), **sent), BASE)


def test_no_text_is_unpacked_beyond_its_bound():
    bomb = b64encode(zlib.compress(bytes(50_000_000), 9)).decode()
    assert len(bomb) < MOST_PACKED
    deep = b"[" * 7000
    texts = [
        "",
        "!",
        "é",
        "AAAA",
        bomb,
        "A" * (MOST_PACKED + 4),
        b64encode(zlib.compress(b"\xff" * 4)).decode(),
    ]
    texts += [b64encode(zlib.compress(struct.pack("<I", len(deep)) + deep)).decode(), None, 7]
    texts.append(b64encode(b64decode(pack(network_of_signs()))[:-4]).decode())  # all but its checksum
    tracemalloc.start()
    for text in texts:
        with pytest.raises(PackedError, match="damaged"):
            unpack(text, BASE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * MOST_UNPACKED
