"""One process for everything that sessions compute for longer than a page may wait: the page's side of it.

A search keeps a processor busy for half a second or more, and the profile of a large network for minutes, but
people who draw meanwhile shouldn't notice. So all sessions share one process with a lower priority.
It takes turns of a few seconds, so that short work never waits for long work; before each turn the process
asks whether anybody still wants the result. It starts with the first computation and ends when it has had
none for a while. If it hangs, it is killed, and the next computation starts another. computing.py is the
process's own side. This module knows nothing of what is computed, or of pages.

The process receives a computation's number with its `Job`, GO_ON or DROP. For the first two it does a turn of
work, and sends (number, kind, value): from time to time SO_FAR, its progress; every few seconds BEATS,
that it still computes; at the end of the turn MORE, which is SO_FAR with more to do, or FOUND
with the result, or PROBLEM, as text, why there is none.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import NamedTuple

from model.processes.worker import CAN_START, Worker, WorkerError
from model.steps import Steps, finish

GO_ON, DROP = "go on", "drop"
SO_FAR, BEATS, MORE, FOUND, PROBLEM = "so far", "beats", "more", "found", "problem"

PAUSE_SECONDS = 0.05  # before each step if nothing else can go on meanwhile: a page's turn
SECONDS = 300.0  # of a processor, for all steps, without the computing of others
TURN_SECONDS = 4.0  # of a processor, before others have a turn: a search takes one or two
IDLE_SECONDS = 60  # after which an unused process ends; longer than a look at a card
SILENT_SECONDS = 60.0  # without a message from the process, which beats every 2 (BEAT_SECONDS): it hangs
HANGS = "nothing has come from the process"

_numbers = itertools.count()


class Job(NamedTuple):
    """Something to compute.

    Attributes:
        work, arguments: work(*arguments) are the steps.
        seconds: of a processor, at most, for all steps.
        turn: of a processor, until others have their turn.
    """

    work: Callable[..., Steps]
    arguments: tuple[object, ...]
    seconds: float
    turn: float


class ComputationError(Exception):
    """There is no result; the page says what went wrong."""


class Computation(Future):
    """Something that is, or will be, computed; a caller who no longer needs it cancels it.

    Its `result` raises a ComputationError if the process ended before it was done, or it took too
    long.

    Attributes:
        so_far: its progress, in any form; None at first.
    """

    def __init__(self, job: Job, is_wanted: Callable[[], bool]) -> None:
        """Compute nothing yet; `is_wanted` says whether somebody still needs it."""
        super().__init__()
        self.job, self.is_wanted, self.number = job, is_wanted, next(_numbers)
        self.is_begun = False
        self.so_far: object = None

    @property
    def has_failed(self) -> bool:
        """Whether it ended without a result."""
        return self.done() and (self.cancelled() or self.exception() is not None)

    def end(self, found: object = None, problem: str = "") -> None:
        """Set the result, or none; if it was cancelled, nobody gets it."""
        with contextlib.suppress(InvalidStateError):
            if problem:
                self.set_exception(ComputationError(problem))
            else:
                self.set_result(found)


def at_once(work: Callable[..., Steps], *arguments: object) -> Computation:
    """Compute it now, if it takes so little that the caller can wait."""
    computation = Computation(Job(work, arguments, SECONDS, TURN_SECONDS), lambda: True)
    computation.end(finish(work(*arguments)))
    return computation


class Computations:
    """The computations of all sessions, turn by turn."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """Start no process yet; after that many seconds without work, a process ends."""
        self._idle_seconds = idle_seconds
        self._line: deque[Computation] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None  # as long as there is a process
        self._worker: Worker | None = None
        self._is_ending = False

    def start(
        self, work: Callable[..., Steps], *arguments: object, is_wanted: Callable[[], bool] = lambda: True
    ) -> Computation:
        """Compute the steps work(*arguments); the result is ready after enough turns."""
        computation = Computation(Job(work, arguments, SECONDS, TURN_SECONDS), is_wanted)
        with self._changed:
            self._line.append(computation)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="inkling-computing", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return computation

    def end(self) -> None:
        """End the process, if there is one, after the work that is waited for; the next starts another."""
        with self._changed:
            thread, self._is_ending = self._thread, True
            self._changed.notify_all()
        if thread:
            thread.join()
        self._is_ending = False

    def _serve(self) -> None:
        while (computation := self._next()) is not None:
            try:
                is_over = self._take_turn(computation)
            except (OSError, WorkerError) as error:
                computation.end(problem=str(error))
                self._end_process()
                is_over = True
            if not is_over:
                with self._changed:
                    self._line.append(computation)

    def _next(self) -> Computation | None:
        """Return the next in line; or None, and end the process, if there has been none for a while."""
        with self._changed:
            if not self._line and not self._is_ending:
                self._changed.wait_for(lambda: self._line or self._is_ending, self._idle_seconds)
            if self._line:
                return self._line.popleft()
            worker, self._worker, self._thread = self._worker, None, None
        if worker:
            worker.end()
        return None

    def _take_turn(self, computation: Computation) -> bool:
        """Let it continue for a while; return whether it is over.

        Raises:
            OSError: there is no memory for a process.
            WorkerError: it has ended, or hangs.
        """
        if computation.cancelled() or not computation.is_wanted():
            if computation.is_begun and self._worker:
                self._worker.send((computation.number, DROP))
            computation.cancel()
            return True
        if self._worker is None or not self._worker.is_alive:
            self._end_process()
            computation.is_begun = False
            self._worker = Worker("model.processes.computing")
        self._worker.send((computation.number, GO_ON if computation.is_begun else computation.job))
        computation.is_begun = True
        while True:
            message = self._worker.receive(SILENT_SECONDS)
            if message is None:
                raise WorkerError(HANGS)
            _, kind, value = message
            if kind in (SO_FAR, MORE):
                computation.so_far = value
            if kind in (MORE, FOUND, PROBLEM):
                break
        if kind == FOUND:
            computation.end(value)
        elif kind == PROBLEM:
            computation.end(problem=value)
        return kind != MORE

    def _end_process(self) -> None:
        """End the process; all that it has begun starts again in the next one."""
        worker, self._worker = self._worker, None
        if worker:
            worker.end()
        with self._changed:
            for each in self._line:
                each.is_begun = False


class ComputationsHere:
    """The same without another process: step by step, between the page's other work."""

    def start(
        self, work: Callable[..., Steps], *arguments: object, is_wanted: Callable[[], bool] = lambda: True
    ) -> Computation:
        """Do the same as `Computations.start`; there is one session only, and everything ends with it."""
        computation = Computation(Job(work, arguments, SECONDS, TURN_SECONDS), is_wanted)
        self._go_on_later(computation, work(*arguments))
        return computation

    def _go_on_later(self, computation: Computation, steps: Steps) -> None:
        asyncio.get_event_loop().call_later(PAUSE_SECONDS, self._go_on, computation, steps)

    def _go_on(self, computation: Computation, steps: Steps) -> None:
        if computation.cancelled():
            return
        try:
            computation.so_far = next(steps)
        except StopIteration as end:
            computation.end(end.value)
        except Exception as error:  # whatever a drawing may cause, as in a process of its own
            computation.end(problem=f"{type(error).__name__}: {error}")
        else:
            self._go_on_later(computation, steps)


def computations() -> Computations | ComputationsHere:
    """Return the computations of this machine, or of this browser."""
    return Computations() if CAN_START else ComputationsHere()
