"""How the shipped dense network was learnt: snapshots of its training, kept, saved and read again.

Takes a network in training, gives arrays and a file. Knows nothing of pages or of live training.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import keras
import numpy as np

from model.dense import DenseNetwork
from model.measure import Point
from model.mnist import Mnist
from model.network import TRAINED, NetworkError, load_network

SNAPSHOTS = 25
SAMPLE = 10_000  # training images that loss and accuracy are taken of: as many as there are test images
ROUNDING = 2e-3  # float16 has 11 bits: 0.05 % of a weight, or 6e-8 of 1 where weights are next to 0


@dataclass(frozen=True, eq=False)
class History:
    """A training in snapshots, from the untrained network to the shipped one.

    Attributes:
        points: the measures at each; on all test images, and on `SAMPLE` training images.
        epochs: how many passes over the data each is after, whole or in part.
        networks: the weights at each.
        predicted: uint8 (snapshots, test images), what each took every test image for.
    """

    points: tuple[Point, ...]
    epochs: tuple[float, ...]
    networks: tuple[DenseNetwork, ...] = field(repr=False)
    predicted: np.ndarray = field(repr=False)


def snapshot_steps(steps_per_epoch: int, epochs: int) -> list[int]:
    """Steps 0, 1, 2, 5, 10, 20, 50, … of the first epoch, then ends of epochs: all of them, or as
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
    """A callback for `fit`: takes a snapshot at the start and at `snapshot_steps`."""

    def __init__(
        self,
        data: Mnist,
        steps_per_epoch: int,
        epochs: int,
        as_shipped: Callable[[keras.Model], keras.Model] = lambda model: model,
    ) -> None:
        """Measure on `data`, in a training of so many epochs of so many steps.

        `as_shipped` turns the network that is trained into the one that is kept, where they differ.
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
        """Take the network if it is time to."""
        self.step += 1
        if self.step in self.steps:
            self._take(self.as_shipped(self.model))

    def history(self, shipped: keras.Model) -> History:
        """All that was taken; the last is the network as it is shipped, averaged weights and all."""
        if self.taken[-1][0].step == self.step:
            self.taken.pop()
        self._take(shipped)
        points, weights, predicted = zip(*self.taken)
        return History(
            points,
            tuple(point.step / self.steps_per_epoch for point in points),
            tuple(DenseNetwork(tuple(each)) for each in weights),
            np.stack(predicted),
        )

    def _take(self, model: keras.Model) -> None:
        data = self.data
        loss, accuracy, _ = _measure(model, data.x_train[:SAMPLE], data.y_train[:SAMPLE])
        test_loss, test_accuracy, predicted = _measure(model, data.x_test, data.y_test)
        point = Point(self.step, loss, accuracy, test_loss, test_accuracy)
        self.taken.append((point, model.get_weights(), predicted))


def _measure(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> tuple[float, float, np.ndarray]:
    probs = np.concatenate(
        [np.asarray(model(part, training=False)) for part in np.split(images, _cuts(images))]
    )
    predicted = probs.argmax(axis=1).astype(np.uint8)
    right = np.maximum(probs[np.arange(len(labels)), labels], keras.config.epsilon())
    return float(-np.log(right).mean()), float((predicted == labels).mean()), predicted


def _cuts(images: np.ndarray, size: int = 1000) -> range:
    return range(size, len(images), size)


def save_history(history: History, path: Path) -> None:
    """Write it as one .npz, weights as float16: beside the old one, then in its place."""
    weights = zip(*(network.weights for network in history.networks))
    arrays = {f"weights{i}": np.stack(each).astype(np.float16) for i, each in enumerate(weights)}
    new = path.with_suffix(".new.npz")
    np.savez_compressed(
        new,
        points=np.array(history.points, np.float32),
        epochs=np.array(history.epochs, np.float32),
        predicted=history.predicted,
        **arrays,
    )
    new.replace(path)


def load_history(directory: Path | str = TRAINED) -> History:
    """Read history.npz; its last snapshot is the network beside it, dense.keras, to the last bit.

    Raises:
        NetworkError: a file is missing or damaged, or the history is that of another network; the
            message names the command that makes both.
    """
    path = Path(directory) / "history.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
        weights = [arrays[f"weights{i}"].astype(np.float32) for i in range(len(arrays) - 3)]
        points = tuple(Point(int(step), *rest) for step, *rest in arrays["points"].tolist())
        epochs, predicted = tuple(arrays["epochs"].tolist()), arrays["predicted"]
    except Exception as error:  # numpy raises whatever its readers raise: zip, zlib, OSError, ValueError
        raise NetworkError(_advice(path, "damaged" if path.exists() else "missing")) from error
    shipped = _shipped_weights(directory)
    for rounded, exact in zip(weights, shipped):
        if rounded.shape[1:] != exact.shape or not np.allclose(rounded[-1], exact, ROUNDING, 1e-4):
            raise NetworkError(_advice(path, "not that of dense.keras"))
    networks = [DenseNetwork(tuple(each)) for each in zip(*weights)]
    return History(points, epochs, (*networks[:-1], DenseNetwork(tuple(shipped))), predicted)


def _shipped_weights(directory: Path | str) -> list[np.ndarray]:
    layers = load_network("dense", directory).layers
    return [array for layer in layers if layer.kernel is not None for array in (layer.kernel, layer.bias)]


def _advice(path: Path, state: str) -> str:
    return f"The history {path.name} is {state}. `python train_model.py --network dense` makes it."
