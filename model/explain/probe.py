"""Linear probes: how well one straight cut separates the digits in a layer, and where an image lies there.

Takes a network and digits that it hasn't seen, returns a probe for each layer that is small enough. Knows
nothing of pages. Ten more neurons read a layer (G. Alain, Y. Bengio 2016), fitted by least squares to be 1
for their digit and 0 for others:

    scores = values · kernel + bias        place = Σ scores[digit] × (cos, sin) of the digit's angle

The digits are on a circle, in the same order in every layer, similar ones next to each other. So a layer's
picture opens into ten sectors as the network separates digits. It is linear, so that a drawing lies where
all others were put.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from model.files import are_numbers, load_by_layer, save_by_layer
from model.network import Network, forward_batches
from model.network.layer import COPIES, Layer
from model.preprocess.mnist import NUM_CLASSES
from model.steps import Steps, finish

ORDER = (
    0,
    6,
    2,
    1,
    7,
    9,
    4,
    8,
    3,
    5,
)  # around the circle: digits that are often confused are neighbors
SHOWN, FITTED = (
    1_000,
    5_000,
)  # the first images, which are shown, and the next ones, to which it is fitted
MOST_VALUES = 2_000  # of a layer that has a probe, because least squares take this number cubed
MOST_TOGETHER = 24_000_000  # values of all images, 96 MB: a network with large layers gets fewer images
ROWS = 100  # images whose products are added up at once
RIDGE = 0.01  # of the sum of all variances, added to each: otherwise pixels that rarely have ink would count


@dataclass(frozen=True, eq=False)
class Probe:
    """How well a layer separates digits.

    Attributes:
        kernel: float32 (values, 10).
        bias: float32 (10,).
        right: share of the images shown whose largest score is their digit's.
    """

    kernel: np.ndarray
    bias: np.ndarray
    right: np.ndarray

    def scores(self, values: np.ndarray) -> np.ndarray:
        """Return the ten scores of a layer's values: (n, values) -> (n, 10)."""
        return values @ self.kernel + self.bias


Probes = Mapping[str, Probe]  # name of a layer -> its probe, in depth order


def axes() -> np.ndarray:
    """Return where each digit lies on the circle, in the order of digits: float64 (10, 2)."""
    angles = 2 * np.pi * np.argsort(ORDER) / NUM_CLASSES
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def probed_layers(network: Network) -> list[Layer]:
    """Return the image, the activations of hidden layers that are small enough, and the ten logits."""
    hidden = [
        layer.activation_layer
        for layer in network.layers[1:]
        if layer.unit_layer is layer and not layer.is_output and layer.kind not in COPIES
    ]
    small = [layer for layer in hidden if np.prod(layer.shape) <= MOST_VALUES]
    return [network.image, *small, network.logits]


def compute_probes(network: Network, images: np.ndarray, labels: np.ndarray) -> Probes:
    """Compute a network's probes, from `SHOWN` + `FITTED` images (n, 28, 28) that it hasn't seen.

    Args:
        network: any.
        images: as in `forward_batches`; further ones aren't used.
        labels: int (n,), which digits they are.
    """
    return finish(probe_steps(network, images, labels))


def probe_steps(network: Network, images: np.ndarray, labels: np.ndarray) -> Steps[Probes]:
    """Do the same as `compute_probes`, a few images at a time; yields what share of them has passed."""
    layers = probed_layers(network)
    together = sum(int(np.prod(layer.shape)) for layer in layers)
    number = min(SHOWN + FITTED, MOST_TOGETHER // together)
    images, labels = images[:number], labels[:number]
    values = {layer.name: np.empty((len(images), np.prod(layer.shape)), np.float32) for layer in layers}
    start = 0
    for batch in forward_batches(network, images):
        stop = start + len(batch[network.image.name])
        for name, of_layer in values.items():
            of_layer[start:stop] = batch[name].reshape(stop - start, -1)
        start = stop
        yield start / len(images)
    probes = {}
    for layer in layers:
        probes[layer.name] = yield from _fit(values.pop(layer.name), labels)
    return probes


def _fit(values: np.ndarray, labels: np.ndarray) -> Steps[Probe]:
    """Fit least squares with a ridge: kernel = (XᵀX + ridge)⁻¹ XᵀY, with centered values X and digits Y."""
    values = np.nan_to_num(values)  # for a network that blew up
    split = min(SHOWN, len(values) // 2)  # with a small data set, half are shown
    digits = np.eye(NUM_CLASSES)[labels[split:]]
    means, shares = values[split:].mean(axis=0, dtype=np.float64), digits.mean(axis=0)
    products, crossed = np.zeros((len(means),) * 2), np.zeros((len(means), NUM_CLASSES))
    for start in range(split, len(values), ROWS):
        centered = values[start : start + ROWS] - means
        products += centered.T @ centered
        crossed += centered.T @ (digits[start - split : start - split + ROWS] - shares)
        yield 1.0
    ridge = max(RIDGE * np.trace(products) / len(products), np.finfo(np.float32).tiny)
    kernel = np.linalg.solve(products + ridge * np.eye(len(products)), crossed)
    bias = shares - means @ kernel
    yield 1.0
    right = ((values[:split] @ kernel + bias).argmax(axis=1) == labels[:split]).mean()
    return Probe(np.float32(kernel), np.float32(bias), right)


def probes_path(name: str, directory: Path) -> Path:
    """Return the path of a network's probes, next to its Keras file."""
    return directory / f"{name}.probes.npz"


def save_probes(probes: Probes, fingerprint: str, path: Path) -> None:
    """Write them as one compressed .npz of arrays named `layer/attribute`, with the network's fingerprint."""
    save_by_layer(path, fingerprint, probes)


def load_probes(network: Network) -> Probes:
    """Read a network's probes.

    Raises:
        NetworkError: the file is missing, damaged or of another training; the message names the command
            that makes it.
    """
    path = probes_path(network.name, network.directory)
    return load_by_layer(path, network, probed_layers(network), Probe, _fits)


def _fits(probe: Probe, layer: Layer) -> bool:
    """Return whether its arrays have what this layer needs."""
    arrays = [getattr(probe, each.name) for each in fields(probe)]
    shapes = ((int(np.prod(layer.shape)), NUM_CLASSES), (NUM_CLASSES,), ())
    return are_numbers(arrays, shapes) and 0 <= float(probe.right) <= 1
