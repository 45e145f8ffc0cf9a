"""Passes of many images of which little is kept. Takes a network and images, gives arrays."""

from __future__ import annotations

import numpy as np

from model.network.network import Network, forward_batches


def logits_of(network: Network, images: np.ndarray) -> np.ndarray:
    """What `forward_batches` gives of the outputs alone, float32 (n, 10)."""
    return np.concatenate([network.logits_of(values) for values in forward_batches(network, images)])
