"""Tests files of the project and of a training, without training: what is reported, and what is replaced."""

import logging
from pathlib import Path

import numpy as np
import pytest

from model import PROJECT
from model.attribution import damage_curves
from model.errors import DataError, NetworkError
from model.files import (
    FILE_TOO_LARGE,
    MAX_MEGABYTES,
    are_numbers,
    is_too_large,
    load_arrays,
    lost,
    read_npz,
    replaced_together,
    unreadable,
    unusable,
)
from model.network import keras_file, load_network
from model.novelty import own_detector
from model.novelty.own_detector import fit_own_detector, load_drawings
from model.preprocess.damage import DEGREES
from model.preprocess.mnist import load_mnist
from tests.networks import random_network


def test_a_missing_project_file_is_named_with_the_way_to_restore_it(tmp_path):
    back = "Run `git checkout -- {0}` to restore it."
    assert (
        str(lost(PROJECT / "assets" / "none.npz"))
        == f"assets/none.npz is missing. {back.format('assets/none.npz')}"
    )
    there = "assets/mnist.npz"
    assert str(lost(PROJECT / there)) == f"{there} is damaged. {back.format(there)}"
    assert str(lost(PROJECT / "model" / ".." / there)).startswith(f"{there} is damaged. ")


def test_a_bad_training_file_is_named_with_the_command_that_makes_it(tmp_path):
    path = tmp_path / "conv.npz"
    assert "The file conv.npz is missing. Run `python train_model.py --network conv` to make it" in str(
        unreadable(path, "conv")
    )
    path.touch()
    assert "conv.npz is damaged" in str(unreadable(path, "conv"))
    assert "conv.npz is from a different training run. Run `python" in str(
        unusable(path, "from a different training run", "conv")
    )


class Acting:
    """An object that does something when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return Path.touch, (self.path,)


def test_reading_a_file_of_arrays_never_runs_code(tmp_path, monkeypatch):
    monkeypatch.setattr("model.files.PROJECT", tmp_path)
    path, done = tmp_path / "some.npz", tmp_path / "done"
    names = ("digits", "labels", "no_digits", "x_train", "y_train", "x_test", "y_test", "fingerprint")
    np.savez(path, **{name: np.array([Acting(done)], object) for name in names})
    for read, error in (
        (load_drawings, DataError),
        (load_mnist, DataError),
        (lambda path: read_npz(path, "dense"), NetworkError),
        (lambda path: load_arrays(path, "dense", "0123"), NetworkError),
        (lambda path: keras_file._read_plain_weights(path.read_bytes()), ValueError),
    ):
        with pytest.raises(error):
            read(path)
        assert not done.exists()


def test_arrays_are_numbers_of_the_expected_shapes():
    whole, shares = np.zeros((2, 3), np.uint8), np.zeros(4, np.float32)
    assert are_numbers([whole, shares], [(2, 3), (4,)])
    for other in (
        None,
        np.zeros((3, 2)),
        np.zeros((2, 3), bool),
        np.zeros((2, 3), complex),
        np.full((2, 3), "a"),
    ):
        assert not are_numbers([shares, other], [(4,), (2, 3)])


def test_new_files_replace_old_ones_together_and_leave_others_alone(tmp_path):
    folder = tmp_path / "deep" / "trained"
    folder.mkdir(parents=True)
    for name in ("a", "b", "other"):
        (folder / name).write_text("old")
    (folder / "net.new").mkdir()
    (folder / "net.new" / "left").write_text("by one that was killed")
    with replaced_together(folder, "net") as new:
        assert not list(new.iterdir())
        (new / "a").write_text("new")
        assert (folder / "a").read_text() == "old"
        (new / "b").write_text("new")
    replaced = {"a": "new", "b": "new", "other": "old"}
    assert {path.name: path.read_text() for path in folder.iterdir()} == replaced
    with pytest.raises(OSError, match="full"), replaced_together(folder, "net") as new:
        (new / "a").write_text("newer")
        raise OSError("full")
    assert {path.name: path.read_text() for path in folder.iterdir()} == replaced
    with replaced_together(tmp_path / "none" / "yet", "net") as new:
        (new / "a").touch()
    assert (tmp_path / "none" / "yet" / "a").exists()


def test_a_file_may_be_as_large_as_the_message_says():
    most = MAX_MEGABYTES * 1024**2
    assert not is_too_large(bytes(most)) and is_too_large(bytes(most + 1))
    assert f"{MAX_MEGABYTES} MB" in FILE_TOO_LARGE and FILE_TOO_LARGE.endswith(".")


# Curves of damage


def curves_of(number: int) -> dict:
    return {kind: np.full((len(degrees), 2), number) for kind, degrees in DEGREES.items()}


@pytest.mark.parametrize("number", [999, 1000, 1200])
def test_curves_use_the_first_thousand_images_and_need_that_many(number, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        damage_curves,
        "compute_curves",
        lambda _, images, labels: asked.append((images, labels)) or curves_of(7),
    )
    network, images = load_network("dense"), np.arange(number)
    damage_curves.write_curves(network, images, images + 1, tmp_path)
    assert damage_curves.curves_path("dense", tmp_path).exists() == (number >= 1000)
    for shown, labels in asked:
        assert (shown == np.arange(1000)).all() and (labels == np.arange(1, 1001)).all()


# A network's own detector


@pytest.mark.parametrize(
    ("share", "refused", "is_one"),
    [(1.0, 0.5, True), (0.2, 1 / 3, True), (0.19, 1.0, False), (1.0, 0.33, False)],
)
def test_a_detector_must_know_enough_and_refuse_enough(share, refused, is_one, monkeypatch):
    asked = []
    monkeypatch.setattr(own_detector, "_share_of_images", lambda _: share)
    monkeypatch.setattr(own_detector, "_load_images", lambda share: asked.append(share) or "images")
    monkeypatch.setattr(own_detector, "_with_taught", lambda images, taught: (images, taught))
    monkeypatch.setattr(own_detector, "_fit", lambda *given: asked.append(given[1:]) or ("it", refused))
    found = fit_own_detector(random_network((784, 8, 10)), "taught")
    assert found == ({"detector": "it", "refused": refused} if is_one else {})
    assert asked == ([] if share < 0.2 else [share, (("images", "taught"), int(share * 1000))])
    assert fit_own_detector(random_network((784, 10))) == {}  # it has no hidden layer


@pytest.mark.parametrize("error", [np.linalg.LinAlgError(), MemoryError(), DataError("Lost.")])
def test_if_fitting_fails_there_is_no_detector_and_lost_images_are_logged(error, monkeypatch, caplog):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(own_detector, "_load_images" if isinstance(error, DataError) else "_fit", fail)
    with caplog.at_level(logging.WARNING):
        assert fit_own_detector(random_network((784, 8, 10))) == {}
    assert ("Lost." in caplog.text) == isinstance(error, DataError)


def test_missing_or_damaged_drawings_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr("model.files.PROJECT", tmp_path)
    path, drawn = tmp_path / "other.npz", load_drawings()
    with pytest.raises(DataError, match=r"^other\.npz is missing"):
        load_drawings(path)
    for change in (
        {"labels": drawn.labels[:-1]},
        {"digits": drawn.digits[:, :27]},
        {"no_digits": drawn.labels},
    ):
        np.savez(path, **(drawn._asdict() | change))
        with pytest.raises(DataError, match=r"^other\.npz is damaged"):
            load_drawings(path)
    np.savez(path, **drawn._asdict())
    again = load_drawings(path)
    assert all((one == other).all() for one, other in zip(again, drawn))
    load_drawings.forget()
