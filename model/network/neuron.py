"""A neuron, and what can be turned up or off: things that hold their layer, so that nobody has to look it up.

Takes layers. Knows nothing of networks, values or pages. An address, a message or a script has names alone
and says a `Unit`; `wiring.find_unit` makes a `Neuron` of it, once.
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
        layer: its name.
        index: (unit,) in a dense layer, (row, col, channel) in a feature map, (row, col) in the image.
    """

    layer: str
    index: Index


@dataclass(frozen=True)
class Neuron:
    """A neuron or pixel.

    Attributes:
        layer: in which it adds up: `hidden1`, never `hidden1_relu`.
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
        """What is turned up or off with it: itself or, on a feature map, all of that."""
        return Channel(self.layer, self.index[-1])

    @property
    def flat_index(self) -> int:
        """Its place among all of its layer, in row-major order."""
        return int(np.ravel_multi_index(self.index, self.layer.shape))

    @property
    def is_pixel(self) -> bool:
        """Whether it is one of the image's, which adds nothing up."""
        return self.layer.before is None

    @property
    def is_on_map(self) -> bool:
        """Whether it is one of a feature map's."""
        return len(self.layer.shape) == 3


@dataclass(frozen=True)
class Channel:
    """What can be turned up or off: a neuron of a dense layer, or a whole feature map.

    Attributes:
        layer: in which it adds up.
        number: its index in a dense layer, or that of its map.
    """

    layer: Layer
    number: int


Factors = Mapping[Channel, float]  # by what activations are multiplied as they flow; 0 switches one off
