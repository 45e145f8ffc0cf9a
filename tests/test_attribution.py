"""Shares of a margin add up, agree with TensorFlow, and agree with actual passes."""

import numpy as np
import pytest
import tensorflow as tf

from model.attribution import Level, attribute, smoothed, sum_of, through_neurons
from model.backprop.gradient import pull_back
from model.explain.ledger import make_ledger
from model.network import NAMES, Network, dense_network, forward, forward_batch, load_network
from model.network.layer import COPIES
from model.network.neuron import Channel, Neuron
from model.preprocess.pen import write_digits
from tests.specimens import ALL, FUNCTIONS, some_images, specimen

every_network = pytest.mark.parametrize("title", ALL)
LEFT_OVER = {"dense": 0.15, "conv": 1.0}


def pair_of(logits: np.ndarray) -> tuple[int, int]:
    """Return the answer and its runner-up."""
    runner_up, winner = np.argsort(logits, kind="stable")[-2:].tolist()
    return winner, runner_up


def some_factors(network: Network) -> dict:
    """Return a factor for one neuron or map of every layer that has some, outputs included."""
    layers = [each for each in network.layers[1:] if each.unit_layer is each and each.kind not in COPIES]
    return {
        Channel(each, (3 * i + 1) % each.shape[-1]): (0.0, 2.5, 0.5)[i % 3] for i, each in enumerate(layers)
    }


@every_network
def test_gradients_by_every_layer_match_tensorflow(title):
    model, network, rng = specimen(title).model, specimen(title).network, np.random.default_rng(2)
    images = some_images()
    by_logits = rng.normal(size=(len(images), 10)).astype(np.float32)
    # On plain paper a window's values are equal, and which one is largest would depend on the processor.
    images = images + 0.05 * rng.random(images.shape, np.float32)
    found = pull_back(network, forward_batch(network, images), by_logits)
    values = {"image": tf.convert_to_tensor(images)}
    with tf.GradientTape() as tape:
        tape.watch(values["image"])
        for before, layer in zip(network.layers, network.layers[1:-1]):
            values[layer.name] = model.get_layer(layer.name)(values[before.name])
        target = tf.reduce_sum(values["logits"] * by_logits)
    for name, gradient in tape.gradient(target, values).items():
        expected = np.zeros(found[name].shape) if gradient is None else gradient.numpy()
        off = np.abs(found[name] - expected) > 1e-4 * max(float(np.abs(expected).max()), 1e-3)
        assert off.mean() < 1e-3, (name, off.mean())
        assert title == "step" or expected.any()


@every_network
def test_shares_blank_paper_and_the_rest_add_up_to_the_margin(title):
    network = specimen(title).network
    for image in some_images():
        logits, blank = (forward(network, each)["logits"] for each in (image, np.zeros_like(image)))
        for digit, against in (pair_of(logits), (4, 9), (7, None)):
            found = attribute(network, image, digit, against)
            less = 0 if against is None else logits[against]
            assert found.total == pytest.approx(logits[digit] - less, abs=1e-4)
            assert found.blank == pytest.approx(
                blank[digit] - (0 if against is None else blank[against]), abs=1e-4
            )
            assert found.pixels.sum() + found.blank + found.rest == pytest.approx(found.total, abs=1e-9)
            assert not found.pixels[image == 0].any()


@pytest.mark.parametrize("name", NAMES)
def test_little_is_left_over(name, test_images):
    number = {"dense": 150, "conv": 12}[name]
    digits = test_images[:number].astype(np.float32) / 255
    written = write_digits(number, np.random.default_rng(6))[0]
    network = load_network(name)
    for image in (*digits, *written):
        found = attribute(network, image, *pair_of(forward(network, image)["logits"]))
        assert abs(found.rest) <= LEFT_OVER[name]


def test_smooth_functions_leave_no_rest_and_steps_leave_everything():
    image = some_images()[0]
    for title in FUNCTIONS:
        found = attribute(specimen(title).network, image, 3, 8)
        if title == "step":
            assert found.rest == found.total - found.blank and not found.pixels.any()
        else:
            assert abs(found.rest) < 0.05 and found.pixels.any()


def test_shares_of_a_linear_network_are_ink_times_weights():
    rng = np.random.default_rng(0)
    kernel, bias = rng.normal(size=(784, 10)), rng.normal(size=10)
    network = dense_network((np.float32(kernel), np.float32(bias)))
    image = some_images()[1]
    found = attribute(network, image, 2, 6)
    expected = image * (kernel[:, 2] - kernel[:, 6]).reshape(28, 28)
    np.testing.assert_allclose(found.pixels, expected, atol=1e-4)
    assert found.blank == pytest.approx(bias[2] - bias[6], abs=1e-5)


