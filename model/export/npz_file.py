"""A network's weights as arrays in a file of NumPy's."""

from __future__ import annotations

import io

import numpy as np

from model.network import Network


def to_npz(network: Network) -> bytes:
    """Every layer's weights as an .npz file, by their layer's name: hidden1_kernel, hidden1_bias, …"""
    layers = network.weighted
    kernels = {f"{layer.name}_kernel": layer.kernel for layer in layers}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **kernels, **{f"{layer.name}_bias": layer.bias for layer in layers})
    return buffer.getvalue()
