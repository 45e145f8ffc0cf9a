"""Tests what is added to a network while it learns, and its training examples."""

import sys

import keras
import numpy as np
import pytest
import tensorflow as tf

from model.learning import examples
from model.learning.architecture import (
    FACTORS,
    FusedBatchNorm,
    build_network,
    fold_batch_norm,
    is_digit_loss,
    scale_temperature,
    with_batch_norm,
)
from model.network import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_folding_the_normalization_changes_no_value(name):
    model, rng = build_network(name), np.random.default_rng(1)
    learner = with_batch_norm(model, 0.5)
    for weight in learner.weights:
        positive = "variance" in weight.path or "gamma" in weight.path
        weight.assign(rng.uniform(0.5, 1.5, weight.shape) if positive else rng.normal(0, 0.1, weight.shape))
    fold_batch_norm(learner, model)
    images = rng.random((4, 28, 28), np.float32)
    every = [keras.Model(net.inputs, net.get_layer("logits").output) for net in (learner, model)]
    first, second = (net.predict(images, verbose=0) for net in every)
    assert np.abs(first).max() > 1e-3
    assert np.allclose(first, second, rtol=1e-4, atol=1e-4 * np.abs(first).max())


def test_outputs_are_float32_whatever_the_hidden_layers_are():
    learner = with_batch_norm(build_network("dense"), 0.1, "mixed_bfloat16")
    assert [output.dtype for output in learner.outputs] == ["float32", "float32"]
    assert learner.get_layer("hidden1").compute_dtype == "bfloat16"
    assert {weight.dtype for weight in learner.weights} == {"float32"}


def test_fused_normalization_trains_like_keras_s():
    rng = np.random.default_rng(5)
    images, weights = rng.normal(3, 2, (200, 4, 5, 6)), rng.normal(size=(200, 4, 5, 6))
    found = []
    for kind in (FusedBatchNorm, keras.layers.BatchNormalization):
        norm, inputs = kind(momentum=0.7), tf.constant(images, tf.float32)
        norm.build(inputs.shape)
        norm.gamma.assign([1.0, 2, 3, 4, 5, 6])
        norm.beta.assign([0.5, -1, 2, 0, 3, 1])
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            outputs = norm(inputs, training=True)
            loss = tf.reduce_sum(weights * outputs**2)
        gradients = tape.gradient(loss, [inputs, norm.gamma.value, norm.beta.value])
        later = norm(inputs, training=False)
        found.append([outputs, *gradients, norm.moving_mean, norm.moving_variance, later])
    for fused, usual in zip(*found):
        # one divides the variance by n - 1, here 1999, and the other by n, 2000
        np.testing.assert_allclose(fused, usual, rtol=2e-3, atol=2e-3 * np.abs(usual).max())


# Is it a digit?


def losses(target: np.ndarray, z: np.ndarray) -> np.ndarray:
    return np.asarray(is_digit_loss(target.astype(np.float32), z.astype(np.float32)))


def test_for_a_digit_only_its_own_neuron_has_a_loss():
    rng = np.random.default_rng(2)
    z, target = rng.normal(scale=3, size=(10, 10)), np.eye(10)
    loss = losses(target, z)
    np.testing.assert_allclose(loss, np.log1p(np.exp(-z.diagonal())), rtol=1e-5)
    others = np.where(target > 0, z, rng.normal(scale=3, size=z.shape))
    np.testing.assert_allclose(losses(target, others), loss)


def test_for_a_non_digit_all_ten_neurons_have_a_loss():
    z = np.random.default_rng(3).normal(scale=3, size=(20, 10))
    each = keras.ops.binary_crossentropy(np.zeros_like(z), z, from_logits=True)
    np.testing.assert_allclose(losses(np.zeros_like(z), z), np.asarray(each).sum(axis=1), rtol=1e-4)


# Sharpen


def test_temperature_scaling_lowers_the_loss_and_changes_no_answer():
    keras.utils.set_random_seed(1)
    model, rng = build_network("dense"), np.random.default_rng(4)
    images = rng.random((200, 28, 28), np.float32)
    inner = keras.Model(model.inputs, model.get_layer("logits").input)
    hidden, before = inner.predict(images, verbose=0), model.predict(images, verbose=0)
    labels = np.where(rng.random(200) < 0.9, before.argmax(axis=1), 0)
    factor = scale_temperature(model, images, labels)
    after = model.predict(images, verbose=0)
    assert factor == max(FACTORS)  # it is right nine times out of ten but never sure
    np.testing.assert_array_equal(after.argmax(axis=1), before.argmax(axis=1))
    np.testing.assert_array_equal(inner.predict(images, verbose=0), hidden)
    loss = [-np.log(probs[np.arange(200), labels]).mean() for probs in (before, after)]
    assert loss[1] < loss[0]


def test_temperature_scaling_finds_the_calibrated_factor():
    keras.utils.set_random_seed(2)
    model, rng = build_network("dense"), np.random.default_rng(5)
    images = rng.random((4000, 28, 28), np.float32)
    kernel, bias = model.get_layer("logits").get_weights()
    model.get_layer("logits").set_weights([kernel * 8, bias])
    probs = model.predict(images, batch_size=500, verbose=0)
    labels = np.array([rng.choice(10, p=each / each.sum()) for each in probs.astype(float)])
    model.get_layer("logits").set_weights([kernel * 8 * 1.5, bias])
    assert scale_temperature(model, images, labels) == pytest.approx(1 / 1.5, rel=0.1)


# Examples


def test_drawings_are_the_same_with_any_number_of_processes(monkeypatch):
    monkeypatch.setattr(examples, "MIN_WRITTEN", 50)
    monkeypatch.setattr(examples, "AT_A_TIME", 20)
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)  # maybe set by another test
    first, second = (examples.write_examples(5, np.random.default_rng(6)) for _ in range(2))
    assert [len(part.images) for part in first] == [50, 50]
    for one, other in zip(first, second):
        np.testing.assert_array_equal(one.images, other.images)
        np.testing.assert_array_equal(one.targets, other.targets)
    assert len(np.unique(first.digits.images, axis=0)) == 50  # no process repeats another's
