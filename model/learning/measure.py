"""Measures of a dense network in training: losses, gradients, dead neurons, on fixed samples.

Takes a Keras network and images, returns figures. Knows nothing of processes, people or pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf


class Measures(NamedTuple):
    """`figures` (4,) as in `Point`, `gradient_sizes` (layers,) and `dead` (hidden layers,) neurons."""

    figures: np.ndarray
    gradient_sizes: np.ndarray
    dead: np.ndarray


Sample = Sequence[np.ndarray]  # float32 (n, 28, 28) images, int64 (n,) labels


def make_measure(model: keras.Model, sample: Sample, test_sample: Sample) -> Callable[[], Measures]:
    """Return a function that measures the current state of a network.

        size of a layer's gradient = √ Σ (∂ loss / ∂ weight)², over its kernel and bias

    Args:
        model: dense layers, perhaps with activation functions as layers of their own; the last gives logits.
        sample: images that it is trained on, for loss, accuracy, gradients and dead neurons.
        test_sample: images that it has never seen.

    Returns:
        A function that returns `Measures`; the first call compiles it. A neuron is dead if its activation is
        the same for every image of the sample.
    """
    every_layer = keras.Model(model.inputs, [layer.output for layer in model.layers])
    hidden = [number for number, layer in enumerate(model.layers) if layer.weights][:-1]
    activations = [number if model.layers[number + 1].weights else number + 1 for number in hidden]
    images, labels, test_images, test_labels = map(tf.constant, (*sample, *test_sample))

    @tf.function
    def measure() -> tuple[tf.Tensor, ...]:
        with tf.GradientTape() as tape:
            values = every_layer(images, training=False)
            loss = _loss(values[-1], labels)
        gradients = tape.gradient(loss, model.trainable_variables, unconnected_gradients="zero")
        squares = [tf.reduce_sum(tf.square(gradient)) for gradient in gradients]
        sizes = [tf.sqrt(kernel + bias) for kernel, bias in zip(squares[::2], squares[1::2])]
        tested = every_layer(test_images, training=False)[-1]
        figures = [
            loss,
            _accuracy(values[-1], labels),
            _loss(tested, test_labels),
            _accuracy(tested, test_labels),
        ]
        dead = [_number_of_constants(values[number]) for number in activations]
        return tf.stack(figures), tf.stack(sizes), tf.stack(dead) if dead else tf.zeros([0], tf.int64)

    return lambda: Measures(*(values.numpy() for values in measure()))


def _loss(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def _accuracy(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.cast(tf.argmax(logits, axis=1) == labels, tf.float32))


def _number_of_constants(activations: tf.Tensor) -> tf.Tensor:
    same = tf.reduce_max(activations, axis=0) == tf.reduce_min(activations, axis=0)
    return tf.math.count_nonzero(same)
