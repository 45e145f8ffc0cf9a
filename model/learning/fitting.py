"""Fit a dense network while people watch: plain Keras in its own loop, which publishes snapshots.

Takes choices and data, returns an outcome, and publishes immutable snapshots during the training. Knows
nothing of processes or pages; `goes_on` says whether to take another step.

Keras's own `fit` returns to Python after every step, which for a small network takes longer than the step.
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
LISTEN_SECONDS = 0.1  # of steps in a row, at most, before `goes_on` is called; it feels immediate


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
        choices: which network, and how it is trained.
        data: may have more images than are chosen, and as uint8, which takes a quarter of the memory.
        publish: gets a snapshot at the start, a few times a second, and at the end.
        goes_on: is called after the first step, and then after every few; may take its time.
        own: the user's own digits, to learn from in addition, as many as are chosen.
        begin_with: the network to begin with, instead of random weights.
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
    """Return the images to learn from, and their labels: first MNIST's, then the user's own, repeated."""
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
    """Take all steps, a few at a time, unless the network blows up or `goes_on` says no."""
    publisher.observe()
    pace = LISTEN_SECONDS  # seconds a step, so that the first one runs alone
    while publisher.step < steps:
        count = max(1, min(int(LISTEN_SECONDS / pace), publisher.steps_to_next_point))
        started = time.monotonic()
        taken, is_finite = take(count)
        if publisher.step:  # not the first, which takes long because TensorFlow compiles it
            pace = max(1e-6, (time.monotonic() - started) / taken)
        publisher.advance(taken, is_finite)
        if publisher.blew_up or not goes_on():
            break
    publisher.finish()


def compile_for_training(whole: keras.Model, choices: Choices) -> keras.Model:
    """Return the network as it is trained: up to the logits, without the softmax.

    The loss of logits is exact, where the loss of probabilities is clipped, and it shows when a network blows
    up.
    """
    model = keras.Model(whole.inputs, whole.get_layer("logits").output)
    optimizer = getattr(keras.optimizers, choices.optimizer)
    model.compile(
        optimizer=optimizer(float(choices.learning_rate)),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def make_steps(model: keras.Model, batches: tf.data.Dataset) -> Callable[[int], tuple[int, bool]]:
    """Return a function that takes a number of optimizer steps, a batch each, without returning to Python.

    It returns how many it has taken, and whether the last loss was finite: it stops after one that
    wasn't.
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
    """Return batches of float32 images and labels, one epoch long, shuffled again in every epoch.

    The order only depends on the seed, not on a generator that other trainings use, too.
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
    """Measures at fixed steps, publishes a few times a second, and notices when the network has blown up."""

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
        """Return the number of steps to the next point of the curves; 1 after the last point."""
        place = bisect.bisect_right(self.curve_steps, self.step)
        return self.curve_steps[place] - self.step if place < len(self.curve_steps) else 1

    def advance(self, steps: int, is_finite: bool) -> None:
        """Count `steps` more steps; `is_finite` says whether the last one's loss was a finite number."""
        self.step += steps
        if not is_finite or self._is_point or time.monotonic() >= self.next_time:
            self.blew_up = not math.isfinite(self.observe().loss)

    def finish(self) -> None:
        """Publish the final state."""
        self.next_time = 0.0
        self.observe()

    @property
    def _is_point(self) -> bool:
        place = bisect.bisect_left(self.curve_steps, self.step)
        return place < len(self.curve_steps) and self.curve_steps[place] == self.step

    def observe(self) -> Point:
        """Measure; save the point if it belongs to the curves, and publish when it is time."""
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
        )  # the first is compiled, so it takes longer than all others
        self.next_time = time.monotonic() + max(PUBLISH_SECONDS, 4 * took)
        return now
