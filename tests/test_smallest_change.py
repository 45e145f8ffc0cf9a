"""The smallest change of pixels does what it says, and equals the known minimum where there is one."""

import numpy as np
import pytest

from model.attribution.smallest_change import smallest_change_steps
from model.network import dense_network, forward, load_network
from model.preprocess.mnist import load_test_images
from model.steps import finish

IMAGES = {"dense": 12, "conv": 4}  # how many are tried


def says(network, image: np.ndarray) -> int:
    return int(forward(network, image)["logits"].argmax())


@pytest.fixture(scope="module")
def images():
    return load_test_images()[0][:20].astype(np.float32) / 255


@pytest.mark.parametrize("name", IMAGES)
def test_a_pass_confirms_it_and_less_is_not_enough(images, name):
    network = load_network(name)
    for image in images[: IMAGES[name]]:
        found = finish(smallest_change_steps(network, image))
        assert (found.before, found.digit) == (says(network, image), says(network, found.image))
        assert found.before != found.digit
        assert found.image.dtype == np.float32 and found.image.min() >= 0 and found.image.max() <= 1
        np.testing.assert_array_equal(found.change, found.image - image)
        assert found.length == pytest.approx(np.linalg.norm(found.change), rel=1e-5)
        assert found.largest == np.abs(found.change).max()
        assert says(network, image + np.float32(0.97) * found.change) == found.before
        assert found.length < 5  # every other test digit is twice as far away


def test_without_hidden_layers_it_is_a_plane_s_nearest_point():
    """Use a case where no pixel reaches 0 or 1: lead / |difference of the two digits' weights|."""
    rng = np.random.default_rng(3)
    kernel, bias = rng.normal(size=(784, 10)).astype(np.float32), np.zeros(10, np.float32)
    network = dense_network([kernel, bias])
    image = rng.uniform(0.45, 0.55, (28, 28)).astype(np.float32)
    logits, now = forward(network, image)["logits"], says(network, image)
    away = [
        (logits[now] - logits[other]) / np.linalg.norm(kernel[:, now] - kernel[:, other])
        for other in range(10)
        if other != now
    ]
    assert finish(smallest_change_steps(network, image)).length == pytest.approx(min(away), rel=0.02)


def test_without_slopes_none_is_found(images):
    rng = np.random.default_rng(0)
    shapes = [(784, 20), (20,), (20, 10), (10,)]
    weights = [rng.normal(size=shape).astype(np.float32) for shape in shapes]
    assert finish(smallest_change_steps(dense_network(weights, "step"), images[0])) is None
    blown_up = [weights[0] * np.nan, *weights[1:]]
    assert finish(smallest_change_steps(dense_network(blown_up), images[0])) is None
