"""How the shipped dense network was learned: snapshots of its training, saved and read again.

Takes networks and figures, gives a file, and the other way round. Knows nothing of training, or of pages.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from model.files import are_numbers, read_npz, unreadable, unusable
from model.mnist import TEST_IMAGES
from model.network import TRAINED, Network, dense_network, load_network
from model.snapshot import Point

MEASURED = TEST_IMAGES  # images of each kind that the measures are taken of
ROUNDING = 2e-3  # float16 has 11 bits: 0.05 % of a weight, or 6e-8 of 1 where weights are next to 0


@dataclass(frozen=True, eq=False)
class History:
    """A training in snapshots, from the untrained network to the shipped one.

    Attributes:
        points: the measures at each; on all test images, and on as many training images.
        epochs: how many passes over the data each is after, whole or in part.
        networks: the weights at each.
        predicted: uint8 (snapshots, test images), what each took every test image for.
    """

    points: tuple[Point, ...]
    epochs: tuple[float, ...]
    networks: tuple[Network, ...] = field(repr=False)
    predicted: np.ndarray = field(repr=False)


def save_history(history: History, path: Path) -> None:
    """Write it as one .npz, weights as float16."""
    weights = zip(*(network.weights for network in history.networks))
    arrays = {f"weights{i}": np.stack(each).astype(np.float16) for i, each in enumerate(weights)}
    np.savez_compressed(
        path,
        points=np.array(history.points, np.float32),
        epochs=np.array(history.epochs, np.float32),
        predicted=history.predicted,
        **arrays,
    )


def smaller_history(path: Path) -> bytes:
    """The same file with a fifth less of bytes: of every weight, the way from each snapshot to the next.

    It has no last snapshot, which is the network beside it.
    """
    buffer = io.BytesIO()
    with np.load(path, allow_pickle=False) as arrays:
        smaller = {name.replace("weights", "steps"): arrays[name] for name in arrays}
    smaller |= {name: to_steps(array[:-1]) for name, array in smaller.items() if name.startswith("steps")}
    np.savez_compressed(buffer, **smaller)
    return buffer.getvalue()


def to_steps(weights: np.ndarray) -> np.ndarray:
    """How many float16 numbers lie between each snapshot's and the one's before, the first counted from -∞.

    Args:
        weights: float16 (n, …).

    Returns:
        uint8 (2, n, …): low bytes, then high bytes, of zigzag numbers 0, -1, 1, -2, …
    """
    bits = weights.view(np.uint16)
    place = np.where(bits & 0x8000, 0xFFFF - bits, bits | 0x8000).astype(np.uint16)  # as they are ordered
    steps = np.diff(place, axis=0, prepend=np.zeros_like(place[:1]))
    zigzag = (steps << 1) ^ (steps.view(np.int16) >> 15).view(np.uint16)
    return np.stack([zigzag & 0xFF, zigzag >> 8]).astype(np.uint8)


def from_steps(steps: np.ndarray) -> np.ndarray:
    """The weights again, to the last bit."""
    low, high = steps.astype(np.uint16)
    zigzag = low | high << 8
    steps = (zigzag >> 1) ^ (-(zigzag & 1).astype(np.int16)).view(np.uint16)
    place = np.cumsum(steps, axis=0, dtype=np.uint16)
    return np.where(place & 0x8000, place & 0x7FFF, 0xFFFF - place).astype(np.uint16).view(np.float16)


def load_history(directory: Path | str = TRAINED) -> History:
    """Read history.npz; its last snapshot is the network beside it, dense.keras, to the last bit.

    Raises:
        NetworkError: a file is missing or damaged, or the history is that of another network; the
            message names the command that makes both.
    """
    path = Path(directory) / "history.npz"
    shipped = load_network("dense", directory)
    arrays = read_npz(path, shipped.name)
    for i, last in enumerate(shipped.weights):
        if f"steps{i}" in arrays:
            before = from_steps(arrays.pop(f"steps{i}"))
            arrays[f"weights{i}"] = np.concatenate([before, last[None].astype(np.float16)])
    points, epochs, predicted = (arrays.pop(name, None) for name in ("points", "epochs", "predicted"))
    number, images = np.size(epochs), np.shape(predicted)[-1:]
    measured = are_numbers((points, epochs, predicted), ((number, 5), (number,), (number, *images)))
    if not measured or not number or set(arrays) != {f"weights{i}" for i in range(len(shipped.weights))}:
        raise unreadable(path, shipped.name)
    weights = [arrays[f"weights{i}"] for i in range(len(arrays))]
    shapes = [(number, *exact.shape) for exact in shipped.weights]
    if not are_numbers(weights, shapes) or not all(map(_is_rounded, weights, shipped.weights)):
        raise unusable(path, "not that of dense.keras", shipped.name)
    networks = [dense_network(each) for each in zip(*(each.astype(np.float32) for each in weights))]
    return History(
        tuple(Point(int(step), *figures) for step, *figures in points.tolist()),
        tuple(epochs.tolist()),
        (*networks[:-1], shipped),
        predicted,
    )


def _is_rounded(snapshots: np.ndarray, exact: np.ndarray) -> bool:
    """Whether the last snapshot is this, but for `ROUNDING`."""
    return np.allclose(snapshots[-1], exact, ROUNDING, 1e-4)
