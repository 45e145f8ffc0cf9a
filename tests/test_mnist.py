"""Tests that the embedded data set is MNIST, and that a bad file is refused in one line."""

import io
import re
import zipfile

import numpy as np
import pytest

from model import files
from model.errors import DataError
from model.preprocess import mnist
from model.preprocess.mnist import PATH, load_mnist, load_test_images


def test_the_embedded_file_is_mnist():
    data = load_mnist()
    assert data.x_train.shape == (60_000, 28, 28)
    assert data.x_test.shape == (10_000, 28, 28)
    assert data.y_train[0] == 5
    counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(data.y_train).tolist() == counts
    assert data.x_train.dtype == np.float32
    assert (data.x_train.min(), data.x_train.max()) == (0, 1)


def test_the_test_images_alone_are_the_same():
    images, labels = load_test_images()
    data = load_mnist()
    assert np.array_equal(labels, data.y_test)
    assert np.allclose(images[:100] / 255, data.x_test[:100])


def _arrays(**changed: np.ndarray) -> dict[str, np.ndarray]:
    images, labels = np.zeros((4, 28, 28), np.uint8), np.arange(4)
    return {"x_train": images, "y_train": labels, "x_test": images, "y_test": labels} | changed


@pytest.mark.parametrize(
    "arrays",
    [
        _arrays(x_train=np.zeros((4, 32, 32), np.uint8)),
        _arrays(x_test=np.zeros((4, 28, 28), np.float32)),
        _arrays(y_train=np.arange(3)),
        _arrays(y_test=np.array([0, 1, 2, 10])),
        _arrays(y_train=np.array([-1, 0, 1, 2])),
        _arrays(y_test=np.array([0.0, 1.0, 2.0, 3.0])),
        _arrays(x_test=np.zeros((0, 28, 28), np.uint8), y_test=np.arange(0)),
        {"x_train": np.zeros((4, 28, 28), np.uint8)},
    ],
)
def test_invalid_arrays_are_refused(tmp_path, arrays):
    path = tmp_path / "data.npz"
    np.savez(path, **arrays)
    with pytest.raises(DataError, match="must contain x_train, y_train, x_test, y_test, as") as caught:
        load_mnist(path)
    assert str(caught.value).startswith(f"We can't use {path}. ") and "\n" not in str(caught.value)


def test_the_embedded_file_has_all_of_mnist(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PROJECT", tmp_path)
    monkeypatch.setattr(mnist, "PATH", tmp_path / "mnist.npz")
    np.savez(mnist.PATH, **_arrays())
    with pytest.raises(DataError, match="git checkout"):
        load_test_images()


def _forged(shape: tuple[int, ...]) -> bytes:
    """Return a data set whose x_train claims to have this shape but has no data."""
    header, file = io.BytesIO(), io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "|u1", "fortran_order": False, "shape": shape})
    np.savez(file, **_arrays())
    with zipfile.ZipFile(io.BytesIO(file.getvalue())) as honest, zipfile.ZipFile(file, "w") as forged:
        for name in honest.namelist():
            forged.writestr(name, header.getvalue() if name == "x_train.npy" else honest.read(name))
    return file.getvalue()


def _of_compression(method: int) -> bytes:
    """Return a data set whose arrays claim to be compressed with this method."""
    file = io.BytesIO()
    np.savez(file, **_arrays())
    contents = bytearray(file.getvalue())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        for found in re.finditer(signature, file.getvalue()):
            contents[found.start() + offset] = method
    return bytes(contents)


WHOLE = PATH.read_bytes()


@pytest.mark.parametrize(
    "contents",
    [
        *(WHOLE[: int(len(WHOLE) * share)] for share in (0.0, 0.001, 0.5, 0.999)),
        WHOLE[:1_000_000] + bytes(100) + WHOLE[1_000_100:],
        *(_forged((count, 28, 28)) for count in (10**12, 10**30, 1000, -1)),
        _of_compression(97),
    ],
    ids=lambda contents: len(contents),
)
def test_a_file_that_is_cut_damaged_or_claims_more_than_it_has_is_refused(tmp_path, contents):
    path = tmp_path / "forged.npz"
    path.write_bytes(contents)
    with pytest.raises(DataError, match="We can't use"):
        load_mnist(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"use .*none\.npz"):
        load_mnist(tmp_path / "none.npz")
