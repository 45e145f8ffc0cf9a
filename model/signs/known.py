"""Whether an image is one of the signs that a network was taught, or none of them.

Takes features of images, returns how far they are from the drawings. Knows nothing of pages.

A softmax can't answer this: it shares out 100% among the signs, whatever the drawing. So the network has the
features of the drawings, and an image has to resemble one of them. Letters and scribbles that a program wrote
say how much any drawing resembles any other: an image near those has to be nearer to a drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.network import Activations
from model.novelty.novelty import unit_length

DEVIATIONS = 2.0  # of the drawings' own distances: few are so far beyond their mean
OTHERS = 3  # of the background: the nearest ones count


class Known(NamedTuple):
    """The drawings that a network was taught, to compare an image with.

    Attributes:
        drawings: float32 (n, m), each one's features, of length 1.
        background: float32 (k, m), the same of drawings by a program; none if k is 0.
        layer: the layer whose activations the features are.
    """

    drawings: np.ndarray
    background: np.ndarray
    layer: str

    def distances(self, features: np.ndarray, without: np.ndarray | None = None) -> np.ndarray:
        """Return how far images are from the nearest drawing.

            distance = (1 − max cos(image, drawing)) / √(1 − mean of the largest cos(image, background))

        Args:
            features: float32 (n, m), of any length; of the background, the `OTHERS` largest count.
            without: int (n,), for each image the drawing that doesn't count; None for none.

        Returns:
            float64 (n,), 0 for a drawing itself; √1 = 1 for an image that shares nothing with any of them.
        """
        units = unit_length(features)
        alike = units @ self.drawings.T
        if without is not None:
            alike[np.arange(len(alike)), without] = -1
        away = 1.0 - alike.max(axis=1)
        if not len(self.background):
            return away.astype(np.float64)
        others = np.sort(units @ self.background.T, axis=1)[:, -OTHERS:]
        return away / np.sqrt(np.maximum(1.0 - others.mean(axis=1), 1e-6))

    @property
    def spread(self) -> np.ndarray:
        """Return each drawing's distance from the others, float64 (n,)."""
        return self.distances(self.drawings, np.arange(len(self.drawings)))

    @property
    def threshold(self) -> float:
        """Return the distance above which an image is none of the signs: mean + `DEVIATIONS` · σ of `spread`.

        Of thirty to a hundred drawings, a quantile would depend on the two or three that are farthest away.
        """
        return float(self.spread.mean() + DEVIATIONS * self.spread.std())


def are_known(card: Mapping[str, object], activations: Activations) -> np.ndarray:
    """Return whether each image is one of the signs of the network with this card -> bool (n,).

    Args:
        card: with "known", a `Known`, and "threshold", a distance.
        activations: of n images, as `forward_batch` returns them.
    """
    known, images = card["known"], len(activations["image"])
    return known.distances(activations[known.layer].reshape(images, -1)) <= card["threshold"]
