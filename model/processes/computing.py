"""A process that computes for all sessions: its own side, which takes turns at its jobs.

computations.py is the page's side, which describes the messages. They are pickled; nobody else has
these pipes. Knows nothing of what is computed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: a second processor is for people who draw

from model.processes.child import limit_memory, lower_priority, take_output
from model.processes.computations import BEATS, DROP, FOUND, MORE, PROBLEM, SO_FAR, Job
from model.steps import Steps

MEMORY = 768  # MB, for everything that has been begun
REPORT_SECONDS = 0.25  # of a processor, between two reports of its progress
BEAT_SECONDS = 2.0  # far less often than SILENT_SECONDS
STEP_SECONDS = 60.0  # of a processor, for a turn, whose last step takes less than one: after this, it hangs
TOO_LONG = "it took too long"


@dataclass
class Begun:
    """A job that has been begun: its steps, their remaining processor seconds, and those of a turn."""

    steps: Steps
    seconds_left: float
    turn_seconds: float

    def turn(self, report: Callable[[str, object], None]) -> tuple[str, object]:
        """Work for a while; report the progress, and return how it ended."""
        began = reported = time.process_time()
        try:
            while True:
                so_far, now = next(self.steps), time.process_time()
                if now - began > self.seconds_left:
                    return PROBLEM, TOO_LONG
                if now - began > self.turn_seconds:
                    self.seconds_left -= now - began
                    return MORE, so_far
                if now - reported > REPORT_SECONDS:
                    reported = now
                    report(SO_FAR, so_far)
        except StopIteration as end:
            return FOUND, end.value
        except Exception as error:  # for example no memory, but the process serves others, too
            return PROBLEM, f"{type(error).__name__}: {error}"


def answer(orders: BinaryIO, output: BinaryIO) -> None:
    """Do a turn of each order, until nobody can send any."""
    begun: dict[int, Begun] = {}
    writing = threading.Lock()

    def report(number: int, kind: str, value: object) -> None:
        with writing:
            pickle.dump((number, kind, value), output, pickle.HIGHEST_PROTOCOL)
            output.flush()

    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        while True:
            number, order = pickle.load(orders)
            if isinstance(order, Job):
                begun[number] = Begun(order.work(*order.arguments), order.seconds, order.turn)
            if order == DROP:
                begun.pop(number, None)
                continue
            with _beating(lambda number=number: report(number, BEATS, None)):
                kind, value = begun[number].turn(
                    lambda kind, value, number=number: report(number, kind, value)
                )
            if kind != MORE:
                del begun[number]
            report(number, kind, value)


@contextlib.contextmanager
def _beating(beat: Callable[[], None]) -> Iterator[None]:
    """Report from time to time that the work continues, while no step takes too long."""
    is_over, began = threading.Event(), time.process_time()

    def go_on() -> None:
        while not is_over.wait(BEAT_SECONDS) and time.process_time() - began < STEP_SECONDS:
            beat()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def main() -> None:
    """Compute until nobody can send orders."""
    lower_priority()
    limit_memory(MEMORY)
    with contextlib.suppress(BrokenPipeError):
        answer(sys.stdin.buffer, take_output())
    os._exit(0)


if __name__ == "__main__":
    main()
