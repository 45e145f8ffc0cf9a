"""The scale for painting each layer, fixed for a network: a color means the same in every drawing.

Takes a network and images, returns a number a layer. Knows nothing of colors or pages.
"""

from __future__ import annotations

import numpy as np

from model.network.layer import Layer
from model.network.network import Network, forward_batches

BRIGHTEST = 99.9  # the percentile of a layer's values that gets the brightest color: few exceed it
SCALE_IMAGES = 500  # test images that determine the scales of a network that nobody ships


def layer_scales(network: Network, images: np.ndarray) -> dict[str, float]:
    """Return layer name -> the value in the brightest color, above 0; the image has 1.

    Args:
        network: to be painted.
        images: (n, 28, 28), as in `forward_batches`: digits as the network will read them. The
            percentile is computed for each batch, and then averaged.
    """
    percentiles = [
        [np.percentile(values[layer.name], BRIGHTEST) for layer in network.layers[1:]]
        for values in forward_batches(network, images)
    ]
    means = np.mean(percentiles, axis=0).tolist()
    scales = [round(mean, 4) if mean > 0 else 0.0 for mean in means]
    return {layer.name: scale or 1.0 for layer, scale in zip(network.layers[1:], scales)}


def scale_of(network: Network, layer: Layer) -> float:
    """Return the value of this layer that gets the brightest color, the same for every drawing.

    Returns:
        The scale in the network's card; 1 for the image, probabilities, and layers without one.
    """
    return network.card.get("scales", {}).get(layer.name, 1.0)
