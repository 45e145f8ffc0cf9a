"""The package that `uvx`, `pipx` and `pip` install: built here, and started from an empty folder."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model import PROJECT
from model.version import VERSION
from tests.benchmarks.load import drawing
from tests.benchmarks.visitor import Visitor
from tests.browser.server import end, free_port, wait_until_up

FOLDERS = ("model", "views", "assets", ".streamlit")
FILES = ("app.py", "serve.py", "train_model.py", "pyproject.toml", "requirements.txt")
DOCUMENTS = ("README.md", "LICENSE", "DATA-LICENSES.md")
BUILD = "import setuptools.build_meta, sys; print(setuptools.build_meta.build_wheel(sys.argv[1]))"
PYPROJECT = (PROJECT / "pyproject.toml").read_text()


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with what the wheel holds, as pip would lay it out."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site-packages")
    left_out = shutil.ignore_patterns("__pycache__", "screenshots", "*.new")
    for name in FOLDERS:
        shutil.copytree(PROJECT / name, source / name, ignore=left_out)
    for name in (*FILES, *DOCUMENTS):
        shutil.copy2(PROJECT / name, source / name)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(target)], cwd=source, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = target.glob("*.whl")
    assert wheel.name == f"inkling-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as file:
        file.extractall(target)
    return target


@pytest.fixture(scope="module")
def address(installed, tmp_path_factory) -> Iterator[str]:
    """Of the app that the command `inkling` starts, in a folder with nothing in it."""
    (about,) = installed.glob("inkling-*.dist-info")
    module, name = re.search(
        r"^inkling = (\S+):(\w+)$", (about / "entry_points.txt").read_text(), re.M
    ).groups()
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", f"from {module} import {name}; {name}()"),
            *("--server.port", str(port), "--server.address", "127.0.0.1"),
        ],
        cwd=tmp_path_factory.mktemp("empty"),
        env=os.environ | {"PYTHONPATH": str(installed)},
        stdout=subprocess.DEVNULL,
    )
    wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process)
    yield f"http://127.0.0.1:{port}"
    end(process)


class SeesTheIcon(Visitor):
    """One who keeps what the page says its icon is."""

    icon = ""

    def _take(self, message: ForwardMsg) -> None:
        self.icon = message.page_config_changed.favicon or self.icon
        super()._take(message)


def test_it_starts_anywhere_and_reads_a_drawing(address):
    png, expected = drawing(3)

    async def draw() -> tuple[np.ndarray, str]:
        async with SeesTheIcon(address) as visitor:
            return (await visitor.draw(png))[0], visitor.icon

    with ThreadPoolExecutor() as thread:
        image, icon = thread.submit(lambda: asyncio.run(draw())).result()
    assert np.array_equal(image, expected)
    assert icon.startswith("/media/")  # it was found, wherever the app was started


def test_nothing_of_the_app_is_missing(installed):
    there = {path.relative_to(installed / "inkling") for path in (installed / "inkling").rglob("*")}
    for folder in FOLDERS:
        for path in (PROJECT / folder).rglob("*.*"):
            if not {"__pycache__", "screenshots"} & set(path.parts):
                assert path.relative_to(PROJECT) in there


def test_it_says_its_license_and_what_it_needs(installed):
    (about,) = installed.glob("inkling-*.dist-info")
    said = (about / "METADATA").read_text()
    assert "License-Expression: MIT" in said
    needed = re.findall(r"^Requires-Dist: ([\w-]+)", said, re.MULTILINE)
    lines = (PROJECT / "requirements.txt").read_text().splitlines()
    assert needed == [re.match(r"[\w-]+", line)[0] for line in lines]
    assert {path.name for path in (about / "licenses").iterdir()} == {"LICENSE", "DATA-LICENSES.md"}


def test_every_folder_with_code_is_a_package():
    listed = set(re.findall(r'^    "(inkling[\w.]*)",$', PYPROJECT, re.MULTILINE))
    folders = {path.parent for each in ("model", "views") for path in (PROJECT / each).rglob("*.py")}
    assert listed == {"inkling", *(f"inkling.{'.'.join(f.relative_to(PROJECT).parts)}" for f in folders)}
