"""A network as text that a class or a file holds: the twin of packed.js, which only reads it.

    base64 of deflated: uint32 n (little-endian) · n bytes of JSON · uint8 images · weights as whole numbers

Takes the network of a session, or text from anyone, and checks it. Weights are whole multiples of a step for
each array, with 16 bits, or with fewer if the text would be too long. Knows nothing of classes or pages.
"""

from __future__ import annotations

import json
import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from model.classes.swapped import MOST_PACKED, MOST_UNPACKED
from model.errors import DataError
from model.network import Network, dense_network
from model.network.layer import ACTIVATION_FUNCTIONS
from model.network.network import features_of
from model.network.scales import SCALE_IMAGES, layer_scales
from model.novelty.novelty import Detector, detector_of, unit_length
from model.novelty.own_detector import MNIST_DIGITS
from model.preprocess.mnist import IMAGE_SIZE, NUM_CLASSES, PIXELS, load_test_images
from model.signs.network import (
    MOST_IMAGES,
    MOST_SIGNS,
    MOST_WEIGHT,
    UNITS,
    network_for_signs,
    number_of_weights,
)
from model.signs.taught import CONV, NOTHING
from model.training.choices import ACTIVATIONS, LIMITS

MOST_HEADER = 8000  # bytes of JSON
LEVELS = (2**15 - 1, 127, 63, 31)  # the largest whole number of a weight; the first that fits is used
DENSE = "dense"  # a network for digits that was trained in a browser; the other kinds are taught signs


class PackedError(DataError):
    """A network can't be packed, or a text is no packed network; the message is a sentence."""


def pack(network: Network) -> str:
    """Return a network as text of at most `MOST_PACKED` characters.

    Args:
        network: one that was taught signs, or dense layers for digits.

    Raises:
        PackedError: it's another one, or too large.
    """
    header, images, arrays = _parts_of(network)
    if not all(np.isfinite(each).all() and np.abs(each).max(initial=0) <= MOST_WEIGHT for each in arrays):
        raise PackedError("This network can't be sent, because its training blew up.")
    for levels in LEVELS:
        header |= {"levels": levels, "steps": [_step(each, levels) for each in arrays]}
        numbers = [_whole(each, step, levels) for each, step in zip(arrays, header["steps"])]
        encoded = json.dumps(header, separators=(",", ":")).encode()
        body = b"".join([struct.pack("<I", len(encoded)), encoded, images, *numbers])
        text = b64encode(zlib.compress(body, 9)).decode()
        if len(body) <= MOST_UNPACKED and len(text) <= MOST_PACKED:
            return text
    raise PackedError("This network is too large to be sent. Train one with fewer neurons.")


def _parts_of(network: Network) -> tuple[dict[str, object], bytes, list[np.ndarray]]:
    """Return a network's header, its images and its arrays."""
    layers = network.weighted
    if network.knows_signs:
        images, labels = network.card["taught"]
        kind = CONV if any(each.kind == "Conv2D" for each in layers) else NOTHING
        header = {"kind": kind, "names": network.classes, "threshold": network.card["threshold"]}
        new = layers[-1:] if kind == CONV else layers
        arrays = [array for each in new for array in (each.kernel, each.bias)]
        return header | {"labels": labels.tolist()}, images.tobytes(), arrays
    kinds = {each.kind for each in network.layers} - {"InputLayer", "Flatten", "Dense", "Softmax"}
    functions = {ACTIVATION_FUNCTIONS.get(each) for each in kinds} or {"linear"}
    is_dense = network.reads_digits and all(each.kind == "Dense" for each in layers)
    if not is_dense or len(functions) > 1 or not functions <= {*ACTIVATIONS}:
        raise PackedError("Only a network that you taught or trained here can be sent.")
    units = [each.bias.size for each in layers[:-1]]
    if len(units) > LIMITS["hidden_layers"][1]:
        raise PackedError("This network is too large to be sent. Train one with fewer neurons.")
    arrays, detector = [*network.weights], detector_of(network)
    if detector is not None:
        arrays += [detector.kernel, detector.bias]
    header = {"kind": DENSE, "units": units, "activation": functions.pop(), "detects": detector is not None}
    return header, b"", arrays


def _step(array: np.ndarray, levels: int) -> float:
    return float(np.abs(array).max(initial=0)) / levels


def _whole(array: np.ndarray, step: float, levels: int) -> bytes:
    """Return weights as whole numbers; of those with two bytes, first all low ones, which packs better."""
    whole = np.round(array.ravel() / (step or 1))
    if levels < 2**7:
        return whole.astype("|i1").tobytes()
    return whole.astype("<i2").view(np.uint8).reshape(-1, 2).T.tobytes()


