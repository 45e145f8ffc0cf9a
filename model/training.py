"""Train a dense network while others watch: start, pause, go on, stop; snapshots all along.

Takes choices and data, gives immutable snapshots. Plain Keras: a callback publishes what it sees.
Knows nothing of pages; whoever looks on says, through `alive`, whether they are still there.
"""

from __future__ import annotations

import gc
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from model.choices import Choices, prepare
from model.dense import DenseNetwork
from model.line import Line
from model.measure import Measures, Point, Snapshot, curve_steps, make_measure
from model.mnist import Mnist

QUEUED, RUNNING, PAUSED = "queued", "running", "paused"
DONE, STOPPED, BLEW_UP, FAILED = "done", "stopped", "blew up", "failed"
ENDED = (DONE, STOPPED, BLEW_UP, FAILED)

PUBLISH_SECONDS = 0.25  # between two snapshots, unless making them takes more than a fifth of the time
SAMPLE = 500  # images of each kind that everything but the final accuracy is measured on
ALIVE_SECONDS = 1.0  # between two looks whether anybody is still there
GRACE_SECONDS = 4.0  # for a connection that comes back at once


@dataclass(frozen=True)
class Progress:
    """Where a training stands.

    Attributes:
        state: QUEUED, RUNNING, PAUSED, DONE, STOPPED, BLEW_UP or FAILED.
        place: in the queue, 1 for the next; 0 when it is not waiting.
        snapshot: the newest; None until there is one.
        seconds: spent training, pauses and waiting left out.
        seconds_left: as the pace so far has it; None until there is a pace.
        test_accuracy: on all test images, once it is done.
        problem: what went wrong, where something did.
    """

    state: str
    place: int
    snapshot: Snapshot | None
    seconds: float
    seconds_left: float | None
    test_accuracy: float | None
    problem: str


