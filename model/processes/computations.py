"""One process for all that sessions compute for longer than a page may wait: the page's end of it.

A search keeps a processor busy for half a second or more, the profile of a large network for minutes, which
nobody who draws meanwhile is to feel. So all sessions share one process, which lets those who draw go first.
It takes turns of a few seconds, so that short work never waits for long work; before each turn it is asked
whether anybody still wants what comes of it. It starts with the first and ends when it has had none for a
while; where it hangs, it is killed, and the next one begins another. The process's own end is computing.py.
Knows nothing of what is computed, or of pages.

The process is sent a computation's number with its `Job`, GO_ON or DROP. Of the first two it does a turn of
work, and sends (number, kind, value): now and then SO_FAR, how far it has come; every few seconds BEATS,
that it still computes; at the end of the turn MORE, which is SO_FAR where there is more to be done, or FOUND
with what was found, or PROBLEM, in text, why there is nothing.
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

PAUSE_SECONDS = 0.05  # before each step where nothing else can go on meanwhile: a page's turn
SECONDS = 300.0  # of a processor, for all steps: what others compute meanwhile does not count
TURN_SECONDS = 4.0  # of a processor, for one before others have theirs: a search takes one or two
IDLE_SECONDS = 60  # without anything to compute, after which the process ends: longer than a look at a card
SILENT_SECONDS = 60.0  # without a word from the process, which beats every 2 (BEAT_SECONDS): it hangs
HANGS = "nothing has come from the process"

_numbers = itertools.count()


class Job(NamedTuple):
    """What is to be done.

    Attributes:
        work, arguments: work(*arguments) are the steps.
        seconds: of a processor, that all of them may take.
        turn: of a processor, until others have their turn.
    """

    work: Callable[..., Steps]
    arguments: tuple[object, ...]
    seconds: float
    turn: float


class ComputationError(Exception):
    """There is no result; what went wrong is the page's to say."""


class Computation(Future):
    """Something that is, or will be, computed; a caller who no longer needs it cancels it.

    Its `result` raises a ComputationError where the process has ended before it was done, or it took too
    long.

    Attributes:
        so_far: how far it has come, as its steps say; None before.
    """

    def __init__(self, job: Job, is_wanted: Callable[[], bool]) -> None:
        """Nothing has been computed yet; `is_wanted` says whether there is still somebody to want it."""
        super().__init__()
        self.job, self.is_wanted, self.number = job, is_wanted, next(_numbers)
        self.is_begun = False
        self.so_far: object = None

    @property
    def has_failed(self) -> bool:
        """Whether it is over, without a result."""
        return self.done() and (self.cancelled() or self.exception() is not None)

    def end(self, found: object = None, problem: str = "") -> None:
        """There is a result, or none; for nobody, if it has been cancelled."""
        with contextlib.suppress(InvalidStateError):
            if problem:
                self.set_exception(ComputationError(problem))
            else:
                self.set_result(found)


def at_once(work: Callable[..., Steps], *arguments: object) -> Computation:
    """The same where it takes so little that the caller can wait: it has been computed."""
    computation = Computation(Job(work, arguments, SECONDS, TURN_SECONDS), lambda: True)
    computation.end(finish(work(*arguments)))
    return computation


class Computations:
    """Those of all sessions, turn by turn."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """No process is started yet; without anything to compute for that many seconds, it ends."""
        self._idle_seconds = idle_seconds
        self._line: deque[Computation] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None  # as long as there is a process
        self._worker: Worker | None = None
        self._is_ending = False

    def start(
        self, work: Callable[..., Steps], *arguments: object, is_wanted: Callable[[], bool] = lambda: True
    ) -> Computation:
        """What the steps work(*arguments) lead to; ready when its turns have come and it is done."""
        computation = Computation(Job(work, arguments, SECONDS, TURN_SECONDS), is_wanted)
        with self._changed:
            self._line.append(computation)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="inkling-computing", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return computation

    def end(self) -> None:
        """End the process, if there is one, when it has done what is waited for; the next starts another."""
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
        """The next in line; None, and no process any more, when there has been none for a while."""
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
        """Have it go on for a while; whether it is over.

        Raises:
            OSError: there is no room for a process.
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
        """And with it, all that it has begun: that begins again in the next one."""
        worker, self._worker = self._worker, None
        if worker:
            worker.end()
        with self._changed:
            for each in self._line:
                each.is_begun = False


class ComputationsHere:
    """The same where there is no other process: step by step, between what the page has to do meanwhile."""

    def start(
        self, work: Callable[..., Steps], *arguments: object, is_wanted: Callable[[], bool] = lambda: True
    ) -> Computation:
        """As `Computations.start`; there is one session only, and if it goes, so does everything."""
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
        except Exception as error:  # whatever a drawing may bring about, as in a process of its own
            computation.end(problem=f"{type(error).__name__}: {error}")
        else:
            self._go_on_later(computation, steps)


def computations() -> Computations | ComputationsHere:
    """Those of this machine, or of this browser."""
    return Computations() if CAN_START else ComputationsHere()
