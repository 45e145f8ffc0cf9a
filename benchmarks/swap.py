"""Measures a class that swaps networks: a whole round, and another one with a server killed in between.

python -m benchmarks.swap [--devices 30] [--tables 10] [--seconds 100]

Two processes of the app share a store, behind nginx. Devices speak the page's websocket protocol as browsers
do: see swap_people.py. Each table sends a network on Teach it, reads with another one's on Draw, draws and
sends 20 finds in `--seconds`, and sends a repaired network; all devices judge what others have found. A
device whose server has gone opens the page again, with the token that its browser has, and does again what
wasn't answered. A wall on each process polls each second and fetches what's new. At the end, each network,
find and judgment has to be there exactly once. Times go from the press until the page shows it.
A class has 8 minutes for what takes `--seconds` here. At last, 60 networks of 200 kB fill a class, and its
wall's browser fetches all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from urllib.parse import urlsplit

import numpy as np

from benchmarks.swap_people import Person, SwapWall
from model.classes.store import Store
from model.classes.swap import Swap
from model.classes.swapped import JUDGES, MOST_FINDS, MOST_SHARED, TEACH
from model.preprocess import to_mnist
from model.preprocess.pen import draw_strokes
from model.reading import Reading
from model.training.packed import pack
from tests.browser.behind_nginx import serve_behind_nginx
from tests.browser.server import serve
from tests.processes import megabytes, processor_seconds
from tests.samples import SAMPLES, scaled
from tests.signs import NAMES, network_of_signs
from tests.visitor import PATIENCE
from views.classroom.classes import URL
from views.session.drawing.drawing import Drawing, drawing_of_strokes

DOWN = 3.0  # seconds without one of the servers


class Lesson:
    """A class in a round, and what came of it."""

    def __init__(self, address: str, store: Store, devices: int, tables: int, seconds: float) -> None:
        """Begin with the phase in which networks are taught."""
        self.address, self.store, self.tables, self.seconds = address, store, tables, seconds
        self.code, self.key = store.start()
        store.teach_swap(self.code, self.key, Swap.begin, TEACH, 600)
        self.drawings, self.finding, self.now = drawings(), tables, ""
        self.people = [Person(self, place) for place in range(devices)]
        self.times: dict[str, list[float]] = {}  # seconds, by what was sent
        self.lost: list[str] = []  # what was done again, and why
        self.stored: dict[tuple[str, int], float] = {}  # (kind, number) -> when it was in the store
        self._arrived: dict[str, int] = {}
        self._judged = 0

    def note(self, kind: str, took: float) -> None:
        """Note how long something took to be sent."""
        self.times.setdefault(kind, []).append(took)

    def is_judged(self) -> bool:
        """Return whether all finds are judged."""
        return self._judged == JUDGES * MOST_FINDS * self.tables

    def arrive(self, phase: str) -> None:
        """Wait for a phase; the teacher begins it once all do."""
        self._arrived[phase] = self._arrived.get(phase, 0) + 1
        if self._arrived[phase] == len(self.people):
            if phase != TEACH:
                self.store.teach_swap(self.code, self.key, Swap.begin, phase, 480)
            self.now = phase

    async def watch(self) -> None:
        """Note what is in the store, until this is canceled."""
        while True:
            swap = await asyncio.to_thread(self.store.swap, self.code)
            there = [
                *(("find", each) for each in swap.finds),
                *(("network", each.number) for each in swap.networks),
            ]
            for each in there:
                self.stored.setdefault(each, time.perf_counter())
            self._judged = sum(len(each.judgments) for each in swap.finds.values())
            await asyncio.sleep(0.1)

    async def go(self, walls: list[SwapWall], used: Callable[[], float], kill: Callable | None) -> float:
        """Run all phases; return the processors that they took."""
        is_over, around = asyncio.Event(), [asyncio.create_task(self.watch())]
        for wall in walls:
            around += [asyncio.create_task(wall.watch(is_over)), asyncio.create_task(wall.fetch())]
        going = asyncio.gather(*(person.go() for person in self.people))
        while self.now != TEACH:
            await asyncio.sleep(0.1)
        began, before = time.perf_counter(), used()
        if kill:
            while len(self.stored) < self.tables + MOST_FINDS * self.tables / 4:
                await asyncio.sleep(0.1)
            await kill()
        await going
        processors = (used() - before) / (time.perf_counter() - began)
        await asyncio.sleep(3)
        is_over.set()
        for each in around:
            each.cancel()
        return processors

    def counted(self) -> str:
        """Return what is there, and what should be."""
        finds, networks = self.store.swap(self.code).finds.values(), self.store.swap(self.code).networks
        judged, expected = sum(len(each.judgments) for each in finds), self.tables * MOST_FINDS
        is_right = (len(networks), len(finds), judged) == (2 * self.tables, expected, JUDGES * expected)
        is_right &= len({(each.device, each.drawing) for each in finds}) == expected
        return (
            f"{len(networks)} of {2 * self.tables} networks, {len(finds)} of {expected} finds, "
            f"{judged} of {JUDGES * expected} judgments: {'right' if is_right else 'WRONG'}"
        )


def drawings() -> list[tuple[Drawing, int]]:
    """Return different drawings, with a sign that the network doesn't read."""
    network, made = network_of_signs(), []
    for digit in range(10):
        for share in np.linspace(0.6, 1, 3):
            strokes = scaled(SAMPLES[digit], share)
            image = to_mnist(draw_strokes(strokes)).image
            answer = int(Reading(network, image).probs.argmax())
            made.append((drawing_of_strokes(digit, "ready-made", strokes), (answer + 1) % len(NAMES)))
    return made


