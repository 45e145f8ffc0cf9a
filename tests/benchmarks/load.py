"""Many people drawing at once: how long each waits, and that nobody sees another's drawing.

python -m tests.benchmarks.load [--people 1 10 20 40] [--seconds 20] [--address http://127.0.0.1:8000]

Starts the app, unless given the address of one on this machine. Every visitor draws a digit of
their own, a stroke of 0.8 seconds every two, with all the messages a browser would send, and holds
what is answered against what the same stroke was answered when nobody else was there.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
from urllib.parse import urlsplit

import numpy as np

from tests.benchmarks.latency import megabytes, processor_seconds
from tests.benchmarks.visitor import Visitor
from tests.browser.pen import SAMPLES, scaled
from tests.browser.server import serve

EVERY = 2.0  # seconds a stroke
MOST_PEOPLE, MOST_SECONDS = 200, 120


async def alone(address: str) -> dict[int, str]:
    """What each digit is answered while nobody else draws."""
    async with Visitor(address) as visitor:
        return {digit: (await visitor.draw(strokes))[0] for digit, strokes in SAMPLES.items()}


async def visit(address: str, digit: int, expected: str, seconds: float) -> tuple[list[float], list[str]]:
    """Draw one digit again and again; give the waiting times and what went wrong."""
    times, errors = [], []
    clock = asyncio.get_running_loop().time
    try:
        async with Visitor(address) as visitor:
            await asyncio.sleep(random.uniform(0, EVERY))
            end = clock() + seconds
            while (began := clock()) < end:
                answer, waited = await visitor.draw(scaled(SAMPLES[digit], random.uniform(0.98, 1.0)))
                times.append(waited)
                if answer != expected:
                    errors.append(f"a {digit} was answered {answer}, alone {expected}")
                await asyncio.sleep(max(0, EVERY - (clock() - began)))
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}")
    return times, errors


async def crowd(address: str, people: int, seconds: float, expected: dict[int, str]) -> list:
    """All visits at once."""
    digits = [digit for _, digit in zip(range(people), list(SAMPLES) * people)]
    return await asyncio.gather(*(visit(address, d, expected[d], seconds) for d in digits))


def main() -> None:
    """Print one line for each number of people."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1, 10, 20, 40])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--address")
    options = parser.parse_args()
    if options.address and urlsplit(options.address).hostname not in ("127.0.0.1", "localhost"):
        parser.error("only this machine's own loopback may be put under load")
    with contextlib.ExitStack() as stack:
        app = None if options.address else stack.enter_context(serve())
        address = options.address or app.address
        expected = asyncio.run(alone(address))
        for people in options.people:
            before = processor_seconds(app.pid) if app else 0
            seconds = min(options.seconds, MOST_SECONDS)
            results = asyncio.run(crowd(address, min(people, MOST_PEOPLE), seconds, expected))
            times = [1000 * time for each, _ in results for time in each] or [float("nan")]
            errors = [error for _, each in results for error in each]
            median, high = np.percentile(times, [50, 95])
            line = f"{people:4} people: {len(times):5} strokes, median {median:5.0f} ms, 95 % {high:5.0f} ms"
            if app:
                share = (processor_seconds(app.pid) - before) / seconds
                line += f", {share:.2f} processors, {megabytes(app.pid):.0f} MB"
            print(f"{line}, {len(errors)} errors, load {os.getloadavg()[0]:.1f}", flush=True)
            for error in sorted(set(errors))[:5]:
                print("      ", error)


if __name__ == "__main__":
    main()
