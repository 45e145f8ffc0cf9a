"""Tests what a layer reads and knows about its neighbors; test_network.py holds its values to Keras's."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from model.network import Network
from model.network.layer import MAX_QUOTED, MAX_WINDOW, Layer, counts_of, quoted, windows_of

VALUES = np.arange(12, dtype=np.float32).reshape(1, 3, 4, 1)  # 0 1 2 3 / 4 5 6 7 / 8 9 10 11


def reading(layer: Layer, shape: tuple[int, ...] = (3, 4, 1)) -> Layer:
    layer.before = Layer("image", "InputLayer", shape)
    return layer


def window(kind: str, shape: tuple, size: tuple, strides: tuple, padding: tuple, **more: object) -> Layer:
    return reading(Layer("layer", kind, shape, window=size, strides=strides, padding=padding, **more))


def test_average_pooling_leaves_padding_out_of_the_mean():
    layer = window("AveragePooling2D", (2, 3, 1), (2, 2), (2, 2), (1, 1))
    assert counts_of(layer).tolist() == [[1, 2, 1], [2, 4, 2]]
    assert layer.compute(VALUES)[0, :, :, 0].tolist() == [[0, 1.5, 3], [6, 7.5, 9]]
    beyond = window("AveragePooling2D", (2, 2, 1), (2, 3), (2, 3), (0, 0))
    assert counts_of(beyond).tolist() == [[6, 2], [3, 1]]
    assert beyond.compute(VALUES)[0, :, :, 0].tolist() == [[3, 5], [9, 11]]


@pytest.mark.parametrize(
    ("shape", "size", "strides", "padding"),
    [
        ((1, 1), (0, 2), (1, 1), (0, 0)),
        ((1, 1), (2, MAX_WINDOW + 1), (1, 1), (0, 0)),
        ((1, 1), (2, 2), (0, 1), (0, 0)),
        ((1, 1), (2, 2), (1, 1), (-1, 0)),
        ((1, 1), (2, 2), (1, 1), (0, 2)),  # the first window would only be padding
        ((4, 3), (2, 2), (1, 1), (1, 0)[::-1]),  # the last one would
        ((2, 9), (2, 2), (1, 2), (0, 0)),
        ((9, 2), (2, 2), (2, 1), (0, 0)),
    ],
)
def test_a_window_outside_the_values_is_refused(shape, size, strides, padding):
    layer = window("MaxPooling2D", (*shape, 1), size, strides, padding)
    with pytest.raises(ValueError, match="beyond the values"):
        windows_of(layer, VALUES, 0)


def test_windows_are_read_only_and_follow_a_transposed_array():
    layer = window("MaxPooling2D", (2, 2, 1), (2, 2), (1, 1), (0, 0))
    layer.before.shape = (4, 3, 1)
    turned = VALUES.transpose(0, 2, 1, 3)
    windows = windows_of(layer, turned, 0)
    assert not windows.flags.writeable
    assert windows[0, 0, 1, :, :, 0].tolist() == [[4, 8], [5, 9]]


# Among the others


def small() -> Network:
    """Return a network with a convolution and two dense hidden layers, one without an activation function."""
    ones = np.ones
    return Network(
        "small",
        (
            Layer("image", "InputLayer", (28, 28)),
            Layer("reshape", "Reshape", (28, 28, 1)),
            Layer("conv", "Conv2D", (27, 27, 3), ones((2, 2, 1, 3)), ones(3), (2, 2), (1, 1), (0, 0)),
            Layer("conv_relu", "ReLU", (27, 27, 3)),
            Layer("scale", "Scale", (27, 27, 3), ones(3), ones(3)),
            Layer("flatten", "Flatten", (2187,)),
            Layer("one", "Dense", (4,), ones((2187, 4)), ones(4)),
            Layer("one_tanh", "Tanh", (4,)),
            Layer("two", "Dense", (5,), ones((4, 5)), ones(5)),
            Layer("logits", "Dense", (10,), ones((5, 10)), ones(10)),
            Layer("probs", "Softmax", (10,)),
        ),
    )


def test_multiplications_are_counted_per_kernel_and_place():
    network = small()
    products = [layer.multiply_adds for layer in network.weighted]
    assert products == [27 * 27 * 3 * 4, 27 * 27 * 3, 2187 * 4, 4 * 5, 5 * 10]
    assert network.multiply_adds == sum(products)
    assert network.values == 2 * 784 + 4 * 2187 + 4 + 4 + 5 + 10 + 10


def test_alike_lists_hidden_layers_of_one_kind_in_order():
    network = small()
    for name in ("one", "two", "logits"):
        assert [layer.name for layer in network.layer(name).alike] == ["one", "two"]
    assert [layer.name for layer in network.layer("conv").alike] == ["conv"]
    assert network.layer("probs").alike == network.layer("one_tanh").alike == []


def test_outputs_respond_with_logits_and_other_neurons_with_activations():
    network = small()
    responses = {layer.name: layer.response_layer.name for layer in network.layers}
    assert responses["logits"] == responses["probs"] == "logits"
    assert (responses["one"], responses["two"], responses["conv"]) == ("one_tanh", "two", "conv_relu")
    assert [layer.name for layer in network.layers if layer.is_output] == ["logits", "probs"]
    functions = [
        network.layer(name).activation_function for name in ("one", "two", "conv", "logits", "scale")
    ]
    assert functions == ["tanh", "linear", "relu", "softmax", "linear"]


def test_weights_are_read_only_and_a_pickled_layer_has_no_neighbors():
    network = small()
    for layer in network.weighted:
        for weights in (layer.kernel, layer.bias):
            with pytest.raises(ValueError, match="read-only"):
                weights[...] = 0
    again = pickle.loads(pickle.dumps(network.layer("conv")))
    assert again.before is again.after is again.reader is None
    assert (again.name, again.window, again.shape) == ("conv", (2, 2), (27, 27, 3))
    found = pickle.loads(pickle.dumps(replace(network, card={"seed": 1})))
    assert (found.name, found.card, found.layer("one").source.name) == ("small", {"seed": 1}, "scale")
    assert (found.last_hidden.name, found.logits.name, found.image.name) == ("two", "logits", "image")


# Words of an uploaded network


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("LSTM", "`LSTM`"),
        (None, "something without a name"),
        ("", "something without a name"),
        ("`\u202e\n", "something without a name"),
        (" a`b\u202ec\x00 ", "`abc`"),
        ("x" * MAX_QUOTED, f"`{'x' * MAX_QUOTED}`"),
        ("x" * (MAX_QUOTED + 1), f"`{'x' * MAX_QUOTED}…`"),
        (7, "`7`"),
    ],
)
def test_a_name_is_quoted_shortened_and_stripped_of_invisible_characters(word, shown):
    assert MAX_QUOTED == 40
    assert quoted(word) == shown
