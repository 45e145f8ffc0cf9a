"""Measures a class that draws and sends, and its walls: a row of `python -m benchmarks.load --class`.

Every device draws a digit, labels it and sends it, every five seconds. Like the page, it polls every two
seconds whether the class is asked something, and every wall polls each second. Times go from the press on
Send until the page shows the drawing's number, and until each wall has it. At the end, every drawing has
to be on every wall exactly once. Devices start once all have opened the page, and the processor time for
that is reported separately.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import time
from collections.abc import Awaitable, Callable

import numpy as np

from benchmarks.class_flood import Flood
from model.classes.store import Store
from tests.pupil import Pupil, Wall
from tests.samples import SAMPLES, scaled
from views.session.drawing.drawing import Drawing, drawing_of_strokes

EVERY = 5.0  # seconds between two drawings of a device
WALLS = 4
Begin = Callable[[], Awaitable[None]]
SETTLED = 5.0  # seconds for which the walls continue after the last drawing


def drawing(device: int, number: int) -> tuple[Drawing, int]:
    """Return a drawing that this device hasn't drawn yet, and its digit."""
    digit = (device + number) % 10
    share = 0.6 + 0.4 * ((0.618 * number + 0.01 * device) % 1)
    return drawing_of_strokes(digit, "ready-made", scaled(SAMPLES[digit], share)), digit


class Lesson:
    """A class and its results.

    Attributes:
        times: seconds of every send.
        pressed: when each drawing was sent, by its number.
        errors: what went wrong.
        opened: what `used` returned when all had opened the page.
    """

    def __init__(self, code: str, key: str, used: Callable[[], float]) -> None:
        """Prepare the class with a code and key; `used` returns the processor time so far."""
        self.code, self.key, self._used = code, key, used
        self.opened = 0.0
        self.times: list[float] = []
        self.pressed: dict[int, float] = {}
        self.errors: list[str] = []

    async def device(
        self, address: str, place: int, seconds: float, begin: Callable[[], Awaitable[None]]
    ) -> None:
        """Open the page, wait for the others, then draw and send until time is up."""
        async with Pupil(address, self.code) as pupil:
            polling = asyncio.create_task(pupil.poll())
            await begin()
            await asyncio.sleep(random.uniform(0, EVERY))
            end, number = time.monotonic() + seconds, 0
            while time.monotonic() < end:
                began = time.monotonic()
                try:
                    drawn, digit = drawing(place, number)
                    on_wall, took = await pupil.draw_and_send(drawn, digit)
                    self.times.append(took)
                    self.pressed[on_wall] = time.perf_counter() - took
                except Exception as error:
                    self.errors.append(f"{type(error).__name__}: {error}")
                number += 1
                await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))
            polling.cancel()

    async def go(self, address: str, devices: int, seconds: float, flood: Flood | None) -> list[Wall]:
        """Run all devices and walls, and the flood beside them; return the walls with what they received."""
        is_over, there, everybody = asyncio.Event(), [0], asyncio.Event()

        async def begin() -> None:
            there[0] += 1
            if there[0] == devices:
                self.opened = self._used()
                everybody.set()
            await everybody.wait()

        walls = [Wall(address, self.code, self.key) for _ in range(WALLS)]
        watching = [asyncio.create_task(wall.watch(is_over)) for wall in walls]

        async def flood_then() -> None:
            await everybody.wait()
            await flood.go()

        flooding = asyncio.create_task(flood_then() if flood else asyncio.sleep(0))
        await asyncio.gather(*(self.device(address, place, seconds, begin) for place in range(devices)))
        flooding.cancel()
        await asyncio.sleep(SETTLED)
        is_over.set()
        await asyncio.gather(*watching)
        return walls


def measure(
    address: str, url: str, devices: int, seconds: float, used: Callable[[], float], is_flooded: bool = False
) -> None:
    """Print a row for a class in this store."""
    store = Store(url)
    lesson = Lesson(*store.start(), used)
    began = used()
    flood = Flood(address, lesson.code) if is_flooded else None
    walls = asyncio.run(lesson.go(address, devices, seconds, flood))
    others = flood.numbers if flood else set()
    arrived = {each.number for each in store.changed(lesson.code) if each.sent} - others
    sent = set(lesson.pressed)
    seen = [
        wall.seen[number] - at
        for wall in walls
        for number, at in lesson.pressed.items()
        if number in wall.seen
    ]
    lost = len(sent - arrived) + sum(len(sent - wall.numbers) for wall in walls)
    twice = len(arrived - sent)
    median, high = np.percentile([1000 * took for took in lesson.times] or [float("nan")], [50, 95])
    print(
        f"{devices:4} devices, {WALLS} walls, {seconds:.0f} s: {len(lesson.times)} sends, "
        f"median {median:.0f} ms, 95% {high:.0f} ms; "
        f"on a wall after {np.median(seen):.1f} s, 95% {np.percentile(seen, 95):.1f} s; "
        f"{lost} lost, {twice} twice, {len(lesson.errors)} errors, "
        f"{1000 * (lesson.opened - began) / (devices + WALLS):.0f} ms of processor to open a page, "
        f"{(used() - lesson.opened) / seconds:.2f} processors, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    print(*[f"      {flood}"] * is_flooded, *sorted(set(lesson.errors))[:5], sep="\n       ")
    with contextlib.suppress(Exception):
        store.end(lesson.code, lesson.key)
    store.close()
