"""People with devices of a class that swaps networks, and its walls, for `python -m benchmarks.swap`."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model.classes.swapped import BREAK, LOOK, MOST_FINDS, REPAIR, TEACH
from tests.pupil import News, Pupil, Wall
from tests.signs import NAMES, sent_of
from tests.visitor import PATIENCE, address_of
from views.session.drawing.drawing import Drawing

if TYPE_CHECKING:
    from benchmarks.swap import Lesson

LOST = (websockets.WebSocketException, asyncio.TimeoutError, TimeoutError, OSError, EOFError)
ATTEMPTS = 30  # of a step whose server doesn't answer
AGAIN = 1.5  # seconds until an unanswered report is sent again, as in outbox.js; doubles


class Device(Pupil):
    """A device in a round, on Draw or on Teach it; `token` is what its browser has stored."""

    def __init__(self, address: str, code: str, token: str, cookie: str) -> None:
        """Prepare it."""
        super().__init__(address, code, cookie)
        self.token, self.swap, self.parts, self.reports = token, {}, {}, 0
        self._swap_news: News | None = None
        self._unread: tuple[str, str] | None = None

    async def begin(self, page: str) -> None:
        """Open a page of the class, after Draw."""
        self.polling = [asyncio.create_task(self.poll()), asyncio.create_task(self._poll_swap())]
        await self.until(lambda: self.swap)
        if page:
            await self.turn_to(page)
            await self.until(lambda: self.swap)

    async def _poll_swap(self) -> None:
        await self._feed().listen(lambda: self._send_report(*self._swap_news.part, True, "again"))

    def _feed(self) -> News:
        self._swap_news = self._swap_news or News(address_of(self.address), self.cookie, "swap_news")
        return self._swap_news

    async def turn_to(self, page: str) -> None:
        """Open another page."""
        self.swap = {}
        await super().turn_to(page)

    async def until(self, is_so: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Read messages until it's so."""
        await self._until(is_so, seconds)

    async def wait(self, seconds: float) -> None:
        """Read messages for so long."""
        with suppress(asyncio.TimeoutError, TimeoutError):
            await self._until(lambda: False, seconds)

    async def pick(self, part: str, value: object, is_taken: Callable[[], object]) -> float:
        """Report something until it's taken, as outbox.js does; return the seconds until then."""
        began, wait = time.perf_counter(), AGAIN
        self.reports += 1
        report = {"number": self.reports, "name": "picked", "sent": value}
        while True:
            await self._send_report(*self.parts[part], report)
            with suppress(asyncio.TimeoutError, TimeoutError):
                await self.until(is_taken, wait)
                return time.perf_counter() - began
            if (wait := 2 * wait) > PATIENCE:
                raise TimeoutError

    def says(self, pattern: str) -> int:
        """Return the number in a sentence of the device's part; 0 if it isn't said."""
        found = re.search(pattern, " ".join(self.swap.get("says", ())))
        return int(found[1]) if found else 0

    async def draw_it(self, drawing: Drawing) -> int:
        """Replace the drawing; return its version."""
        self._objects = drawing.objects
        await self.draw(drawing.png)
        return self.drawing["version"]

    async def _until(self, is_there: Callable[[], object], seconds: float) -> None:
        async def listen() -> None:
            while not is_there():
                self._take(ForwardMsg.FromString(await self.socket.recv()))
                if self._unread:
                    part, self._unread = self._unread, None
                    stored = json.dumps({"device": self.token, "keys": {}})
                    await self._send_report(*part, ["device", stored])

        await asyncio.wait_for(listen(), seconds)

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        self._feed().take(message)
        component, fragment = message.delta.new_element.bidi_component, message.delta.fragment_id
        name = component.id.rpartition("-")[2]
        if name in ("swap", "own_signs"):
            self.parts[name] = component.id, fragment
        if name == "swap":
            self.swap = json.loads(component.json)[0]
        elif name == "swap_store" and not json.loads(component.json)[0]["fields"]["device"]["read"]:
            self._unread = component.id, fragment


