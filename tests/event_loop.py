"""Asynchronous work in tests, some of which share their process with a browser."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(work: Coroutine[object, object, Result]) -> Result:
    """Run it in an event loop in a thread of its own, because Playwright has one in this thread."""
    with ThreadPoolExecutor() as thread:
        return thread.submit(lambda: asyncio.run(work)).result()
