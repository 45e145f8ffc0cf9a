"""A shallow clone of the repository is enough: it has every file, and nothing needs the history."""

import re
import shutil
import subprocess
import sys

import pytest

from model import PROJECT

USE = """
import app
from model import PROJECT
from tests.apptest import BUILD, DRAW, LESSON, NEURONS, TEACHERS, TRAINING, opened
assert str(PROJECT) == {clone!r}
for page in (DRAW, NEURONS, TRAINING, LESSON, BUILD, TEACHERS):
    shown = opened(page, language="de")
    assert not shown.exception and not shown.error, page
    assert "Zeichnen" in [each.proto.label for each in shown.get("page_link")], page
print("whole")
"""
HISTORY = re.compile(r"""["' ]git["',]? +["']?(log|show|blame|describe|diff|rev-)""")


@pytest.mark.skipif(not (PROJECT / ".git").exists() or not shutil.which("git"), reason="this is no clone")
def test_a_shallow_clone_shows_every_page(tmp_path):
    clone = tmp_path / "clone"
    command = ["git", "clone", "--quiet", "--depth", "1", PROJECT.as_uri(), str(clone)]
    subprocess.run(command, check=True, timeout=120)
    assert (clone / ".git" / "shallow").exists()
    use = USE.format(clone=str(clone))
    done = subprocess.run([sys.executable, "-c", use], cwd=clone, capture_output=True, text=True, timeout=240)
    assert done.stdout == "whole\n", done.stderr[-2000:]


def test_nothing_reads_the_history():
    for folder in ("model", "views", "deploy", "tests", "benchmarks"):
        for path in (PROJECT / folder).rglob("*.py"):
            assert not HISTORY.search(path.read_text()), path
