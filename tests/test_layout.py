"""Imports point one way, and the libraries stay where they belong."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from model import PROJECT
from tests.sources import SOURCES

ORDER = [
    "version",
    "errors",
    "load_once",
    "steps",
    "functions",
    "layer",
    "files",
    "mnist",
    "preprocess",
    "pen",
    "hints",
    "no_digits",
    "damage",
    "strokes",
    "morph",
    "edits",
    "edit_images",
    "pieces",
    "photo",
    "refusals",
    "keras_functions",
    "keras_file",
    "folding",
    "cost",
    "neuron",
    "network",
    "notes",
    "passes",
    "message",
    "wiring",
    "explain",
    "strongest",
    "ledger",
    "effect",
    "difference",
    "gradient",
    "attribution",
    "smallest_change",
    "damage_curves",
    "backprop",
    "blame",
    "profile",
    "scales",
    "descent",
    "novelty",
    "reading",
    "fit_novelty",
    "own_digits",
    "digits_file",
    "own_detector",
    "counterfactual",
    "drawings",
    "recognition",
    "model_card",
    "training.choices",
    "training.snapshot",
    "training.history",
    "training.queue",
    "processes.child",
    "processes.forks",
    "processes.worker",
    "processes.computations",
    "processes.computing",
    "training.training",
    "training.race",
    "processes.keras_process",
    "learning.keras_model",
    "learning.architecture",
    "learning.augment",
    "learning.examples",
    "learning.detector",
    "learning.measure",
    "learning.fitting",
    "learning.recorder",
    "learning.worker",
    "learning.template",
    "learning.strangers_dialect",
    "learning.strangers_config",
    "learning.strangers_trial",
    "learning.strangers_file",
]  # each may import those before it
MAY_USE = {  # of views/: which rooms a room may import from
    "draw": {"neuron", "session", "parts"},  # the page shows the chosen neuron's card
    "neuron": {"session", "parts"},
    "training": {"session", "parts"},
    "breaking": {"neuron", "session", "parts"},  # the smallest change of the pen is a part of the card
    "words": {"session", "parts"},
    "lesson": {"draw", "neuron", "training", "session", "parts"},  # it accompanies their live pages
    "shell": {"draw", "session", "parts"},  # it is a part of the Draw page, before that is there
    "serving": {"shell", "session", "parts"},  # what stands before the pages
    "session": {"parts"},
    "parts": set(),
}
WITH_A_BROWSER = {"test_container", "test_deploy", "test_javascript", "test_package"}
WITH_KERAS = {
    *("test_attribution", "test_augment", "test_backprop", "test_effect", "test_examples", "test_files"),
    *("test_history", "test_interrupt", "test_keras_model", "test_keras_process", "test_learner"),
    *("test_network", "test_own_detector", "test_own_digits", "test_profile", "test_recipes"),
    *("test_strangers_config", "test_strangers_file", "test_strangers_trial", "test_teachers_networks"),
    *("test_train_model", "test_training"),
}
TEST = re.compile(r"tests\.(\w+\.)*test_\w+")


def _name(path: Path) -> str:
    """As it is imported: "model.learning.fitting"."""
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


@cache
def _imports(path: Path, is_loading: bool = False) -> set[str]:
    """Every module that a file imports, wherever it does or when it is loaded; of `from a import b` both."""
    names, waiting = set(), [ast.parse(path.read_text())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif not is_loading or not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)
    return names


def _roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_imports_point_one_way(path):
    name = _name(path)
    if name.startswith("model.") and path.stem != "__init__":
        assert not _roots(path) & {"views", "app", "train_model", "streamlit"}
        own = name.removeprefix("model.")
        assert own in ORDER, f"{name} has no place in the order"
        later = {f"model.{each}" for each in ORDER[ORDER.index(own) :]}
        assert not _imports(path) & later, f"{name} imports what comes after it"
    if name.startswith("views."):
        assert not _roots(path) & {"app", "train_model"}
        room = path.parent.name
        rooms = {
            each.split(".")[1] for each in _imports(path) if each.count(".") and each.startswith("views.")
        }
        assert rooms <= MAY_USE.get(room, set()) | {room}, f"{name} reaches into {rooms}"
        assert not {each for each in _imports(path) if each.startswith("model.learning")}
    if name == "train_model":
        assert not _roots(path) & {"views", "app", "streamlit"}


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_keras_stays_where_networks_are_made(path):
    if not _name(path).startswith(("model.learning", "train_model")):
        assert not _roots(path) & {"keras", "tensorflow"}
        assert not {each for each in _imports(path) if each.startswith("model.learning")}


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_every_file_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 300


def test_few_unit_tests_need_a_browser_or_keras_to_be_collected():
    """Those alone that start a browser, or serve to one; and that hold to Keras what they try, or train."""
    files = [path for folder in ("", "doors") for path in (PROJECT / "tests" / folder).glob("test_*.py")]
    files.append(PROJECT / "tests/conftest.py")
    assert {path.stem for path in files if _loads(path, {"playwright"}, set())} == WITH_A_BROWSER
    assert {path.stem for path in files if _loads(path, {"keras", "tensorflow"}, set())} == WITH_KERAS


def _loads(path: Path, libraries: set[str], known: set[Path]) -> bool:
    """Whether it takes one of these libraries to import a file: for itself, or for one that it imports."""
    if path in known or not path.exists():
        return False
    known.add(path)
    names = _imports(path, is_loading=True)
    inner = [PROJECT / f"{name.replace('.', '/')}.py" for name in names]
    is_direct = libraries & {name.partition(".")[0] for name in names}
    return bool(is_direct) or any(_loads(each, libraries, known) for each in inner)


def test_no_test_takes_anything_from_another():
    """What several use is in a file without tests, and a fixture in a conftest.py, where pytest finds it."""
    for path in (PROJECT / "tests").rglob("*.py"):
        own = f"{_name(path)}."
        borrowed = {each for each in _imports(path) if TEST.match(each) and not f"{each}.".startswith(own)}
        assert not borrowed, path.name
        assert not re.search(r"# noqa: F(401|811)", path.read_text()), path.name


def test_every_module_says_what_it_is():
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text())), path.name


def test_what_the_documents_point_to_is_there():
    for document in (each for folder in ("", "docs", "deploy") for each in (PROJECT / folder).glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_nothing_is_zoomed():
    """Before Safari 26.4 and Chrome 128, a pointer's place within what `zoom` enlarges is another one."""
    sheets = [*PROJECT.glob("views/**/*.css"), *PROJECT.glob("deploy/**/*.css")]
    assert sheets
    for sheet in sheets:
        assert not re.search(r"(?<![\w-])zoom\s*:", sheet.read_text()), sheet
