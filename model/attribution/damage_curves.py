"""How many of 1,000 test digits a network still reads after damage, for every kind and degree.

Takes a network and labeled images, returns counts; saves and loads them. Knows nothing of pages.

python -m model.attribution.damage_curves    measures both networks again, and writes to model/trained/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.files import are_numbers, load_arrays, save_arrays, unreadable
from model.network import NAMES, TRAINED, Network, forward_batches, load_network
from model.preprocess.damage import DEGREES, as_it_is, as_mnist_was_made, damage
from model.preprocess.mnist import load_test_images
from model.steps import Steps, finish

IMAGES = 1000  # the first of MNIST's test images
AT_ONCE = 50  # images that are damaged at once


class Right(NamedTuple):
    """How many of n images are read right.

    Attributes:
        as_it_is: with the damaged image as the network's input.
        centered: with the damaged image centered and scaled first, as MNIST was made.
    """

    as_it_is: int
    centered: int


Curves = Mapping[str, np.ndarray]  # kind -> int (degrees, 2), a `Right` for each of `DEGREES`


def count_right(network: Network, images: np.ndarray, labels: np.ndarray, kind: str, degree: int) -> Right:
    """Return how many of the images (n, 28, 28) with labels (n,) are read right after they were damaged.

    They are float32 in [0, 1], or uint8 as in the data set, 255 for ink.

    The network's own answer counts, whether it is sure or not. An image without ink counts as not read.
    """
    return finish(_counting(network, images, labels, kind, degree))


def counting_steps(
    network: Network, images: np.ndarray, labels: np.ndarray, kind: str
) -> Steps[tuple[Right, ...]]:
    """Do the same as `count_right`, for all degrees of a kind; yields the counts of the first few."""
    found: tuple[Right, ...] = ()
    for degree in DEGREES[kind]:
        right = yield from _counting(network, images, labels, kind, degree, found)
        found = (*found, right)
    return found


def _counting(
    network: Network, images: np.ndarray, labels: np.ndarray, kind: str, degree: int, so_far: object = None
) -> Steps[Right]:
    """Return how many were read right, a few images at a time; yields `so_far`."""
    whole, counts = np.float32(255 if images.dtype == np.uint8 else 1), np.zeros(2, int)
    for start in range(0, len(images), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        sheets = damage(images[some].astype(np.float32) / whole, kind, degree, start)
        for number, see in enumerate((as_it_is, as_mnist_was_made)):
            damaged, read = see(sheets), []
            for values in forward_batches(network, damaged):
                read.append(network.logits_of(values).argmax(axis=1))
                yield so_far
            counts[number] += ((np.concatenate(read) == labels[some]) & damaged.any(axis=(1, 2))).sum()
    return Right(*counts.tolist())


def compute_curves(network: Network, images: np.ndarray, labels: np.ndarray) -> Curves:
    """Count for all kinds and degrees; of 1,000 images 70 s for conv and 30 for dense, on one core."""
    return {
        kind: np.array([count_right(network, images, labels, kind, degree) for degree in degrees])
        for kind, degrees in DEGREES.items()
    }


def curves_path(name: str, directory: Path) -> Path:
    """Return the path of a network's curves, next to its Keras file."""
    return directory / f"{name}.damage.npz"


def save_curves(curves: Curves, fingerprint: str, path: Path) -> None:
    """Write them as one compressed .npz with an array for each kind, and the network's fingerprint."""
    save_arrays(path, fingerprint, {kind: counts.astype(np.int16) for kind, counts in curves.items()})


def load_curves(network: Network) -> Curves:
    """Read a network's curves, counted on the first 1,000 test images.

    Raises:
        NetworkError: the file is missing, damaged, of another training or of other degrees.
    """
    path = curves_path(network.name, network.directory)
    arrays = load_arrays(path, network.name, network.fingerprint)
    counts = [arrays.get(kind) for kind in DEGREES]
    if not are_numbers(counts, [(len(degrees), 2) for degrees in DEGREES.values()]):
        raise unreadable(path, network.name)
    if not all(0 <= each.min() <= each.max() <= IMAGES for each in counts):
        raise unreadable(path, network.name)
    return dict(zip(DEGREES, counts))


def write_curves(network: Network, images: np.ndarray, labels: np.ndarray, directory: Path = TRAINED) -> None:
    """Compute and save the curves of the first 1,000 images; with fewer images nothing is written."""
    if len(images) >= IMAGES:
        curves = compute_curves(network, images[:IMAGES], labels[:IMAGES])
        save_curves(curves, network.fingerprint, curves_path(network.name, directory))


def main() -> None:
    """Write the curves of both networks."""
    for name in NAMES:
        write_curves(load_network(name), *load_test_images())


if __name__ == "__main__":
    main()
