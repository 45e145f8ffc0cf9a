"""The novelty detector: does this look like a digit at all?

It never asks the softmax, which shares out 100 % among ten digits whatever it is shown. The last hidden layer
knows better: every digit has its own region there, and letters, signs and scribbles (which the training has
shown, with the answer "any digit is as likely as any other") gather elsewhere. So ten more neurons read that
layer, one a digit, each trained to tell its digit from no digit; what none of them recognizes is none.

Takes a network and its activations, gives numbers; reads what `train_model.py` wrote beside a shipped
network, or what another's card carries (model/own_detector.py).
Knows nothing of drawings or pages. "No digits" are the out-of-distribution examples: anything else one draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.files import are_numbers, load_arrays, save_arrays, unreadable
from model.load_once import load_once
from model.mnist import NUM_CLASSES, TEST_IMAGES
from model.network import NAMES, TRAINED, Activations, Network

THRESHOLD = 0.0  # of typicality: what every detector is calibrated to is in its bias
RIDGE = 1e-3  # found by measurement: 1e-4 refuses no more scribbles and more digits
NEWTON_STEPS = 12


class Detector(NamedTuple):
    """Ten neurons that read the last hidden layer, and real digits to compare a drawing with.

    Attributes:
        kernel: float32 (units, 10), what a unit's activation says for each digit and against "no digit".
        bias: float32 (10,), moved so that `THRESHOLD` has the false rejection rate that was asked for.
        neighbor_features: float16 (n, units), the activations for real MNIST digits, each of length 1.
        neighbor_index: int64 (n,), where those digits are among MNIST's test images.
        neighbor_labels: int64 (n,), 0 to 9.
    """

    kernel: np.ndarray
    bias: np.ndarray
    neighbor_features: np.ndarray
    neighbor_index: np.ndarray
    neighbor_labels: np.ndarray


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


def detector_of(network: Network, directory: Path | str = TRAINED) -> Detector | None:
    """What tells digits from no digits by this network: what its card carries, or a shipped one's file.

    Args:
        network: any.
        directory: where a shipped network was loaded from.

    Returns:
        None of a network that can't tell.

    Raises:
        NetworkError: as `load_detector`.
    """
    detector = network.card.get("detector")
    return load_detector(network, directory) if detector is None and network.name in NAMES else detector


def typicality(network: Network, activations: Activations, directory: Path | str = TRAINED) -> float:
    """How much more like a digit than like no digit a drawing is.

        typicality = max over the digits c of  Σ a · kernel[:, c] + bias[c],  a = the last hidden layer's

    For the page: "Every digit makes the last hidden layer's neurons fire in a pattern of its own; this
    drawing's pattern is closer to that of letters and scribbles than to any digit's."

    Args:
        network: one that has a detector, see `detector_of`.
        activations: of one image, as `forward` gives them.
        directory: where the network was loaded from.

    Returns:
        Log-odds, natural, of any size; below `THRESHOLD` the drawing is no digit.

    Raises:
        NetworkError: as `load_detector`.
    """
    return float(typicalities(network, activations[network.last_hidden.name][None], directory)[0])


def typicalities(network: Network, features: np.ndarray, directory: Path | str = TRAINED) -> np.ndarray:
    """`typicality` of many drawings: the last hidden layer's activations (n, …) -> float32 (n,)."""
    detector = detector_of(network, directory)
    return (features.reshape(len(features), -1) @ detector.kernel + detector.bias).max(axis=1)


def nearest_digits(
    network: Network, activations: Activations, number: int = 5, directory: Path | str = TRAINED
) -> Neighbors:
    """The real MNIST digits whose last hidden layer fires most like the drawing's; none where it is all dark.

        distance = 1 - a · b / (|a| |b|),  1 where the layer is silent

    Args:
        network: one that has a detector, see `detector_of`.
        activations: of one image, as `forward` gives them.
        number: how many; of equal distances, the first test images come first.
        directory: where the network was loaded from.

    Raises:
        NetworkError: as `load_detector`.
    """
    detector = detector_of(network, directory)
    features = activations[network.last_hidden.name].ravel()
    distances = 1 - detector.neighbor_features.astype(np.float32) @ _unit_length(features)
    order = np.argsort(distances, kind="stable")[: number if features.any() else 0]
    return Neighbors(detector.neighbor_index[order], detector.neighbor_labels[order], distances[order])


