"""What a pass through a network costs, in work and in memory.

Takes layers and what is counted of them, as a `Network` has it, whose passes of many images keep to it.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from model.network.layer import Layer

OPERATIONS_PER_VALUE = 40  # multiply-adds that take as long as reading and writing a value
BATCH_SIZE = 20  # images at once: 15 MB for conv, and as quick an image as 500
MAX_AT_ONCE = 10_000_000  # values of all of them together, 40 MB: of a large network there are fewer at once


class Counted(Protocol):
    """What is asked of a `Network`."""

    weighted: tuple[Layer, ...]
    values: int
    multiply_adds: int


def operations(network: Counted) -> int:
    """How many multiply-adds take as long as a pass of an image."""
    return network.multiply_adds + OPERATIONS_PER_VALUE * network.values


def windows(network: Counted) -> tuple[int, ...]:
    """Of each layer with weights, how many values its units read of an image, each place for itself."""
    return tuple(
        layer.kernel[..., 0].size * int(np.prod(layer.shape[:-1], dtype=int)) for layer in network.weighted
    )


def batch_size(network: Counted) -> int:
    """How many images it sees at once, where there are many: 1 to `BATCH_SIZE`.

    The values of all layers are kept and, one layer after the other, those that its units read.
    """
    return int(np.clip(MAX_AT_ONCE // (network.values + max(windows(network), default=0)), 1, BATCH_SIZE))
