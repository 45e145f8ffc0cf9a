"""Runs the JavaScript tests in Node: the laws of tests/js/laws.js, and each module's own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from model import PROJECT
from tests.in_node import needs_node
from tests.js.cases import write_cases
from views.parts.component.constants import CONSTANTS

JS = Path(__file__).parent / "js"
MODULES = sorted(path for path in JS.glob("*.test.js") if path.stem != "laws.test")
DOM = PROJECT / "node_modules" / "linkedom"
KNOWN = PROJECT / ".pytest_cache" / "laws"  # folders of cases, each under a hash of what it's made of
SOURCES = (  # tests aside
    *("model/**/*.py", "model/trained/**/*", "views/**/*.py", "tests/*.py", "tests/js/*.py"),
    *("assets/*.npz", "assets/*.json", "locale/**/*", "requirements-dev.lock"),
)


@pytest.fixture(scope="module")
def cases() -> Path:
    """Return the folder of the cases: an earlier run's if nothing has changed of which they are made."""
    folder = KNOWN / made_of()
    if not folder.exists():
        shutil.rmtree(KNOWN, ignore_errors=True)  # because it is large
        unfinished = KNOWN / "unfinished"
        unfinished.mkdir(parents=True)
        write_cases(unfinished)
        unfinished.rename(folder)
    return folder


def made_of() -> str:
    """Return a hash of all that cases are made of: Python code, networks, images, languages, libraries."""
    found = hashlib.sha256(sys.version.encode())
    paths = {each for pattern in SOURCES for each in PROJECT.glob(pattern) if each.is_file()}
    for path in sorted(each for each in paths if not each.name.startswith("test_")):
        found.update(f"{path.relative_to(PROJECT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return found.hexdigest()


@pytest.mark.parametrize("name", ["model/network/layer.py", "model/trained/dense.json", "tests/js/cases.py"])
def test_a_change_of_what_cases_are_made_of_makes_new_ones(name, monkeypatch, tmp_path):
    copy = tmp_path / name
    copy.parent.mkdir(parents=True)
    copy.write_bytes((PROJECT / name).read_bytes())
    monkeypatch.setattr(sys.modules[__name__], "PROJECT", tmp_path)
    before = made_of()
    assert made_of() == before
    copy.write_bytes(copy.read_bytes() + b" ")
    assert made_of() != before


@needs_node
def test_the_laws_hold_in_node(cases):
    command = ["node", "--test", str(JS / "laws.test.js")]
    ended = subprocess.run(
        command, env=os.environ | {"CASES": str(cases)}, capture_output=True, text=True, timeout=200
    )
    assert not ended.returncode, ended.stdout


@needs_node
@pytest.mark.skipif(not DOM.is_dir(), reason="npm has not installed the DOM")
@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_module_s_own_tests_hold_in_node(path):
    given = os.environ | {"CONSTANTS": json.dumps(CONSTANTS)}
    ended = subprocess.run(["node", str(path)], env=given, capture_output=True, text=True, timeout=60)
    assert not ended.returncode, ended.stdout