class Person:
    """Whoever holds a device: does things again that weren't answered, with the page opened again."""

    def __init__(self, lesson: Lesson, place: int) -> None:
        """Prepare a person at a place of the class; the first of each table teaches."""
        self.lesson, self.place, self.token = lesson, place, f"{place:022}"
        self.device: Device | None = None
        self.page, self.cookie = "teach" if place < lesson.tables else "", ""

    async def do(self, step: Callable[[Device], Awaitable[object]]) -> object:
        """Do something that can be repeated."""
        for _attempt in range(ATTEMPTS):
            try:
                if self.device is None:
                    device = Device(self.lesson.address, self.lesson.code, self.token, self.cookie)
                    await device.__aenter__()
                    self.device, self.cookie = device, device.cookie
                    await device.begin(self.page)
                return await step(self.device)
            except LOST as error:
                self.lesson.lost.append(type(error).__name__)
                await self.close()
                await asyncio.sleep(random.uniform(0.5, 1.5))
        raise TimeoutError

    async def close(self) -> None:
        """Leave the page."""
        if self.device:
            for each in self.device.polling:
                each.cancel()
            with suppress(*LOST):
                await self.device.socket.close()
        self.device = None

    async def turn_to(self, page: str) -> None:
        """Open another page."""
        self.page = page
        await self.do(lambda device: device.turn_to(page))

    async def send(self, version: int) -> None:
        """Send a version of the table's network."""
        network = sent_of(threshold=sent_of()["threshold"] + (2 * self.place + version) / 1000)

        async def step(device: Device) -> None:
            await device.until(lambda: "own_signs" in device.parts and device.swap)
            is_taken = lambda: device.says(r"version (\d+)") >= version  # noqa: E731
            took = await device.pick("own_signs", {"do": "share", "network": network}, is_taken)
            self.lesson.note("network", took)

        await asyncio.sleep(random.uniform(0, self.lesson.seconds / 10))
        await self.do(step)

    async def load(self, device: Device) -> None:
        """Read with the network that this table tests."""
        if device.swap.get("find"):
            return
        load = lambda: next((each for each in device.swap.get("acts", ()) if each["do"] == "load"), None)  # noqa: E731
        await device.until(load)
        await device.pick("swap", {"do": "load", "number": load()["number"]}, lambda: device.swap.get("find"))
        await device.rest()

    async def find(self, number: int, every: float) -> None:
        """Draw something that the network misreads, send it as a find, and judge until the next one."""
        drawing, label = self.lesson.drawings[(number + 3 * self.place) % len(self.lesson.drawings)]
        end = time.monotonic() + every

        async def step(device: Device) -> None:
            await self.load(device)
            before = device.says(r"Finds sent: (\d+)")
            if before > number:
                return
            version = await device.draw_it(drawing)
            is_taken = lambda: device.says(r"Finds sent: (\d+)") > number  # noqa: E731
            deed = {"do": "find", "number": version, "label": label}
            self.lesson.note("find", await device.pick("swap", deed, is_taken))

        await self.do(step)
        while time.monotonic() < end:
            await self.judge(min(1.0, max(0.05, end - time.monotonic())))

    async def judge(self, seconds: float) -> None:
        """Say what a find of others is, if there's one."""

        async def step(device: Device) -> None:
            await device.wait(random.uniform(0.2, 1) * seconds)
            asked = device.swap.get("judge")
            if asked:
                number = asked["number"]
                deed = {"do": "judge", "number": number, "label": number % len(NAMES)}
                is_taken = lambda: (device.swap.get("judge") or {}).get("number") != number  # noqa: E731
                self.lesson.note("judgment", await device.pick("swap", deed, is_taken))

        await self.do(step)

    async def go(self) -> None:
        """Take part in the round."""
        lesson, teaches = self.lesson, self.place < self.lesson.tables
        await self.do(lambda device: device.until(lambda: device.swap))
        await self.meet(TEACH)
        if teaches:
            await self.send(1)
            await self.turn_to("")
        await self.meet(BREAK)
        if teaches:
            for number in range(MOST_FINDS):
                await self.find(number, random.uniform(0.8, 1.2) * lesson.seconds / MOST_FINDS)
            lesson.finding -= 1
        while lesson.finding or not lesson.is_judged():
            await self.judge(1)
        await self.meet(REPAIR)
        if teaches:
            await self.turn_to("teach")
            await self.send(2)
        await self.meet(LOOK)
        await self.close()

    async def meet(self, phase: str) -> None:
        """Wait for the others, and for the teacher, who begins the phase."""
        self.lesson.arrive(phase)
        while self.lesson.now != phase:
            await self.do(lambda device: device.wait(0.5))


class SwapWall(Wall):
    """A wall, whose browser fetches what's new."""

    def __init__(self, address: str, code: str, key: str) -> None:
        """Prepare it."""
        super().__init__(address, code, key)
        self.data, self.since, self.swapped = {}, 0, {}  # (kind, number) -> when it was there
        self.line = News(address, "")
        self.changed = asyncio.Event()

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        component = message.delta.new_element.bidi_component
        if component.id.endswith("-swap_wall"):
            self.data = json.loads(component.json)[0]
            self.changed.set()

    async def fetch(self) -> None:
        """Fetch networks and finds until this is canceled."""
        known: set[str] = set()
        while True:
            await self.changed.wait()
            self.changed.clear()
            versions = (each for network in self.data["networks"] for each in network["versions"])
            for address in {each["address"] for each in versions} - known:
                known.add(address)
                number = int(dict(parse_qsl(urlsplit(address).query))["of"])
                self.swapped["network", number] = time.perf_counter()
                await self.line.ask(address)
            status, body = await self.line.ask(f"{self.data['address']}&since={self.since}")
            if status == 200:
                found = json.loads(body)
                self.since = found["serial"]
                for number in found["numbers"]:
                    self.swapped.setdefault(("find", number), time.perf_counter())
