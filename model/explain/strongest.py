"""Which connections of a dense network carry most for one image.

Takes a network and the values of its layers, returns connections. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.network import Network
from model.network.layer import Layer
from model.network.neuron import Neuron


class Carried(NamedTuple):
    """What one neuron or pixel passes to a neuron: term = input × weight."""

    source: Neuron
    neuron: Neuron
    term: float


def strongest_connections(
    network: Network, activations: Mapping[str, np.ndarray], count: int
) -> list[list[Carried]]:
    """Return, for every layer with weights, the `count` connections into it with the largest |term|, sorted.

        term[i, j] = input[i] × kernel[i, j]

    Args:
        network: of dense layers.
        activations: as `forward` returns them; terms that are 0 or not finite are left out.
        count: for each layer; fewer if fewer carry anything.
    """
    found = []
    for layer in network.weighted:
        with np.errstate(all="ignore"):
            terms = activations[layer.before.name].reshape(-1, 1) * layer.kernel
        sizes = np.abs(np.where(np.isfinite(terms), terms, 0)).ravel()
        number = min(count, sizes.size)
        largest = np.argpartition(sizes, -number)[-number:]
        largest = largest[np.argsort(-sizes[largest], kind="stable")]
        found.append(
            [
                _carried(layer, int(place), float(terms.ravel()[place]))
                for place in largest
                if sizes[place] > 0
            ]
        )
    return found


def _carried(layer: Layer, place: int, term: float) -> Carried:
    """Return the connection at that place of a layer's kernel (inputs, units), in row-major order."""
    given, taken = divmod(place, layer.kernel.shape[1])
    source = layer.source.unit_layer
    index = tuple(int(i) for i in np.unravel_index(given, source.shape))
    return Carried(Neuron(source, index), Neuron(layer, (taken,)), term)
