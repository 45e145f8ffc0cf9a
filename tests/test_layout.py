"""Imports point one way, and the libraries stay where they belong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ORDER = [
    *("mnist", "preprocess", "pen", "photo", "augment", "functions", "keras_file", "network", "architecture"),
    *("wiring", "explain", "ledger", "effect", "profile", "novelty"),
    *("dense", "choices", "measure", "history", "line", "fitting", "worker", "training", "adopt"),
]
KERAS = {"keras_file", "network", "architecture", "augment", "train_model"}
KERAS |= {"choices", "measure", "history", "fitting", "adopt"}
SOURCES = sorted(path for folder in ("model", "views") for path in (PROJECT / folder).glob("*.py"))
SOURCES += [PROJECT / "app.py", PROJECT / "train_model.py"]


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


def _roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_imports_point_one_way(path):
    folder = path.parent.name
    if folder == "model":
        assert not _roots(path) & {"views", "app", "train_model", "streamlit", "altair"}
        assert path.stem in (*ORDER, "__init__"), f"{path.name} has no place in the order"
        allowed = ORDER[: ORDER.index(path.stem)] if path.stem in ORDER else []
        own = {name.partition(".")[2] for name in _imports(path) if name.startswith("model.")}
        assert own <= set(allowed), f"{path.name} imports what comes after it"
    if folder == "views":
        assert not _roots(path) & {"app", "train_model", "keras", "tensorflow"}
    if path.stem == "train_model":
        assert not _roots(path) & {"views", "app", "streamlit", "altair"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_keras_stays_where_networks_are_made(path):
    if _roots(path) & {"keras", "tensorflow"}:
        assert path.stem in KERAS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 300


def test_every_module_says_what_it_is():
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text())), path.name
