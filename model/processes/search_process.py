"""One process for everybody's searches after what would change a network's mind.

A search keeps a processor busy for half a second or more, which nobody who draws meanwhile is to feel. So
all sessions share one process, which lets whoever draws go first, does one search after the other, starts
with the first and ends when it has had none for a while. Takes what `find_counterfactuals` takes; gives what
that gives, later. Both ends of the process are here. Knows nothing of pages.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO

from model.counterfactual import Counterfactual, Steps, counterfactual_steps, find_counterfactuals
from model.edits import Sketch
from model.network import Network
from model.processes.worker import CAN_START, IDLE_SECONDS, Worker, WorkerError, start_process

PAUSE_SECONDS = 0.05  # before each step where nothing else can go on meanwhile: a page's turn
NICENESS = 10  # behind whoever draws, and behind trainings
SECONDS = 20.0  # for one search, which takes one or two, and the process half of one to start


class SearchError(Exception):
    """There is no result; what went wrong is the page's to say."""


class Searches:
    """The searches of all sessions, one after the other."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """No process is started yet; without a search for so many seconds, it ends."""
        self._idle_seconds = idle_seconds
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="searches")
        self._lock = threading.Lock()  # held by whoever starts, uses or ends the process
        self._worker: Worker | None = None
        self._timer: threading.Timer | None = None

    def start(
        self, network: Network, other: Network, sketch: Sketch, target: int | None = None
    ) -> Future[list[Counterfactual]]:
        """What `find_counterfactuals` finds; ready when its turn has come and it is done.

        Whoever needs it no longer cancels it: then it is not begun or, if it has been, goes to nobody.
        Its `result` raises a SearchError where the process has ended before it was done, or took too long.
        The next search has a new one then.
        """
        return self._line.submit(self._search, (network, other, sketch, target))

    def end(self) -> None:
        """End the process, if there is one; the next search starts another."""
        with self._lock:
            self._end()

    def _search(self, job: tuple[object, ...]) -> list[Counterfactual]:
        with self._lock:
            if self._timer:
                self._timer.cancel()
            try:
                found = self._ask(job)
            except (OSError, WorkerError) as error:
                self._end()
                raise SearchError(str(error)) from error
            self._timer = threading.Timer(self._idle_seconds, self.end)
            self._timer.daemon = True
            self._timer.start()
        if not isinstance(found, list):
            raise SearchError(found)
        return found

    def _ask(self, job: tuple[object, ...]) -> object:
        if self._worker is None or not self._worker.is_alive:
            self._end()
            self._worker = Worker(start_process("model.processes.search_process"))
        self._worker.send(job)
        found = self._worker.receive(SECONDS)
        if found is None:
            raise WorkerError("it took too long")
        return found

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            worker.end()


class SearchesHere:
    """The same where there is no other process: step by step, between what the page has to do meanwhile."""

    def start(
        self, network: Network, other: Network, sketch: Sketch, target: int | None = None
    ) -> Future[list[Counterfactual]]:
        """As `Searches.start`."""
        found: Future[list[Counterfactual]] = Future()
        self._go_on_later(found, counterfactual_steps(network, other, sketch, target))
        return found

    def _go_on_later(self, found: Future, steps: Steps[list[Counterfactual]]) -> None:
        asyncio.get_event_loop().call_later(PAUSE_SECONDS, self._go_on, found, steps)

    def _go_on(self, found: Future, steps: Steps[list[Counterfactual]]) -> None:
        if found.cancelled():
            return
        try:
            next(steps)
        except StopIteration as end:
            found.set_result(end.value)
        except Exception as error:  # whatever a drawing may bring about, as in a process of its own
            found.set_exception(SearchError(f"{type(error).__name__}: {error}"))
        else:
            self._go_on_later(found, steps)


def searches() -> Searches | SearchesHere:
    """Those of this machine, or of this browser."""
    return Searches() if CAN_START else SearchesHere()


"""
## In the process itself
"""


def answer(orders: BinaryIO, output: BinaryIO) -> None:
    """Do every search that is ordered: send a list, or as text why there is none."""
    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        while True:
            job = pickle.load(orders)
            try:
                found: object = find_counterfactuals(*job)
            except Exception as error:  # whatever a drawing may bring about: the process serves others, too
                found = f"{type(error).__name__}: {error}"
            pickle.dump(found, output, pickle.HIGHEST_PROTOCOL)
            output.flush()


def main() -> None:
    """Search until nobody is there any more to order anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever ends the app ends this by closing the pipe
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed must not get between
    with contextlib.suppress(BrokenPipeError):
        answer(sys.stdin.buffer, output)
    os._exit(0)


if __name__ == "__main__":
    main()
