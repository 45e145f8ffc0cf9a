"""A process for one job: the page's side, which starts it, sends and receives.

TensorFlow retains what it has compiled, and the memory that it has used, until its process ends.
So every training has a process of its own, which frees everything when it ends, and which doesn't slow down
the page's; so does every file for download. The process is a copy of one that has imported TensorFlow
(forks.py), if the system can copy such processes. Its standard input receives its job, then PAUSE,
GO_ON and STOP; its standard output sends snapshots, PAUSED, and finally the outcome. All are pickled;
nobody else has these pipes. `learning/worker.py` is the process's own side; another kind of process names its
own. Any of them may hang, like a stopped process: so sending doesn't wait, receiving has a time
limit, and `end` always ends.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
import time

from model import PROJECT
from model.errors import Problem
from model.processes.forks import CAN_FORK, Fork, Template
from model.processes.silence import processor_seconds
from model.sentence import Sentence

PAUSE, GO_ON, STOP = "pause", "go on", "stop"
PAUSED = "paused"

END_SECONDS = 3  # for a process to end by itself, before it is killed; a training ends within one step
SILENT_SECONDS = 60.0  # of a processor, or without any, and no message: it hangs. The first step takes 5
CAN_START = sys.platform != "emscripten"  # a browser has neither processes nor threads
_NO_MORE = object()  # instead of an order
IDLE_SECONDS = 60  # after which an unused process ends; longer than choosing a training takes


class WorkerError(Problem):
    """The process ended before its job did; with its exit code, if known."""

    def __init__(self, problem: str, code: int | None = None) -> None:
        """Take a sentence for the people who wait for the job."""
        super().__init__(problem)
        self.code = code


def hangs(seconds: float) -> Sentence:
    """Return the sentence about a process that has sent nothing for so long."""
    return Sentence(
        "The process that does this hasn't answered for {seconds} seconds, so we stopped it. Try again.",
        seconds=round(seconds),
    )


class Worker:
    """The page's side of one process."""

    def __init__(self, process: subprocess.Popen | Fork) -> None:
        """Take a process that has just been started."""
        self._process = process
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

    @property
    def processor_seconds(self) -> float | None:
        """Return the seconds of processors that it, or its TensorFlow import, has used; None if unknown."""
        made_by = getattr(self._process, "template", self._process)
        return processor_seconds(self._process.pid or made_by.pid)

    def send(self, order: object) -> None:
        """Send the job, then PAUSE, GO_ON or STOP, without waiting; later messages are lost."""
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
            problem = Sentence(
                "Keras stopped unexpectedly (exit code {code}). Perhaps it ran out of memory. Try a smaller "
                "network or fewer images.",
                code=str(code),
            )
            self._messages.put(WorkerError(problem, code))

    def _write(self) -> None:
        """Pass the orders on, so that nobody has to wait for a process that reads none."""
        with contextlib.suppress(OSError):  # it has ended, which `receive` will notice
            while (order := self._orders.get()) is not _NO_MORE:
                pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
        with contextlib.suppress(OSError):
            self._process.stdin.close()


def start_process(module: str = "model.learning.worker") -> subprocess.Popen:
    """Start a process that isn't a copy; the usual one takes some seconds to import TensorFlow.

    Args:
        module: what it runs, its own side of the pipes.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    )


class Workers:
    """Provides processes, quickly if it was known some seconds before that one would be needed.

    If processes can be copied, there is one to copy until nobody has needed a copy for
    `IDLE_SECONDS`; otherwise one process is ready for as long.
    """

    def __init__(self, can_fork: bool = CAN_FORK) -> None:
        """Start no process yet."""
        self._can_fork = can_fork
        self._lock = threading.Lock()
        self._idle: Template | Worker | None = None
        self._at_work: list[Worker] = []  # copies
        self._last_needed = 0.0  # seconds of time.monotonic()
        self._timer: threading.Timer | None = None

    def preload(self) -> None:
        """Start what takes long, unless that was done, because a process may soon be needed."""
        with self._lock:
            self._prepare()

    def take(self) -> Worker:
        """Return a process for a job."""
        with self._lock:
            if self._can_fork:
                self._at_work = [each for each in self._at_work if each.is_alive]
                worker = Worker(self._prepare().fork())
                self._at_work.append(worker)
                return worker
            idle = self._release()
        if idle and idle.is_alive:
            return idle
        if idle:
            idle.end()
        return Worker(start_process())

    def _prepare(self) -> Template | Worker:
        if self._idle is None or not self._idle.is_alive:
            self._idle = Template() if self._can_fork else Worker(start_process())
        self._last_needed = time.monotonic()
        if self._timer is None:
            self._wait(IDLE_SECONDS)
        return self._idle

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end_unless_needed)
        self._timer.daemon = True
        self._timer.start()

    def _end_unless_needed(self) -> None:
        with self._lock:
            if any(each.is_alive for each in self._at_work):
                self._last_needed = time.monotonic()
            seconds = self._last_needed + IDLE_SECONDS - time.monotonic()
            if seconds > 0:
                self._wait(seconds)
                return
            idle = self._release()
        if idle:
            idle.end()

    def _release(self) -> Template | Worker | None:
        if self._timer:
            self._timer.cancel()
        idle, self._idle, self._timer, self._at_work = self._idle, None, None, []
        return idle
