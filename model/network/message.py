"""Arrays and their descriptions as bytes, for the browser and for other processes.

Takes plain values and arrays, returns bytes, and the other way round. Knows nothing of senders.

    uint32 n (little-endian) · n bytes of JSON, n a multiple of 4 · the arrays as float32, little-endian

In the JSON, {"start": i, "floats": shape} represents an array of that shape, which begins i floats after the
JSON. Unlike a pickle, such a message can be read no matter who wrote it, because it only contains numbers and
text.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping

import numpy as np

from model.network.layer import Layer
from model.network.network import Network

SETTINGS = ("shape", "window", "strides", "padding", "parameters")
NEIGHBORS = ("unit_layer", "activation_layer", "source", "reader")


def encode(content: Mapping[str, object]) -> bytes:
    """Encode plain values and, anywhere among them, arrays as a message.

    Raises:
        TypeError: it contains something else.
    """
    arrays: list[bytes] = []

    def set_aside(array: object) -> dict[str, object]:
        if not isinstance(array, np.ndarray):
            raise TypeError(f"a message can't hold a {type(array).__name__}")
        start = sum(map(len, arrays)) // 4
        arrays.append(np.ascontiguousarray(array, "<f4").tobytes())
        return {"start": start, "floats": array.shape}

    encoded = json.dumps(content, separators=(",", ":"), default=set_aside).encode()
    encoded += b" " * (-len(encoded) % 4)
    return b"".join([struct.pack("<I", len(encoded)), encoded, *arrays])


def decode(message: bytes) -> dict:
    """Return what was encoded, with arrays as float32.

    Raises:
        ValueError: it isn't such a message.
    """

    def put_back(found: dict) -> object:
        if found.keys() != {"start", "floats"}:
            return found
        start, shape = found["start"], found["floats"]
        return values[start : start + math.prod(shape)].reshape(shape)

    try:
        (length,) = struct.unpack_from("<I", message)
        values = np.frombuffer(message, "<f4", offset=4 + length)
        return json.loads(message[4 : 4 + length], object_hook=put_back)
    except (struct.error, TypeError) as error:
        raise ValueError("this is no message") from error


def apart(message: bytes) -> bytes:
    """Return a message, its numbers' first bytes, then their second ones, and so on: that packs better."""
    return np.frombuffer(message, np.uint8).reshape(-1, 4).T.tobytes()


def together(bytes_apart: bytes) -> bytes:
    """Return the message of which these are the bytes `apart`."""
    return np.frombuffer(bytes_apart, np.uint8).reshape(4, -1).T.tobytes()


def encode_network(network: Network, content: Mapping[str, object] | None = None) -> bytes:
    """Encode a network, and additional content, as a message."""
    return encode(describe_network(network) | dict(content or {}))


def describe_network(network: Network) -> dict[str, object]:
    """Describe a network as plain values and arrays, to be encoded."""
    layers = [_describe(layer, network) for layer in network.layers]
    return {"network": network.name, "layers": layers}


def _describe(layer: Layer, network: Network) -> dict[str, object]:
    """Return its settings, its weights and, as numbers of layers, its neighbors except the one before."""
    described = {"name": layer.name, "kind": layer.kind}
    for name in (*SETTINGS, "kernel", "bias"):
        if (value := getattr(layer, name)) is not None:
            described[name] = value
    for name in NEIGHBORS:
        if (neighbor := getattr(layer, name)) is not None:
            described[name] = network.layers.index(neighbor)
    return described


def decode_network(message: bytes) -> tuple[Network, dict]:
    """Return the network of such a message, and all of its content.

    Raises:
        ValueError, KeyError, TypeError: it isn't such a message.
    """
    content = decode(message)
    layers = [
        Layer(
            described["name"],
            described["kind"],
            kernel=described.get("kernel"),
            bias=described.get("bias"),
            **{name: tuple(described[name]) for name in SETTINGS if name in described},
        )
        for described in content["layers"]
    ]
    return Network(content["network"], tuple(layers), content.get("card", {})), content
