"""A process for several jobs, one after the other: the page's side, which starts it, sends and receives.

Its standard input receives jobs and orders, its standard output sends the results. All are pickled; nobody
else has these pipes. It may hang, like a stopped process: so sending doesn't wait, receiving has a time
limit, and `end` always ends.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading

from model import PROJECT

END_SECONDS = 3  # for a process to end by itself, before it is killed; it does so within one step
CAN_START = sys.platform != "emscripten"  # a browser has neither processes nor threads
_NO_MORE = object()  # instead of an order


class WorkerError(Exception):
    """The process ended before its job did."""


class Worker:
    """The page's side of one process."""

    def __init__(self, module: str) -> None:
        """Start it; `module` is what it runs, its own side of the pipes.

        Raises:
            OSError: there is no room for it.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
        )
        self._messages: queue.SimpleQueue = queue.SimpleQueue()
        self._orders: queue.SimpleQueue = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._reader.start()
        self._writer.start()

    @property
    def is_alive(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    def send(self, order: object) -> None:
        """Send a job or an order, without waiting; later messages are lost."""
        self._orders.put(order)

    def receive(self, seconds: float) -> object:
        """Return the next message; None if it takes longer than that many seconds.

        Raises:
            WorkerError: it has ended.
        """
        try:
            message = self._messages.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(message, WorkerError):
            raise message
        return message

    def end(self) -> None:
        """End it, by force if necessary."""
        self._orders.put(_NO_MORE)
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        self._writer.join(END_SECONDS)
        self._reader.join(END_SECONDS)
        if not self._reader.is_alive():
            self._process.stdout.close()

    def _read(self) -> None:
        """Read its messages, so that nobody has to wait for a process that sends none."""
        try:
            while True:
                self._messages.put(pickle.load(self._process.stdout))
        except (EOFError, pickle.UnpicklingError):
            try:
                code = self._process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                code = None
            self._messages.put(WorkerError(f"the process has ended (exit code {code})"))

    def _write(self) -> None:
        """Pass the orders on, so that nobody has to wait for a process that reads none."""
        with contextlib.suppress(OSError):  # it has ended, which `receive` will notice
            while (order := self._orders.get()) is not _NO_MORE:
                pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
        with contextlib.suppress(OSError):
            self._process.stdin.close()
