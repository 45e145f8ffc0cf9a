"""What a browser sends of a network for signs that it has taught: bounds, and the network.

Takes plain values from anyone. Knows nothing of messages or pages.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from model.network import Network
from model.preprocess.mnist import IMAGE_SIZE
from model.signs.network import (
    FEWEST_SIGNS,
    MOST_DISTANCE,
    MOST_IMAGES,
    MOST_SIGNS,
    name_of_sign,
    network_for_signs,
    number_of_weights,
)

__all__ = ["FEWEST_SIGNS", "MOST_IMAGES", "MOST_SIGNS", "name_of_sign", "number_of_weights"]
BASES = CONV, NOTHING = "conv", "none"  # the shipped network on which it's taught


class Taught(NamedTuple):
    """A network for signs that a browser has taught.

    Attributes:
        run: by which the browser stores it.
        names, labels, weights, threshold: as in `network_for_signs`.
        base: one of `BASES`.
        images: uint8 (n · 784,), 255 for ink.
    """

    run: str
    names: tuple[str, ...]
    base: str
    images: np.ndarray
    labels: tuple[int, ...]
    weights: np.ndarray
    threshold: float

    def message(self) -> dict[str, object]:
        """Return what a browser sends of it, as JSON has it."""
        packed = {name: b64encode(getattr(self, name).tobytes()).decode() for name in ("images", "weights")}
        return {**self._asdict(), **packed}

    def network(self, shipped: Callable[[str], Network]) -> Network:
        """Return the network; `shipped` returns the one that is shipped under its base's name.

        Raises:
            ValueError: see `network_for_signs`.
        """
        base = None if self.base == NOTHING else shipped(self.base)
        images = np.float32(self.images.reshape(-1, IMAGE_SIZE, IMAGE_SIZE)) / 255
        return network_for_signs(images, self.labels, self.names, self.weights, base, self.threshold)


def distance_of(sent: object) -> float | None:
    """Return a threshold; None if it's no number from 0 to `MOST_DISTANCE`."""
    return float(sent) if type(sent) in (int, float) and 0 <= sent <= MOST_DISTANCE else None
