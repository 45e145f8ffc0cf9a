"""A network as text that a class's store holds: short, because a class has many.

    base64 of an .npz file: "about" as JSON · images, labels · weights as whole multiples of a step each

Takes the network of a session, which was checked when it came in, or what was made of one. Weights have 16
bits, or fewer if the text would be too long.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import BadZipFile

import numpy as np

from model.classes.swapped import MOST_PACKED, MOST_UNPACKED
from model.errors import DataError
from model.network import Network, dense_network
from model.network.layer import ACTIVATION_FUNCTIONS
from model.network.network import features_of
from model.network.scales import SCALE_IMAGES, layer_scales
from model.novelty.novelty import Detector, detector_of, unit_length
from model.novelty.own_detector import MNIST_DIGITS
from model.preprocess.mnist import load_test_images
from model.signs.network import MOST_WEIGHT
from model.signs.taught import CONV, NOTHING, Taught
from model.training.choices import ACTIVATIONS, LIMITS

LEVELS = (2**15 - 1, 127, 63, 31)  # the largest whole number of a weight; the first that fits is used


class PackedError(DataError):
    """A network can't be packed, or a text is no packed network; the message is a sentence."""


def pack(network: Network) -> str:
    """Return a network as text of at most `MOST_PACKED` characters, always the same.

    Args:
        network: one that was taught signs, or dense layers for digits.

    Raises:
        PackedError: it's another one, or too large.
    """
    about, drawings, arrays = _parts_of(network)
    if not all(np.isfinite(each).all() and np.abs(each).max(initial=0) <= MOST_WEIGHT for each in arrays):
        raise PackedError("This network can't be sent, because its training blew up.")
    for most in LEVELS:
        about["steps"] = [float(np.abs(each).max(initial=0)) / most or 1.0 for each in arrays]
        whole = [np.round(each / step) for each, step in zip(arrays, about["steps"])]
        whole = [each.astype(np.min_scalar_type(-most)) for each in whole]
        if sum(each.nbytes for each in (*whole, *drawings.values())) > MOST_UNPACKED:
            continue
        file = BytesIO()
        np.savez_compressed(file, *whole, about=json.dumps(about), **drawings)
        text = b64encode(file.getvalue()).decode()
        if len(text) <= MOST_PACKED:
            return text
    raise PackedError("This network is too large to be sent. Train one with fewer neurons.")


def _parts_of(network: Network) -> tuple[dict[str, object], dict[str, np.ndarray], list[np.ndarray]]:
    """Return what a network is, the drawings that taught it, and its weights."""
    layers = network.weighted
    if network.knows_signs:
        images, labels = network.card["taught"]
        base = CONV if any(each.kind == "Conv2D" for each in layers) else NOTHING
        about = {"base": base, "names": network.classes, "threshold": network.card["threshold"]}
        new = layers[-1:] if base == CONV else layers
        arrays = [array for each in new for array in (each.kernel, each.bias)]
        return about, {"images": images, "labels": labels}, arrays
    kinds = {each.kind for each in network.layers} - {"InputLayer", "Flatten", "Dense", "Softmax"}
    functions = {ACTIVATION_FUNCTIONS.get(each) for each in kinds} or {"linear"}
    is_dense = network.reads_digits and all(each.kind == "Dense" for each in layers)
    if not is_dense or len(functions) > 1 or not functions <= {*ACTIVATIONS}:
        raise PackedError("Only a network that you taught or trained here can be sent.")
    if len(layers) - 1 > LIMITS["hidden_layers"][1]:
        raise PackedError("This network is too large to be sent. Train one with fewer neurons.")
    detector = detector_of(network)
    own = [] if detector is None else [detector.kernel, detector.bias]
    return {"activation": functions.pop(), "detects": bool(own)}, {}, [*network.weights, *own]


def unpack(text: str, shipped: Callable[[str], Network]) -> Network:
    """Return the network in a text.

    Args:
        text: as `pack` returned it.
        shipped: returns the network that is shipped under a name; networks for signs keep its feature maps.

    Raises:
        PackedError: it's no such text.
        DataError: a file is missing that it's compared with.
    """
    try:
        with np.load(BytesIO(b64decode(text))) as found:
            about = json.loads(str(found["about"]))
            steps = enumerate(about["steps"])
            arrays = [np.float32(found[f"arr_{number}"] * step) for number, step in steps]
            drawings = [found[each] for each in ("images", "labels") if each in found]
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise PackedError("We can't use this network, because it's damaged.") from error
    if not drawings:
        return _dense(arrays, about["activation"], about["detects"])
    images, labels = drawings
    weights = np.concatenate([each.ravel() for each in arrays])
    taught = Taught("", about["names"], about["base"], images, labels, weights, about["threshold"])
    return taught.network(shipped)


def _dense(arrays: list[np.ndarray], activation: str, detects: bool) -> Network:
    images, labels = load_test_images()
    network = dense_network(arrays[: len(arrays) - 2 * detects], activation)
    card = {"scales": layer_scales(network, images[:SCALE_IMAGES])}
    if detects:
        near = features_of(network, network.last_hidden.name, images[:MNIST_DIGITS])
        neighbors = np.float16(unit_length(near)), np.arange(len(near)), labels[: len(near)].astype(np.int64)
        card["detector"] = Detector(*arrays[-2:], *neighbors)
    return replace(network, name="packed", card=card)
