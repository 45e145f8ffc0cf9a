"""The app itself, started on a free port of this machine's loopback and ended again."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from model import PROJECT

START_SECONDS = 60
PORTS = range(20_000, 32_000)  # Linux gives connections those from 32,768 on


class App(NamedTuple):
    """A running app: the page's address, and the process that serves it."""

    address: str
    pid: int


@contextlib.contextmanager
def serve(
    project: Path = PROJECT,
    log: Path | None = None,
    port: int | None = None,
    locale: Path | None = None,
) -> Iterator[App]:
    """Run `streamlit run app.py`, at a free port unless one is named; its languages are those of `locale`.

    Raises:
        RuntimeError: it did not answer within a minute.
    """
    port = port or free_port()
    program = ["tests.browser.speaking_server", str(locale)] if locale else ["streamlit"]
    command = [sys.executable, "-m", *program, "run", "app.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(log.open("ab")) if log else subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=project, stdout=output, stderr=subprocess.STDOUT)
        stack.callback(end, process)
        wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield App(f"http://127.0.0.1:{port}", process.pid)


def free_port() -> int:
    """A port nobody listens on, none of those that a system gives to connections: so it stays free."""
    while True:
        port = SystemRandom().choice(PORTS)  # Hypothesis has `random` begin anew
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def wait_until_up(address: str, process: subprocess.Popen) -> None:
    """Return as soon as that address answers.

    Raises:
        RuntimeError: it did not within a minute, or the process has ended.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the app did not answer at {address}")


def end(process: subprocess.Popen) -> None:
    """End a process that was started here, by force if it does not listen."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
