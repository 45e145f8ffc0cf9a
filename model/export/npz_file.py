"""A network's weights as arrays in a NumPy file."""

from __future__ import annotations

import io

import numpy as np

from model.network import Network


def to_npz(network: Network) -> bytes:
    """Write weights as an .npz file, each under its layer's name: hidden1_kernel; and the names of signs."""
    layers = network.weighted
    kernels = {f"{layer.name}_kernel": layer.kernel for layer in layers}
    names = {} if network.reads_digits else {"classes": np.array(network.classes)}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **kernels, **{f"{layer.name}_bias": layer.bias for layer in layers}, **names)
    return buffer.getvalue()