def fit_detector(
    digits: tuple[np.ndarray, np.ndarray],
    no_digits: np.ndarray,
    held_out: np.ndarray,
    neighbors: tuple[np.ndarray, np.ndarray],
    false_rejection_rate: float,
) -> Detector:
    """Fit ten neurons that tell one digit each from no digit; then move their biases to the rate.

    The rate is the share of the digits held out whose typicality is below `THRESHOLD`.

    Args:
        digits: last hidden layer's activations, float (n, units), and labels, int (n,), to fit to; every
            digit is among them.
        no_digits: activations (m, units) of letters, signs and scribbles, to fit to.
        held_out: activations (k, units) of other digits, to calibrate with.
        neighbors: activations (l, units) and labels (l,) of MNIST's first test images, in their order.
        false_rejection_rate: 0 to 1.

    Raises:
        ValueError: there are no digits held out, or the rate is not from 0 to 1.
        numpy.linalg.LinAlgError: an activation is infinite or no number.
    """
    features, labels = digits
    fitted = [_fit_neuron(features[labels == digit], no_digits) for digit in range(NUM_CLASSES)]
    kernel, bias = (np.stack(each, axis=-1) for each in zip(*fitted))
    bias -= np.quantile((held_out @ kernel + bias).max(axis=1), false_rejection_rate)
    neighbor_features, neighbor_labels = neighbors
    return Detector(
        kernel.astype(np.float32),
        bias.astype(np.float32),
        _unit_length(neighbor_features).astype(np.float16),
        np.arange(len(neighbor_features)),
        np.asarray(neighbor_labels, np.int64),
    )


def _fit_neuron(digit: np.ndarray, no_digits: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression by Newton's method, with an L2 penalty on the kernel.

        z = a · kernel + bias = log P(digit) / P(no digit)
        minimized: mean of log(1 + exp(∓z)) + ½ `RIDGE` |kernel · s|²,  s = the spread of all activations

    Args:
        digit: activations (n, units) of one digit.
        no_digits: activations (m, units).

    Returns:
        float64 kernel (units,) and bias.
    """
    scale = np.concatenate([digit, no_digits]).std() + 1e-9
    inputs = np.concatenate([digit, no_digits]).astype(np.float64) / scale
    inputs = np.concatenate([inputs, np.ones((len(inputs), 1))], axis=1)  # the last weight is the bias
    target = np.repeat([1.0, 0.0], [len(digit), len(no_digits)])
    penalty = np.diag([RIDGE] * digit.shape[1] + [1e-9])
    weights = np.zeros(inputs.shape[1])
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        gradient = inputs.T @ (probability - target) / len(target) + penalty @ weights
        hessian = (inputs * (probability * (1 - probability))[:, None]).T @ inputs / len(target) + penalty
        weights -= np.linalg.solve(hessian, gradient)
    return weights[:-1] / scale, weights[-1]


def save_detector(detector: Detector, fingerprint: str, path: Path) -> None:
    """Write it as a compressed .npz, with the `Network.fingerprint` of the network it was fitted to."""
    save_arrays(path, fingerprint, detector._asdict())


@load_once
def load_detector(network: Network, directory: Path | str = TRAINED) -> Detector:
    """Read what `train_model.py` wrote beside a network; kept in memory from then on.

    Raises:
        NetworkError: the file is missing, damaged, or of another training; the message names the command
            that makes it.
    """
    path = Path(directory) / f"{network.name}.npz"
    try:
        return read_detector(load_arrays(path, network.name, network.fingerprint), network)
    except ValueError as error:
        raise unreadable(path, network.name) from error


def read_detector(arrays: Mapping[str, np.ndarray], network: Network) -> Detector:
    """The detector that was written as these arrays, held to what this network needs.

    Raises:
        ValueError: it is another's, or damaged.
    """
    found = [np.asarray(arrays.get(name)) for name in Detector._fields]
    units, number = int(np.prod(network.last_hidden.shape)), found[-1].size
    shapes = ((units, NUM_CLASSES), (NUM_CLASSES,), (number, units), (number,), (number,))
    if not (number and are_numbers(found, shapes) and all(np.isfinite(each).all() for each in found)):
        raise ValueError("a detector's arrays are missing, or of other shapes")
    limits = zip(found[-2:], (TEST_IMAGES, NUM_CLASSES))
    if not all(0 <= numbers.min() <= numbers.max() < limit for numbers, limit in limits):
        raise ValueError("a neighbor is no test image, or no digit")
    types = (np.float32, np.float32, np.float16, np.int64, np.int64)
    return Detector(*(array.astype(kind, copy=False) for array, kind in zip(found, types)))


def _unit_length(vectors: np.ndarray) -> np.ndarray:
    """v / |v| along the last axis; 0 stays 0."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
