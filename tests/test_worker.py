"""The page's end of a process: it passes orders and messages on, and neither waits for one that hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from model import PROJECT
from model.processes import worker
from model.processes.worker import Worker, WorkerError

ECHO = """
import os, pickle, sys
pickle.dump(os.getpid(), sys.stdout.buffer, protocol=2)
sys.stdout.buffer.flush()
while True:
    try:
        order = pickle.load(sys.stdin.buffer)
    except EOFError:
        os._exit(0)
    if isinstance(order, int):
        os._exit(order)
    pickle.dump(order, sys.stdout.buffer)
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def start(monkeypatch) -> Callable[..., Worker]:
    """Return a function that starts a process which runs this code in place of its module."""
    real = subprocess.Popen

    def begin(code: str = ECHO) -> Worker:
        def popen(command: list[str], **more: object) -> subprocess.Popen:
            assert (command, more["cwd"]) == ([sys.executable, "-m", "a.module"], PROJECT)
            return real([sys.executable, "-c", code], **more)

        monkeypatch.setattr(worker.subprocess, "Popen", popen)
        return Worker("a.module")

    return begin


def test_orders_messages_and_the_exit_code_are_passed_on(start):
    process = start()
    assert process.receive(20) == process._process.pid
    assert process.receive(0.01) is None and process.is_alive
    assert process._reader.daemon and process._writer.daemon  # so that the app doesn't wait for them to end
    for order in ({"a": 1}, [2]):
        process.send(order)
    assert [process.receive(20), process.receive(20)] == [{"a": 1}, [2]]
    process.send(3)
    with pytest.raises(WorkerError, match=r"exit code 3\)"):
        process.receive(20)
    process.end()
    assert not process.is_alive and process._process.stdout.closed
    process.send("too late")


def test_a_process_that_won_t_end_is_killed(start, monkeypatch):
    process = start()
    process.receive(20)
    process.end()
    assert process._process.poll() == 0
    monkeypatch.setattr(worker, "END_SECONDS", 0.3)
    stubborn = start()
    os.kill(stubborn.receive(20), signal.SIGSTOP)
    stubborn.end()
    assert stubborn._process.poll() == -signal.SIGKILL


def test_neither_sending_nor_ending_waits_for_a_blocked_process(start, monkeypatch):
    monkeypatch.setattr(worker, "END_SECONDS", 0.2)
    hanging = start("import time; time.sleep(60)")
    hanging.send(bytes(10_000_000))  # far more than a pipe holds
    assert hanging.receive(0.05) is None
    hanging.end()
    assert hanging._process.returncode == -signal.SIGKILL
    assert not hanging._writer.is_alive() and not hanging._reader.is_alive()
