"""A network's weights as arrays in a NumPy file."""

from __future__ import annotations

import io

import numpy as np

from model.network import Network


def to_npz(network: Network) -> bytes:
    """Write every layer's weights as an .npz file, named after the layer: hidden1_kernel, hidden1_bias, …"""
    layers = network.weighted
    kernels = {f"{layer.name}_kernel": layer.kernel for layer in layers}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **kernels, **{f"{layer.name}_bias": layer.bias for layer in layers})
    return buffer.getvalue()
