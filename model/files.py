"""The project's own data files, and those that a training writes: checked when read, replaced together.

Takes paths and arrays, returns arrays, or an error that says what to do. Knows nothing of their meaning.
Whatever was computed from a network's weights carries their fingerprint, `Network.fingerprint`, so that files
of two trainings are never mixed up. For uploads, a picture or a network, this module only has the
largest size.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from model import PROJECT
from model.errors import DataError, NetworkError
from model.sentence import Sentence

MAX_MEGABYTES = 10  # the same as in .streamlit/config.toml; deploy/nginx.conf allows a little more
FILE_TOO_LARGE = Sentence(
    "This file is larger than {megabytes} MB. Please choose a smaller one.", megabytes=MAX_MEGABYTES
)


class Named(Protocol):
    """A network, as far as its files need it."""

    name: str
    fingerprint: str


class OfNetwork(Protocol):
    """A layer of such a network."""

    name: str


T, L = TypeVar("T"), TypeVar("L", bound=OfNetwork)


def lost(path: Path) -> DataError:
    """Return the error for one of the project's own files that is missing or damaged."""
    name = path.resolve().relative_to(PROJECT).as_posix()
    if path.exists():
        return DataError("{file} is damaged. Run `git checkout -- {file}` to restore it.", file=name)
    return DataError("{file} is missing. Run `git checkout -- {file}` to restore it.", file=name)


def unusable(path: Path, state: str, network: str) -> NetworkError:
    """Return the error for a file of that network; `state` goes on after "The file … is"."""
    return NetworkError(
        # Translators: {state} is such as "of another training than dense.keras"
        "The file {file} is {state}. Run `python train_model.py --network {network}` to make it, along with "
        "everything that belongs to it. Or run `git checkout -- model/trained` to restore the files that "
        "came with the project.",
        file=path.name,
        state=state,
        network=network,
    )


def unreadable(path: Path, network: str) -> NetworkError:
    """Return the error for a file of that network that is missing or damaged."""
    if path.exists():
        return NetworkError(
            "The file {file} is damaged. Run `python train_model.py --network {network}` to make it again, "
            "along with everything that belongs to it. Or run `git checkout -- model/trained` to restore the "
            "files that came with the project.",
            file=path.name,
            network=network,
        )
    return NetworkError(
        "The file {file} is missing. Run `python train_model.py --network {network}` to make it, along with "
        "everything that belongs to it. Or run `git checkout -- model/trained` to restore the files that "
        "came with the project.",
        file=path.name,
        network=network,
    )


def save_arrays(path: Path, fingerprint: str, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays as a compressed .npz, with the fingerprint of the weights that they were computed from."""
    np.savez_compressed(path, fingerprint=fingerprint, **arrays)


def load_arrays(path: Path, network: str, fingerprint: str) -> dict[str, np.ndarray]:
    """Read the arrays of such a file.

    Args:
        path: the file's.
        network: the name of the network that it belongs to.
        fingerprint: of that network's weights.

    Raises:
        NetworkError: the file is missing, damaged or of other weights.
    """
    arrays = read_npz(path, network)
    if str(arrays.pop("fingerprint", "")) != fingerprint:
        raise unusable(
            path, Sentence("from a different training run than {network}.keras", network=network), network
        )
    return arrays


def read_npz(path: Path, network: str) -> dict[str, np.ndarray]:
    """Read all arrays of an .npz file.

    Raises:
        NetworkError: the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return dict(file)
    except Exception as error:  # numpy raises whatever its readers raise: zip, zlib, OSError, ValueError
        raise unreadable(path, network) from error


def save_by_layer(path: Path, fingerprint: str, found: Mapping[str, object]) -> None:
    """Write one dataclass of arrays for each layer name, as `layer/attribute`."""
    arrays = {
        f"{name}/{each.name}": np.asarray(getattr(one, each.name))
        for name, one in found.items()
        for each in fields(one)
    }
    save_arrays(path, fingerprint, arrays)


def load_by_layer(
    path: Path, network: Named, layers: Iterable[L], kind: Callable[..., T], fits: Callable[[T, L], bool]
) -> dict[str, T]:
    """Read what `save_by_layer` wrote.

    Args:
        path: the file's.
        network: the one that it belongs to, with its fingerprint.
        layers: those that must be in it.
        kind: the dataclass; it gets None for what is missing.
        fits: whether one has what a layer needs.

    Raises:
        NetworkError: as in `load_arrays`; or it doesn't have what the network needs.
    """
    arrays, found = load_arrays(path, network.name, network.fingerprint), {}
    for layer in layers:
        one = kind(*(arrays.get(f"{layer.name}/{each.name}") for each in fields(kind)))
        if not fits(one, layer):
            raise unreadable(path, network.name)
        found[layer.name] = one
    return found


def own_arrays(path: Path, shapes: Mapping[str, tuple[int, ...]]) -> list[np.ndarray]:
    """Return the arrays with these names and shapes of one of the project's own .npz files.

    Raises:
        DataError: the file is missing or damaged, or its arrays are others.
    """
    with suppress(Exception):  # numpy raises whatever its readers raise: zip, zlib, OSError, ValueError
        with np.load(path, allow_pickle=False) as file:
            arrays = [file[name] for name in shapes]
        if are_numbers(arrays, shapes.values()):
            return arrays
    raise lost(path)


def are_numbers(arrays: Iterable[np.ndarray | None], shapes: Iterable[tuple[int, ...]]) -> bool:
    """Return whether all arrays are there, contain finite numbers and have these shapes."""
    return all(
        array is not None and array.dtype.kind in "fiu" and array.shape == shape
        for array, shape in zip(arrays, shapes)
    )


@contextmanager
def replaced_together(directory: Path, network: str) -> Iterator[Path]:
    """Provide a new folder beside a network's files, for files that will replace them.

    They replace them when all have been written. If something fails before that, for example with a full
    disk, the old ones stay. A process that is killed between the first renaming and the last leaves files of
    two trainings, which their fingerprints reveal.
    """
    directory.mkdir(parents=True, exist_ok=True)
    new = directory / f"{network}.new"
    shutil.rmtree(new, ignore_errors=True)  # left by a training that was killed
    new.mkdir()
    try:
        yield new
        for path in sorted(new.iterdir()):
            path.replace(directory / path.name)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def is_too_large(contents: bytes) -> bool:
    """Return whether an uploaded file has more than `MAX_MEGABYTES`."""
    return len(contents) > MAX_MEGABYTES * 1024**2
