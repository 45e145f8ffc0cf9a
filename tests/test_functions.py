import warnings

import numpy as np
import pytest

from model.network import forward
from model.network.functions import FUNCTIONS, softmax_exponentials
from tests.specimens import ALL, some_images, specimen

Z = np.array([-1000.0, -3.0, -1.0, 0.0, 0.5, 2.0, 1000.0])


def test_the_curves_are_the_textbook_s():
    assert FUNCTIONS["step"](Z).tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert FUNCTIONS["relu"](Z).tolist() == [0, 0, 0, 0, 0.5, 2, 1000]
    np.testing.assert_allclose(FUNCTIONS["sigmoid"](Z[1:-1]), 1 / (1 + np.exp(-Z[1:-1])), atol=1e-12)
    np.testing.assert_allclose(
        FUNCTIONS["tanh"](Z[1:-1]), 2 * FUNCTIONS["sigmoid"](2 * Z[1:-1]) - 1, atol=1e-12
    )


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
