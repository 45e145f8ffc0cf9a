"""Who wrote each of MNIST's images, from `assets/mnist_writers.npz` to arrays.

QMNIST (C. Yadav, L. Bottou 2019) found it out. Takes a file, returns arrays. Knows nothing of networks or
pages.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model import PROJECT
from model.files import own_arrays
from model.preprocess.mnist import TEST_IMAGES, TRAINING_IMAGES

PATH = PROJECT / "assets" / "mnist_writers.npz"
FIRST_STUDENT = (
    2100  # numbers of writers: below are employees of the US Census Bureau, the others are students
)


class Writers(NamedTuple):
    """The writer of each image, in MNIST's order: uint16 (60000,) and (10000,)."""

    train: np.ndarray
    test: np.ndarray


def load_writers() -> Writers:
    """Read the writers of the embedded data set.

    Raises:
        DataError: the file is missing or damaged.
    """
    shapes = {"train_writer": (TRAINING_IMAGES,), "test_writer": (TEST_IMAGES,)}
    return Writers(*own_arrays(PATH, shapes))
