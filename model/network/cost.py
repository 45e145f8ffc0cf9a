"""What a pass through a network costs, in work and in memory.

Takes layers and their counts, as a `Network` has them, and limits its passes of many images.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.network.network import Network

OPERATIONS_PER_VALUE = 40  # multiply-adds that take as long as reading and writing a value
BATCH_SIZE = 20  # images at once: 15 MB for conv, and as quick an image as 500
MAX_AT_ONCE = 10_000_000  # values of all together, 40 MB: of a large network there are fewer images at once


def operations(network: Network) -> int:
    """Return how many multiply-adds take as long as one image's pass."""
    return network.multiply_adds + OPERATIONS_PER_VALUE * network.values


def windows(network: Network) -> tuple[int, ...]:
    """Return how many values each layer's units read of an image, place by place, if it has weights."""
    return tuple(
        layer.kernel[..., 0].size * int(np.prod(layer.shape[:-1], dtype=int)) for layer in network.weighted
    )


def batch_size(network: Network) -> int:
    """Return how many images it processes at once, if there are many: 1 to `BATCH_SIZE`.

    The values of all layers stay in memory and, layer by layer, the values that its units read.
    """
    return int(np.clip(MAX_AT_ONCE // (network.values + max(windows(network), default=0)), 1, BATCH_SIZE))
