"""How the shipped dense network was learned: snapshots of its training, saved and read again.

Takes networks and figures, gives a file, and the other way round. Knows nothing of training, or of pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from model.layer import NetworkError
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
    shipped = load_network("dense", directory)
    for rounded, exact in zip(weights, shipped.weights):
        if rounded.shape[1:] != exact.shape or not np.allclose(rounded[-1], exact, ROUNDING, 1e-4):
            raise NetworkError(_advice(path, "not that of dense.keras"))
    networks = [dense_network(each) for each in zip(*weights)]
    return History(points, epochs, (*networks[:-1], shipped), predicted)


def _advice(path: Path, state: str) -> str:
    return f"The history {path.name} is {state}. `python train_model.py --network dense` makes it."
