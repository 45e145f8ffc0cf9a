"""A copy of the project's files, some of which a test removes or damages."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import model
from model import PROJECT, files
from model.network import TRAINED, load_network
from model.preprocess import mnist
from model.training.history import load_history

FOLDERS = ("assets", "model/trained", "locale")
LOADERS = (load_network, load_history)


@contextmanager
def copy_of_files(folder: Path) -> Iterator[None]:
    """Have the page read copies of the project's files, which may be removed."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
        for path in (PROJECT / name).iterdir():
            if path.is_file():
                os.link(path, folder / name / path.name)
    (folder / "content").symlink_to(PROJECT / "content")  # as the code, these documents are always there
    with pytest.MonkeyPatch.context() as patch:
        for load in LOADERS:
            defaults = [folder / FOLDERS[1] if each == TRAINED else each for each in load.__defaults__]
            patch.setattr(load, "__defaults__", tuple(defaults))
        patch.setattr(mnist, "PATH", folder / "assets/mnist.npz")
        for module in (model, files):
            patch.setattr(module, "PROJECT", folder)
        yield


def damage(path: Path, contents: bytes | None) -> None:
    """Remove a copy, or replace its content."""
    path.unlink()  # first: it is a link to the original
    if contents is not None:
        path.write_bytes(contents)
