"""Many people drawing at once: how long each waits, and that nobody sees another's drawing.

python -m tests.benchmarks.load [--people 1 10 20 40 100 200] [--seconds 20] [--processes 2] [--pin]

Starts the app, or several processes of it behind nginx. Every visitor makes drawings that nobody else
makes, a stroke of 0.8 seconds every two, with all the messages a browser would send, and holds the
image that comes back against that of the drawing. Waiting times are from pen-up until then, the
0.2 seconds included in which the canvas component waits: the answer itself the browser has long shown.
With --pin, each process has one processor and no other.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
from collections.abc import Iterator

import numpy as np

from model.preprocess import to_mnist
from model.preprocess.pen import draw_strokes
from tests.benchmarks.latency import processor_seconds
from tests.benchmarks.visitor import Visitor
from tests.browser.behind_nginx import serve_behind_nginx
from tests.browser.pen import SAMPLES, scaled
from tests.browser.server import App, serve
from tests.processes import megabytes
from views.drawing.drawing import png_of

EVERY = 2.0  # seconds a stroke
DRAWINGS = 4  # of each visitor, in turn
MOST_PEOPLE, MOST_SECONDS = 200, 120
Drawn = tuple[bytes, np.ndarray]  # a picture and its image


def drawing(digit: int, share: float = 1.0) -> Drawn:
    """A digit, that much larger or smaller, and the image the network gets of it."""
    pixels = draw_strokes(scaled(SAMPLES[digit], share))
    return png_of(pixels[..., 3]), to_mnist(pixels).image.ravel()


def drawings(people: int) -> list[list[Drawn]]:
    """For each visitor some that nobody else has."""
    shares = np.linspace(0.5, 1.0, people * DRAWINGS).reshape(DRAWINGS, people).T
    return [
        [drawing((person + place) % 10, share) for place, share in enumerate(row)]
        for person, row in enumerate(shares)
    ]


async def visit(address: str, drawn: list[Drawn], seconds: float) -> tuple[list[float], list[str]]:
    """Draw these again and again; give the waiting times and what went wrong."""
    times, errors = [], []
    clock = asyncio.get_running_loop().time
    try:
        async with Visitor(address) as visitor:
            await asyncio.sleep(random.uniform(0, EVERY))
            end = clock() + seconds
            while (began := clock()) < end:
                png, expected = drawn[visitor.strokes % DRAWINGS]
                image, waited = await visitor.draw(png)
                times.append(waited)
                if not np.array_equal(image, expected):
                    errors.append("the image was of another drawing")
                await asyncio.sleep(max(0, EVERY - (clock() - began)))
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}")
    return times, errors


async def crowd(address: str, people: int, seconds: float) -> list:
    """All visits at once."""
    return await asyncio.gather(*(visit(address, drawn, seconds) for drawn in drawings(people)))


@contextlib.contextmanager
def started(processes: int) -> Iterator[tuple[str, list[App]]]:
    """The app's address, and the processes behind it."""
    if processes > 1:
        with serve_behind_nginx(processes) as both:
            yield both
    else:
        with serve() as app:
            yield app.address, [app]


def main() -> None:
    """Print one line for each number of people."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, nargs="+", default=[1, 10, 20, 40])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    with started(options.processes) as (address, apps):
        if options.pin:
            for place, app in enumerate(apps):
                for thread in os.listdir(f"/proc/{app.pid}/task"):
                    with contextlib.suppress(ProcessLookupError):  # it has just ended
                        os.sched_setaffinity(int(thread), {place % os.cpu_count()})
        for people in options.people:
            before = sum(processor_seconds(app.pid) for app in apps)
            seconds = min(options.seconds, MOST_SECONDS)
            results = asyncio.run(crowd(address, min(people, MOST_PEOPLE), seconds))
            times = [1000 * time for each, _ in results for time in each] or [float("nan")]
            errors = [error for _, each in results for error in each]
            median, high = np.percentile(times, [50, 95])
            share = (sum(processor_seconds(app.pid) for app in apps) - before) / seconds
            memory = sum(megabytes(app.pid) for app in apps)
            print(
                f"{people:4} people: {len(times):5} strokes, median {median:5.0f} ms, 95 % {high:5.0f} ms, "
                f"{share:.2f} processors, {memory:.0f} MB, {len(errors)} errors, "
                f"load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
            for error in sorted(set(errors))[:5]:
                print("      ", error)


if __name__ == "__main__":
    main()
