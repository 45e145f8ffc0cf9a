"""Networks for signs that bear names of all kinds: long, from right to left, emoji, markup."""

import base64
from functools import lru_cache

import numpy as np

from model.network import Network, load_network
from model.preprocess.mnist import load_test_images
from model.reading import Reading
from model.signs import learn_signs

NAMES = ("<b>&amp;</b>", "Fragezeichen", "שלום", "☂")
KINDS = (7, 1, 0, 4)  # the digits that stand for these signs
OF_A_SIGN = 8  # drawings
BASES = ("conv", "")


@lru_cache(maxsize=1)
def drawn() -> tuple[np.ndarray, np.ndarray]:
    """Images and labels to learn from, uint8 (32, 28, 28) and int (32,)."""
    images, labels = load_test_images()
    chosen = np.concatenate([np.flatnonzero(labels == kind)[:OF_A_SIGN] for kind in KINDS])
    return images[chosen], np.repeat(np.arange(len(KINDS)), OF_A_SIGN)


@lru_cache(maxsize=len(BASES))
def network_of_signs(base: str = "conv") -> Network:
    """Return a network that has learned the signs, on the shoulders of a shipped one or from nothing."""
    images, labels = drawn()
    return learn_signs(np.float32(images) / 255, labels, NAMES, load_network(base) if base else None)


def sent_of(base: str = "conv", **other: object) -> dict[str, object]:
    """Return what a browser sends that has taught the same network."""
    images, labels = drawn()
    network = network_of_signs(base)
    new = network.weights[-2:] if base else network.weights
    return {
        "run": "0123456789abcdef",
        "names": [*NAMES],
        "base": base or "none",
        "images": base64.b64encode(images.tobytes()).decode(),
        "labels": labels.tolist(),
        "weights": packed(np.concatenate([each.ravel() for each in new])),
        "threshold": network.card["threshold"],
    } | other


def packed(numbers: object) -> str:
    """Return floats as a browser sends them."""
    return base64.b64encode(np.asarray(numbers, "<f4").tobytes()).decode()


def reading_of(sign: int, base: str = "conv") -> Reading:
    """Return a reading of another drawing of a sign, which it knows."""
    images, labels = load_test_images()
    others = np.float32(images[np.flatnonzero(labels == KINDS[sign])[OF_A_SIGN:40]]) / 255
    readings = [Reading(network_of_signs(base), image) for image in others]
    return next(each for each in readings if each.is_known and each.digit == sign)
