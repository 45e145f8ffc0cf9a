"""What a neuron's card is made of."""

from __future__ import annotations

import numpy as np
import pytest

from model.explain import explain_unit
from model.layer import COPIES
from model.network import forward
from tests.specimens import UNTRAINED, some_images, some_units, specimen
from views.neuron.terms import pictures_of_terms


@pytest.mark.parametrize("title", UNTRAINED)
def test_inputs_are_pictures_where_several_lie_in_rows_and_columns(title):
    network = specimen(title).network
    activations = forward(network, some_images()[0])
    for layer in network.layers[1:]:
        if layer.unit_layer is not layer or layer.kind in COPIES:
            continue  # nobody can choose these
        for unit in some_units(layer, 1):
            explanation = explain_unit(network, activations, unit)
            drawn = pictures_of_terms(network, explanation, None)
            assert bool(drawn) == (len(layer.source.shape) > 1 and explanation.inputs.size > 1)
            for picture, values in zip(drawn, (explanation.inputs, explanation.weights, explanation.terms)):
                np.testing.assert_array_equal(np.ravel(picture.values), values.ravel())