def unpack(text: str, base: Network) -> Network:
    """Return the network in a text from anyone.

    Args:
        text: as `pack` returns it.
        base: the shipped network whose feature maps networks for signs keep.

    Raises:
        PackedError: it's no packed network.
        DataError: a file is missing that it's compared with.
    """
    try:
        header, body = _content_of(text)
        kind = header["kind"]
        if kind == DENSE:
            return _dense(header, body)
        if kind not in (CONV, NOTHING):
            raise ValueError(f"expected a kind of network, got {kind!r}")
        return _for_signs(header, body, base if kind == CONV else None)
    except DataError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise PackedError("We can't use this network, because it's damaged.") from error


def _content_of(text: str) -> tuple[Mapping[str, object], bytes]:
    """Return the header, and what is after it; unpacks no more than `MOST_UNPACKED` bytes."""
    if not isinstance(text, str) or len(text) > MOST_PACKED:
        raise ValueError("expected text that isn't too long")
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(b64decode(text, validate=True), MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("expected deflated bytes") from error
    if not unpacker.eof or len(content) < 4:
        raise ValueError("expected fewer bytes, and an end")
    (length,) = struct.unpack_from("<I", content)
    if length > MOST_HEADER:
        raise ValueError("expected a shorter header")
    return json.loads(content[4 : 4 + length]), content[4 + length :]


def _for_signs(header: Mapping[str, object], body: bytes, base: Network | None) -> Network:
    names, labels = _list(header["names"], str, MOST_SIGNS), _list(header["labels"], int, MOST_IMAGES)
    size = PIXELS * len(labels)
    images = np.frombuffer(body[:size], np.uint8).reshape(-1, IMAGE_SIZE, IMAGE_SIZE)
    count, signs = number_of_weights(len(names), base), len(names)
    new = [count - signs, signs]
    sizes = new if base else [PIXELS * UNITS, UNITS, UNITS * signs, signs]
    weights = np.concatenate(_arrays(header, body[size:], sizes))
    return network_for_signs(
        np.float32(images) / 255, labels, names, weights, base, _number(header["threshold"])
    )


def _dense(header: Mapping[str, object], body: bytes) -> Network:
    most_layers, (least, most) = LIMITS["hidden_layers"][1], LIMITS["units"]
    units = _list(header["units"], int, most_layers)
    if not all(least <= each <= most for each in units) or header["activation"] not in ACTIVATIONS:
        raise ValueError("expected another number of neurons, or another activation function")
    shapes = [shape for a, b in pairwise([PIXELS, *units, NUM_CLASSES]) for shape in ((a, b), (b,))]
    if detects := bool(units) and header["detects"] is True:
        shapes += [(units[-1], NUM_CLASSES), (NUM_CLASSES,)]
    arrays = _arrays(header, body, [int(np.prod(each)) for each in shapes])
    arrays = [each.reshape(shape) for each, shape in zip(arrays, shapes)]
    images, labels = load_test_images()
    network = dense_network(arrays[: len(arrays) - 2 * detects], header["activation"])
    card = {"scales": layer_scales(network, images[:SCALE_IMAGES])}
    if detects:
        near = features_of(network, network.last_hidden.name, images[:MNIST_DIGITS])
        neighbors = np.float16(unit_length(near)), np.arange(len(near)), labels[: len(near)].astype(np.int64)
        card["detector"] = Detector(*arrays[-2:], *neighbors)
    return replace(network, name="packed", card=card)


def _arrays(header: Mapping[str, object], body: bytes, sizes: Sequence[int]) -> list[np.ndarray]:
    """Return arrays of these sizes, float32: whole number × step; they fill the body."""
    levels, steps = header["levels"], [_number(each) for each in _list(header["steps"], float, len(sizes))]
    if (
        levels not in LEVELS
        or len(steps) != len(sizes)
        or not all(0 <= each <= MOST_WEIGHT for each in steps)
    ):
        raise ValueError("expected a step for each array")
    width = 1 if levels < 2**7 else 2
    if len(body) != width * sum(sizes):
        raise ValueError(f"expected {width * sum(sizes)} bytes of weights, got {len(body)}")
    arrays, start = [], 0
    for size, step in zip(sizes, steps):
        part = np.frombuffer(body, np.uint8, width * size, start)
        whole = part.view(np.int8) if width == 1 else np.ascontiguousarray(part.reshape(2, -1).T).view("<i2")
        arrays.append((whole.ravel().astype(np.float64) * step).astype(np.float32))
        if np.abs(arrays[-1]).max(initial=0) > MOST_WEIGHT:
            raise ValueError("expected smaller weights")
        start += width * size
    return arrays


def _list(found: object, kind: type, most: int) -> list:
    """Return a list of at most so many values of a kind; a whole number is a number, too."""
    kinds = (int, float) if kind is float else (kind,)
    if not isinstance(found, list) or len(found) > most or not all(type(each) in kinds for each in found):
        raise ValueError("expected a list")
    return found


def _number(found: object) -> float:
    if type(found) not in (int, float) or not np.isfinite(found):
        raise ValueError("expected a number")
    return float(found)
