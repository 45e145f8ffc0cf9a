"""Copies of a process that has imported TensorFlow: the page's side, which looks like `subprocess.Popen`.

`learning/template.py` is the process's own side. Over a socket it receives, for every copy, the ends of three
pipes: the copy reads from the first and writes to the second; on the third, the template reports the copy's
process id and, once it has ended, its exit code. A template may hang, like a stopped process: nothing here
waits for it for ever, and one that doesn't do its work is killed.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

from model import PROJECT

ORDER = struct.Struct("=Bi")  # a request to the template: one of the following, and a copy's number
FORK, KILL = range(2)
NUMBER = struct.Struct("=i")  # its report: a process id, then an exit code
LOST = -1  # exit code of a copy if nobody knows how it ended

CAN_FORK = (
    sys.platform == "linux"
)  # elsewhere a process that has loaded such libraries can't be copied safely
END_SECONDS = 3  # for the template to end by itself, or to end a copy
LOOK_SECONDS = 0.25  # for one look for a report, so that several can wait for it
_numbers = itertools.count()


class Template:
    """A process to copy; some seconds from now, it will have imported TensorFlow."""

    def __init__(self) -> None:
        """Start the process."""
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(END_SECONDS)  # if it receives nothing, the last request may find no room
        with theirs:
            try:
                command = [sys.executable, "-m", "model.learning.template"]
                self._process = subprocess.Popen(
                    command, stdin=theirs, stdout=subprocess.DEVNULL, cwd=PROJECT
                )
            except OSError:
                self._socket.close()
                raise

    @property
    def is_alive(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def fork(self) -> Fork:
        """Return a copy, for one job; if there can't be one, it has ended already."""
        return Fork(self)

    def ask(self, kind: int, number: int, files: tuple[int, ...] = ()) -> None:
        """Send a request; without effect if the template has ended, or hangs."""
        with self._lock, contextlib.suppress(OSError):
            socket.send_fds(self._socket, [ORDER.pack(kind, number)], files)

    def end(self) -> None:
        """End it, by force if necessary; its copies go on."""
        self._socket.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()  # it is still importing, or it hangs

    def kill(self) -> None:
        """End it by force."""
        self._process.kill()
        self._process.wait()


class Fork:
    """A copy, with the part of Python's `Popen` that is used here."""

    def __init__(self, template: Template) -> None:
        """Request it from the template; at once, even if that is still importing."""
        self.template = template
        self._exit_code: int | None = None
        self._received = b""
        self._reading = threading.Lock()
        orders, self.stdin = _pipe("wb")
        self.stdout, messages = _pipe("rb")
        self._report, theirs = _pipe("rb")
        self._poll = select.poll()  # because `select.select` can't handle file descriptors above 1023
        self._poll.register(self._report, select.POLLIN)
        self._number = next(_numbers)
        template.ask(FORK, self._number, (orders, messages, theirs))
        for each in (orders, messages, theirs):
            os.close(each)

    @property
    def pid(self) -> int | None:
        """Its process id; None while there is no such process."""
        self.poll()
        return NUMBER.unpack_from(self._received)[0] if len(self._received) >= NUMBER.size else None

    def poll(self) -> int | None:
        """Return its exit code; None while it is running."""
        self._read(0)
        return self._exit_code

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return its exit code.

        Raises:
            subprocess.TimeoutExpired: it hasn't ended within that many seconds.
        """
        deadline = float("inf") if timeout is None else time.monotonic() + timeout
        while self._exit_code is None:
            self._read(max(0.0, min(LOOK_SECONDS, deadline - time.monotonic())))
            if self._exit_code is None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired("model.learning.template", timeout)
        return self._exit_code

    def kill(self) -> None:
        """End it by force, and its template, too, if that isn't enough. Then it has ended, or is LOST."""
        self.template.ask(KILL, self._number)
        try:
            self.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            if self.pid:  # a hanging template hasn't noticed its end, so nobody else has this number
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
            self.template.kill()

    def _read(self, timeout: float) -> None:
        """Read what the template reports, and wait this long for it."""
        with self._reading:
            while self._exit_code is None and self._poll.poll(1000 * timeout):
                received = os.read(self._report.fileno(), NUMBER.size)
                self._received, timeout = self._received + received, 0
                if not received:
                    self._exit_code = LOST
                elif len(self._received) == 2 * NUMBER.size:
                    self._exit_code = NUMBER.unpack_from(self._received, NUMBER.size)[0]
            if self._exit_code is not None:
                self._report.close()


def _pipe(mode: str) -> tuple:
    """Return the reading end and the writing end of a pipe; the page's own, by its mode, as a file."""
    reading, writing = os.pipe()
    return (os.fdopen(reading, mode), writing) if mode == "rb" else (reading, os.fdopen(writing, mode))