class Training:
    """One training, in a thread of its own, from `start()` until it is done, stopped or abandoned."""

    def __init__(
        self, choices: Choices, data: Mnist, line: Line, alive: Callable[[], bool] = lambda: True
    ) -> None:
        """`data` may hold more images than are chosen, and as uint8, which takes a quarter of the room."""
        self.choices = choices
        self._data: Mnist | None = data
        self._line, self._alive = line, alive
        self._last_look = self._last_alive = time.monotonic()
        self._changed = threading.Condition()
        self._state, self._problem = QUEUED, ""
        self._pause = self._stop = False
        self._snapshot: Snapshot | None = None
        self._test_accuracy: float | None = None
        self._seconds, self._since = 0.0, None
        self._thread = threading.Thread(target=self._run, name="inkling-training", daemon=True)

    def start(self) -> None:
        """Get in line; training begins when there is a free slot."""
        self._thread.start()

    def pause(self) -> None:
        """Halt before the next step, and let others have the slot."""
        self._tell(pause=True)

    def resume(self) -> None:
        """Go on, once there is a free slot."""
        self._tell(pause=False)

    def stop(self) -> None:
        """End before the next step; what has been learnt stays."""
        self._tell(stop=True)

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end; whether it has come."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def progress(self) -> Progress:
        """Where it stands at this moment."""
        with self._changed:
            place = self._line.place(self) if self._state == QUEUED else 0
            seconds = self._seconds + (time.monotonic() - self._since if self._since else 0)
            step = self._snapshot.now.step if self._snapshot else 0
            left = seconds / step * (self.choices.steps - step) if step and seconds > 1 else None
            return Progress(
                self._state, place, self._snapshot, seconds, left, self._test_accuracy, self._problem
            )

    def publish(self, snapshot: Snapshot) -> None:
        """Show a snapshot to whoever looks."""
        with self._changed:
            self._snapshot = snapshot

    def goes_on(self) -> bool:
        """Whether to take another step; a pause is spent in here."""
        if self._pause and not self._given_up():
            self._leave(PAUSED)
            with self._changed:
                while self._pause and not self._given_up():
                    self._changed.wait(ALIVE_SECONDS)
            return not self._given_up() and self._enter()
        return not self._given_up()

    def _tell(self, pause: bool = False, stop: bool = False) -> None:
        with self._changed:
            self._pause, self._stop = pause, self._stop or stop
            self._changed.notify_all()
        self._line.wake()

    def _run(self) -> None:
        end, problem = STOPPED, ""
        try:
            if self._enter():
                end = self._fit(self._data)
        except Exception as error:  # whatever Keras raises, e.g. for want of memory: the page must say so
            end, problem = FAILED, f"{type(error).__name__}: {error}"
        finally:
            self._data = None
            gc.collect()  # a Keras network is full of cycles, and no page may be there to see to them
            self._leave(end, problem)

    def _enter(self) -> bool:
        with self._changed:
            self._state = QUEUED
        entered = self._line.enter(self, self._given_up)
        if entered:
            with self._changed:
                self._state, self._since = RUNNING, time.monotonic()
        return entered

    def _leave(self, state: str, problem: str = "") -> None:
        with self._changed:
            if self._since:
                self._seconds += time.monotonic() - self._since
            self._state, self._since, self._problem = state, None, problem
        self._line.leave(self)

    def _given_up(self) -> bool:
        """Whether it was told to stop, or nobody has been there for some seconds."""
        now = time.monotonic()
        if now - self._last_look >= ALIVE_SECONDS:
            self._last_look = now
            if self._alive():
                self._last_alive = now
        return self._stop or now - self._last_alive > GRACE_SECONDS

    def _fit(self, data: Mnist) -> str:
        choices = self.choices
        images, labels = data.x_train[: choices.images], data.y_train[: choices.images]
        model = prepare(choices)
        sample = _to_float(images[:SAMPLE]), labels[:SAMPLE]
        test_sample = _to_float(data.x_test[:SAMPLE]), data.y_test[:SAMPLE]
        publisher = _Publisher(self, make_measure(model, sample, test_sample))
        batches = make_batches(images, labels, choices.batch_size, choices.seed)
        model.fit(batches, epochs=choices.epochs, verbose=0, shuffle=False, callbacks=[publisher])
        if publisher.blew_up:
            return BLEW_UP
        if publisher.step < choices.steps:
            return STOPPED
        logits = model.predict(_to_float(data.x_test), batch_size=1000, verbose=0)
        self._test_accuracy = float((logits.argmax(axis=1) == data.y_test).mean())
        return DONE


def make_batches(images: np.ndarray, labels: np.ndarray, batch_size: int, seed: int) -> tf.data.Dataset:
    """Batches of float32 images and labels, one epoch long, shuffled anew in every epoch.

    The order hangs on the seed alone, not on a generator that other trainings draw from, too.
    """
    order = tf.data.Dataset.range(len(images)).shuffle(len(images), seed=seed).batch(batch_size)
    all_images, all_labels = tf.constant(images), tf.constant(labels)
    whole = 255.0 if images.dtype == np.uint8 else 1.0

    def pick(places: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return tf.cast(tf.gather(all_images, places), tf.float32) / whole, tf.gather(all_labels, places)

    return order.map(pick).prefetch(2)


def _to_float(images: np.ndarray) -> np.ndarray:
    return images if images.dtype == np.float32 else images.astype(np.float32) / 255


class _Publisher(keras.callbacks.Callback):
    """Measures at fixed steps, publishes a few times a second, ends the training when it has to."""

    def __init__(self, training: Training, measure: Callable[[], Measures]) -> None:
        super().__init__()
        self.training, self.measure = training, measure
        self.step, self.blew_up, self.next_time = 0, False, 0.0
        self.curve_steps = curve_steps(training.choices.steps)
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
        if self.blew_up or not self.training.goes_on():
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
        weights = tuple(map(np.array, self.model.get_weights()))
        network = DenseNetwork(weights, self.training.choices.activation)
        sizes, dead = tuple(measures.gradient_sizes.tolist()), tuple(measures.dead.tolist())
        self.training.publish(Snapshot(network, now, tuple(self.curve), sizes, dead))
        took = time.monotonic() - started
        self.next_time = time.monotonic() + max(PUBLISH_SECONDS, 4 * took)
        return now
