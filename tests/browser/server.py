"""Start the app on a free port of this machine's loopback, and end it again."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from model import PROJECT

START_SECONDS = 60
LAST = 30  # lines of a log
PORTS = range(20_000, 32_000)  # Linux gives connections the ports from 32,768 on


class App(NamedTuple):
    """A running app: the page's address, and the process that serves it."""

    address: str
    pid: int


@contextlib.contextmanager
def serve(
    project: Path = PROJECT, log: Path | None = None, port: int | None = None, locale: Path | None = None
) -> Iterator[App]:
    """Run `streamlit run app.py`, at a free port unless one is given, with the languages in `locale`.

    Raises:
        RuntimeError: If it doesn't answer within a minute.
    """
    port = port or free_port()
    program = ["tests.browser.speaking_server", str(locale)] if locale else ["streamlit"]
    command = [sys.executable, "-m", *program, "run", "app.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    with contextlib.ExitStack() as stack:
        log = log or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "log"
        output = stack.enter_context(log.open("ab"))
        process = subprocess.Popen(command, cwd=project, stdout=output, stderr=subprocess.STDOUT)
        stack.callback(end, process)
        wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield App(f"http://127.0.0.1:{port}", process.pid)


def free_port() -> int:
    """Return a free port outside the range that systems give to connections, so that it stays free."""
    while True:
        port = SystemRandom().choice(PORTS)  # because Hypothesis resets `random`
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def wait_until_up(address: str, process: subprocess.Popen, log: Path | None = None) -> None:
    """Return as soon as that address answers.

    Raises:
        RuntimeError: If it doesn't within a minute, or the process has ended; quotes the end of its `log`.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.1)
    raise not_up(address, process, log)


def not_up(address: str, process: subprocess.Popen, log: Path | None) -> RuntimeError:
    """Describe whether a process that doesn't answer has ended or is slow, with the last lines of its log."""
    ended = process.poll()
    how = f"is slow: nothing in {START_SECONDS} seconds" if ended is None else f"has ended with {ended}"
    wrote = log.read_text(errors="replace").splitlines()[-LAST:] if log else ["(it has no log)"]
    what = " ".join(map(str, process.args))
    return RuntimeError("\n".join([f"no answer at {address}: `{what}` {how}. It wrote:", *wrote]))


def end(process: subprocess.Popen) -> None:
    """End a process that was started here, by force if it doesn't react."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
