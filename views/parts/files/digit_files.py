"""MNIST's digits as files that browsers fetch and cache, to train with them or count them.

A file is gzip of the labels, one byte each, 0 to 9 and 10 for non-digits, then of the images, 784 bytes
each, row by row, from 0 for paper to 255. `WRITERS` is gzip of who wrote each training and test image,
uint16 each, low byte first.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.explain.probe import SHOWN
from model.files import lost
from model.load_once import load_once
from model.novelty import own_detector
from model.novelty.own_detector import load_drawings
from model.preprocess import mnist, writers
from model.preprocess.mnist import NUM_CLASSES, TEST_IMAGES, load_training_images
from model.preprocess.writers import load_writers
from model.signs.network import BACKGROUND
from model.training.whose import IN_FILE
from views.parts.files import network_file
from views.parts.files.in_browser import file_of_site
from views.parts.shared import test_images


class Part(NamedTuple):
    """A part of the data set: `count` of its training images or of its test images, from `start` on.

    The last `no_digits` of the drawn letters, signs and scribbles follow. No network here learned from these.
    Without images, it's the first ones: signs of one's own are compared with them, as in `Known`.
    """

    count: int
    is_training: bool
    no_digits: int = 0
    start: int = 0


AT_ONCE = IN_FILE  # training images in a file, 3.3 MB, which takes about 15 s at 2 Mbit/s
OF_TRAINING = ("train", "train2", "train3")  # the files that hold all of them
WRITERS = "writers"  # the file of who wrote them
PARTS = {
    **{name: Part(AT_ONCE, True, start=AT_ONCE * number) for number, name in enumerate(OF_TRAINING)},
    "test": Part(TEST_IMAGES, is_training=False),
    "map": Part(SHOWN, is_training=False, no_digits=100),
    "background": Part(0, is_training=False, no_digits=BACKGROUND),
}
FILES = (*PARTS, WRITERS)


def address_of_digits(part: str) -> str:
    """Return the URL from which browsers can fetch a part, one of `FILES`.

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    return file_of_site(f"digits/{part}.bin") or f"{network_file.base()}/digits/{file_name(part)}"


def addresses_of_training() -> dict[str, object]:
    """Return the URLs of what trainings fetch: "train", of which each needs the first; "test"; "writers".

    Raises:
        DataError: the data set's file is missing or damaged.
    """
    others = {part: address_of_digits(part) for part in ("test", WRITERS)}
    return {"train": [*map(address_of_digits, OF_TRAINING)], **others}


def file_name(part: str) -> str:
    """Return a part's file name, with a fingerprint of its source files.

    Raises:
        DataError: the file of the data set, or of non-digits, is missing.
    """
    if part == WRITERS:
        return f"{part}-{_fingerprint(writers.PATH)}.bin"
    return f"{part}-{_fingerprint(*[mnist.PATH, own_detector.PATH][: 1 + bool(PARTS[part].no_digits)])}.bin"


@load_once
def digits_file(part: str) -> bytes:
    """Return a part's file, the same in every process.

    Raises:
        DataError: the file of the data set, or of non-digits, is missing or damaged.
    """
    if part == WRITERS:
        return gzip.compress(np.concatenate(load_writers()).astype("<u2").tobytes(), mtime=0)
    count, is_training, others, start = PARTS[part]
    images, labels = load_training_images() if is_training else test_images()
    images, labels = images[start : start + count], labels[start : start + count].astype(np.uint8)
    if others:
        drawn = load_drawings().no_digits
        images = np.concatenate([images, drawn[-others:] if count else drawn[:others]])
        labels = np.append(labels, np.full(others, NUM_CLASSES, np.uint8))
    content = labels.tobytes() + images.tobytes()
    return gzip.compress(content, compresslevel=6, mtime=0)  # 9 takes 13 times as long for 2 % less


@lru_cache(maxsize=3)
def _fingerprint(*paths: Path) -> str:
    try:
        return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    except OSError as error:
        raise lost(Path(error.filename)) from error
