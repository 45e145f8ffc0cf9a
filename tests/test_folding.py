"""Tests that normalization is only folded where no value above it changes."""

from dataclasses import replace

import numpy as np
import pytest

from model.network import Network, forward_batch
from model.network.folding import fold
from model.network.layer import Layer
from tests.specimens import some_images

RNG = np.random.default_rng(8)


def numbers(*shape):
    return RNG.normal(0, 0.5, shape).astype(np.float32)


def dense(name, inputs, units):
    return Layer(name, "Dense", (units,), numbers(inputs, units), numbers(units))


def conv(name, shape, channels, stride=1, padding=0):
    kernel = numbers(3, 3, channels, shape[2])
    return Layer(
        name, "Conv2D", shape, kernel, numbers(shape[2]), (3, 3), (stride, stride), (padding, padding)
    )


def scale(name, shape, each=False, positive=False, shift=True):
    row = shape if each else shape[-1:]
    factor = np.abs(numbers(*row)) + 0.1 if positive else numbers(*row)
    return Layer(name, "Scale", shape, factor, numbers(*row) * np.float32(shift))


def pool(name, kind, shape):
    return Layer(name, kind, shape, None, None, (2, 2), (2, 2), (0, 0))


IMAGE, PICTURE = Layer("image", "InputLayer", (28, 28)), Layer("picture", "Reshape", (28, 28, 1))
FLAT = Layer("flat", "Flatten", (784,))
RELU = Layer("relu", "ReLU", (5,))


def relu(shape):
    return Layer("relu", "ReLU", shape)


MAX, MEAN = (pool("p", kind, (13, 13, 2)) for kind in ("MaxPooling2D", "AveragePooling2D"))
END = [Layer("flat", "Flatten", (338,)), dense("d", 338, 5)]
PADDED, VALID = (28, 28, 2), (26, 26, 2)
TURNS_ROUND = replace(scale("s", VALID), kernel=np.float32([1, -1]))
ALL_ALIKE = replace(scale("s", (28, 28)), kernel=np.full(28, 0.5, np.float32), bias=np.ones(28, np.float32))
CASES = {  # what is folded -> the layers, the names of the remaining ones, and which Scales they take in
    "into the dense layer before": (
        [FLAT, dense("d", 784, 5), scale("s", (5,)), RELU],
        "d relu",
        {"d": ["s"]},
    ),
    "into the convolution before, padded or not": (
        [PICTURE, conv("c", PADDED, 1, padding=1), scale("s", PADDED)],
        "c",
        {"c": ["s"]},
    ),
    "into the dense layer after": (
        [scale("s", (28, 28), each=True), FLAT, dense("d", 784, 5)],
        "d",
        {"d": ["s"]},
    ),
    "of columns, through a copy": ([scale("s", (28, 28)), FLAT, dense("d", 784, 5)], "d", {"d": ["s"]}),
    "into the convolution after, without padding": (
        [PICTURE, scale("s", (28, 28, 1)), conv("c", VALID, 1)],
        "c",
        {"c": ["s"]},
    ),
    "one for all, through a copy, into the convolution after": (
        [ALL_ALIKE, PICTURE, conv("c", VALID, 1)],
        "c",
        {"c": ["s"]},
    ),
    "into a padded one, where 0 stays 0": (
        [PICTURE, scale("s", (28, 28, 1), shift=False), conv("c", PADDED, 1, padding=1)],
        "c",
        {"c": ["s"]},
    ),
    "not into a padded one after": (
        [PICTURE, scale("s", (28, 28, 1)), conv("c", PADDED, 1, padding=1)],
        "s c",
        {},
    ),
    "nor into one that lacks something below and to the right alone": (
        [PICTURE, scale("s", (28, 28, 1)), conv("c", (14, 14, 2), 1, stride=2)],
        "s c",
        {},
    ),
    "into one with strides whose windows all lie inside": (
        [PICTURE, scale("s", (28, 28, 1)), conv("c", (13, 13, 2), 1, stride=2)],
        "c",
        {"c": ["s"]},
    ),
    "not into a convolution, if each pixel has its own": (
        [scale("s", (28, 28), each=True), PICTURE, conv("c", VALID, 1)],
        "s c",
        {},
    ),
    "two of them": (
        [scale("s", (28, 28)), scale("t", (28, 28), each=True), FLAT, dense("d", 784, 5)],
        "d",
        {"d": ["s", "t"]},
    ),
    "two that stay": (
        [PICTURE, scale("s", (28, 28, 1)), scale("t", (28, 28, 1)), conv("c", PADDED, 1, padding=1)],
        "s c",
        {"s": ["s", "t"]},
    ),
    "two that stay, one of them of each place": (
        [PICTURE, scale("s", (28, 28, 1)), scale("t", (28, 28, 1), each=True), conv("c", VALID, 1)],
        "s c",
        {"s": ["s", "t"]},
    ),
    "past an average pooling": (
        [PICTURE, conv("c", VALID, 1), relu(VALID), scale("s", VALID), MEAN, *END],
        "c relu p d",
        {"d": ["s"]},
    ),
    "past a max-pooling, if no factor turns it round": (
        [PICTURE, conv("c", VALID, 1), relu(VALID), scale("s", VALID, positive=True), MAX, *END],
        "c relu p d",
        {"d": ["s"]},
    ),
    "not past one else": (
        [PICTURE, conv("c", VALID, 1), relu(VALID), TURNS_ROUND, MAX, *END],
        "c relu s p d",
        {},
    ),
    "not past an activation function": (
        [FLAT, dense("d", 784, 5), RELU, scale("s", (5,)), replace(RELU, name="relu2"), dense("e", 5, 4)],
        "d relu s relu2 e",
        {},
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_folding_changes_no_value(title):
    layers, left, into = CASES[title]
    before = Network("before", tuple(map(replace, [IMAGE, *layers])))
    folded, origins = fold([IMAGE, *layers])
    after = Network("after", folded)
    theirs, ours = (forward_batch(each, some_images()) for each in (before, after))
    assert (
        " ".join(each.name for each in folded if each.kind not in ("InputLayer", "Flatten", "Reshape"))
        == left
    )
    assert origins == into
    for layer in after.layers:
        assert ours[layer.name].shape[1:] == layer.shape
    one, other = theirs[before.layers[-1].name], ours[after.layers[-1].name]
    np.testing.assert_allclose(other, one, atol=1e-5 * np.abs(one).max())


def test_two_networks_share_no_layer():
    """Each layer knows its neighbors, and they belong to one network."""
    layers = [IMAGE, FLAT, dense("d", 784, 5)]
    assert not {*map(id, fold(layers)[0])} & {*map(id, layers)}
