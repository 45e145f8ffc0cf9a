"""Arrays and what they are, as bytes: what goes to the browser and from one process to another.

Takes a header of plain values and arrays, gives bytes, and the other way round. Knows nothing of senders.

    uint32 n (little-endian) · n bytes of JSON, n a multiple of 4 · the arrays as float32, little-endian

Unlike a pickle, such a message can be read whoever wrote it: it holds nothing but numbers and text.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence

import numpy as np

from model.layer import Layer
from model.network import Network

SHAPES = ("shape", "window", "strides", "padding")
NEIGHBORS = ("unit_layer", "activation_layer", "source", "reader")


def encode(header: Mapping[str, object], blocks: Sequence[np.ndarray]) -> bytes:
    """A message of a header and of arrays, which lie one after the other."""
    encoded = json.dumps(header, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 4)
    values = b"".join(np.ascontiguousarray(block, "<f4").tobytes() for block in blocks)
    return struct.pack("<I", len(encoded)) + encoded + values


def decode(message: bytes) -> tuple[dict, np.ndarray]:
    """The header, and all arrays as one, float32 (n,).

    Raises:
        ValueError: it is no such message.
    """
    try:
        (length,) = struct.unpack_from("<I", message)
        return json.loads(message[4 : 4 + length]), np.frombuffer(message, "<f4", offset=4 + length)
    except struct.error as error:
        raise ValueError("this is no message") from error


def encode_network(
    network: Network, header: Mapping[str, object] | None = None, blocks: Sequence[np.ndarray] = ()
) -> bytes:
    """A network as a message: its layers in the header, kernel and bias of each as arrays.

    Args:
        network: to be sent.
        header: what else is to be said.
        blocks: further arrays, which come last.
    """
    described = {"network": network.name, "layers": [_describe(layer, network) for layer in network.layers]}
    return encode(described | dict(header or {}), [*network.weights, *blocks])


def _describe(layer: Layer, network: Network) -> dict[str, object]:
    """Its settings and, as numbers of layers, its neighbors; the one before it is the one before it there."""
    described = {"name": layer.name, "kind": layer.kind}
    described |= {name: getattr(layer, name) for name in SHAPES if getattr(layer, name) is not None}
    for name in NEIGHBORS:
        if (neighbor := getattr(layer, name)) is not None:
            described[name] = network.layers.index(neighbor)
    if layer.kernel is not None:
        described["kernel"] = layer.kernel.shape
    return described


def decode_network(message: bytes) -> tuple[Network, dict]:
    """The network of such a message, and its header.

    Raises:
        ValueError, KeyError, TypeError: it is no such message.
    """
    header, values = decode(message)
    layers, start = [], 0
    for described in header["layers"]:
        shapes = {name: tuple(described[name]) for name in SHAPES if name in described}
        kernel = bias = None
        if "kernel" in described:
            size = int(np.prod(described["kernel"]))
            kernel = values[start : start + size].reshape(described["kernel"])
            bias = values[start + size : start + size + kernel.shape[-1]]
            start += size + len(bias)
        layers.append(Layer(described["name"], described["kind"], kernel=kernel, bias=bias, **shapes))
    return Network(header["network"], tuple(layers), header.get("card", {})), header
