"""The lesson's one weight is the steepest of all, in either direction."""

from __future__ import annotations

import numpy as np
import pytest

from model.backprop.descent import steepest_weight
from model.network import forward
from model.preprocess.mnist import load_test_images
from model.training.history import load_history


def test_the_one_weight_is_the_steepest_uphill_or_downhill():
    """The direction depends on the labels: if 7s have other labels, too much evidence is for the 7."""
    network, (images, labels) = load_history().networks[-1], load_test_images()
    images, ways = images[labels == 7][:54] / np.float32(255), set()
    others = np.array([digit for digit in range(10) if digit != 7] * 6)
    for shown in (others, np.full(54, 7), np.full(54, 2), np.full(54, 0)):
        slopes = np.zeros((*network.logits.before.shape, 10))
        for image, digit in zip(images, shown.tolist()):
            values = forward(network, image)
            error = values["probs"].astype(float)
            error[digit] -= 1
            slopes += np.outer(values[network.logits.before.name], error) / len(images)
        one = steepest_weight(network, images, shown)
        assert abs(slopes[one.neuron, one.digit]) == pytest.approx(np.abs(slopes).max(), rel=1e-3)
        assert one.slope(one.weight) == pytest.approx(slopes[one.neuron, one.digit], rel=1e-3)
        assert one.weight == network.logits.kernel[one.neuron, one.digit]
        ways.add(one.slope(one.weight) > 0)
    assert ways == {True, False}
