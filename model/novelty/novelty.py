"""The novelty detector: does this look like a digit at all?

The softmax can't answer this, because it shares out 100% among ten digits, whatever the drawing. The last
hidden layer can: every digit has its own region there, and letters, signs and scribbles (which were part of
the training, with the answer "any digit is as likely as any other") gather elsewhere. So ten more neurons
read that layer, one a digit, each trained to tell its digit from non-digits; a drawing that none of them
recognizes is a non-digit.

Two networks err on different drawings, above all if one has convolutions and the other doesn't. So each
of the two that the page shows uses another one, a novelty network of the other kind. That one has only
learned this, and its ten logits are such neurons: both log-odds are added.

Takes a network and its activations, returns numbers; reads what `train_model.py` wrote beside the shipped
networks, or what another network's card carries (own_detector.py). fit_novelty.py fits it.
Knows nothing of drawings or pages. Non-digits are the out-of-distribution examples: anything else that people
draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.errors import NetworkError
from model.files import are_numbers, load_arrays, save_arrays, unreadable
from model.load_once import load_once
from model.network import NAMES, TRAINED, Activations, Network, forward_batch, load_network
from model.preprocess.mnist import NUM_CLASSES, TEST_IMAGES

THRESHOLD = 0.0  # of typicality: every detector's bias includes its calibration
NOVELTY_NETWORKS: Mapping[str, str] = {  # shipped networks -> the ones that they ask
    "dense": "novelty_conv",
    "conv": "novelty_dense",
}


class Detector(NamedTuple):
    """Ten neurons that read the last hidden layer, and real digits to compare a drawing with.

    Attributes:
        kernel: float32 (units, 10), each unit's weight for each digit against "non-digit".
        bias: float32 (10,), moved so that `THRESHOLD` has the requested false rejection rate, with
            the novelty network's log-odds added.
        neighbor_features: float16 (n, units), the activations for real MNIST digits, each of length 1.
        neighbor_index: int64 (n,), their numbers among MNIST's test images.
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
        index: int64 (k,), among MNIST's test images, as `load_test_images` returns them.
        labels: int64 (k,).
        distances: float32 (k,), 1 - cosine of the angle between the activations: 0 same, 1 nothing shared.
    """

    index: np.ndarray
    labels: np.ndarray
    distances: np.ndarray


def detector_of(network: Network) -> Detector | None:
    """Return the detector of this network: from its card or, for a shipped one, from its file.

    It's None if the network can't tell digits from non-digits.

    Raises:
        NetworkError: as in `load_detector`.
    """
    return load_detector(network) if _is_shipped(network) else network.card.get("detector")


def can_tell(network: Network) -> bool:
    """Return whether it tells digits from non-digits: it has a detector that can be read."""
    try:
        return detector_of(network) is not None
    except NetworkError:
        return False


def novelty_network_of(network: Network) -> Network | None:
    """Return the network that also decides whether something is a digit; only shipped ones have one.

    Raises:
        NetworkError: as in `load_novelty_network`.
    """
    return load_novelty_network(network.name, network.directory) if _is_shipped(network) else None


def _is_shipped(network: Network) -> bool:
    return network.name in NAMES and "detector" not in network.card


@load_once
def load_novelty_network(name: str, directory: Path | str = TRAINED) -> Network:
    """Return the novelty network of the shipped network with that name.

    Its logits are log P(digit) / P(non-digit), so its probs are P(digit), given that it is one.

    Raises:
        NetworkError: as in `load_network`.
    """
    return load_network(NOVELTY_NETWORKS[name], directory)


def typicality(network: Network, activations: Activations) -> float:
    """Return how much more like a digit than like a non-digit a drawing is: the largest of `log_odds`.

    For the page: "Every digit makes the last hidden layer's neurons fire in a pattern of its own; this
    drawing's pattern is closer to that of letters and scribbles than to any digit's."

    Args:
        network: any.
        activations: of one image, as `forward` returns them.

    Returns:
        Log-odds, natural, of any size; below `THRESHOLD` the drawing is a non-digit. Infinite for a network
        without a detector, which takes everything for a digit.

    Raises:
        NetworkError: as in `detector_of`.
    """
    layers = ("image", network.last_hidden.name)
    return float(typicalities(network, {name: activations[name][None] for name in layers})[0])


def typicalities(network: Network, activations: Activations) -> np.ndarray:
    """Return the `typicality` of many images, with activations from `forward_batch` -> float32 (n,)."""
    if detector_of(network) is None:
        return np.full(len(activations["image"]), np.inf, np.float32)
    return log_odds(network, activations).max(axis=1)


def are_digits(network: Network, activations: Activations) -> np.ndarray:
    """Return whether each image is taken for a digit, by its `typicalities` -> bool (n,)."""
    return is_accepted(typicalities(network, activations))


def is_accepted(typicality: np.ndarray | float) -> np.ndarray | bool:
    """Return whether a typicality is a digit's, bool of the same shape; NaN is neither's."""
    return typicality >= THRESHOLD


def is_refused(typicality: np.ndarray | float) -> np.ndarray | bool:
    """Return whether a typicality is a non-digit's, bool of the same shape; NaN is neither's."""
    return typicality < THRESHOLD


def log_odds(network: Network, activations: Activations) -> np.ndarray:
    """Return the log-odds of ten neurons for each image, "is it a 0?" to "is it a 9?".

        log_odds[c] = Σ a · kernel[:, c] + bias[c] + the novelty network's logits[c]

    with a = the last hidden layer's activations; other networks than shipped ones lack the last term.

    Args:
        network: one that has a detector, see `detector_of`.
        activations: of n images, as `forward_batch` returns them; neurons of `network` may be changed in
            them.

    Returns:
        float32 (n, 10), natural; the novelty network reads the unchanged images.

    Raises:
        NetworkError: as in `detector_of`.
    """
    detector = detector_of(network)
    features = activations[network.last_hidden.name]
    odds = features.reshape(len(features), -1) @ detector.kernel + detector.bias
    if novelty := novelty_network_of(network):
        odds += novelty.logits_of(forward_batch(novelty, activations["image"]))
    return odds


def nearest_digits(network: Network, activations: Activations, number: int = 5) -> Neighbors:
    """Return the real MNIST digits with the most similar last hidden layer; none if it is silent.

        distance = 1 - a · b / (|a| |b|),  1 where the layer is silent

    Args:
        network: one that has a detector, see `detector_of`.
        activations: of one image, as `forward` returns them.
        number: how many; with equal distances, the first test images come first.

    Raises:
        NetworkError: as in `load_detector`.
    """
    detector = detector_of(network)
    features = activations[network.last_hidden.name].ravel()
    distances = 1 - detector.neighbor_features.astype(np.float32) @ unit_length(features)
    order = np.argsort(distances, kind="stable")[: number if features.any() else 0]
    return Neighbors(detector.neighbor_index[order], detector.neighbor_labels[order], distances[order])


def save_detector(detector: Detector, network: Network, novelty: Network, path: Path) -> None:
    """Write it as a compressed .npz, with the fingerprints of its network and its novelty network."""
    save_arrays(path, network.fingerprint + novelty.fingerprint, detector._asdict())


@load_once
def load_detector(network: Network) -> Detector:
    """Read the detector that `train_model.py` wrote beside a network, and cache it.

    Raises:
        NetworkError: the file is missing, damaged, or of another training; the message names the command
            that makes it.
    """
    path = network.directory / f"{network.name}.npz"
    fingerprint = network.fingerprint + load_novelty_network(network.name, network.directory).fingerprint
    try:
        return read_detector(load_arrays(path, network.name, fingerprint), network)
    except ValueError as error:
        raise unreadable(path, network.name) from error


def read_detector(arrays: Mapping[str, np.ndarray], network: Network) -> Detector:
    """Read the detector in these arrays, and check that it fits this network.

    Raises:
        ValueError: it belongs to another network, or is damaged.
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


def unit_length(vectors: np.ndarray) -> np.ndarray:
    """Return v / |v| along the last axis; 0 stays 0."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
