"""Asynchronous work in tests, some of which share their process with a browser's."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(work: Coroutine[object, object, Result]) -> Result:
    """Its result, from an event loop in a thread of its own: Playwright keeps one in this thread."""
    with ThreadPoolExecutor() as thread:
        return thread.submit(lambda: asyncio.run(work)).result()


@contextlib.contextmanager
def going_on() -> Iterator[Callable[[Coroutine[object, object, Result]], Result]]:
    """As `run`, but of one loop for several pieces of work: what is connected stays so between them."""
    with ThreadPoolExecutor() as thread:
        loop = asyncio.new_event_loop()
        running = thread.submit(loop.run_forever)
        try:
            yield lambda work: asyncio.run_coroutine_threadsafe(work, loop).result()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            running.result()
            loop.close()
