"""How the shipped dense network was trained: snapshots of its training, saved and read again.

Takes networks and figures, returns a file, and the other way round. Knows nothing of training or pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from model.files import are_numbers, load_arrays, save_arrays, unreadable
from model.network import TRAINED, Network, dense_network, load_network
from model.preprocess.mnist import TEST_IMAGES
from model.training.snapshot import Point

MEASURED = TEST_IMAGES  # images of each kind for the measures
LEVELS = 127  # of a weight's size, as many as an int8 has
TINY = 1e-30  # used as the largest weight of a neuron without weights


@dataclass(frozen=True, eq=False)
class History:
    """A training in snapshots, from the untrained network to the shipped one.

    Attributes:
        points: the measures at each snapshot; on all test images, and on as many training images.
        epochs: how many passes over the data, whole or in part, came before each.
        networks: the weights at each.
        predicted: uint8 (snapshots, test images), each network's answer for every test image.
    """

    points: tuple[Point, ...]
    epochs: tuple[float, ...]
    networks: tuple[Network, ...] = field(repr=False)
    predicted: np.ndarray = field(repr=False)


def save_history(history: History, fingerprint: str, path: Path) -> None:
    """Write it as one .npz, with the fingerprint of the shipped network, which is its last snapshot.

    Earlier snapshots have unchanged biases, and kernels rounded by `to_steps`.
    """
    arrays = {}
    for i, each in enumerate(zip(*(network.weights for network in history.networks[:-1]))):
        weights = np.stack(each)
        if weights.ndim == 2:
            arrays[f"bias{i}"] = weights
        else:
            arrays[f"steps{i}"], arrays[f"largest{i}"] = to_steps(weights)
    points, epochs = (np.array(each, np.float32) for each in (history.points, history.epochs))
    arrays |= {"points": points, "epochs": epochs, "predicted": history.predicted}
    save_arrays(path, fingerprint, arrays)


def to_steps(kernels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round each weight to a 127th of its neuron's largest, and return the changes from snapshot to snapshot.

        level = round(127 w / largest),  step = level - the level before, or 0, modulo 256

    Args:
        kernels: float32 (n, inputs, units).

    Returns:
        int8 (n, inputs, units) steps, most of them near 0, and float32 (n, units), the largest.
    """
    largest = np.abs(kernels).max(axis=1)
    levels = np.round(LEVELS * kernels / np.maximum(largest, TINY)[:, None]).astype(np.int8)
    return np.diff(levels, axis=0, prepend=np.zeros_like(levels[:1])), largest


def from_steps(steps: np.ndarray, largest: np.ndarray) -> np.ndarray:
    """Return the kernels again, float32 (n, inputs, units), each weight within half a level."""
    return np.cumsum(steps, axis=0, dtype=np.int8) * (largest / np.float32(LEVELS))[:, None]


def load_history(directory: Path | str = TRAINED) -> History:
    """Read history.npz; its last snapshot is the network next to it, dense.keras, to the last bit.

    Raises:
        NetworkError: a file is missing or damaged, or the history belongs to another network; the
            message names the command that makes both.
    """
    path = Path(directory) / "history.npz"
    shipped = load_network("dense", directory)
    arrays = load_arrays(path, shipped.name, shipped.fingerprint)
    points, epochs, predicted = (arrays.get(name) for name in ("points", "epochs", "predicted"))
    number, images = np.size(epochs), np.shape(predicted)[-1:]
    is_measured = are_numbers((points, epochs, predicted), ((number, 5), (number,), (number, *images)))
    weights = [_before(arrays, i, (number - 1, *exact.shape)) for i, exact in enumerate(shipped.weights)]
    if not is_measured or any(each is None for each in weights):
        raise unreadable(path, shipped.name)
    networks = [dense_network(each) for each in zip(*weights)]
    return History(
        tuple(Point(int(step), *figures) for step, *figures in points.tolist()),
        tuple(epochs.tolist()),
        (*networks, shipped),
        predicted,
    )


def _before(arrays: dict[str, np.ndarray], i: int, shape: tuple[int, ...]) -> np.ndarray | None:
    """Return the i-th kernel or bias of all snapshots except the last, of that shape; None if missing."""
    if len(shape) == 2:
        bias = arrays.get(f"bias{i}")
        return bias if are_numbers([bias], [shape]) else None
    steps, largest = arrays.get(f"steps{i}"), arrays.get(f"largest{i}")
    is_whole = are_numbers([steps, largest], [shape, (shape[0], shape[2])]) and steps.dtype == np.int8
    return from_steps(steps, largest) if is_whole else None
