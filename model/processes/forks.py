"""Copies of a process that has imported TensorFlow: the page's end, which looks like `subprocess.Popen`.

The process's own end is `learning/template.py`. Over a socket it is given, for every copy, the ends of three
pipes: from the first the copy reads, to the second it writes, on the third the template says the copy's
process id and, once it has ended, its exit code. A template may hang, as a stopped process does: nothing here
waits for it for ever, and one that does not do what it is asked for is killed.
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

ORDER = struct.Struct("=Bi")  # what is asked of the template: one of the following, and a copy's number
FORK, KILL = range(2)
NUMBER = struct.Struct("=i")  # what it reports: a process id, then an exit code
LOST = -1  # exit code of a copy of which nobody could say how it ended

CAN_FORK = (
    sys.platform == "linux"
)  # elsewhere a process that has loaded such libraries can't be copied safely
END_SECONDS = 3  # for the template to end by itself, or to end a copy
LOOK_SECONDS = 0.25  # one look for a report at a time, so that several can wait for it
_numbers = itertools.count()


class Template:
    """A process that is there to be copied; in some seconds from now on, it will have imported TensorFlow."""

    def __init__(self) -> None:
        """Start it."""
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(END_SECONDS)  # if it takes nothing in, what it was sent last may find no room
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
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def fork(self) -> Fork:
        """A copy, for one job; where there can be none, one that has ended already."""
        return Fork(self)

    def ask(self, kind: int, number: int, files: tuple[int, ...] = ()) -> None:
        """Ask something of it; of one that has ended, or hangs, this has no effect."""
        with self._lock, contextlib.suppress(OSError):
            socket.send_fds(self._socket, [ORDER.pack(kind, number)], files)

    def end(self) -> None:
        """Have it end, by force if need be; its copies go on."""
        self._socket.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()  # it is still importing, or hangs

    def kill(self) -> None:
        """End it by force."""
        self._process.kill()
        self._process.wait()


class Fork:
    """A copy: what Python's `Popen` has, as far as it is used here."""

    def __init__(self, template: Template) -> None:
        """Ask the template for it; at once, even if that has still to import what it needs."""
        self.template = template
        self._exit_code: int | None = None
        self._received = b""
        self._reading = threading.Lock()
        orders, self.stdin = _pipe("wb")
        self.stdout, messages = _pipe("rb")
        self._report, theirs = _pipe("rb")
        self._poll = select.poll()  # `select.select` knows no file descriptor above 1023
        self._poll.register(self._report, select.POLLIN)
        self._number = next(_numbers)
        template.ask(FORK, self._number, (orders, messages, theirs))
        for each in (orders, messages, theirs):
            os.close(each)

    @property
    def pid(self) -> int | None:
        """Its process id; None as long as there is no such process."""
        self.poll()
        return NUMBER.unpack_from(self._received)[0] if len(self._received) >= NUMBER.size else None

    def poll(self) -> int | None:
        """Its exit code; None while it has not ended."""
        self._read(0)
        return self._exit_code

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not within that many seconds.
        """
        deadline = float("inf") if timeout is None else time.monotonic() + timeout
        while self._exit_code is None:
            self._read(max(0.0, min(LOOK_SECONDS, deadline - time.monotonic())))
            if self._exit_code is None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired("model.learning.template", timeout)
        return self._exit_code

    def kill(self) -> None:
        """End it by force; and its template, too, if that does not do it. Then it has ended, or is LOST."""
        self.template.ask(KILL, self._number)
        try:
            self.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            if self.pid:  # whom a template that hangs has not seen end: the number is nobody else's
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
            self.template.kill()

    def _read(self, timeout: float) -> None:
        """Take in what the template reports, and wait so long for it."""
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
    """The reading end, then the writing end of a pipe; the page's own, by its mode, as a file."""
    reading, writing = os.pipe()
    return (os.fdopen(reading, mode), writing) if mode == "rb" else (reading, os.fdopen(writing, mode))
