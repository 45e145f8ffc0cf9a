"""What a network is: its layers, its forward pass, how it is read and how it is sent.

Takes files and images, returns the values of every layer. Knows nothing of drawings.
"""

from model.network.network import (
    DIGITS,
    NAMES,
    TRAINED,
    Activations,
    Network,
    dense_network,
    forward,
    forward_batch,
    forward_batches,
    load_network,
)

__all__ = [
    "DIGITS",
    "NAMES",
    "TRAINED",
    "Activations",
    "Network",
    "dense_network",
    "forward",
    "forward_batch",
    "forward_batches",
    "load_network",
]
