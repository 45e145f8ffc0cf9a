"""Gradients computed by hand match TensorFlow's, and a step changes the loss as they predict."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from model.backprop import backpropagate, loss_of, take_step
from model.errors import NetworkError
from model.learning.keras_model import from_keras, to_keras
from model.network import Network, forward, forward_batch, load_network
from model.network.layer import Layer
from model.training.choices import ACTIVATIONS, Choices
from tests.keras_files import build_chosen

LABEL = 4


@pytest.fixture(scope="module")
def images(test_images) -> np.ndarray:
    return test_images[:16].astype(np.float32) / 255


@pytest.fixture(scope="module", params=["dense", *ACTIVATIONS])
def pair(request) -> tuple[Network, keras.Model]:
    """Return our network and Keras's: the shipped one, or an untrained one for each activation function."""
    if request.param == "dense":
        network = load_network("dense")
        return network, to_keras(network)
    model = build_chosen(Choices(hidden_layers=3, units=24, activation=request.param))
    return from_keras(model, "own"), model


def in_float64(model: keras.Model) -> keras.Model:
    """Return the same network in float64, because float32 has too few digits to compare large gradients."""
    twin = keras.models.clone_model(
        model, clone_function=lambda layer: layer.from_config(layer.get_config() | {"dtype": "float64"})
    )
    twin.set_weights(model.get_weights())
    return twin


def tape_gradients(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> tuple[float, list]:
    """Return TensorFlow's mean loss from the logits, and its gradient by every weight."""
    model = in_float64(model)
    logits = keras.Model(model.inputs, model.get_layer("logits").output)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits({"image": images}, training=False))
        )
    weights = model.trainable_weights
    return float(loss), [
        np.zeros(weight.shape) if gradient is None else gradient.numpy()
        for gradient, weight in zip(tape.gradient(loss, weights), weights)
    ]


@pytest.mark.parametrize("number", [1, 16])
def test_every_gradient_matches_tensorflow(pair, images, number):
    network, model = pair
    labels = (np.arange(number) + LABEL) % 10
    found = backpropagate(network, images[:number], labels)
    loss, expected = tape_gradients(model, images[:number], labels)
    assert found.loss == pytest.approx(loss, abs=1e-6)
    ours = [each[layer.name] for layer in network.weighted for each in (found.kernels, found.biases)]
    for mine, theirs in zip(ours, expected, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-6, atol=1e-6)  # ours are float32: seven digits
    assert sum(each.size for each in ours) == sum(each.size for each in network.weights)


def test_one_image_is_a_batch_of_one(pair, images):
    network, _ = pair
    one, batch = (
        backpropagate(network, images[0], LABEL),
        backpropagate(network, images[:1], np.array([LABEL])),
    )
    for layer in network.weighted:
        np.testing.assert_allclose(one.kernels[layer.name], batch.kernels[layer.name], atol=1e-12)
        assert one.pre_activations[layer.name].shape == layer.shape
        np.testing.assert_allclose(one.pre_activations[layer.name], batch.pre_activations[layer.name][0])


def test_a_step_returns_a_new_network(pair, images):
    network, _ = pair
    before = network.fingerprint
    gradients = backpropagate(network, images[0], LABEL)
    after = take_step(network, gradients, 0.1)
    assert network.fingerprint == before
    for old, new in zip(network.weighted, after.weighted, strict=True):
        np.testing.assert_allclose(new.kernel, old.kernel - 0.1 * gradients.kernels[old.name], atol=1e-6)
        np.testing.assert_allclose(new.bias, old.bias - 0.1 * gradients.biases[old.name], atol=1e-6)
    same = take_step(network, gradients, 0)
    for name, values in forward(network, images[0]).items():
        np.testing.assert_array_equal(forward(same, images[0])[name], values)


def test_an_error_is_passed_back_through_weights_and_slope(pair, images):
    network, _ = pair
    gradients = backpropagate(network, images[0], LABEL)
    for layer in network.weighted[:-1]:
        terms = layer.reader.kernel * gradients.pre_activations[layer.reader.name]
        np.testing.assert_allclose(gradients.activations[layer.name], terms.sum(axis=1), atol=1e-6)
        if layer.activation_function in ("step", "linear"):
            slope = 0 if layer.activation_function == "step" else 1
            expected = slope * gradients.activations[layer.name]
            np.testing.assert_array_equal(gradients.pre_activations[layer.name], expected)


def test_the_loss_is_that_of_the_true_digit(images):
    network = load_network("dense")
    activations = forward_batch(network, images)
    labels = np.arange(16) % 10
    expected = -np.log(activations["probs"][np.arange(16), labels].astype(np.float64)).mean()
    assert loss_of(activations["logits"], labels) == pytest.approx(expected, rel=1e-4)
    assert loss_of(np.array([1e4, *[0] * 9]), 1) == pytest.approx(1e4)  # where the probability rounds to 0


@pytest.mark.parametrize("label", [10, -1, 1.5, [1, 2]])
def test_a_label_that_isn_t_a_digit_is_refused(images, label):
    with pytest.raises(ValueError, match="expected a digit"):
        backpropagate(load_network("dense"), images[0], label)


def test_a_network_with_other_layers_gets_a_sentence(images):
    with pytest.raises(NetworkError, match="Choose the simple network"):
        backpropagate(load_network("conv"), images[0], LABEL)


def test_two_activation_functions_in_a_row_get_the_same_sentence(images):
    shape, dense = (10,), load_network("dense")
    first = Layer("hidden1", "Dense", shape, dense.layer("hidden1").kernel[:, :10], np.zeros(10, np.float32))
    last = Layer("logits", "Dense", shape, np.eye(10, dtype=np.float32), np.zeros(10, np.float32))
    kinds = [Layer("one", "ReLU", shape), Layer("two", "Tanh", shape)]
    flatten = [Layer("image", "InputLayer", (28, 28)), Layer("flatten", "Flatten", (784,))]
    network = Network("own", (*flatten, first, *kinds, last, Layer("probs", "Softmax", shape)))
    with pytest.raises(NetworkError, match="Choose the simple network"):
        backpropagate(network, images[0], LABEL)
