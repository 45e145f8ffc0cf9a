"""A device of a class, and its wall, without a browser: see visitor.py."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Sequence

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.visitor import PATIENCE, Visitor
from views.drawing.drawing import Drawing

_SENT = re.compile(r"Sent: number ([\d,]+)")
_TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{id}__events"  # as Streamlit names what a component tells once


def picked(part: str, fragment: str, page: str, value: object) -> BackMsg:
    """What a browser sends when a component, of that id, reports that value as picked."""
    message = BackMsg()
    message.rerun_script.fragment_id, message.rerun_script.page_script_hash = fragment, page
    state = message.rerun_script.widget_states.widgets.add(id=_TRIGGER.format(id=part))
    state.json_trigger_value = json.dumps([{"event": "picked", "value": value}])
    return message


class Pupil(Visitor):
    """One device, which draws, says which digit it is, and sends."""

    def __init__(self, address: str, code: str, cookie: str = "") -> None:
        """Of that class."""
        super().__init__(address, cookie, f"class={code}")
        self._parts: dict[str, tuple[str, str]] = {}  # of the page: their ids, and their fragments'
        self._version, self.said = None, ""
        self._objects: Sequence[object] = ()  # of the drawing that is on the canvas
        self._polls: dict[str, float] = {}  # fragments that ask to be run, and every how many seconds

    async def draw_and_send(self, drawing: Drawing, label: int) -> tuple[int, float]:
        """Draw that in place of what is there, say which digit it is, and send it: see `name_and_send`."""
        self._objects = drawing.objects
        await self.draw(drawing.png)
        return await self.name_and_send(label)

    async def name_and_send(self, label: int) -> tuple[int, float]:
        """Say which digit the drawing is, and send it.

        Returns:
            Its number on the wall, and the seconds from the press on Send until the page says it.
        """
        await self._report("label_buttons", label)
        before = self._version
        await self._until(lambda: self._version not in (None, before), PATIENCE)
        self.said, began = "", time.perf_counter()
        await self._report("send", self._version)
        await self._until(lambda: self.said, PATIENCE)
        return int(self.said.replace(",", "")), time.perf_counter() - began

    async def poll(self) -> None:
        """Have run what the page asks for, again and again, as a browser does, until this is canceled."""
        due: dict[str, float] = {}
        while True:
            for fragment, every in list(self._polls.items()):
                if time.monotonic() >= due.setdefault(fragment, time.monotonic() + every):
                    due[fragment] = time.monotonic() + every
                    message = BackMsg()
                    run = message.rerun_script
                    run.fragment_id, run.page_script_hash, run.is_auto_rerun = fragment, self._page, True
                    await self.socket.send(message.SerializeToString())
            await asyncio.sleep(0.2)

    def _drawn(self, png: bytes, base: int) -> dict[str, object]:
        drawn = super()._drawn(png, base)
        return drawn | {"raw": drawn["raw"] | {"objects": self._objects}}

    async def _report(self, part: str, value: object) -> None:
        message = picked(*self._parts[part], self._page, value)
        await self.socket.send(message.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        element = message.delta.new_element
        if message.WhichOneof("type") == "auto_rerun":
            self._polls[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        for part in ("label_buttons", "send"):
            if element.bidi_component.id.endswith(f"-{part}"):
                self._parts[part] = element.bidi_component.id, message.delta.fragment_id
        if element.bidi_component.id.endswith("-send"):
            self._version = json.loads(element.bidi_component.json)["version"]
        elif found := _SENT.search(element.markdown.body):
            self.said = found[1]


class Wall:
    """A class's wall, which looks as often as the page asks for.

    Attributes:
        numbers: of the drawings on it.
        seen: when each came, by `time.perf_counter`.
    """

    def __init__(self, address: str, code: str, key: str) -> None:
        """Of the class whose key that is."""
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.query, self.numbers, self.seen = f"class={code}&key={key}", set(), {}
        self._page, self._serial = "", 0
        self._missed: ForwardMsg | None = None  # tiles after some that have never come: see wall.js
        self._polls: dict[str, tuple[float, float]] = {}  # fragment -> seconds between two, and the next

    async def watch(self, is_over: asyncio.Event) -> None:
        """Look until it is over."""
        async with websockets.connect(
            self.address, subprotocols=["streamlit"], max_size=None, ping_interval=None, close_timeout=0.1
        ) as socket:
            await socket.send(self._asked(page_name="wall"))
            while not is_over.is_set():
                due = min([time.monotonic() + 0.5, *(at for _, at in self._polls.values())])
                try:
                    text = await asyncio.wait_for(socket.recv(), max(0.0, due - time.monotonic()))
                    self._take(ForwardMsg.FromString(text))
                except asyncio.TimeoutError:
                    pass
                if self._missed:
                    await socket.send(self._asked_again(self._missed))
                    self._missed = None
                for fragment, (every, at) in list(self._polls.items()):
                    if time.monotonic() >= at:
                        self._polls[fragment] = every, time.monotonic() + every
                        await socket.send(self._asked(fragment=fragment))

    def _asked(self, page_name: str = "", fragment: str = "") -> bytes:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_name, run.fragment_id = self.query, page_name, fragment
        run.page_script_hash, run.is_auto_rerun = self._page, bool(fragment)
        return message.SerializeToString()

    def _asked_again(self, missed: ForwardMsg) -> bytes:
        part = missed.delta.new_element.bidi_component.id
        deed = {"do": "again", "number": self._serial}
        return picked(part, missed.delta.fragment_id, self._page, deed).SerializeToString()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self._polls = {}
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self._polls[message.auto_rerun.fragment_id] = every, time.monotonic() + every
        component = message.delta.new_element.bidi_component
        if component.id.endswith("-wall_tiles"):
            data = json.loads(component.json)
            if data["from"] > self._serial:
                self._missed = message
                return
            self._serial = max(self._serial, data["to"])
            for tile in data["tiles"]:
                (self.numbers.add if "src" in tile else self.numbers.discard)(tile["number"])
                self.seen.setdefault(tile["number"], time.perf_counter())
