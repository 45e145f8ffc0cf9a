"""Fit a dense network while others watch: plain Keras in a loop of its own, which publishes what it sees.

Takes choices and data, gives immutable snapshots on the way and an outcome. Knows nothing of
processes or pages; anyone who looks on says, through `goes_on`, whether to take another step.

Keras's own `fit` comes back to Python after every step, which for a small network takes longer than the step.
"""

from __future__ import annotations

import bisect
import math
import time
from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from model.learning.architecture import build_chosen
from model.learning.keras_model import from_keras, to_keras
from model.learning.measure import Measures, make_measure
from model.network import Network
from model.novelty.own_detector import fit_own_detector
from model.novelty.own_digits import TaughtImages
from model.preprocess.mnist import Mnist
from model.training.choices import Choices
from model.training.snapshot import (
    BLEW_UP,
    DONE,
    MEASURED,
    STOPPED,
    Outcome,
    Point,
    Snapshot,
    curve_steps,
)

PUBLISH_SECONDS = 0.25  # between two snapshots, or four times what making one takes; less than POLL_SECONDS
LISTEN_SECONDS = 0.1  # of steps taken at once, at most, before it is asked whether to go on; seen as at once


def fit(
    choices: Choices,
    data: Mnist,
    publish: Callable[[Snapshot], None],
    goes_on: Callable[[], bool],
    own: TaughtImages | None = None,
    begin_with: Network | None = None,
) -> Outcome:
    """Train a network on the first of the data's images, and fit its novelty detector.

    Args:
        choices: what network, and how it is trained.
        data: may hold more images than are chosen, and as uint8, which takes a quarter of the room.
        publish: is given a snapshot at the start, a few times a second, and at the end.
        goes_on: is asked after the first step, and then every few; may take its time.
        own: digits of somebody's own to learn from besides, as many as are chosen.
        begin_with: the network to begin with, in place of random weights.
    """
    images, labels = training_set(choices, data, own)
    whole = build_chosen(choices) if begin_with is None else to_keras(begin_with)
    model = compile_for_training(whole, choices)
    sample = _to_float(images[:MEASURED]), labels[:MEASURED]
    test_sample = _to_float(data.x_test[:MEASURED]), data.y_test[:MEASURED]
    measure = make_measure(model, sample, test_sample)
    publisher = _Publisher(choices, measure, lambda: from_keras(whole, "yours"), publish)
    batches = make_batches(images, labels, choices.batch_size, choices.seed).repeat(choices.epochs)
    _train(make_steps(model, batches), publisher, choices.steps, goes_on)
    if publisher.blew_up:
        return Outcome(BLEW_UP)
    detector = fit_own_detector(from_keras(whole, "yours"), own)
    if publisher.step < choices.steps:
        return Outcome(STOPPED, detector=detector)
    logits = model.predict(_to_float(data.x_test), batch_size=1000, verbose=0)
    return Outcome(DONE, float((logits.argmax(axis=1) == data.y_test).mean()), detector=detector)


