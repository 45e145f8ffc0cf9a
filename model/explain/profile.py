"""What a neuron reacts to: its statistics over a set of labeled digits, for example MNIST's test images.

Takes a network and images, returns small arrays; saves and loads them. Knows nothing of pages.
A channel of feature maps counts as one neuron: its excitation by an image is its largest
activation over all rows and columns. An output's is its logit, because its probability depends on the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from model.files import are_numbers, load_by_layer, save_by_layer
from model.network import Activations, Network, forward_batches
from model.network.layer import COPIES, Layer
from model.network.neuron import Neuron
from model.preprocess.mnist import NUM_CLASSES, TEST_IMAGES
from model.steps import Steps, finish

NUMBER_OF_BEST = 9
MOST_IMAGES = 2_000  # of a network of your own: enough for shares, and a fifth of the work
MOST_VALUES = 20_000_000  # excitations of all units together, 80 MB: a large network gets fewer images
QUANTILES = np.linspace(0, 1, 101)


@dataclass(frozen=True, eq=False)
class Profile:
    """How one neuron reacted to n images or, with a first axis more, all units or channels of a layer.

    Attributes:
        best_images: int (9,), the images that excite it most, the strongest first.
        best_excitations: float32 (9,), by how much.
        mean_by_digit: float32 (10,), mean excitation by the images of each digit.
        fires: share of images with an excitation above 0; for an output, with the largest of the ten.
        coverage: the same over all rows and columns of all images; in a dense layer the same as `fires`.
        quantiles: float32 (101,), of its excitation, from the smallest (0%) to the largest (100%).
    """

    best_images: np.ndarray
    best_excitations: np.ndarray
    mean_by_digit: np.ndarray
    fires: np.ndarray
    coverage: np.ndarray
    quantiles: np.ndarray

    @property
    def dead(self) -> np.ndarray:
        """Whether no image made it fire anywhere."""
        return self.fires == 0

    @property
    def always_on(self) -> np.ndarray:
        """Whether every image made it fire, and everywhere."""
        return self.coverage == 1

    @property
    def favorite(self) -> np.ndarray:
        """The digit with the largest mean excitation."""
        return self.mean_by_digit.argmax(axis=-1)

    @property
    def selectivity(self) -> np.ndarray:
        """0 for a neuron that reacts to all digits alike, 1 for one that only reacts to one.

        (largest - others) / (largest + others), of the mean excitations, where `others` is the mean of
        the other nine: the class selectivity index of Morcos et al., "On the importance of single
        directions for generalization" (2018). Means below 0, which only logits have, count as 0.
        """
        means = np.sort(np.maximum(self.mean_by_digit, 0), axis=-1)
        largest, others = means[..., -1], means[..., :-1].mean(axis=-1)
        return (largest - others) / np.maximum(largest + others, np.finfo(np.float32).tiny)

    def of(self, unit: int) -> Profile:
        """Return one unit's or channel's part of a layer's profile."""
        return Profile(*(getattr(self, f.name)[unit] for f in fields(self)))

    def share_below(self, excitation: float) -> float:
        """Return the share of images that excite the neuron less, 0 to 1, within 0.01, between quantiles."""
        above = int(np.searchsorted(self.quantiles, excitation, side="left"))
        if above in (0, len(QUANTILES)):
            return float(above > 0)
        low, high = self.quantiles[above - 1 : above + 1].astype(np.float64)
        return float(QUANTILES[above - 1] + QUANTILES[1] * (excitation - low) / (high - low))


Profiles = Mapping[str, Profile]  # name of the layer in which the units add up -> its profile


def look_up(profiles: Profiles, neuron: Neuron) -> Profile | None:
    """Return a neuron's profile, or its feature map's; None for a pixel or a mere copy of one."""
    name = neuron.layer.name
    return profiles[name].of(neuron.channel.number) if name in profiles else None


def excitation(neuron: Neuron, activations: Activations) -> float:
    """Return how much one image excites a neuron or its feature map: what `share_below` compares.

    Args:
        neuron: the neuron.
        activations: every layer's values for one image, as `forward` returns them.
    """
    values = activations[neuron.layer.response_layer.name]
    return float(values[..., neuron.channel.number].max() if neuron.is_on_map else values[neuron.index])


