"""Does this look like a digit at all? Judged by the network's last hidden layer, never by its softmax.

A softmax shares out 100 % among ten digits whatever it is shown. The last hidden layer knows better: every
digit has its own region there, and letters, signs and scribbles (which the training has shown, with the
answer "any digit is as likely as any other") gather elsewhere. So ten more neurons read that layer, one a
digit, each trained to tell its digit from what is none; what none of them recognizes is no digit.

Takes a network and its activations, gives numbers; reads what `train_model.py` wrote beside the network.
Knows nothing of drawings or pages.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.layer import NetworkError
from model.load_once import load_once
from model.mnist import NUM_CLASSES
from model.network import TRAINED, Activations, Network

THRESHOLD = 0.0  # each network's own cut is in its bias
REFUSED = 0.01  # the share of digits, kept from the fitting, that the cut refuses unless told otherwise
RIDGE = 1e-3  # found by measurement: 1e-4 refuses no more scribbles and more digits
NEWTON_STEPS = 12


class Knowledge(NamedTuple):
    """What the judgment of one network rests on.

    Attributes:
        kernel: float32 (units, 10), what a unit's activation says for each digit and against "no digit".
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


def typicality(network: Network, activations: Activations, directory: Path | str = TRAINED) -> float:
    """How much more like a digit than like no digit a drawing is, above the network's own cut.

        typicality = max over the digits c of  Σ a·w[:, c] + b[c]

    For the page: "Every digit makes the last hidden layer's neurons fire in a pattern of its own; this
    drawing's pattern is closer to that of letters and scribbles than to any digit's."

    Args:
        activations: of one image, as `forward` gives them.
        directory: where the network was loaded from.

    Returns:
        Log-odds; below `THRESHOLD` the drawing is no digit.

    Raises:
        NetworkError: the file that the training writes is missing or damaged.
    """
    return float(typicalities(network, activations[network.last_hidden.name][None], directory)[0])


def typicalities(network: Network, features: np.ndarray, directory: Path | str = TRAINED) -> np.ndarray:
    """`typicality` of many drawings: the last hidden layer's activations (n, units) -> float32 (n,)."""
    known = load_knowledge(network.name, directory)
    return (features @ known.kernel + known.bias).max(axis=1)


def nearest_digits(
    network: Network, activations: Activations, number: int = 5, directory: Path | str = TRAINED
) -> Neighbors:
    """The real MNIST digits whose last hidden layer fires most like the drawing's; none where it is all dark.

    Raises:
        NetworkError: as `typicality`.
    """
    known = load_knowledge(network.name, directory)
    features = activations[network.last_hidden.name]
    distances = 1 - known.known.astype(np.float32) @ _unit_length(features)
    order = np.argsort(distances, kind="stable")[: number if features.any() else 0]
    return Neighbors(known.known_index[order], known.known_labels[order], distances[order])


def fit_knowledge(
    digits: tuple[np.ndarray, np.ndarray],
    no_digits: np.ndarray,
    held_out: np.ndarray,
    known: tuple[np.ndarray, np.ndarray],
    refused: float = REFUSED,
) -> Knowledge:
    """Ten neurons that tell one digit each from no digit, and the cut.

    The cut is the typicality that the share `refused` of the digits held out stays below.

    Args:
        digits: activations (n, units) and labels (n,) to learn the classes from.
        no_digits: activations (m, units) of letters, signs and scribbles.
        held_out: activations (k, units) of digits that set the cut.
        known: activations and labels of MNIST's first test images, to be shown as neighbors.
    """
    features, labels = digits
    neurons = [_fit_neuron(features[labels == digit], no_digits) for digit in range(NUM_CLASSES)]
    kernel, bias = (
        np.stack([kernel for kernel, _ in neurons], axis=1),
        np.array([bias for _, bias in neurons]),
    )
    bias -= np.quantile((held_out @ kernel + bias).max(axis=1), refused)
    vectors, known_labels = known
    return Knowledge(
        kernel.astype(np.float32),
        bias.astype(np.float32),
        _unit_length(vectors).astype(np.float16),
        np.arange(len(vectors)),
        np.asarray(known_labels, np.int64),
    )


def _fit_neuron(digit: np.ndarray, no_digits: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression by Newton's method: kernel (units,) and bias of log P(digit) / P(no digit).

    Minimises  mean of log(1 + exp(∓z)) + ½ `RIDGE` |w|²,  z = w·a + b, with a in units of its own spread.
    """
    scale = np.concatenate([digit, no_digits]).std() + 1e-9
    inputs = np.concatenate([digit, no_digits]).astype(np.float64) / scale
    inputs = np.concatenate([inputs, np.ones((len(inputs), 1))], axis=1)
    target = np.repeat([1.0, 0.0], [len(digit), len(no_digits)])
    penalty = np.diag([RIDGE] * digit.shape[1] + [1e-9])
    weights = np.zeros(inputs.shape[1])
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        gradient = inputs.T @ (probability - target) / len(target) + penalty @ weights
        curvature = (inputs * (probability * (1 - probability))[:, None]).T @ inputs / len(target) + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights[:-1] / scale, weights[-1]


def save_knowledge(knowledge: Knowledge, path: Path) -> None:
    """Write it as a compressed .npz."""
    with path.open("wb") as file:
        np.savez_compressed(file, **knowledge._asdict())


@load_once
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
