"""The package that `uvx`, `pipx` and `pip` install: built here, and started from an empty folder."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model import PROJECT
from model.preprocess.pen import draw_strokes
from model.version import VERSION
from tests.browser.conftest import DESKTOP
from tests.browser.every_page import walk
from tests.browser.server import App, end, free_port, wait_until_up
from tests.container import FOLDERS
from tests.event_loop import run
from tests.processes import own_megabytes
from tests.samples import SAMPLES
from tests.visitor import Visitor, address_of, drawing

FILES = ("app.py", "command.py", "page.py", "train_model.py", "pyproject.toml", "requirements.txt")
DOCUMENTS = ("README.md", "LICENSE", "DATA-LICENSES.md")
BUILD = "import setuptools.build_meta, sys; print(setuptools.build_meta.build_wheel(sys.argv[1]))"
NINE_MEGABYTES = 9 * 1024**2
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
def app(installed, tmp_path_factory) -> Iterator[App]:
    """Start the app with its command `inkling`, in an empty folder."""
    (about,) = installed.glob("inkling-*.dist-info")
    module, name = re.search(
        r"^inkling = (\S+):(\w+)$", (about / "entry_points.txt").read_text(), re.M
    ).groups()
    port, log = free_port(), tmp_path_factory.mktemp("log") / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", f"from {module} import {name}; {name}()"),
                *("--server.port", str(port), "--server.address", "127.0.0.1"),
            ],
            cwd=tmp_path_factory.mktemp("empty"),
            env=os.environ | {"PYTHONPATH": str(installed)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield App(f"http://127.0.0.1:{port}", process.pid)
    finally:
        end(process)


@pytest.fixture(scope="module")
def address(app) -> str:
    return app.address


class Curious(Visitor):
    """A visitor who notes the page's icon and the session's id."""

    icon = session = ""

    def _take(self, message: ForwardMsg) -> None:
        self.icon = message.page_config_changed.favicon or self.icon
        self.session = message.new_session.initialize.session_id or self.session
        super()._take(message)

    def upload(self, contents: bytes) -> int:
        """Upload a file without reading it; return the status."""
        upload = f"{address_of(self.address)}/_stcore/upload_file/{self.session}/{uuid4()}"
        form = b'--a\r\nContent-Disposition: form-data; name="a"; filename="a.png"\r\n\r\n%b\r\n--a--\r\n'
        kind = {"Content-Type": "multipart/form-data; boundary=a"}
        request = urllib.request.Request(upload, form % contents, kind, method="PUT")
        with urllib.request.urlopen(request) as answer:
            return answer.status


def test_it_starts_anywhere_and_reads_a_drawing(address):
    png, expected = drawing(3)

    async def draw() -> tuple[np.ndarray, str]:
        async with Curious(address) as visitor:
            return (await visitor.draw(png))[0], visitor.icon

    image, icon = run(draw())
    assert np.array_equal(image, expected)
    assert icon.startswith("/media/")  # it was found, although the app was started elsewhere


def test_every_page_is_complete_in_a_browser(browser, app):
    page = browser.new_page(viewport=DESKTOP)
    walk(page, app.address)
    page.close()


@pytest.mark.parametrize(("asked", "given"), [("favicon.png", "icon.png"), ("preview.png", "preview.png")])
def test_the_icon_and_the_link_preview_are_served(address, asked, given):
    with urllib.request.urlopen(f"{address}/{asked}") as picture:
        assert picture.read() == (PROJECT / "assets" / given).read_bytes()
        assert picture.headers["Content-Type"] == "image/png"


def test_it_sends_the_security_headers(address):
    """Send them like every way of serving without a proxy: the package, the image, a Space."""
    with urllib.request.urlopen(f"{address}/lesson?embed=true") as page:
        assert page.headers.get_all("X-Content-Type-Options") == ["nosniff"]
        assert page.headers["Content-Security-Policy"].endswith("; frame-ancestors *")
        assert page.headers["Set-Cookie"] is None
    for closed in ("_stcore/metrics", "_stcore/metrics?families=x", "_stcore/agent/openapi.json"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/{closed}")


@pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux has it")
def test_one_visitor_s_uploads_do_not_pile_up(app):
    """Upload twenty-five files of nine megabytes, unread, straight to the process."""

    async def send() -> tuple[list[int], float]:
        async with Curious(app.address) as visitor:
            before = own_megabytes(app.pid)
            statuses = [await asyncio.to_thread(visitor.upload, bytes(NINE_MEGABYTES)) for _ in range(25)]
            return statuses, own_megabytes(app.pid) - before

    statuses, more = run(send())
    assert statuses == [204] * 25
    assert more < 60  # two files, and the buffer of one on its way


FOR_TRANSLATORS = {"inkling.pot", "notes.txt"}  # the app doesn't read it


def test_the_wheel_is_complete(installed):
    there = {path.relative_to(installed / "inkling") for path in (installed / "inkling").rglob("*")}
    for folder in FOLDERS:
        for path in (PROJECT / folder).rglob("*.*"):
            if not {"__pycache__", "screenshots", *FOR_TRANSLATORS} & set(path.parts):
                assert path.relative_to(PROJECT) in there


def test_the_metadata_names_license_and_requirements(installed):
    (about,) = installed.glob("inkling-*.dist-info")
    said = (about / "METADATA").read_text()
    assert "License-Expression: MIT" in said
    needed = re.findall(r"^Requires-Dist: ([\w-]+)", said, re.MULTILINE)
    lines = (PROJECT / "requirements.txt").read_text().splitlines()
    assert needed == [re.match(r"[\w-]+", line)[0] for line in lines]
    assert {path.name for path in (about / "licenses").iterdir()} == {"LICENSE", "DATA-LICENSES.md"}


LIBRARY = """
from inkling.model.network import load_network, forward
from inkling.model.preprocess import to_mnist
from inkling.model.reading import Reading
import numpy as np
network = load_network("dense")
assert forward(network, np.zeros((28, 28), np.float32))["probs"].shape == (10,)
assert Reading(network, np.ones((28, 28), np.float32)).is_digit is False
print("used")
"""


def test_it_is_a_library_and_reads_a_picture_in_a_terminal(installed, tmp_path):
    Image.fromarray(draw_strokes(SAMPLES[7])).save(tmp_path / "seven.png")
    for code, arguments, expected in (
        (LIBRARY, [], "used"),
        ("import sys, types; sys.modules['model'] = types.ModuleType('model')" + LIBRARY, [], "module name"),
        ("from inkling.command import main; main()", ["read", "seven.png", "--why"], "Answer: 7."),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(installed)},
            capture_output=True,
            encoding="utf-8",
        )
        assert expected in done.stdout or expected in done.stderr.splitlines()[-1]


def test_every_folder_with_code_is_a_package():
    listed = set(re.findall(r'^    "(inkling[\w.]*)",$', PYPROJECT, re.MULTILINE))
    folders = {path.parent for each in ("model", "views") for path in (PROJECT / each).rglob("*.py")}
    assert listed == {"inkling", *(f"inkling.{'.'.join(f.relative_to(PROJECT).parts)}" for f in folders)}
