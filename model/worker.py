"""A process for one training, both ends of it: what it is told and what it says.

TensorFlow keeps what it has compiled, and the memory it has used, for as long as its process lives.
So every training has one of its own, whose end gives everything back, and which takes no time from
the page's. It is told its job, then PAUSE, GO_ON and STOP, over its standard input; over its
standard output it says snapshots, PAUSED, a word every second, and at last the outcome. All are
pickled; nobody else has these pipes.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PAUSE, GO_ON, STOP = "pause", "go on", "stop"
PAUSED, STILL_THERE = "paused", "still there"

PROJECT = Path(__file__).parent.parent
WORD_SECONDS = 0.5  # between two words that it is still there
END_SECONDS = 3  # to end by itself
IDLE_SECONDS = 60  # after which a process that nobody needed ends
NICENESS = 5  # so that whoever draws meanwhile goes first


class WorkerError(Exception):
    """The process ended before its job did."""


class Worker:
    """The page's end of one process."""

    def __init__(self) -> None:
        """Start it: in some seconds, it will have imported TensorFlow."""
        threads = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")  # the page does with one
        self._process = subprocess.Popen(
            [sys.executable, "-m", "model.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env={name: value for name, value in os.environ.items() if name not in threads},
        )
        self._sending = threading.Lock()

    def tell(self, order: object) -> None:
        """Send the job, or PAUSE, GO_ON or STOP; what comes too late is lost."""
        with self._sending, contextlib.suppress(OSError):  # it has ended, as `listen` will find out
            pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def listen(self) -> Iterator[object]:
        """What it says, as it says it, without end.

        Raises:
            WorkerError: it has ended.
        """
        while True:
            try:
                yield pickle.load(self._process.stdout)
            except (EOFError, pickle.UnpicklingError) as error:
                code = self._process.wait()
                raise WorkerError(
                    f"The process that trained ended before its time (exit code {code}). "
                    "Perhaps memory ran out; a smaller network or fewer images need less."
                ) from error

    def end(self) -> None:
        """Have it end, by force if need be."""
        with self._sending, contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Workers:
    """Gives out processes, one of which is ready if it was known that one would be needed."""

    def __init__(self) -> None:
        """None is started yet."""
        self._lock = threading.Lock()
        self._idle: Worker | None = None
        self._timer: threading.Timer | None = None

    def prepare(self) -> None:
        """One may soon be needed: start it, unless there is one."""
        with self._lock:
            if self._idle is None:
                self._idle = Worker()
                self._timer = threading.Timer(IDLE_SECONDS, self.send_home)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> Worker:
        """One for a job."""
        return self._release() or Worker()

    def send_home(self) -> None:
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


class _Wire:
    """The process's own end: what it has been told last, and what it says."""

    def __init__(self, orders: BinaryIO, says: BinaryIO) -> None:
        self._orders, self._says = orders, says
        self._saying = threading.Lock()
        self._told = threading.Condition()
        self._paused = self._stopped = False

    def say(self, word: object) -> None:
        with self._saying:
            pickle.dump(word, self._says, pickle.HIGHEST_PROTOCOL)
            self._says.flush()

    def say_still_there(self) -> None:
        """Say so again and again, and end with whoever should hear it."""
        try:
            while True:
                self.say(STILL_THERE)
                time.sleep(WORD_SECONDS)
        except OSError:
            os._exit(1)

    def job(self) -> tuple | None:
        """What is to be done; None if nothing is."""
        try:
            return pickle.load(self._orders)
        except EOFError:
            return None

    def follow(self) -> None:
        """Take in orders until there are none any more, which is one to stop."""
        order = ""
        while order != STOP:
            try:
                order = pickle.load(self._orders)
            except EOFError:
                order = STOP
            with self._told:
                self._paused = order == PAUSE
                self._stopped = order == STOP
                self._told.notify_all()

    def goes_on(self) -> bool:
        """Whether to take another step; a pause is spent in here."""
        with self._told:
            if self._paused:
                self.say(PAUSED)
                self._told.wait_for(lambda: not self._paused)
            return not self._stopped


def main() -> None:
    """Do one job, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever ends the app ends this by closing the pipe
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    says = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    wire = _Wire(sys.stdin.buffer, says)
    threading.Thread(target=wire.say_still_there, daemon=True).start()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    from model.fitting import FAILED, Outcome, fit  # which takes seconds, in which it says that it is there

    job = wire.job()
    if job:
        threading.Thread(target=wire.follow, daemon=True).start()
        try:
            wire.say(fit(*job, wire.say, wire.goes_on))
        except Exception as error:  # whatever Keras raises, e.g. for want of memory: the page must say so
            wire.say(Outcome(FAILED, problem=f"{type(error).__name__}: {error}"))
    os._exit(0)  # at once: there is nothing to put in order


if __name__ == "__main__":
    main()
