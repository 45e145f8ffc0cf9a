"""Linear probes: how well one straight cut tells the digits apart in a layer, and where an image lies there.

Takes a network and digits it has not seen, gives a probe for each of its layers that is small enough. Knows
nothing of pages. Ten more neurons read a layer (G. Alain, Y. Bengio 2016), fitted by least squares to be 1
for their digit and 0 for others:

    scores = values · kernel + bias        place = Σ scores[digit] × (cos, sin) of the digit's angle

The ten stand on a circle, in every layer in the same order of likeness, so that a layer's picture opens into
ten sectors as the network pulls digits apart. It is linear, so that a drawing lies where all others were put.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from model.files import are_numbers, load_by_layer, save_by_layer
from model.network import TRAINED, Network, forward_batches
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
)  # around the circle: digits that are taken for each other are neighbors
SHOWN, FITTED = (
    1_000,
    5_000,
)  # images that are shown, the first there are, and those behind them that it is fitted to
NEAREST = 10  # of an image's neighbors: whose digits are counted
MOST_VALUES = 2_000  # of a layer that has a probe: the least squares take their number cubed
RIDGE = (
    0.01  # of the sum of all variances, added to each: or else pixels that are hardly ever inked would count
)


@dataclass(frozen=True, eq=False)
class Probe:
    """What a layer knows of digits.

    Attributes:
        kernel: float32 (values, 10).
        bias: float32 (10,).
        right: share of the images shown whose largest score is their digit's.
        pure: share of their `NEAREST` in the layer that are the same digit.
    """

    kernel: np.ndarray
    bias: np.ndarray
    right: np.ndarray
    pure: np.ndarray

    def scores(self, values: np.ndarray) -> np.ndarray:
        """(n, values) of a layer -> (n, 10)."""
        return values @ self.kernel + self.bias


Probes = Mapping[str, Probe]  # name of a layer -> its probe, in depth order


def axes() -> np.ndarray:
    """float64 (10, 2): where on the circle each digit stands, in the order of digits."""
    angles = 2 * np.pi * np.argsort(ORDER) / NUM_CLASSES
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def probed_layers(network: Network) -> list[Layer]:
    """The image, the activations of hidden layers that are small enough, and the ten logits."""
    hidden = [
        layer.activation_layer
        for layer in network.layers[1:]
        if layer.unit_layer is layer and not layer.is_output and layer.kind not in COPIES
    ]
    small = [layer for layer in hidden if np.prod(layer.shape) <= MOST_VALUES]
    return [network.image, *small, network.logits]


def nearest(values: np.ndarray, many: np.ndarray, count: int = NEAREST) -> np.ndarray:
    """Which of many (n, values) lie nearest to one (values,): int64 (count,), the nearest first."""
    distances = ((np.float64(many) - values) ** 2).sum(axis=1)
    return np.argsort(distances, kind="stable")[:count]


def compute_probes(network: Network, images: np.ndarray, labels: np.ndarray) -> Probes:
    """The probes of a network, of `SHOWN` + `FITTED` images (n, 28, 28) that it has not seen.

    Args:
        network: any.
        images: as `forward_batches` takes them; further ones are left alone.
        labels: int (n,), which digits they are.
    """
    return finish(probe_steps(network, images, labels))


def probe_steps(network: Network, images: np.ndarray, labels: np.ndarray) -> Steps[Probes]:
    """As `compute_probes`, a few images at a time; on the way, what share of them has been seen."""
    images, labels = images[: SHOWN + FITTED], labels[: SHOWN + FITTED]
    layers = probed_layers(network)
    values = {layer.name: np.empty((len(images), np.prod(layer.shape)), np.float32) for layer in layers}
    start = 0
    for batch in forward_batches(network, images):
        stop = start + len(batch[network.image.name])
        for name, of_layer in values.items():
            of_layer[start:stop] = batch[name].reshape(stop - start, -1)
        start = stop
        yield start / len(images)
    return {name: _fit(of_layer, labels) for name, of_layer in values.items()}


def _fit(values: np.ndarray, labels: np.ndarray) -> Probe:
    """Least squares with a ridge: kernel = (XᵀX + ridge)⁻¹ XᵀY, of centered values X and digits Y."""
    values = np.nan_to_num(values.astype(np.float64))  # of a network that blew up
    split = min(SHOWN, len(values) // 2)  # of a small data set, half are shown
    digits = np.eye(NUM_CLASSES)[labels[split:]]
    means, shares = values[split:].mean(axis=0), digits.mean(axis=0)
    centered = values[split:] - means
    products = centered.T @ centered
    ridge = max(RIDGE * np.trace(products) / len(products), np.finfo(np.float32).tiny)
    kernel = np.linalg.solve(products + ridge * np.eye(len(products)), centered.T @ (digits - shares))
    bias = shares - means @ kernel
    shown, of_shown = values[:split], labels[:split]
    right = ((shown @ kernel + bias).argmax(axis=1) == of_shown).mean()
    return Probe(np.float32(kernel), np.float32(bias), right, _purity(shown, of_shown))


def _purity(values: np.ndarray, labels: np.ndarray) -> float:
    """What share of each one's nearest, itself left out, has its label."""
    squares = (values**2).sum(axis=1)
    distances = squares[:, None] + squares - 2 * values @ values.T
    np.fill_diagonal(distances, np.inf)
    near = np.argsort(distances, axis=1, kind="stable")[:, :NEAREST]
    return (labels[near] == labels[:, None]).mean()


def probes_path(name: str, directory: Path | str = TRAINED) -> Path:
    """Where a network's probes are: beside its Keras file."""
    return Path(directory) / f"{name}.probes.npz"


def save_probes(probes: Probes, fingerprint: str, path: Path) -> None:
    """Write them as one compressed .npz of arrays named `layer/attribute`, with that of the network."""
    save_by_layer(path, fingerprint, probes)


def load_probes(network: Network, directory: Path | str = TRAINED) -> Probes:
    """Read a network's probes.

    Raises:
        NetworkError: the file is missing, damaged or of another training; the message names the command
            that makes it.
    """
    path = probes_path(network.name, directory)
    return load_by_layer(path, network, probed_layers(network), Probe, _fits)


def _fits(probe: Probe, layer: Layer) -> bool:
    """Whether its arrays are what this layer needs."""
    arrays = [getattr(probe, each.name) for each in fields(probe)]
    shapes = ((int(np.prod(layer.shape)), NUM_CLASSES), (NUM_CLASSES,), (), ())
    return are_numbers(arrays, shapes) and all(0 <= float(share) <= 1 for share in arrays[2:])
