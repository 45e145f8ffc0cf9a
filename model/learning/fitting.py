"""Fit a dense network while others watch: plain Keras, and a callback that publishes what it sees.

Takes choices and data, gives immutable snapshots on the way and an outcome. Knows nothing of
processes or pages; whoever looks on says, through `goes_on`, whether to take another step.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from model.choices import Choices
from model.learning.architecture import build_chosen
from model.learning.keras_model import from_keras
from model.learning.measure import Measures, curve_steps, make_measure
from model.mnist import Mnist
from model.network import Network
from model.own_detector import fit_own_detector
from model.snapshot import BLEW_UP, DONE, MEASURED, STOPPED, Outcome, Point, Snapshot

PUBLISH_SECONDS = 0.25  # between two snapshots, or four times what making one takes; less than POLL_SECONDS


def fit(
    choices: Choices, data: Mnist, publish: Callable[[Snapshot], None], goes_on: Callable[[], bool]
) -> Outcome:
    """Train a network on the first of the data's images, and fit its novelty detector.

    Args:
        choices: what network, and how it is trained.
        data: may hold more images than are chosen, and as uint8, which takes a quarter of the room.
        publish: is given a snapshot at the start, a few times a second, and at the end.
        goes_on: is asked after every step; may take its time.
    """
    images, labels = data.x_train[: choices.images], data.y_train[: choices.images]
    whole = build_chosen(choices)
    model = compile_for_training(whole, choices)
    sample = _to_float(images[:MEASURED]), labels[:MEASURED]
    test_sample = _to_float(data.x_test[:MEASURED]), data.y_test[:MEASURED]
    measure = make_measure(model, sample, test_sample)
    publisher = _Publisher(choices, measure, lambda: from_keras(whole, "yours"), publish, goes_on)
    batches = make_batches(images, labels, choices.batch_size, choices.seed)
    model.fit(batches, epochs=choices.epochs, verbose=0, shuffle=False, callbacks=[publisher])
    if publisher.blew_up:
        return Outcome(BLEW_UP)
    detector = fit_own_detector(from_keras(whole, "yours"))
    if publisher.step < choices.steps:
        return Outcome(STOPPED, detector=detector)
    logits = model.predict(_to_float(data.x_test), batch_size=1000, verbose=0)
    return Outcome(DONE, float((logits.argmax(axis=1) == data.y_test).mean()), detector=detector)


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


def make_batches(images: np.ndarray, labels: np.ndarray, batch_size: int, seed: int) -> tf.data.Dataset:
    """Batches of float32 images and labels, one epoch long, shuffled anew in every epoch.

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


class _Publisher(keras.callbacks.Callback):
    """Measures at fixed steps, publishes a few times a second, ends the training when it has to."""

    def __init__(
        self,
        choices: Choices,
        measure: Callable[[], Measures],
        network: Callable[[], Network],
        publish: Callable[[Snapshot], None],
        goes_on: Callable[[], bool],
    ) -> None:
        super().__init__()
        self.choices, self.measure, self.network = choices, measure, network
        self.publish, self.goes_on = publish, goes_on
        self.step, self.blew_up, self.next_time = 0, False, 0.0
        self.curve_steps = curve_steps(choices.steps)
        self.curve: list[Point] = []

    def on_train_begin(self, logs: dict | None = None) -> None:
        self.observe()

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        self.step += 1
        suspect = not math.isfinite(logs["loss"])  # a mean over the epoch so far
        if suspect or self.step in self.curve_steps or time.monotonic() >= self.next_time:
            self.blew_up = not math.isfinite(self.observe().loss)
        if suspect:
            self.model.reset_metrics()  # or one batch, long survived, would be held against it
        if self.blew_up or not self.goes_on():
            self.model.stop_training = True

    def on_train_end(self, logs: dict | None = None) -> None:
        self.next_time = 0.0
        self.observe()

    def observe(self) -> Point:
        """Measure; keep that for the curves where it belongs there, and publish when it is time."""
        started = time.monotonic()
        measures = self.measure()
        now = Point(self.step, *measures.figures.tolist())
        if self.step in self.curve_steps and (not self.curve or self.curve[-1].step < self.step):
            self.curve.append(now)
        if started < self.next_time:
            return now
        sizes, dead = tuple(measures.gradient_sizes.tolist()), tuple(measures.dead.tolist())
        self.publish(Snapshot(self.network(), now, tuple(self.curve), sizes, dead))
        took = time.monotonic() - started
        self.next_time = time.monotonic() + max(PUBLISH_SECONDS, 4 * took)
        return now
