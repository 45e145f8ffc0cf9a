"""People's names of layers and units: of any network, with no word out of its file."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model.layer import COPIES
from model.network import NAMES, dense_network, load_network
from model.wiring import Unit
from tests.specimens import specimen
from views.parts.wording import layer_title, unit_label, unit_title

TITLES = {
    "dense": ["Your drawing", "First hidden layer", "Second hidden layer", "Output"],
    "conv": [
        *("Your drawing", "First convolution", "Second convolution", "First pooling", "Third convolution"),
        *("Fourth convolution", "Second pooling", "Hidden layer", "Output"),
    ],
}


def titles(network) -> list[str]:
    """Of the layers that people can tell apart."""
    return [
        layer_title(network, layer)
        for layer in network.layers
        if layer.unit_layer is layer and layer.kind not in COPIES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_layers_are_named_by_what_they_are_and_their_place(name):
    assert titles(load_network(name)) == TITLES[name]


@pytest.mark.parametrize("name", NAMES)
def test_sums_and_what_a_function_makes_of_them_have_one_name_and_so_have_copies(name):
    network = load_network(name)
    for layer in network.layers:
        assert layer_title(network, layer) == layer_title(network, layer.activation_layer)
        if layer.kind in COPIES:
            assert layer_title(network, layer) == layer_title(network, layer.source)


def test_any_number_of_layers_has_names_of_their_own():
    for depth in (1, 2, 13):
        sizes = [28 * 28, *[4] * depth, 10]
        weights = [
            array
            for inputs, units in pairwise(sizes)
            for array in (np.zeros((inputs, units), np.float32), np.zeros(units, np.float32))
        ]
        found = titles(dense_network(weights))
        assert len(set(found)) == len(found) == depth + 2
        assert (found[1] == "Hidden layer") == (depth == 1)
    assert found[11:14] == ["Hidden layer 11", "Hidden layer 12", "Hidden layer 13"]


def test_no_word_of_a_name_is_out_of_a_file():
    network = specimen("strided").network
    hostile = replace(
        network, layers=tuple(replace(each, name=f"<b>{each.name}</b>") for each in network.layers)
    )
    for layer in hostile.layers:
        unit = Unit(layer.name, (0,) * len(layer.shape))
        assert "<" not in layer_title(hostile, layer) + unit_title(hostile, unit)
    assert titles(hostile)[-2:] == ["Activation function", "Output"]


def test_units_are_named_with_their_layer_where_that_is_not_known():
    dense, conv = (load_network(name) for name in NAMES)
    neuron, pixel = Unit("hidden1", (51,)), Unit("image", (4, 5))
    assert unit_title(dense, neuron) == "Neuron 51, first hidden layer"
    assert unit_title(dense, Unit("logits", (7,))) == unit_label(dense, Unit("logits", (7,))) == "Digit 7"
    assert unit_title(dense, pixel) == "Pixel at row 4, column 5"
    place = "Feature map 8 at row 12, column 13"
    assert unit_label(conv, Unit("conv1", (12, 13, 8))) == place
    assert unit_title(conv, Unit("conv1", (12, 13, 8))) == f"{place}, first convolution"
