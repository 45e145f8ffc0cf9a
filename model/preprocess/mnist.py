"""The MNIST data set, from `assets/mnist.npz` to arrays.

Takes a file, returns arrays. Knows nothing of networks or pages.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model import PROJECT
from model.errors import DataError
from model.files import lost
from model.sentence import Sentence

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


def load_mnist(path: Path | str = PATH) -> Mnist:
    """Read a data set in the layout of Keras's own `mnist.npz`.

    Raises:
        DataError: the file is missing, damaged, or its arrays have other shapes.
    """
    raw = _read_arrays(Path(path))
    for part in ("train", "test"):
        _check_part(path, part, raw[f"x_{part}"], raw[f"y_{part}"])
    return Mnist(
        x_train=_to_unit_range(raw["x_train"]),
        y_train=raw["y_train"].astype(np.int64),
        x_test=_to_unit_range(raw["x_test"]),
        y_test=raw["y_test"].astype(np.int64),
    )


def load_test_images(path: Path | str = PATH) -> tuple[np.ndarray, np.ndarray]:
    """Read the test images only, as uint8 (n, 28, 28), with their labels (n,); 10,000 in the embedded file.

    This takes an eighth of the memory and time of `load_mnist`.

    Raises:
        DataError: as in `load_mnist`.
    """
    if Path(path) == PATH and FETCHED.exists():
        return _read_fetched()
    return _load_part(path, "test")


def load_training_images(path: Path | str = PATH) -> tuple[np.ndarray, np.ndarray]:
    """Read the training images only, like `load_test_images`; 60,000 in the embedded file.

    Raises:
        DataError: as in `load_mnist`.
    """
    return _load_part(path, "train")


def _load_part(path: Path | str, part: str) -> tuple[np.ndarray, np.ndarray]:
    names = (f"x_{part}", f"y_{part}")
    images, labels = _read_arrays(Path(path), names).values()
    _check_part(path, part, images, labels)
    return images, labels


def _read_fetched() -> tuple[np.ndarray, np.ndarray]:
    try:
        content = np.frombuffer(gzip.decompress(FETCHED.read_bytes()), np.uint8)
        labels, pixels = np.split(content, [len(content) // (1 + PIXELS)])
        images = pixels.reshape(-1, IMAGE_SIZE, IMAGE_SIZE)
    except (OSError, EOFError, ValueError, zlib.error):
        raise _unusable(PATH, Sentence("is damaged or isn't an .npz file")) from None
    _check_part(PATH, "test", images, labels)
    return images, labels


def _read_arrays(path: Path, names: tuple[str, ...] = Mnist._fields) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as file:
            missing = [name for name in names if name not in file]
            if not missing:
                return {name: file[name] for name in names}
    except FileNotFoundError:
        raise _unusable(path, Sentence("is missing")) from None
    except MemoryError:
        what = Sentence("holds, or claims to hold, more than fits in memory")
        raise _unusable(path, what) from None
    except Exception:  # numpy raises whatever its readers raise: zip, zlib, OSError, ValueError, TypeError
        raise _unusable(path, Sentence("is damaged or isn't an .npz file")) from None
    lacking, fields = (", ".join(names) for names in (missing, Mnist._fields))
    what = Sentence("has no array {lacking}, but it must contain {fields}", lacking=lacking, fields=fields)
    raise _unusable(path, what)


def _check_part(path: Path | str, part: str, images: np.ndarray, labels: np.ndarray) -> None:
    size, names = (IMAGE_SIZE, IMAGE_SIZE), (f"x_{part}", f"y_{part}")
    if images.ndim != 3 or images.shape[1:] != size or images.dtype != np.uint8:
        found, needed = f"{images.dtype} {images.shape}", f"uint8 (n, {IMAGE_SIZE}, {IMAGE_SIZE})"
        what = Sentence(
            "has {name} as {found}, but it must be {needed}", name=names[0], found=found, needed=needed
        )
        raise _unusable(path, what)
    if labels.shape != images.shape[:1] or not len(labels):
        what = Sentence(
            "has {name} of shape {shape} for {count} images, but it needs one label per image, and at least "
            "one image",
            name=names[1],
            shape=str(labels.shape),
            count=str(len(images)),
        )
        raise _unusable(path, what)
    if not np.issubdtype(labels.dtype, np.integer) or labels.min() < 0 or labels.max() >= NUM_CLASSES:
        what = Sentence(
            "has values in {name} that aren't whole numbers from 0 to {most}",
            name=names[1],
            most=NUM_CLASSES - 1,
        )
        raise _unusable(path, what)


def _unusable(path: Path | str, what: str) -> DataError:
    """Return the error for a file; `what` follows its name and says what is wrong."""
    if Path(path) == PATH:
        return lost(PATH, what)
    return DataError("{file} {what}. Choose another file with --data.", file=str(path), what=what)


def _to_unit_range(images: np.ndarray) -> np.ndarray:
    return images.astype(np.float32) / 255
