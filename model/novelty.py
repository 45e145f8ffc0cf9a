"""Does this look like a digit at all? Judged by the network's last hidden layer, never by its softmax.

A softmax shares out 100 % among ten digits whatever it is shown. The last hidden layer knows better: every
class of digits has its own region there, and letters, signs and scribbles (which the training has shown,
with the answer "any digit is as likely as any other") gather elsewhere.

Takes a network and its activations, gives numbers; reads what `train_model.py` wrote beside the network.
Knows nothing of drawings or pages.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.mnist import NUM_CLASSES
from model.network import TRAINED, Network, NetworkError

FEATURES = {"dense": "hidden2_relu", "conv": "hidden_relu"}  # the last hidden layer's activations, a
THRESHOLD = 0.0  # each network's own cut is in its bias
REFUSED = 0.01  # the share of digits, kept from the fitting, that the cut refuses
RIDGE = 1e-3  # of the mean variance, added to every direction: some units hardly ever fire


class Knowledge(NamedTuple):
    """What the judgement of one network rests on.

    Attributes:
        kernel: float32 (units, 10), what a unit's activation says for each class and against "no digit".
        bias: float32 (10,), the cut already subtracted.
        known: float16 (n, units), the activations for real MNIST digits, each of length 1.
        known_index: int64 (n,), where those digits are among MNIST's test images.
        known_labels: int64 (n,).
    """

    kernel: np.ndarray
    bias: np.ndarray
    known: np.ndarray
    known_index: np.ndarray
    known_labels: np.ndarray


class Neighbors(NamedTuple):
    """The real digits most like a drawing, nearest first.

    Attributes:
        index: int64 (k,), among MNIST's test images, as `load_test_images` gives them.
        labels: int64 (k,).
        distances: float32 (k,), 1 - cosine of the angle between the activations: 0 same, 1 nothing shared.
    """

    index: np.ndarray
    labels: np.ndarray
    distances: np.ndarray


def typicality(
    network: Network, activations: Mapping[str, np.ndarray], directory: Path | str = TRAINED
) -> float:
    """How much more like a digit than like no digit a drawing is, above the network's own cut.

        typicality = max over the digits c of  Σ a·w[:, c] + b[c]

    For the page: "Every digit makes the last hidden layer's neurons fire in a pattern of its own; this
    drawing's pattern is closer to that of letters and scribbles than to any digit's."

    Args:
        activations: of one image, as `forward` gives them.
        directory: where the network was loaded from.

    Returns:
        A log-likelihood ratio; below `THRESHOLD` the drawing is no digit.

    Raises:
        NetworkError: the file that the training writes is missing or damaged.
    """
    return float(typicalities(network, activations[FEATURES[network.name]][None], directory)[0])


def typicalities(network: Network, features: np.ndarray, directory: Path | str = TRAINED) -> np.ndarray:
    """`typicality` of many drawings: the last hidden layer's activations (n, units) -> float32 (n,)."""
    known = load_knowledge(network.name, directory)
    return (features @ known.kernel + known.bias).max(axis=1)


def nearest_digits(
    network: Network, activations: Mapping[str, np.ndarray], number: int = 5, directory: Path | str = TRAINED
) -> Neighbors:
    """The real MNIST digits whose last hidden layer fires most like the drawing's.

    Raises:
        NetworkError: as `typicality`.
    """
    known = load_knowledge(network.name, directory)
    distances = 1 - known.known.astype(np.float32) @ _unit_length(activations[FEATURES[network.name]])
    order = np.argsort(distances, kind="stable")[:number]
    return Neighbors(known.known_index[order], known.known_labels[order], distances[order])


def fit_knowledge(
    digits: tuple[np.ndarray, np.ndarray],
    no_digits: np.ndarray,
    held_out: np.ndarray,
    known: tuple[np.ndarray, np.ndarray],
) -> Knowledge:
    """Linear discriminants of each class of digits against "no digit", and the cut.

    With a class's mean μ, the mean of no digits ν and the covariance Σ within all of them, the log of how
    much likelier activations a are for that class than for no digit is

        w·a + b,    w = Σ⁻¹ (μ - ν),    b = -½ (μ + ν)·w

    (R. A. Fisher 1936; normal distributions with one covariance). The cut is the value that the share
    `REFUSED` of the digits that were held out stays below.

    Args:
        digits: activations (n, units) and labels (n,) to learn the classes from.
        no_digits: activations (m, units) of letters, signs and scribbles.
        held_out: activations (k, units) of digits that set the cut.
        known: activations and labels of MNIST's first test images, to be shown as neighbours.
    """
    features, labels = digits
    means = np.stack([features[labels == digit].mean(axis=0) for digit in range(NUM_CLASSES)])
    nothing = no_digits.mean(axis=0)
    spread = np.concatenate([features - means[labels], no_digits - nothing]).astype(np.float64)
    covariance = spread.T @ spread / len(spread)
    covariance += RIDGE * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    kernel = np.linalg.solve(covariance, (means - nothing).T)
    bias = -((means + nothing) * kernel.T).sum(axis=1) / 2
    bias -= np.quantile((held_out @ kernel + bias).max(axis=1), REFUSED)
    vectors, known_labels = known
    return Knowledge(
        kernel.astype(np.float32),
        bias.astype(np.float32),
        _unit_length(vectors).astype(np.float16),
        np.arange(len(vectors)),
        np.asarray(known_labels, np.int64),
    )


def save_knowledge(knowledge: Knowledge, path: Path) -> None:
    """Write it as a compressed .npz."""
    with path.open("wb") as file:
        np.savez_compressed(file, **knowledge._asdict())


@cache
def load_knowledge(name: str, directory: Path | str = TRAINED) -> Knowledge:
    """Read what `train_model.py` wrote for a network; kept in memory from then on.

    Raises:
        NetworkError: the file is missing or damaged; the message names the command that makes it.
    """
    path = Path(directory) / f"{name}.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            return Knowledge(*(file[field] for field in Knowledge._fields))
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        state = "damaged" if path.exists() else "missing"
        raise NetworkError(
            f"The file {path.name} is {state}. `python train_model.py --network {name}` makes it."
        ) from error


def _unit_length(vectors: np.ndarray) -> np.ndarray:
    """v / |v| along the last axis; 0 stays 0."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
