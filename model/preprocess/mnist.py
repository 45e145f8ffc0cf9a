"""The MNIST data set, from `assets/mnist.npz` to arrays.

Takes a file, returns arrays. Knows nothing of networks or pages.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model import PROJECT
from model.errors import DataError
from model.files import lost

PATH = PROJECT / "assets" / "mnist.npz"
FETCHED = PROJECT / "digits" / "test.bin"  # the site's file of test images, from digit_files.py
IMAGE_SIZE = 28
PIXELS = IMAGE_SIZE**2
NUM_CLASSES = 10
TRAINING_IMAGES, TEST_IMAGES = 60_000, 10_000  # in the embedded file; other files may have any number


class Mnist(NamedTuple):
    """MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0): handwritten digits.

    Images are float32 (n, 28, 28) in [0, 1], 0 for paper; labels are int64 (n,), 0 to 9.
    The embedded file holds `TRAINING_IMAGES` and `TEST_IMAGES`.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def load_mnist(path: Path = PATH) -> Mnist:
    """Read a data set in the layout of Keras's own `mnist.npz`.

    Raises:
        DataError: the file is missing, damaged, or its arrays have other shapes.
    """
    x_train, y_train, x_test, y_test = (*_load_part(path, "train"), *_load_part(path, "test"))
    full = np.float32(255)
    return Mnist(x_train / full, y_train.astype(np.int64), x_test / full, y_test.astype(np.int64))


def load_test_images() -> tuple[np.ndarray, np.ndarray]:
    """Read the test images only, as uint8 (10000, 28, 28), with their labels (10000,).

    This takes an eighth of the memory and time of `load_mnist`.

    Raises:
        DataError: the file is missing or damaged, or contains other images.
    """
    images, labels = _checked(PATH, _read_fetched) if FETCHED.exists() else _load_part(PATH, "test")
    if len(images) != TEST_IMAGES:
        raise lost(PATH)
    return images, labels


def load_training_images() -> tuple[np.ndarray, np.ndarray]:
    """Read the training images only, like `load_test_images`: uint8 (60000, 28, 28), and their labels.

    Raises:
        DataError: as in `load_mnist`.
    """
    return _load_part(PATH, "train")


def _load_part(path: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    def read() -> tuple[np.ndarray, np.ndarray]:
        with np.load(path, allow_pickle=False) as file:
            return file[f"x_{part}"], file[f"y_{part}"]

    return _checked(path, read)


def _read_fetched() -> tuple[np.ndarray, np.ndarray]:
    content = np.frombuffer(gzip.decompress(FETCHED.read_bytes()), np.uint8)
    labels, pixels = np.split(content, [len(content) // (1 + PIXELS)])
    return pixels.reshape(-1, IMAGE_SIZE, IMAGE_SIZE), labels


def _checked(path: Path, read: Callable[[], tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return images and labels that fit each other, at least one."""
    with suppress(Exception):  # numpy raises whatever its readers raise: zip, zlib, OSError, MemoryError
        images, labels = read()
        are_images = images.dtype == np.uint8 and images.shape == (len(labels), IMAGE_SIZE, IMAGE_SIZE)
        are_labels = labels.ndim == 1 and labels.dtype.kind in "iu"
        if are_images and are_labels and 0 <= labels.min() <= labels.max() < NUM_CLASSES:
            return images, labels
    if path == PATH:
        raise lost(PATH)
    raise DataError(
        "We can't use {file}. It must contain {names}, as MNIST's own file does. Choose another file with "
        "--data.",
        file=str(path),
        names=", ".join(Mnist._fields),
    )
