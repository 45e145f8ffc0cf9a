"""A test that fails in a browser by chance runs again, alone; no other failure is forgiven."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from model import PROJECT
from tests.again import FLAKY, MOST

PASSES = "def test_it(): pass"
CRASHES_ONCE = """
import os, pathlib
def test_it():
    if not pathlib.Path("seen").exists():
        pathlib.Path("seen").touch()
        os._exit(1)
"""
FAILS = "def test_it(): assert 1 == 2"
FAILS_AFTERWARDS = """
import pytest
@pytest.fixture(autouse=True)
def afterwards():
    yield
    assert 1 == 2
def test_it(): pass
"""
SKIPPED_LATER = """
import pathlib, pytest
def test_it():
    if pathlib.Path("seen").exists():
        pytest.skip("not now")
    pathlib.Path("seen").touch()
    assert 1 == 2
"""
FAILS_ONCE = """
import os, pathlib
def test_it():
    here = pathlib.Path("seen")
    first, _ = not here.exists(), here.touch()
    assert not first, "it was late"
    assert "PYTEST_XDIST_WORKER" not in os.environ
"""
BROWSER, PLAIN = "tests/browser/test_it.py", "tests/test_other.py"


@pytest.fixture
def tried(tmp_path: Path, monkeypatch):
    """Return a function that runs files with two workers: exit code, output, list of flaky tests."""
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID"):
        monkeypatch.delenv(name, raising=False)

    def try_files(files: dict[str, str], *arguments: str) -> tuple[int, str, str]:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        (tmp_path / "pytest.ini").touch()  # so that test ids begin here
        (tmp_path / "flaky").write_text("flaky: an earlier one\n")
        quick = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-p xdist.plugin"}
        env = {**os.environ, **quick, "PYTHONPATH": str(PROJECT), FLAKY: str(tmp_path / "flaky")}
        command = [sys.executable, "-m", "tests.again", "-n", "2", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, (tmp_path / "flaky").read_text()

    return try_files


def test_a_test_that_passes_on_the_second_run_is_listed_last(tried):
    code, said, flaky = tried({BROWSER: FAILS_ONCE, PLAIN: PASSES})
    assert code == 0
    assert re.search(r"1 failed, 1 passed.*1 passed", said, re.DOTALL)
    name, listed = f"{BROWSER}::test_it", flaky.splitlines()
    assert listed == ["flaky: an earlier one", f"flaky: {name}: AssertionError: it was late"]
    assert said.endswith(flaky)


def test_a_browser_test_in_another_folder_can_run_again_too(tried):
    marked = '@__import__("pytest").mark.parametrize("browser_name", ["chromium"])'
    in_chromium = FAILS_ONCE.replace("def test_it()", f"{marked}\ndef test_it(browser_name)")
    assert tried({PLAIN: in_chromium})[0] == 0


@pytest.mark.parametrize(
    "files",
    [
        {BROWSER: FAILS, PLAIN: PASSES},
        {BROWSER: FAILS_AFTERWARDS, PLAIN: PASSES},
        {BROWSER: SKIPPED_LATER, PLAIN: PASSES},
        {PLAIN: FAILS_ONCE},
        {BROWSER: FAILS_ONCE, PLAIN: FAILS},
        {BROWSER: CRASHES_ONCE, PLAIN: PASSES},
        {BROWSER: FAILS_ONCE, PLAIN: "import nothing_of_this_name"},
        {f"tests/browser/test_{i}.py": FAILS_ONCE for i in range(MOST + 1)},
        {PLAIN: "# no tests"},
    ],
    ids=[
        "twice",
        "afterwards",
        "skipped",
        "plain",
        "plain and browser",
        "crash",
        "not collected",
        "too many",
        "no tests",
    ],
)
def test_any_other_failure_counts(tried, files):
    code, _, flaky = tried(files)
    assert code != 0
    assert flaky == "flaky: an earlier one\n"


def test_tests_that_pass_run_once(tried):
    code, said, flaky = tried({BROWSER: PASSES, PLAIN: PASSES}, "-q")
    assert code == 0
    assert said.count(" passed") == 1 and "2 passed" in said and said.endswith(flaky)
