"""Untrained networks, and what is added to them during training.

Takes a name, returns an untrained Keras model. Knows nothing of data, files or pages.
Every operation whose value is worth seeing is its own named layer.
"""

from __future__ import annotations

import re
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES


def build_network(name: str) -> keras.Model:
    """Return an untrained network: (28, 28) in [0, 1] -> ten probabilities.

    `dense` is the textbook's 784 → 128 → 128 → 10 with ReLU, 118,282 weights; so is `novelty_dense`, which
    learns something else. `conv` has two pairs of convolutions, each ending in a max-pooling, below one dense
    layer; `novelty_conv` has one and then two, with fewer filters, 47,530 weights in all, and only learns
    what is a digit.

    Raises:
        ValueError: `name` is none of these.
    """
    bodies = {
        "dense": _dense_body,
        "conv": _conv_body,
        "novelty_dense": _dense_body,
        "novelty_conv": _novelty_conv_body,
    }
    if name not in bodies:
        raise ValueError(f"there is no network {name!r}; there are {', '.join(bodies)}")
    head = [layers.Dense(NUM_CLASSES, name="logits"), layers.Softmax(name="probs")]
    image = keras.Input((IMAGE_SIZE, IMAGE_SIZE), name="image")
    return keras.Sequential([image, *bodies[name](), *head], name=name)


def _dense_body() -> list[layers.Layer]:
    return [layers.Flatten(name="flatten"), *_dense_relu("hidden1", 128), *_dense_relu("hidden2", 128)]


def _conv_body() -> list[layers.Layer]:
    return [
        layers.Reshape((IMAGE_SIZE, IMAGE_SIZE, 1), name="pixels"),
        *_conv_relu("conv1", 16, 3),
        *_conv_relu("conv2", 32, 3),
        layers.MaxPooling2D(2, name="pool1"),
        *_conv_relu("conv3", 64, 3),
        *_conv_relu("conv4", 64, 3),
        layers.MaxPooling2D(2, name="pool2"),
        layers.Flatten(name="flatten"),
        *_dense_relu("hidden", 128),
    ]


def _novelty_conv_body() -> list[layers.Layer]:
    return [
        layers.Reshape((IMAGE_SIZE, IMAGE_SIZE, 1), name="pixels"),
        *_conv_relu("conv1", 16, 3),
        layers.MaxPooling2D(2, name="pool1"),
        *_conv_relu("conv2", 32, 3),
        *_conv_relu("conv3", 32, 3),
        layers.MaxPooling2D(2, name="pool2"),
        layers.Flatten(name="flatten"),
        *_dense_relu("hidden", 64),
    ]


def _dense_relu(name: str, units: int) -> list[layers.Layer]:
    return [layers.Dense(units, name=name), layers.ReLU(name=f"{name}_relu")]


def _conv_relu(name: str, filters: int, size: int) -> list[layers.Layer]:
    return [layers.Conv2D(filters, size, name=name), layers.ReLU(name=f"{name}_relu")]


"""
## For the training
"""


FACTORS = [2 ** (step / 16) for step in range(-16, 17)]  # of all logits: from half to twice as large
IS_DIGIT = "is_digit"  # the name of the learner's second output


def fastest_precision() -> str:
    """Return Keras's name for the numbers that this machine trains with fastest.

    A processor that multiplies bfloat16 natively takes two thirds of the time; any other takes far longer.
    Weights are float32 either way.
    """
    cpuinfo = Path("/proc/cpuinfo")  # Linux's
    has_bfloat16 = cpuinfo.exists() and re.search(r"avx512_bf16|amx_bf16", cpuinfo.read_text())
    return "mixed_bfloat16" if has_bfloat16 else "float32"


class FusedBatchNorm(layers.BatchNormalization):
    """Keras's batch normalization of (n, rows, cols, filters), trained by a single TensorFlow operation.

    Keras composes it of many operations, which take three quarters of a step of `conv` on a CPU; with this
    one, a step takes half as long. Values, gradients and running statistics are the same, except that the
    running variance is divided by one less than the number of values.
    """

    def call(self, inputs: tf.Tensor, training: bool | None = None) -> tf.Tensor:
        """Do the same to a batch as Keras's own, in another way."""
        if not training:
            return super().call(inputs, training=False)
        outputs, mean, variance = tf.compat.v1.nn.fused_batch_norm(
            inputs, tf.cast(self.gamma, tf.float32), tf.cast(self.beta, tf.float32), epsilon=self.epsilon
        )[:3]
        for running, of_batch in ((self.moving_mean, mean), (self.moving_variance, variance)):
            running.assign(self.momentum * running + (1 - self.momentum) * of_batch)
        return outputs


