"""Makes a whole browser slower, its workers included: stops its processes for a share of every 20 ms.

Chromium's own throttling (`Emulation.setCPUThrottlingRate`) only slows the page's thread.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

TURN = 0.02  # seconds
LISTED = 0.5  # seconds until new processes are looked for


@contextlib.contextmanager
def slowed(rate: float) -> Iterator[None]:
    """Give Chromium's processes, which this process has started, 1 / rate of the time; 1 changes nothing."""
    is_over = threading.Event()
    turns = threading.Thread(target=_take_turns, args=(rate, is_over))
    if rate > 1:
        turns.start()
    try:
        yield
    finally:
        is_over.set()
        if rate > 1:
            turns.join()


def _take_turns(rate: float, is_over: threading.Event) -> None:
    found, listed = [], 0.0
    while not is_over.is_set():
        if time.monotonic() > listed + LISTED:
            found, listed = _processes(), time.monotonic()
        _send(found, signal.SIGSTOP)
        time.sleep(TURN * (1 - 1 / rate))
        _send(found, signal.SIGCONT)
        time.sleep(TURN / rate)


def _send(processes: list[int], which: signal.Signals) -> None:
    for each in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, which)


def _processes() -> list[int]:
    """Return Chromium's processes among this process's descendants."""
    parents, names = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            before, _, after = path.read_text().rpartition(")")
            number = int(path.parent.name)
            parents[number], names[number] = int(after.split()[1]), before.partition("(")[2]
    own = []
    for number in parents:
        at = number
        while at in parents and at != os.getpid():
            at = parents[at]
        if at == os.getpid() and "chrom" in names[number]:
            own.append(number)
    return own
