"""The image is built here as its Dockerfile says, and the result is used."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from model import PROJECT
from tests.browser.conftest import DESKTOP
from tests.browser.every_page import walk
from tests.browser.server import App
from tests.container import Image, as_command, build, not_as_locked, read_steps, start, who
from tests.event_loop import run as in_thread
from tests.visitor import Visitor, drawing

STEPS = read_steps((PROJECT / "Dockerfile").read_text())
TO_INSTALL = (
    "the image has what is locked, and here there is {different}: install what is locked with "
    "`make .venv/test-installed` or `pip install --require-hashes -r requirements-dev.lock`"
)
HADOLINT = shutil.which("hadolint", path=Path(sys.executable).parent)
LAST = 3000  # characters of a log
MAKE_A_FILE = """
from model.network import network
from model.processes import keras_process
keras_process.SECONDS = 60  # the machine may be busy
print(len(keras_process.make_keras_file(network.load_network("dense"))))
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the image is Linux")


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    if different := not_as_locked(PROJECT / "requirements.lock"):
        pytest.skip(TO_INSTALL.format(different=", ".join(different)))
    with tempfile.TemporaryDirectory() as folder:  # other users can't enter pytest's own folder
        Path(folder).chmod(0o755)
        yield build(Path(folder))


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("container") / "log"


@pytest.fixture(scope="module")
def app(image, log) -> Iterator[App]:
    with start(image, log) as app:
        yield app


def run(image: Image, command: list[str]) -> subprocess.CompletedProcess:
    program = shutil.which(command[0], path=image.environment["PATH"])
    return subprocess.run(
        [program, *command[1:]],
        cwd=image.app,
        env=image.environment,
        capture_output=True,
        text=True,
        timeout=120,
        **who(image),
    )


def test_a_container_without_a_process_is_not_healthy(image):
    with socket.socket() as silent:  # so that its port stays free meanwhile
        silent.bind(("127.0.0.1", 0))
        environment = image.environment | {"STREAMLIT_SERVER_PORT": str(silent.getsockname()[1])}
        check = as_command(image.of("HEALTHCHECK"))
        assert run(image._replace(environment=environment), check).returncode != 0


def test_it_is_healthy_and_reads_a_drawing_without_exceptions(image, app, log):
    assert run(image, as_command(image.of("HEALTHCHECK"))).returncode == 0
    png, expected = drawing(7)

    async def draw() -> np.ndarray:
        async with Visitor(app.address) as visitor:
            return (await visitor.draw(png))[0]

    try:
        found = in_thread(draw())
    except RuntimeError as error:
        raise AssertionError(f"{error} Its log ends:\n{log.read_text()[-LAST:]}") from error
    assert np.array_equal(found, expected)


def test_every_page_works_in_a_browser(browser, app):
    page = browser.new_page(viewport=DESKTOP)
    walk(page, app.address)
    page.close()


def test_keras_can_save_a_file(image):
    done = run(image, ["python", "-c", MAKE_A_FILE])
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 400_000


def test_it_wrote_only_to_tmp_and_used_no_network(image, app, log):
    """This test comes last, when the others have used the app."""
    said = log.read_text()
    assert not re.findall(r"^(?:WRITES|ASKS) .*", said, re.MULTILINE), said
    assert "Traceback" not in said
    user = who(image).get("user", os.geteuid())
    assert f"\nUid:\t{user}\t" in Path(f"/proc/{app.pid}/status").read_text()


def test_packages_that_differ_from_the_lock_are_named(tmp_path):
    lock = tmp_path / "a.lock"
    pins = (
        f"numpy=={np.__version__}",
        "pytest==0.1",
        "nonesuch==1.0",
        "elsewhere==2 ; sys_platform == 'win32'",
    )
    lock.write_text("".join(f"{pin} \\\n" for pin in pins))
    assert not_as_locked(lock) == [f"pytest {pytest.__version__}, not 0.1", "no nonesuch 1.0"]


def test_every_setup_uses_the_same_python():
    python = (PROJECT / ".python-version").read_text().strip()
    assert STEPS[0].name == "FROM"
    assert STEPS[0].rest.partition("@")[0] == f"python:{python}-slim"
    assert f"/python:{python}" in (PROJECT / ".devcontainer" / "devcontainer.json").read_text()


@pytest.mark.skipif(not HADOLINT, reason="hadolint has no program for this system")
def test_hadolint_accepts_the_dockerfile():
    done = subprocess.run([HADOLINT, "--no-color", PROJECT / "Dockerfile"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
