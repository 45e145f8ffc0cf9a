"""The novelty detector of a network that somebody trained or uploaded: fitted in a second or two.

Takes a network, returns what its card needs for its detector, nothing if it can't have one. Knows nothing
of Keras, processes or pages.

Such a network has seen digits only, so its last hidden layer tells less about non-digits than in the
shipped networks, which have seen both. The detector is fitted to MNIST's test images, which no training here
has seen: so a network that has memorized its training images still rejects new digits at the given rate.
Drawings by simulated pens come from a file, because drawing them takes three seconds.

python -m model.novelty.own_detector    draws them again
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model import PROJECT
from model.errors import DataError
from model.files import own_arrays
from model.load_once import load_once
from model.network import Network
from model.network.cost import operations
from model.network.network import features_of
from model.novelty.fit_novelty import fit_detector
from model.novelty.novelty import Detector, is_refused
from model.novelty.own_digits import TaughtImages
from model.preprocess.mnist import IMAGE_SIZE, load_test_images
from model.preprocess.non_digits import write_non_digits
from model.preprocess.pen import write_digits

PATH = PROJECT / "assets" / "drawings.npz"
SEED = 20
FALSE_REJECTION_RATE = 0.02  # of MNIST's and written digits; of people's, 1 to 2% were rejected
MIN_REFUSED = 1 / 3  # of the non-digits held out; with less, most claims about scribbles would be wrong

MNIST_DIGITS, WRITTEN_DIGITS = 1000, 500  # to fit to, and as many again to calibrate
NO_DIGITS, NO_DIGITS_HELD_OUT = 1500, 500
IMAGES = 2 * (MNIST_DIGITS + WRITTEN_DIGITS) + NO_DIGITS + NO_DIGITS_HELD_OUT
TAUGHT_TIMES = 5  # of own digits: then 10 of a kind weigh a third of what MNIST's and written ones do
MIN_SHARE = 0.2  # of these images: with fewer, too little is known about each digit
MAX_OPERATIONS = 3e10  # for all images: about a second on one core
MAX_FEATURES = 20_000_000  # activations of all images: 80 MB
MAX_NEIGHBOR_FEATURES = 2_000_000  # stored as float16: 4 MB
DIRECTIONS = 128  # of the last hidden layer's, in which ten neurons are fitted in a third of a second

_log = logging.getLogger(__name__)


class Drawings(NamedTuple):
    """Drawings by simulated pens, uint8 (n, 28, 28): digits, their labels int64 (n,), and non-digits."""

    digits: np.ndarray
    labels: np.ndarray
    no_digits: np.ndarray


class _Images(NamedTuple):
    """The images for fitting and testing a detector, uint8 (n, 28, 28).

    Attributes:
        digits: MNIST's first test images, which are the neighbors, and then written ones.
        labels: theirs.
        unseen: other digits, to calibrate with.
        no_digits: to fit to.
        held_out: other non-digits, to see how many are refused.
    """

    digits: np.ndarray
    labels: np.ndarray
    unseen: np.ndarray
    no_digits: np.ndarray
    held_out: np.ndarray


def fit_own_detector(network: Network, taught: TaughtImages | None = None) -> dict[str, object]:
    """Fit a detector to a network's last hidden layer, on as many images as there is time for.

    Args:
        network: any.
        taught: the user's own digits that it has learned from, which also count as digits here: each
            `TAUGHT_TIMES` times.

    Returns:
        The contents for the network's card: "detector", a `Detector`, and "refused", the share of the
        held-out non-digits that it refuses. Nothing if there is no hidden layer, if it is too wide or the
        network too large for `MIN_SHARE` of the images, if its activations aren't finite numbers, or if the
        share would be below `MIN_REFUSED`. Also nothing if the images are missing or damaged, which is
        written to the server's log.
    """
    share = _share_of_images(network)
    if network.last_hidden is network.image or share < MIN_SHARE:
        return {}
    try:
        images = _with_taught(_load_images(share), taught)
    except DataError as error:
        _log.warning("A network gets no novelty detector: %s", error)
        return {}
    try:
        with np.errstate(all="ignore"):  # activations that are NaN give a detector that refuses nothing
            detector, refused = _fit(network, images, int(share * MNIST_DIGITS))
    except (np.linalg.LinAlgError, MemoryError):
        return {}
    return {"detector": detector, "refused": refused} if refused >= MIN_REFUSED else {}


def _fit(network: Network, images: _Images, neighbors: int) -> tuple[Detector, float]:
    """Return a detector with up to that many neighbors, and the share of held-out non-digits that it refuses.

    Raises:
        numpy.linalg.LinAlgError: an activation is infinite or NaN, in most cases.
    """
    digits, unseen, no_digits, held_out = (
        features_of(network, network.last_hidden.name, each)
        for each in (images.digits, images.unseen, images.no_digits, images.held_out)
    )
    basis = _main_directions(np.concatenate([digits, no_digits]))
    neighbors = min(neighbors, MAX_NEIGHBOR_FEATURES // digits.shape[1])
    detector = fit_detector(
        (digits @ basis, images.labels),
        no_digits @ basis,
        unseen @ basis,
        (digits[:neighbors], images.labels[:neighbors]),
        FALSE_REJECTION_RATE,
    )
    detector = detector._replace(kernel=(basis @ detector.kernel).astype(np.float32))
    refused = is_refused((held_out @ detector.kernel + detector.bias).max(axis=1))
    return detector, float(refused.mean())


def _share_of_images(network: Network) -> float:
    """Return the share of `IMAGES` that there is time and memory for, 0 to 1."""
    features = int(np.prod(network.last_hidden.shape))
    return min(1.0, MAX_OPERATIONS / (IMAGES * operations(network)), MAX_FEATURES / (IMAGES * features))


def _load_images(share: float) -> _Images:
    """Load that share of the images.

    Raises:
        DataError: they are missing or damaged.
    """
    (images, labels), drawings = load_test_images(), load_drawings()
    mnist, written, no_digits, held_out = (
        int(share * number) for number in (MNIST_DIGITS, WRITTEN_DIGITS, NO_DIGITS, NO_DIGITS_HELD_OUT)
    )
    return _Images(
        np.concatenate([images[:mnist], drawings.digits[:written]]),
        np.concatenate([labels[:mnist], drawings.labels[:written]]),
        np.concatenate([images[mnist : 2 * mnist], drawings.digits[written : 2 * written]]),
        drawings.no_digits[:no_digits],
        drawings.no_digits[no_digits : no_digits + held_out],
    )


def _with_taught(images: _Images, taught: TaughtImages | None) -> _Images:
    """Add the user's own digits to the images for fitting."""
    if taught is None or not len(taught.images):
        return images
    return images._replace(
        digits=np.concatenate([images.digits, np.repeat(taught.images, TAUGHT_TIMES, axis=0)]),
        labels=np.concatenate([images.labels, np.repeat(taught.labels, TAUGHT_TIMES)]),
    )


