"""The MNIST data set, from `assets/mnist.npz` to arrays.

Takes a file, gives arrays. Knows nothing of networks or pages.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

PATH = Path(__file__).parent.parent / "assets" / "mnist.npz"
IMAGE_SIZE = 28
NUM_CLASSES = 10
TRAINING_IMAGES, TEST_IMAGES = 60_000, 10_000  # in that file


class Mnist(NamedTuple):
    """MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0): handwritten digits.

    Images are float32 (n, 28, 28) in [0, 1], 0 for paper; labels are int64 (n,), 0 to 9.
    The embedded file holds `TRAINING_IMAGES` and `TEST_IMAGES`.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


class DataError(ValueError):
    """A data file that can't be used; the message is one line saying what to do."""


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
    """The test images alone, as uint8 (10000, 28, 28), with their labels (10000,).

    An eighth of the memory and time that `load_mnist` takes.

    Raises:
        DataError: as `load_mnist`.
    """
    return _load_part(path, "test")


def load_compact(path: Path | str = PATH) -> Mnist:
    """As `load_mnist`, but with uint8 images: a quarter of the memory, 55 MB.

    Raises:
        DataError: as `load_mnist`.
    """
    x_train, y_train = _load_part(path, "train")
    x_test, y_test = _load_part(path, "test")
    return Mnist(x_train, y_train.astype(np.int64), x_test, y_test.astype(np.int64))


def _load_part(path: Path | str, part: str) -> tuple[np.ndarray, np.ndarray]:
    names = (f"x_{part}", f"y_{part}")
    images, labels = _read_arrays(Path(path), names).values()
    _check_part(path, part, images, labels)
    return images, labels


def _read_arrays(path: Path, names: tuple[str, ...] = Mnist._fields) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as file:
            missing = [name for name in names if name not in file]
            if missing:
                raise DataError(
                    f"{path} has no array {', '.join(missing)}; it must hold {', '.join(Mnist._fields)}."
                )
            return {name: file[name] for name in names}
    except FileNotFoundError:
        raise DataError(
            f"{path} is not there; restore it with `git checkout assets/mnist.npz`, "
            "or name another file with --data."
        ) from None
    except DataError:
        raise
    except (OSError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error):
        raise DataError(
            f"{path} is damaged or no .npz file; restore it with "
            "`git checkout assets/mnist.npz`, or name another file with --data."
        ) from None


def _check_part(path: Path | str, part: str, images: np.ndarray, labels: np.ndarray) -> None:
    size = (IMAGE_SIZE, IMAGE_SIZE)
    if images.ndim != 3 or images.shape[1:] != size or images.dtype != np.uint8:
        raise DataError(
            f"{path}: x_{part} is {images.dtype} {images.shape}; "
            f"it must be uint8 (n, {IMAGE_SIZE}, {IMAGE_SIZE})."
        )
    if labels.shape != images.shape[:1] or not len(labels):
        raise DataError(
            f"{path}: y_{part} has shape {labels.shape} for {len(images)} images; "
            "it must hold one label an image, and at least one."
        )
    if not np.issubdtype(labels.dtype, np.integer) or labels.min() < 0 or labels.max() >= NUM_CLASSES:
        raise DataError(f"{path}: y_{part} must hold whole numbers from 0 to {NUM_CLASSES - 1}.")


def _to_unit_range(images: np.ndarray) -> np.ndarray:
    return images.astype(np.float32) / 255
