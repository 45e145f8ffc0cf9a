"""Tests the layout of the network view: every layer once, with its shape and colors."""

import json

import numpy as np
import pytest

from model.network import dense_network, forward_batches
from model.network.scales import layer_scales
from views.draw.network.network_view import describe, panels_of
from views.parts.looks.colors import NEGATIVE, POSITIVE, SEQUENTIAL, STOPS, paint, paint_signed
from views.parts.looks.encode import mosaic


def test_every_layer_is_shown_once(network):
    shown = [
        name for panel in panels_of(network) for name in dict.fromkeys((panel.layer.name, panel.output.name))
    ]
    copies = {layer.name for layer in network.layers if layer.kind in ("Flatten", "Reshape")}
    assert [layer.name for layer in network.layers if layer.name not in copies] == shown


def test_every_unit_has_a_place(network):
    described = json.loads(json.dumps(describe(network)))["panels"]
    for panel, sent in zip(panels_of(network), described):
        rows, cols = sent["grid"]
        number = 1 if panel.kind == "pixels" else panel.layer.shape[-1]
        assert rows * cols >= number > (rows - 1) * cols
        assert sent["scale"] > 0


@pytest.mark.parametrize(
    ("activation", "name"),
    [("relu", "ReLU"), ("tanh", "tanh"), ("sigmoid", "sigmoid"), ("step", "step"), ("linear", "")],
)
def test_a_neuron_s_tooltip_names_its_activation_function(activation, name):
    weights = [np.ones(shape, np.float32) for shape in ((784, 3), (3,), (3, 10), (10,))]
    described = describe(dense_network(weights, activation))["panels"]
    assert [panel["function"] for panel in described if panel["layer"] == "hidden1"] == [name]


def test_colors_get_lighter_with_the_value():
    luminance = SEQUENTIAL @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(luminance) >= -1).all()
    assert luminance[-1] - luminance[0] > 200


def test_colors_end_where_the_scale_ends():
    ends = [[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in (STOPS[0], STOPS[-1])]
    assert paint(np.array([-1.0, 0.0, 2.0, 9.0]), 2.0).tolist() == [ends[0], ends[0], ends[1], ends[1]]


def test_negative_values_are_blue_and_positive_ones_orange():
    for scale in (0.3, 1.0):
        blue, dark, orange = paint_signed(np.array([-scale, 0, scale]), scale).astype(int)
        assert blue[2] > blue[1] > blue[0] + 50
        assert orange[0] > orange[1] > orange[2] + 50
        assert dark.max() < 60
    assert "#" + bytes(blue.tolist()).hex() == NEGATIVE
    assert "#" + bytes(orange.tolist()).hex() == POSITIVE


@pytest.mark.parametrize("channels", [1, 2, 5, 9])
def test_a_mosaic_s_maps_are_upright_and_in_reading_order(channels):
    rows, cols = 3, 4
    values = 1 + np.arange(rows * cols * channels, dtype=np.float32).reshape(rows, cols, channels)
    picture = mosaic(values)
    across = (picture.shape[1] + 1) // (cols + 1)
    for channel in range(channels):
        top, left = (rows + 1) * (channel // across), (cols + 1) * (channel % across)
        found = picture[top : top + rows, left : left + cols]
        np.testing.assert_array_equal(found, values[..., channel])
    assert np.count_nonzero(picture) == values.size


@pytest.mark.parametrize("number", [10, 32, 37, 128])
def test_a_mosaic_of_neurons_has_the_network_view_s_layout(number):
    layer = dense_network([np.zeros((784, number)), np.zeros(number), np.zeros((number, 10)), np.zeros(10)])
    panel = next(panel for panel in panels_of(layer) if panel.layer.name == "hidden1")
    picture = mosaic(np.arange(1, number + 1))
    assert picture.shape == panel.grid
    assert picture.ravel()[:number].tolist() == list(range(1, number + 1))
    assert not picture.ravel()[number:].any()
    assert mosaic(np.arange(6).reshape(2, 3)).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_each_layer_is_painted_on_its_card_s_scale(network):
    for panel in describe(network)["panels"]:
        expected = 1.0 if panel["output"] == "image" else network.card["scales"][panel["output"]]
        assert panel["scale"] == expected


def test_few_values_exceed_the_scale_and_it_is_no_larger_than_needed(network, test_images):
    images = test_images[:100]
    scales = layer_scales(network, images)
    batches = list(forward_batches(network, images))
    for layer in network.layers[1:]:
        values = np.concatenate([batch[layer.name] for batch in batches])
        assert (values > 0.9 * scales[layer.name]).any()
        assert (values > scales[layer.name] + 1e-4).mean() < 0.008


def test_a_layer_of_zeros_has_a_scale_of_1():
    nothing = dense_network(tuple(np.zeros(shape, np.float32) for shape in ((784, 3), 3, (3, 10), 10)))
    scales = layer_scales(nothing, np.zeros((2, 28, 28), np.float32))
    assert scales["hidden1"] == scales["hidden1_relu"] == scales["logits"] == 1.0
