"""A process for one job: the page's end of it, which starts it, sends and receives.

TensorFlow keeps what it has compiled, and the memory it has used, for as long as its process lives.
So every training has one of its own, whose end gives everything back, and which takes no time from
the page's; so has every file that somebody takes home. Its standard input brings its job, then PAUSE,
GO_ON and STOP; its standard output brings snapshots, PAUSED, and at last the outcome. All are pickled;
nobody else has these pipes. The process's own end is `learning/worker.py`.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
from pathlib import Path

PAUSE, GO_ON, STOP = "pause", "go on", "stop"
PAUSED = "paused"

PROJECT = Path(__file__).parent.parent
END_SECONDS = 3  # for a process to end by itself, before it is killed; it does within one step of a training
IDLE_SECONDS = 60  # after which a process that nobody needed ends; longer than choosing a training takes


class WorkerError(Exception):
    """The process ended before its job did."""


class Worker:
    """The page's end of one process."""

    def __init__(self) -> None:
        """Start it: in some seconds, it will have imported TensorFlow."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "model.learning.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
        )
        self._messages: queue.SimpleQueue = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def send(self, order: object) -> None:
        """Send the job, then PAUSE, GO_ON or STOP; what comes too late is lost."""
        with contextlib.suppress(OSError):  # it has ended, as `receive` will find out
            pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def receive(self, seconds: float) -> object:
        """The next message; None if it takes longer than these seconds.

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
        """Have it end, by force if need be."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._process.stdout.close()

    def _read(self) -> None:
        """Take in its messages, so that nobody has to wait for a process that sends none."""
        try:
            while True:
                self._messages.put(pickle.load(self._process.stdout))
        except (EOFError, pickle.UnpicklingError):
            code = self._process.wait()
            problem = (
                f"Keras's process ended before its time (exit code {code}). "
                "Perhaps memory ran out; a smaller network or fewer images need less."
            )
            self._messages.put(WorkerError(problem))


class Workers:
    """Gives out processes, one of which is ready if it was known that one would be needed."""

    def __init__(self) -> None:
        """None is started yet."""
        self._lock = threading.Lock()
        self._idle: Worker | None = None
        self._timer: threading.Timer | None = None

    def preload(self) -> None:
        """One may soon be needed: start it, unless there is one."""
        with self._lock:
            if self._idle is None or not self._idle.is_alive:
                self._idle = Worker()
                self._timer = threading.Timer(IDLE_SECONDS, self.end_idle)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> Worker:
        """One for a job."""
        worker = self._release()
        return worker if worker and worker.is_alive else Worker()

    def end_idle(self) -> None:
        """End the one that is idle, if there is one."""
        worker = self._release()
        if worker:
            worker.end()

    def _release(self) -> Worker | None:
        with self._lock:
            if self._timer:
                self._timer.cancel()
            worker, self._idle, self._timer = self._idle, None, None
            return worker
