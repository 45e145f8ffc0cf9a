"""Passes of many images that only save a part. Takes a network and images, returns arrays."""

from __future__ import annotations

import numpy as np

from model.network.network import Network, forward_batches


def logits_of(network: Network, images: np.ndarray) -> np.ndarray:
    """Return only the outputs' part of `forward_batches`, float32 (n, 10)."""
    return np.concatenate([network.logits_of(values) for values in forward_batches(network, images)])