def measure(store: Store, devices: int, tables: int, seconds: float, is_killed: bool) -> None:
    """Print a row."""
    with serve_behind_nginx(2) as (address, apps), ExitStack() as stack:
        gone = 0.0

        def used() -> float:
            return gone + sum(processor_seconds(app.pid) for app in apps)

        async def kill() -> None:
            nonlocal gone
            gone += processor_seconds(apps[0].pid)
            port = urlsplit(apps[0].address).port
            os.kill(apps.pop(0).pid, signal.SIGKILL)
            await asyncio.sleep(DOWN)
            apps.append(await asyncio.to_thread(lambda: stack.enter_context(serve(port=port))))

        lesson = Lesson(address, store, devices, tables, seconds)
        walls = [SwapWall(each.address, lesson.code, lesson.key) for each in apps[is_killed:]]
        began = time.monotonic()
        processors = asyncio.run(lesson.go(walls, used, kill if is_killed else None))
        took, memory = time.monotonic() - began, sum(megabytes(app.pid) for app in apps)
        late = [
            wall.swapped[each] - at if each in wall.swapped else float("inf")
            for wall in walls
            for each, at in lesson.stored.items()
        ]
        times = {kind: [1000 * each for each in found] for kind, found in lesson.times.items()}
        of_kinds = ", ".join(
            f"{len(found)} {kind}s {np.median(found):.0f} ms, 95% {np.percentile(found, 95):.0f}"
            for kind, found in times.items()
        )
        high = np.percentile([each for found in times.values() for each in found], 95)
        print(
            f"{devices} devices, {tables} tables, {took:.0f} s" + ", one server killed" * is_killed,
            f"{lesson.counted()}",
            f"{of_kinds}; all 95% {high:.0f} ms; {len(lesson.lost)} done again {sorted({*lesson.lost})}",
            f"on a wall {np.median(late):.1f} s after it was stored, 95% {np.percentile(late, 95):.1f}, "
            f"at most {max(late):.1f} s",
            f"{processors:.2f} processors, {memory:.0f} MB, load {os.getloadavg()[0]:.1f}",
            sep="\n    ",
            flush=True,
        )
        store.end(lesson.code, lesson.key)


def measure_memory(store: Store) -> None:
    """Print what a class with the most and largest networks costs the process of its wall."""
    network = network_of_signs("")
    with serve() as app:
        code, key = store.start()
        store.teach_swap(code, key, Swap.begin, TEACH)

        async def fill() -> tuple[float, float]:
            is_over, wall = asyncio.Event(), SwapWall(app.address, code, key)
            around = [asyncio.create_task(wall.watch(is_over)), asyncio.create_task(wall.fetch())]
            await asyncio.wait_for(wall.changed.wait(), PATIENCE)
            await asyncio.sleep(5)
            before = megabytes(app.pid)
            for number in range(MOST_SHARED):
                text = pack(replace(network, card={**network.card, "threshold": number / MOST_SHARED}))
                await asyncio.to_thread(store.swap_by, code, f"{number % 20:022}", Swap.share, text, NAMES)
            while len(wall.swapped) < MOST_SHARED:
                await asyncio.sleep(0.1)
            await asyncio.sleep(5)
            is_over.set()
            for each in around:
                each.cancel()
            return before, megabytes(app.pid)

        before, after = asyncio.run(fill())
        what = f"{MOST_SHARED} networks of {len(pack(network)) // 1000} kB"
        print(f"{what}: {after - before:.1f} MB more than {before:.0f} MB", flush=True)
        store.end(code, key)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--devices", type=int, default=30)
    parser.add_argument("--tables", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.setdefault(URL, f"sqlite:///{folder}/classes.sqlite")
        store = Store(url)
        for is_killed in (False, True):
            measure(store, given.devices, given.tables, given.seconds, is_killed)
        measure_memory(store)
        store.close()


if __name__ == "__main__":
    main()
