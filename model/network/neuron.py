"""A neuron, and what can be turned up or off: objects with their layer, so that nobody has to look it up.

Takes layers. Knows nothing of networks, values or pages. An address, a message or a script only has names,
so it uses a `Unit`, from which `wiring.find_unit` makes a `Neuron`, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.network.layer import Layer

Index = tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """A neuron or pixel, by name.

    Attributes:
        layer: the layer's name.
        index: (unit,) in a dense layer, (row, col, channel) in a feature map, (row, col) in the image.
    """

    layer: str
    index: Index


@dataclass(frozen=True)
class Neuron:
    """A neuron or pixel.

    Attributes:
        layer: the one in which it adds up: `hidden1`, never `hidden1_relu`.
        index: (unit,) in a dense layer, (row, col, channel) in a feature map, (row, col) in the image.
    """

    layer: Layer
    index: Index

    @property
    def unit(self) -> Unit:
        """The same by name."""
        return Unit(self.layer.name, self.index)

    @property
    def channel(self) -> Channel:
        """What is turned up or off with it: the neuron itself or its whole feature map."""
        return Channel(self.layer, self.index[-1])

    @property
    def flat_index(self) -> int:
        """Its index in its layer, in row-major order."""
        return int(np.ravel_multi_index(self.index, self.layer.shape))

    @property
    def is_pixel(self) -> bool:
        """Whether it is a pixel of the image, which adds nothing up."""
        return self.layer.before is None

    @property
    def is_on_map(self) -> bool:
        """Whether it is in a feature map."""
        return len(self.layer.shape) == 3


@dataclass(frozen=True)
class Channel:
    """What can be turned up or off: a neuron of a dense layer, or a whole feature map.

    Attributes:
        layer: the one in which it adds up.
        number: its index in a dense layer, or its map's.
    """

    layer: Layer
    number: int


Factors = Mapping[Channel, float]  # by what activations are multiplied on the way; 0 switches one off
