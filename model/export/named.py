"""What a command names on its line: a network, a neuron, a picture.

Takes words from a terminal, returns the thing, or raises an error that is a sentence. Knows nothing of pages.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from model.errors import NetworkError
from model.files import MAX_MEGABYTES
from model.network import NAMES, Network, load_network
from model.network.keras_file import read_layers
from model.network.layer import quoted
from model.network.neuron import Unit
from model.preprocess import to_mnist
from model.preprocess.mnist import load_test_images
from model.preprocess.photo import read_picture

NETWORKS = f"{' or '.join(NAMES)}, or a .keras file"


def network_named(name: str) -> Network:
    """Return a shipped network by its name, or the one in a Keras file.

    Raises:
        NetworkError: the file is damaged, or holds something that can't be computed here.
        OSError: there is no such file.
    """
    if name in NAMES:
        return load_network(name)
    try:
        return Network(Path(name).stem, read_layers(Path(name)))
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise NetworkError("{file} isn't a Keras file, or it is damaged.", file=quoted(name)) from None


def unit_named(text: str | None) -> Unit | None:
    """Read a neuron like in an address: "hidden1.66", "conv3.3.4.5"; None stays None.

    Raises:
        ValueError: a part of the index isn't a whole number.
    """
    if text is None:
        return None
    layer, *index = text.split(".")
    if not all(map(str.isdecimal, index)):
        raise ValueError(f"{text} isn't the name of a neuron, such as hidden1.66 or conv3.3.4.5.")
    return Unit(layer, tuple(map(int, index)))


def test_image(number: int) -> np.ndarray:
    """Return an image of MNIST's test set, float32 (28, 28) in [0, 1].

    Raises:
        ValueError: there is no such image.
        DataError: the file of images is damaged.
    """
    images = load_test_images()[0]
    if not 0 <= number < len(images):
        raise ValueError(f"The test images have the numbers 0 to {len(images) - 1}.")
    return images[number] / np.float32(255)


def image_of_file(path: Path) -> np.ndarray:
    """Return the image that a picture becomes, as on the page: float32 (28, 28) in [0, 1].

    At most `MAX_MEGABYTES` of it are read.

    Raises:
        PictureError: it isn't a picture, or there is no ink in it.
        OSError: there is no such file, or it can't be read.
    """
    with path.open("rb") as file:
        picture = read_picture(file.read(MAX_MEGABYTES * 2**20 + 1))
    return to_mnist(picture).image
