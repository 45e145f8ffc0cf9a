"""Asynchronous work in tests, some of which share their process with a browser."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(work: Coroutine[object, object, Result]) -> Result:
    """Run it in an event loop in a thread of its own, because Playwright has one in this thread."""
    with ThreadPoolExecutor() as thread:
        return thread.submit(lambda: asyncio.run(work)).result()


@contextlib.contextmanager
def going_on() -> Iterator[Callable[[Coroutine[object, object, Result]], Result]]:
    """Run several pieces of work in one loop, so that connections stay open between them."""
    with ThreadPoolExecutor() as thread:
        loop = asyncio.new_event_loop()
        running = thread.submit(loop.run_forever)
        try:
            yield lambda work: asyncio.run_coroutine_threadsafe(work, loop).result()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            running.result()
            loop.close()
