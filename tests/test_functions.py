import warnings

import numpy as np
import pytest

from model.network import forward
from model.network.functions import FUNCTIONS, softmax_exponentials
from tests.specimens import ALL, some_images, specimen

Z = np.array([-1000.0, -3.0, -1.0, 0.0, 0.5, 2.0, 1000.0])


@pytest.mark.parametrize("name, parameter", [("capped_relu", 6.0), ("leaky_relu", 0.3), ("elu", 1.0)])
def test_a_parameter_is_keras_s_if_it_is_not_given(name, parameter):
    assert (FUNCTIONS[name](10 * Z) == FUNCTIONS[name](10 * Z, parameter)).all()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_numbers_and_arrays_give_the_same_and_nothing_overflows(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [float(FUNCTIONS[name](z)) for z in Z] == FUNCTIONS[name](Z).tolist()


@pytest.mark.parametrize("title", ALL)
def test_normalized_exponentials_are_keras_s_probabilities(title):
    for image in some_images():
        activations = forward(specimen(title).network, image)
        powers = softmax_exponentials(activations["logits"])
        assert powers.max() == 1
        np.testing.assert_allclose(powers / powers.sum(), activations["probs"], atol=1e-6)