@every_network
@pytest.mark.parametrize("is_changed", [False, True])
def test_in_every_layer_shares_and_bias_add_up_to_the_margin(title, is_changed):
    network = specimen(title).network
    factors = some_factors(network) if is_changed else {}
    for image in some_images()[[0, 4, 5]]:
        activations = forward(network, image, factors)
        logits = activations["logits"]
        for digit, against in (pair_of(logits), (9, 4), (3, None)):
            levels = through_neurons(network, activations, digit, against, factors)
            margin = float(logits[digit]) - (0 if against is None else float(logits[against]))
            assert [*levels][-1] == "image"
            for name, level in levels.items():
                assert level.total == pytest.approx(margin, abs=1e-9)
                size = np.abs(level.shares).sum() + abs(level.bias)
                added = level.shares.sum() + level.bias
                assert added == pytest.approx(margin, abs=1e-4 + 1e-6 * size), name
                ledger = make_ledger(sum_of(level))
                parts = ledger.pushes_figure, ledger.pulls_figure, ledger.rest_figure, ledger.bias_figure
                assert round(100 * sum(parts)) == round(100 * ledger.pre_activation)
                assert ledger.pre_activation == pytest.approx(margin, abs=0.0051)


@every_network
def test_integrated_gradients_use_the_changed_network(title):
    network, image = specimen(title).network, some_images()[2]
    factors = some_factors(network)
    logits, blank = (forward(network, each, factors)["logits"] for each in (image, np.zeros_like(image)))
    found = attribute(network, image, 5, 6, factors)
    assert found.total == pytest.approx(logits[5] - logits[6], abs=1e-4)
    assert found.blank == pytest.approx(blank[5] - blank[6], abs=1e-4)
    if title not in ("step", "trained conv", "untrained conv"):
        assert abs(found.rest) <= 0.15


def test_a_map_is_one_term_located_at_its_largest_share():
    network, rng = load_network("conv"), np.random.default_rng(8)
    layer = network.layer("conv1")
    activations, coefficients = rng.random(layer.shape), rng.normal(size=layer.shape)
    activations[..., 5] = 0  # a map that passes nothing on
    level = Level(Neuron(network.logits, (4,)), layer, activations, coefficients, 1.5, 9.0)
    found, pulls = sum_of(level), 0
    for channel in range(layer.shape[-1]):
        cells = [(row, col, channel) for row, col in np.ndindex(*layer.shape[:2])]
        shares = {cell: activations[cell] * coefficients[cell] for cell in cells}
        read, term = sum(activations[cell] for cell in cells), sum(shares.values())
        assert (found.inputs[channel], found.terms[channel]) == pytest.approx((read, term))
        assert found.weights[channel] == pytest.approx(term / read if read else 0)
        largest = max(cells, key=lambda cell: abs(shares[cell]))
        assert tuple(found.source_index[channel].tolist()) == largest
        pulls += shares[largest] < 0
    assert 0 < pulls < layer.shape[-1]
    assert (found.bias, found.pre_activation, found.neuron) == (1.5, 9.0, level.output)


def test_each_neuron_is_a_term_at_its_own_place():
    network, rng = load_network("dense"), np.random.default_rng(8)
    layer = network.layer("hidden1")
    activations, coefficients = rng.random(layer.shape), rng.normal(size=layer.shape)
    found = sum_of(Level(Neuron(network.logits, (4,)), layer, activations, coefficients, 0.0, 0.0))
    assert found.source_index.ravel().tolist() == list(range(layer.shape[0]))
    assert (found.inputs == activations).all() and (found.weights == coefficients).all()
    assert found.terms == pytest.approx(activations * coefficients)


BLURRED = 0.9  # pixels, a standard deviation: neighbors blend, but pixels two apart don't


def test_shares_are_blurred_with_a_gaussian_before_they_are_painted():
    pixels = np.random.default_rng(3).normal(size=(28, 28))
    steps = [(down, right) for down in range(-3, 4) for right in range(-3, 4)]
    weights = {step: np.exp(-(step[0] ** 2 + step[1] ** 2) / (2 * BLURRED**2)) for step in steps}
    total = sum(weights.values())
    found = smoothed(pixels)
    assert found.shape == (28, 28)
    for row, col in ((0, 0), (0, 27), (27, 13), (9, 20), (14, 2)):
        inside = [(d, r) for d, r in steps if 0 <= row + d < 28 and 0 <= col + r < 28]
        expected = sum(weights[d, r] * pixels[row + d, col + r] for d, r in inside) / total
        assert found[row, col] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("digit", [10, -11])
def test_a_number_that_isn_t_a_digit_is_refused(digit):
    network, image = load_network("dense"), some_images()[0]
    with pytest.raises(IndexError):
        attribute(network, image, digit)
    with pytest.raises(IndexError):
        through_neurons(network, forward(network, image), 1, digit)