def training_set(
    choices: Choices, data: Mnist, own: TaughtImages | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The images that are learned from, and their labels: first MNIST's, then the user's own, repeated."""
    images, labels = data.x_train[: choices.images], data.y_train[: choices.images]
    if own is None or not choices.own_digits:
        return images, labels
    scale = 1 if images.dtype == np.uint8 else np.float32(1 / 255)
    added = np.repeat(own.images[: choices.own_digits], choices.own_times, axis=0)
    added_labels = np.repeat(own.labels[: choices.own_digits], choices.own_times)
    return (
        np.concatenate([images, (added * scale).astype(images.dtype)]),
        np.concatenate([labels, added_labels.astype(labels.dtype)]),
    )


def _train(
    take: Callable[[int], tuple[int, bool]], publisher: _Publisher, steps: int, goes_on: Callable[[], bool]
) -> None:
    """Take all steps, a few at once, unless the network blows up or it does not go on."""
    publisher.observe()
    pace = LISTEN_SECONDS  # seconds a step, so that the first one is alone
    while publisher.step < steps:
        count = max(1, min(int(LISTEN_SECONDS / pace), publisher.steps_to_next_point))
        started = time.monotonic()
        taken, is_finite = take(count)
        if publisher.step:  # the first takes long, since TensorFlow compiles it
            pace = max(1e-6, (time.monotonic() - started) / taken)
        publisher.advance(taken, is_finite)
        if publisher.blew_up or not goes_on():
            break
    publisher.finish()


def compile_for_training(whole: keras.Model, choices: Choices) -> keras.Model:
    """The network as it is trained: up to the logits, without the softmax.

    The loss of logits is exact where that of probabilities is clipped, and is seen to blow up.
    """
    model = keras.Model(whole.inputs, whole.get_layer("logits").output)
    optimizer = getattr(keras.optimizers, choices.optimizer)
    model.compile(
        optimizer=optimizer(float(choices.learning_rate)),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def make_steps(model: keras.Model, batches: tf.data.Dataset) -> Callable[[int], tuple[int, bool]]:
    """A function that takes a number of steps of the optimizer, a batch each, without coming back to Python.

    It gives how many it has taken, and whether the last one's loss was finite: after one that was not it
    takes no further step.
    """
    iterator, optimizer = iter(batches), model.optimizer
    optimizer.build(model.trainable_variables)

    @tf.function
    def take(count: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        taken, is_finite = tf.constant(0), tf.constant(True)
        while taken < count and is_finite:
            images, labels = next(iterator)
            with tf.GradientTape() as tape:
                loss = model.compute_loss(images, labels, model(images, training=True))
            gradients = tape.gradient(loss, model.trainable_variables, unconnected_gradients="zero")
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            taken, is_finite = taken + 1, tf.math.is_finite(loss)
        return taken, is_finite

    def take_steps(count: int) -> tuple[int, bool]:
        taken, is_finite = take(tf.constant(count))
        return int(taken), bool(is_finite)

    return take_steps


def make_batches(images: np.ndarray, labels: np.ndarray, batch_size: int, seed: int) -> tf.data.Dataset:
    """Batches of float32 images and labels, one epoch long, shuffled again in every epoch.

    The order hangs on the seed alone, not on a generator that other trainings draw from, too.
    """
    order = tf.data.Dataset.range(len(images)).shuffle(len(images), seed=seed).batch(batch_size)
    all_images, all_labels = tf.constant(images), tf.constant(labels)
    whole = 255.0 if images.dtype == np.uint8 else 1.0

    def pick(numbers: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return tf.cast(tf.gather(all_images, numbers), tf.float32) / whole, tf.gather(all_labels, numbers)

    return order.map(pick).prefetch(2)


def _to_float(images: np.ndarray) -> np.ndarray:
    return images if images.dtype == np.float32 else images.astype(np.float32) / 255


class _Publisher:
    """Measures at fixed steps, publishes a few times a second, and sees when the network has blown up."""

    def __init__(
        self,
        choices: Choices,
        measure: Callable[[], Measures],
        network: Callable[[], Network],
        publish: Callable[[Snapshot], None],
    ) -> None:
        self.measure, self.network, self.publish = measure, network, publish
        self.step, self.blew_up, self.next_time = 0, False, 0.0
        self.curve_steps = sorted(curve_steps(choices.steps))
        self.curve: list[Point] = []

    @property
    def steps_to_next_point(self) -> int:
        """Of the curves; 1 after the last."""
        place = bisect.bisect_right(self.curve_steps, self.step)
        return self.curve_steps[place] - self.step if place < len(self.curve_steps) else 1

    def advance(self, steps: int, is_finite: bool) -> None:
        """`steps` more steps have been taken; the last one's loss was a finite number, or not."""
        self.step += steps
        if not is_finite or self._is_point or time.monotonic() >= self.next_time:
            self.blew_up = not math.isfinite(self.observe().loss)

    def finish(self) -> None:
        """Publish how it ended."""
        self.next_time = 0.0
        self.observe()

    @property
    def _is_point(self) -> bool:
        place = bisect.bisect_left(self.curve_steps, self.step)
        return place < len(self.curve_steps) and self.curve_steps[place] == self.step

    def observe(self) -> Point:
        """Measure; keep that for the curves where it belongs there, and publish when it is time."""
        started = time.monotonic()
        measures = self.measure()
        now = Point(self.step, *measures.figures.tolist())
        if self._is_point and (not self.curve or self.curve[-1].step < self.step):
            self.curve.append(now)
        if started < self.next_time:
            return now
        sizes, dead = tuple(measures.gradient_sizes.tolist()), tuple(measures.dead.tolist())
        self.publish(Snapshot(self.network(), now, tuple(self.curve), sizes, dead))
        took = (
            time.monotonic() - started if self.step else 0.0
        )  # the first is compiled: no other takes as long
        self.next_time = time.monotonic() + max(PUBLISH_SECONDS, 4 * took)
        return now
