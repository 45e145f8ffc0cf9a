"""Train and learn as the page does, in its own JavaScript but in Node."""

import json
import shutil
import subprocess
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from model import PROJECT
from model.perceptron import Perceptron
from model.training.training import Training
from views.parts.component.constants import CONSTANTS
from views.parts.files.digit_files import digits_file
from views.training.here import training_here

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")

LOOKS = {"lines": 1, "thickest": 1.0, "brightest": 1.0}  # of pictures, which nobody sees


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="inkling-digits-"))


@cache
def path_of(part: str) -> str:
    """Return the path of a file of digits as browsers get it."""
    path = _folder() / f"{part}.bin"
    path.write_bytes(digits_file(part))
    return str(path)


def train(training: Training) -> Training:
    """Train, and return what Python knows of it at its end."""
    shown = {}
    with ExitStack() as stack:
        stack.enter_context(patch.object(training_here, "_component", lambda **given: shown.update(given)))
        of_addresses = (
            training_here.addresses_of_training.__globals__
        )  # of this import: other tests import views again
        stack.enter_context(patch.dict(of_addresses, address_of_digits=path_of))
        training_here.train_here(training, "", np.zeros((28, 28), np.float32), LOOKS)
    for part in run_script("train.mjs", shown["data"] | {"constants": CONSTANTS}):
        shown["on_pick"](part)
    return training


@cache
def learn(goal: str, steps: int) -> tuple[Perceptron, int]:
    """Return the neuron that has learned for that many steps, from no weights, and its best bias."""
    given = {"goal": goal, "steps": steps, "constants": CONSTANTS}
    found = run_script("learn.mjs", given | {part: path_of(part) for part in ("train", "test")})
    return Perceptron(np.array(found["weights"], np.int16), found["bias"]), found["best"]


def run_script(script: str, given: object) -> Any:
    """Run a script of tests/js with that as its input, and return its output; both are JSON."""
    if not shutil.which("node"):
        pytest.skip("Node is not installed")
    ended = subprocess.run(
        ["node", str(PROJECT / "tests" / "js" / script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert not ended.returncode, ended.stderr
    return json.loads(ended.stdout)
