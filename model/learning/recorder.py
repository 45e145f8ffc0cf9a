"""Callbacks of `fit` for training a shipped network: snapshots of its history, and Ctrl+C.

Takes a Keras network in training, returns a `History`. Knows nothing of files, pages or live training.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

import keras
import numpy as np

from model.network import dense_network
from model.preprocess.mnist import Mnist
from model.training.history import MEASURED, History
from model.training.snapshot import Point

SNAPSHOTS = 25


def snapshot_steps(steps_per_epoch: int, epochs: int) -> list[int]:
    """Return steps 0, 1, 2, 5, 10, 20, 50, … of the first epoch, then ends of epochs: all of them, or as
    many as make `SNAPSHOTS`, closer together at first; always the last step.
    """
    early = [base * 10**power for power in range(7) for base in (1, 2, 5)]
    early = [0, *(step for step in early if step < steps_per_epoch)]
    number = max(2, SNAPSHOTS - len(early))
    ends = np.arange(1, epochs + 1)
    if epochs > number:
        ends = np.unique(np.geomspace(1, epochs, number).round().astype(int))
        missing = np.setdiff1d(np.arange(1, epochs + 1), ends)[: number - len(ends)]
        ends = np.union1d(ends, missing)
    return [*early, *(int(end) * steps_per_epoch for end in ends)]


class HistoryRecorder(keras.callbacks.Callback):
    """A callback of `fit` that takes a snapshot at the start and at `snapshot_steps`."""

    def __init__(
        self,
        data: Mnist,
        steps_per_epoch: int,
        epochs: int,
        as_shipped: Callable[[keras.Model], keras.Model] = lambda model: model,
    ) -> None:
        """Measure on `data`, in a training of `epochs` epochs.

        `as_shipped` turns the network in training into the shipped one, if they differ.
        """
        super().__init__()
        self.as_shipped = as_shipped
        self.data, self.steps_per_epoch = data, steps_per_epoch
        self.steps = set(snapshot_steps(steps_per_epoch, epochs))
        self.step = 0
        self.taken: list[tuple[Point, list[np.ndarray], np.ndarray]] = []

    def on_train_begin(self, logs: dict | None = None) -> None:
        """Take the untrained network."""
        self._take(self.as_shipped(self.model))

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Take the network if it is time."""
        self.step += 1
        if self.step in self.steps:
            self._take(self.as_shipped(self.model))

    def history(self, shipped: keras.Model) -> History:
        """Return all snapshots; the last one is the shipped network."""
        if self.taken[-1][0].step == self.step:
            self.taken.pop()
        self._take(shipped)
        points, weights, predicted = zip(*self.taken)
        return History(
            points,
            tuple(point.step / self.steps_per_epoch for point in points),
            tuple(dense_network(tuple(each)) for each in weights),
            np.stack(predicted),
        )

    def _take(self, model: keras.Model) -> None:
        data = self.data
        loss, accuracy, _ = _measure(model, data.x_train[:MEASURED], data.y_train[:MEASURED])
        test_loss, test_accuracy, predicted = _measure(model, data.x_test, data.y_test)
        point = Point(self.step, loss, accuracy, test_loss, test_accuracy)
        self.taken.append((point, model.get_weights(), predicted))


class Interrupt(keras.callbacks.Callback):
    """Ends a training after the batch in which Ctrl+C is pressed; a second press ends it at once.

    Python raises a KeyboardInterrupt anywhere. If this happens in a `__del__`, of which TensorFlow has some,
    the error is printed and lost, and the training goes on.
    """

    is_wished = False

    def on_train_begin(self, logs: dict | None = None) -> None:
        """From now on, only note a press. A process that ignores presses still ignores them."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.is_wished = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """End the training if Ctrl+C was pressed.

        Raises:
            KeyboardInterrupt: Ctrl+C was pressed.
        """
        if self.is_wished:
            raise KeyboardInterrupt

    def on_train_end(self, logs: dict | None = None) -> None:
        """From now on, presses raise at once again."""
        if signal.getsignal(signal.SIGINT) == self._note:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _measure(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> tuple[float, float, np.ndarray]:
    probs = np.concatenate(
        [np.asarray(model(part, training=False)) for part in np.split(images, _cuts(images))]
    )
    predicted = probs.argmax(axis=1).astype(np.uint8)
    right = np.maximum(probs[np.arange(len(labels)), labels], keras.config.epsilon())
    return float(-np.log(right).mean()), float((predicted == labels).mean()), predicted


def _cuts(images: np.ndarray, size: int = 1000) -> range:
    return range(size, len(images), size)
