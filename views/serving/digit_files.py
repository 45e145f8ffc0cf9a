"""MNIST's digits as files that browsers fetch and keep: what a browser learns of, or counts, by itself.

A file is gzip of the labels, a byte each, then of the images, 784 bytes each, row by row, 0 for paper to 255.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from model.files import lost
from model.load_once import load_once
from model.preprocess.mnist import PATH, TEST_IMAGES, load_training_images
from views.serving import network_file
from views.serving.in_browser import file_of_site
from views.serving.shared import test_images


class Part(NamedTuple):
    """A part of the data set: the first `count` of its training images, or of its test images."""

    count: int
    is_training: bool


PARTS = {
    "train": Part(20_000, is_training=True),  # 3.3 MB: fetched in a quarter of a minute at 2 Mbit/s
    "test": Part(TEST_IMAGES, is_training=False),
    "thousand": Part(1_000, is_training=False),
}


def address_of_digits(part: str) -> str | None:
    """Where this session's browser can fetch a part, one of `PARTS`; None if there is no such place.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    if address := file_of_site(f"digits/{part}.bin"):
        return address
    if network_file.is_routed:
        return f"{network_file.base()}/digits/{file_name(part)}"
    return network_file.published(digits_file(part))


def file_name(part: str) -> str:
    """Of a part: it says which data set it is of.

    Raises:
        DataError: the data set's file is missing.
    """
    return f"{part}-{_data_set()}.bin"


@load_once
def digits_file(part: str) -> bytes:
    """The file of a part, the same in every process.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    count, is_training = PARTS[part]
    images, labels = load_training_images() if is_training else test_images()
    content = labels[:count].astype("uint8").tobytes() + images[:count].tobytes()
    return gzip.compress(content, compresslevel=6, mtime=0)  # 9 takes 13 times as long, for 2 % less


@lru_cache(maxsize=1)
def _data_set() -> str:
    try:
        return sha256(PATH.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise lost(PATH) from error