def _main_directions(features: np.ndarray) -> np.ndarray:
    """Return an orthonormal basis of the directions in which activations are largest.

        Q of Q R = featuresᵀ features Ω,  Ω random: a subspace iteration (N. Halko et al. 2011)

    Args:
        features: float32 (n, units).

    Returns:
        float32 (units, `DIRECTIONS`); if there are no more units than that, all directions.
    """
    units = features.shape[1]
    if units <= DIRECTIONS:
        return np.eye(units, dtype=np.float32)
    random = np.random.default_rng(SEED).normal(size=(units, DIRECTIONS)).astype(np.float32)
    return np.linalg.qr(features.T @ (features @ random))[0]


"""
## The drawings
"""


@load_once
def load_drawings(path: Path = PATH) -> Drawings:
    """Read the saved drawings.

    Raises:
        DataError: the file is missing or damaged.
    """
    size = (IMAGE_SIZE, IMAGE_SIZE)
    shapes = ((2 * WRITTEN_DIGITS, *size), (2 * WRITTEN_DIGITS,), (NO_DIGITS + NO_DIGITS_HELD_OUT, *size))
    return Drawings(*own_arrays(path, dict(zip(Drawings._fields, shapes))))


def draw(path: Path = PATH) -> None:
    """Draw all of them again, and save them."""
    rng = np.random.default_rng(SEED)
    digits, labels = write_digits(2 * WRITTEN_DIGITS, rng)
    no_digits = write_non_digits(NO_DIGITS + NO_DIGITS_HELD_OUT, rng)
    drawings = Drawings(_to_bytes(digits), labels.astype(np.uint8), _to_bytes(no_digits))
    np.savez_compressed(path, **drawings._asdict())


def _to_bytes(images: np.ndarray) -> np.ndarray:
    return np.round(images * 255).astype(np.uint8)


if __name__ == "__main__":
    draw()