def compute_profile(network: Network, images: np.ndarray, labels: np.ndarray) -> Profiles:
    """Compute every layer's profile over (n, 28, 28) images, as in `forward_batches`, and labels (n,).

    10,000 images take 5 s for conv and 0.3 for dense, on one core, and 25 MB.
    """
    return finish(profile_steps(network, images, labels))


def profile_steps(network: Network, images: np.ndarray, labels: np.ndarray) -> Steps[Profiles]:
    """Do the same as `compute_profile`, a few images or a layer at a time; yields what share is done."""
    layers = profiled_layers(network)
    tallies = {layer.name: _Tally(len(images), layer) for layer in layers}
    start = 0
    for values in forward_batches(network, images):
        for layer in layers:
            tallies[layer.name].add(start, values[layer.response_layer.name])
        start += len(values[network.image.name])
        yield start / len(images)
    digits, profiles = np.eye(NUM_CLASSES)[labels], {}
    for layer in layers:
        profiles[layer.name] = tallies.pop(layer.name).summary(digits)
        yield 1.0
    return profiles


def most_images(network: Network) -> int:
    """Return how many test images are enough for the profile of a network of your own."""
    units = sum(layer.shape[-1] for layer in profiled_layers(network))
    return min(MOST_IMAGES, MOST_VALUES // units)


def profiled_layers(network: Network) -> list[Layer]:
    """Return the layers that have a profile: those in which units add up, or pool."""
    return [layer for layer in network.layers[1:] if layer.kind not in COPIES and layer.unit_layer is layer]


class _Tally:
    """What a layer's profile is made of, for n images.

    Attributes:
        peak: float32 (n, C), the largest value of each unit or, over its rows and columns, of each channel.
        above_zero: float64 (C,), the share of rows and columns above 0, added up over the images.
    """

    def __init__(self, number: int, layer: Layer) -> None:
        units = layer.shape[-1]
        self.layer = layer
        self.peak = np.empty((number, units), np.float32)
        self.above_zero = np.zeros(units)

    def add(self, start: int, values: np.ndarray) -> None:
        """Add the values (…, C) of some images, the first of which has number `start`."""
        values = values.reshape(len(values), -1, values.shape[-1])
        self.peak[start : start + len(values)] = values.max(axis=1)
        self.above_zero += np.count_nonzero(values > 0, axis=(0, 1)) / values.shape[1]

    def summary(self, digits: np.ndarray) -> Profile:
        """Return the profile; `digits` are one-hot labels (n, 10)."""
        peak, number = self.peak, len(self.peak)
        best = np.argsort(-peak, axis=0, kind="stable")[:NUMBER_OF_BEST]
        compete = self.layer.is_output
        fires = (peak == peak.max(axis=1, keepdims=True) if compete else peak > 0).mean(axis=0)
        return Profile(
            best_images=best.T.astype(np.int32),
            best_excitations=np.take_along_axis(peak, best, axis=0).T,
            mean_by_digit=(peak.T @ digits / np.maximum(digits.sum(axis=0), 1)).astype(np.float32),
            fires=fires,
            coverage=fires if compete else self.above_zero / number,
            quantiles=np.quantile(peak, QUANTILES, axis=0).T.astype(np.float32),
        )


def profile_path(name: str, directory: Path) -> Path:
    """Return the path of a network's profile, next to its Keras file."""
    return directory / f"{name}.profile.npz"


def save_profile(profiles: Profiles, fingerprint: str, path: Path) -> None:
    """Write them as one compressed .npz of arrays named `layer/attribute`, with the network's fingerprint."""
    save_by_layer(path, fingerprint, profiles)


def load_profile(network: Network) -> Profiles:
    """Read a network's profile.

    Raises:
        NetworkError: the file is missing, damaged or of another training; the message names the command
            that makes it.
    """
    path = profile_path(network.name, network.directory)
    return load_by_layer(path, network, profiled_layers(network), Profile, _fits)


def _fits(profile: Profile, layer: Layer) -> bool:
    """Return whether its arrays have what this layer needs."""
    units, best = layer.shape[-1], np.shape(profile.best_images)[-1:]
    shapes = (
        (units, *best), (units, *best),
        (units, NUM_CLASSES), (units,), (units,), (units, len(QUANTILES)),
    )  # fmt: skip
    arrays = [getattr(profile, f.name) for f in fields(profile)]
    return (
        are_numbers(arrays, shapes)
        and best > (0,)
        and 0 <= profile.best_images.min() <= profile.best_images.max() < TEST_IMAGES
    )
