"""Many people drawing at once: how long each waits, and that nobody sees another's drawing.

python -m benchmarks.load [--people 1 10 20 40 100 200] [--seconds 20] [--processes 2] [--pin]
    [--at-once] [--within 2] [--vary 0.3]
python -m benchmarks.load --class --people 40 --seconds 60    a class and its walls: see class_wall.py
python -m benchmarks.load --class --flood --people 30 --seconds 60    and floods: see class_flood.py

It starts the app, or several processes of it behind nginx. Every visitor draws their own drawings, a stroke
of 0.8 seconds every two seconds, each cleared before the next. They send all the messages a browser would,
and compare the returned image with that of the drawing. Several strokes are sent together, as on a page where
nothing visible needs Python. With --at-once, each is sent by itself, as with a card open, and not cleared.
Waiting times go from the pen-up of the newest stroke sent until its image is there. They leave out the page's
own wait; the browser has long shown the answer.
Visitors start once all have opened the page: within two seconds, like a class on a signal, or within
--within seconds, like people who come by themselves. Strokes are exactly two seconds apart or, with --vary,
up to that share more or less, like hands. The processor time for opening is reported separately. With
--pin, each process has one processor and no other.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from benchmarks import class_wall
from tests.browser.behind_nginx import serve_behind_nginx
from tests.browser.server import App, serve
from tests.processes import megabytes, processor_seconds
from tests.visitor import LONGEST, REST, SHORTEST, STROKE_SECONDS, Drawn, Visitor, drawing
from views.classroom.classes import URL

EVERY = 2.0  # seconds for a stroke
DRAWINGS = 4  # drawings that each visitor repeats in turn
MOST_PEOPLE, MOST_SECONDS = 200, 120


def drawings(people: int) -> list[list[Drawn]]:
    """Return drawings for each visitor that nobody else has."""
    shares = np.linspace(0.5, 1.0, people * DRAWINGS).reshape(DRAWINGS, people).T
    return [
        [drawing((person + place) % 10, share) for place, share in enumerate(row)]
        for person, row in enumerate(shares)
    ]


class Visit:
    """One visitor's results.

    Attributes:
        strokes: how many were drawn and sent.
        times: seconds of every message.
        errors: what went wrong.
    """

    def __init__(
        self, address: str, drawn: list[Drawn], seconds: float, is_at_once: bool, within: float, vary: float
    ) -> None:
        """Prepare a visit of a page, with drawings that are repeated; see the module."""
        self.address, self.drawn, self.seconds, self.is_at_once = address, drawn, seconds, is_at_once
        self.within, self.vary = within, vary
        self.strokes, self.times, self.errors = 0, [], []

    async def open(self, stack: contextlib.AsyncExitStack) -> Visitor | None:
        """Open the page, until the stack is closed."""
        try:
            return await stack.enter_async_context(Visitor(self.address))
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")
            return None

    async def go(self, visitor: Visitor | None) -> None:
        """Draw, if the page is open."""
        if visitor is None:
            return
        try:
            await asyncio.sleep(random.uniform(0, self.within))
            await (self._draw_at_once if self.is_at_once else self._draw)(visitor)
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    async def _draw_at_once(self, visitor: Visitor) -> None:
        clock = asyncio.get_running_loop().time
        end = clock() + self.seconds
        while (began := clock()) < end:
            png, expected = self.drawn[visitor.strokes % DRAWINGS]
            image, waited = await visitor.draw(png)
            self._take(image, expected, waited, 1)
            await asyncio.sleep(max(0, self._pause() - (clock() - began)))

    async def _draw(self, visitor: Visitor) -> None:
        """Strokes whose wait ends while the pen is down are sent with the current stroke."""
        clock = asyncio.get_running_loop().time
        began, latest, waiting, due = clock(), math.inf, [], math.inf
        end = began + self.seconds
        while began < end:
            await asyncio.sleep(began + STROKE_SECONDS - clock())
            said = clock()
            latest = said + random.uniform(SHORTEST, LONGEST) if latest == math.inf else latest
            waiting.append(self.drawn[(visitor.strokes + len(waiting)) % DRAWINGS])
            due = said if due <= said else min(said + REST, latest)
            began = max(began + self._pause(), said)
            if due <= began:
                await asyncio.sleep(due - clock())
                image, waited = await visitor.send_together([png for png, _ in waiting])
                self._take(image, waiting[-1][1], waited, len(waiting))
                latest, waiting, due = math.inf, [], math.inf

    def _pause(self) -> float:
        """Return the seconds from the start of one stroke to the next."""
        return EVERY * random.uniform(1 - self.vary, 1 + self.vary)

    def _take(self, image: np.ndarray, expected: np.ndarray, waited: float, strokes: int) -> None:
        self.strokes += strokes
        self.times.append(waited)
        if not np.array_equal(image, expected):
            self.errors.append("the image was of another drawing")


async def crowd(visits: list[Visit], used: Callable[[], float]) -> tuple[float, float]:
    """Run all visits; return how much of `used` opening the page took, and drawing."""
    async with contextlib.AsyncExitStack() as stack:
        began = used()
        visitors = await asyncio.gather(*(visit.open(stack) for visit in visits))
        opened = used()
        await asyncio.gather(*(visit.go(visitor) for visit, visitor in zip(visits, visitors)))
        return opened - began, used() - opened


def sum_of_processors(apps: list[App]) -> float:
    """Return the processor seconds of these processes."""
    return sum(processor_seconds(app.pid) for app in apps)


@contextlib.contextmanager
def started(processes: int) -> Iterator[tuple[str, list[App]]]:
    """Start the app; yield its address and its processes."""
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
    parser.add_argument("--at-once", action="store_true")
    parser.add_argument("--within", type=float, default=EVERY, help="seconds in which all begin")
    parser.add_argument("--vary", type=float, default=0, help="share by which strokes come sooner or later")
    parser.add_argument("--class", dest="is_class", action="store_true", help="see class_wall.py")
    parser.add_argument("--flood", action="store_true", help="beside the class: see class_flood.py")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = os.environ.setdefault(URL, f"sqlite:///{folder}/classes.sqlite")
        address, apps = stack.enter_context(started(options.processes))
        if options.is_class:
            for people in options.people:
                used = partial(sum_of_processors, apps)
                measured = (min(people, MOST_PEOPLE), options.seconds, used, options.flood)
                class_wall.measure(address, url, *measured)
            return
        if options.pin:
            for place, app in enumerate(apps):
                for thread in os.listdir(f"/proc/{app.pid}/task"):
                    with contextlib.suppress(ProcessLookupError):  # it has just ended
                        os.sched_setaffinity(int(thread), {place % os.cpu_count()})
        for people in options.people:
            seconds, drawn = min(options.seconds, MOST_SECONDS), drawings(min(people, MOST_PEOPLE))
            shape = (seconds, options.at_once, options.within, options.vary)
            visits = [Visit(address, each, *shape) for each in drawn]
            opened, took = asyncio.run(crowd(visits, partial(sum_of_processors, apps)))
            strokes = sum(visit.strokes for visit in visits)
            times = [1000 * time for visit in visits for time in visit.times] or [float("nan")]
            errors = [error for visit in visits for error in visit.errors]
            median, high = np.percentile(times, [50, 95])
            memory = sum(megabytes(app.pid) for app in apps)
            print(
                f"{people:4} people: {strokes:5} strokes in {len(times):5} messages, "
                f"median {median:5.0f} ms, 95% {high:5.0f} ms, "
                f"{1000 * took / max(strokes, 1):.1f} ms of processor a stroke, "
                f"{1000 * opened / len(visits):.0f} to open the page, "
                f"{took / seconds:.2f} processors, {memory:.0f} MB, {len(errors)} errors, "
                f"load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
            for error in sorted(set(errors))[:5]:
                print("      ", error)


if __name__ == "__main__":
    main()