def with_batch_norm(model: keras.Model, dropout: float, precision: str = "float32") -> keras.Model:
    """Return the same operations, with additions that help to train them, and a second output.

    These are a batch normalization (S. Ioffe, C. Szegedy 2015) before every ReLU and dropout (N. Srivastava
    et al. 2014) of the inputs of every dense layer. The second output, (n, 10), are ten neurons that read the
    last hidden layer, "is it a 0?" to "is it a 9?": so it learns to tell digits from non-digits. The shipped
    network doesn't have them; there, the novelty detector (model/novelty/novelty.py) is fitted instead.

    Args:
        model: an untrained network.
        dropout: the share of inputs, 0 to 1.
        precision: of the hidden layers, by Keras's name; see `fastest_precision`.
    """
    values = image = keras.Input(model.input_shape[1:])
    for layer in model.layers:
        is_output = layer.name in ("logits", "probs")
        if isinstance(layer, layers.ReLU):
            norm = FusedBatchNorm if len(values.shape) == 4 else layers.BatchNormalization
            values = norm(momentum=0.98, name=f"{layer.name}_norm", dtype=precision)(values)
        if isinstance(layer, layers.Dense) and dropout:
            values = layers.Dropout(dropout)(values)
        if layer.name == "logits":
            is_digit = layers.Dense(NUM_CLASSES, name=IS_DIGIT)(values)
        config = layer.get_config() | {"dtype": "float32" if is_output else precision}
        values = layer.__class__.from_config(config)(values)
    return keras.Model(image, [values, is_digit])


def is_digit_loss(target: tf.Tensor, z: tf.Tensor) -> tf.Tensor:
    """Return the second output's binary cross-entropy: a digit's own neuron's, or all ten's for a non-digit.

        log(1 + exp(-z[digit])),  or of a non-digit  Σ log(1 + exp(z))

    Args:
        target: (n, 10), 1 at the digit; all 0 for a non-digit.
        z: (n, 10), log-odds.

    Returns:
        (n,), each at least 0.
    """
    is_none = 1 - tf.reduce_sum(target, axis=1)
    of_digits = tf.reduce_sum(target * tf.nn.softplus(-z), axis=1)
    return of_digits + is_none * tf.reduce_sum(tf.nn.softplus(z), axis=1)


def fold_batch_norm(learner: keras.Model, model: keras.Model) -> keras.Model:
    """Give `model` weights with which it computes the same as `learner`, without normalization.

    γ (w·x + b - μ) / σ + β  =  (γ w / σ)·x + γ (b - μ) / σ + β, with the running mean μ and variance σ².
    """
    for layer in model.layers:
        if layer.weights:
            kernel, bias = learner.get_layer(layer.name).get_weights()
            if layer.name != "logits":
                norm = learner.get_layer(f"{layer.name}_relu_norm")
                gamma, beta, mean, variance = norm.get_weights()
                factor = gamma / np.sqrt(variance + norm.epsilon)
                kernel, bias = kernel * factor, (bias - mean) * factor + beta
            layer.set_weights([kernel, bias])
    return model


def scale_temperature(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """Scale the logits so that probabilities mean what they say (C. Guo et al. 2017, temperature scaling).

    A network trained to be undecided about non-digits is a little too undecided about digits, too.
    No answer changes, and no neuron in the hidden layers.

    Args:
        model: with a dense layer "logits".
        images: float32 (n, 28, 28), of digits that it hasn't learned from.
        labels: int (n,).

    Returns:
        The factor from `FACTORS` with the lowest loss; weights and biases were multiplied by it.
    """
    layer = model.get_layer("logits")
    z = keras.Model(model.inputs, layer.output).predict(images, batch_size=500, verbose=0).astype(np.float64)

    def loss(factor: float) -> float:
        scaled = factor * z
        total = np.log(np.exp(scaled - scaled.max(axis=1, keepdims=True)).sum(axis=1)) + scaled.max(axis=1)
        return float((total - scaled[np.arange(len(z)), labels]).mean())

    best = min(FACTORS, key=loss)
    layer.set_weights([best * weight for weight in layer.get_weights()])
    return best
