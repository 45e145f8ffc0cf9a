"""A copy of the project's files, some of which a test removes or damages."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import model
from model import PROJECT, files
from model.explain.probe import load_probes
from model.explain.profile import load_profile
from model.network import TRAINED, load_network
from model.novelty import novelty
from model.preprocess import mnist
from model.training.history import load_history

FOLDERS = ("assets", "model/trained", "locale")
CACHED = (novelty.load_detector, novelty.load_novelty_network)
LOADERS = (load_network, load_profile, load_probes, load_history, *(load.__wrapped__ for load in CACHED))
ASKED = (
    novelty.can_tell,
    novelty.detector_of,
    novelty.novelty_network_of,
    novelty.log_odds,
    novelty.typicality,
    novelty.typicalities,
    novelty.nearest_digits,
)  # these load files, too


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
        for function in (*LOADERS, *ASKED):
            defaults = [folder / FOLDERS[1] if each == TRAINED else each for each in function.__defaults__]
            patch.setattr(function, "__defaults__", tuple(defaults))
        patch.setattr(mnist, "PATH", folder / "assets/mnist.npz")
        for module in (model, files):
            patch.setattr(module, "PROJECT", folder)
        for load in CACHED:
            load.forget()
        yield
    for load in CACHED:
        load.forget()


def damage(path: Path, contents: bytes | None) -> None:
    """Remove a copy, or replace its content."""
    path.unlink()  # first: it is a link to the original
    if contents is not None:
        path.write_bytes(contents)
