"""A class's device, and its wall, without a browser: see visitor.py."""

import asyncio
import json
import math
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.visitor import PATIENCE, Visitor, address_of
from views.session.drawing.drawing import Drawing

_TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{id}__events"  # Streamlit's name for a component's one-time values


def reported(part: str, fragment: str, page: str, value: object, event: str = "picked") -> BackMsg:
    """Build the message for a component with this id that reports a value as picked, or another event."""
    message = BackMsg()
    message.rerun_script.fragment_id, message.rerun_script.page_script_hash = fragment, page
    state = message.rerun_script.widget_states.widgets.add(id=_TRIGGER.format(id=part))
    state.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return message


class Refused(Exception):
    """A drawing was refused and can be sent again."""


class News:
    """Polls for news of a class as often as a page does, over one connection: see news.js."""

    def __init__(self, address: str, cookie: str, key: str = "class_news") -> None:
        """Connect later to the app at http://host:port; `key` is the component's that polls."""
        self._host, self._cookie, self._key = address.partition("://")[2], cookie, key
        self._data: dict[str, object] = {}  # what the component was sent last
        self.part: tuple[str, str] | None = None  # its id and its fragment's
        self._due = math.inf
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def take(self, message: ForwardMsg) -> None:
        """Handle a message of the page."""
        component = message.delta.new_element.bidi_component
        if component.id.endswith(f"-{self._key}"):
            self._data = json.loads(component.json)[0]
            self.part = component.id, message.delta.fragment_id
            self._due = time.monotonic() + self._data["every"] / 1000

    async def listen(self, report: Callable[[], Awaitable[None]]) -> None:
        """Poll until this is canceled, and report when there is news."""
        while True:
            await asyncio.sleep(max(0.01, min(0.2, self._due - time.monotonic())))
            if time.monotonic() >= self._due:
                data = self._data
                self._due = time.monotonic() + data["every"] / 1000
                status, body = await self.ask(data["address"])
                seen = data["seen"]
                latest = json.loads(body) if status == 200 else seen
                is_gone = status == 404 and {*seen.values()} != {None}
                is_news = is_gone or any(latest[name] != seen[name] for name in seen)
                if is_news and data is self._data:
                    await report()

    async def ask(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer; 0 and nothing if there is none."""
        cookie = f"Cookie: {self._cookie}\r\n" if self._cookie else ""
        try:
            self._line = self._line or await asyncio.open_connection(*self._host.split(":"))
            reader, writer = self._line
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n{cookie}\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = re.search(r"content-length: (\d+)", head)
            return int(head.split()[1]), await reader.readexactly(int(length[1]) if length else 0)
        except (OSError, asyncio.IncompleteReadError):
            self._line = None  # it was closed, so the next call opens another one
            return 0, b""


class Pupil(Visitor):
    """One device, which draws, labels and sends.

    Attributes:
        again: seconds before it presses Send, and before each retry when it is refused.
    """

    again: Sequence[float] = (0, 3, 3, 3)

    def __init__(self, address: str, code: str, cookie: str = "") -> None:
        """Prepare a device of the class with this code."""
        super().__init__(address, cookie, f"class={code}")
        self._parts: dict[str, tuple[str, str]] = {}  # of the page's parts: their ids and their fragments'
        self._label: tuple[int | None, int | None] = (None, None)  # the version and its label
        self._sent: dict[str, int] | None = None
        self._refused = 0  # drawings, counted by the page
        self._objects: Sequence[object] = ()  # of the drawing on the canvas
        self._shown: dict[str, object] = {}  # the canvas's last value, which goes along with every report
        self._news: News | None = None

    async def draw_and_send(self, drawing: Drawing, label: int) -> tuple[int, float]:
        """Replace the drawing, label it and send it: see `name_and_send`."""
        self._objects = drawing.objects
        await self.draw(drawing.png)
        return await self.name_and_send(label)

    async def name_and_send(self, label: int) -> tuple[int, float]:
        """Label the drawing and send it.

        Returns:
            Its number on the wall, and the seconds from the press on Send until the page shows it.

        Raises:
            Refused: it was refused three times within some seconds.
        """
        version = self.drawing["version"]
        await self._report("label_buttons", label)
        await self._until(lambda: self._label == (version, label), PATIENCE)
        began = time.perf_counter()
        for wait in self.again:
            await asyncio.sleep(wait)
            if await self._is_taken(version):
                return self._sent["number"], time.perf_counter() - began
        raise Refused

    async def _is_taken(self, version: int) -> bool:
        before = self._refused
        await self._report("send", {"do": "send", "number": version})
        has_sent = lambda: self._sent is not None and self._sent["version"] == version  # noqa: E731
        await self._until(lambda: has_sent() or self._refused > before, PATIENCE)
        return has_sent()

    async def poll(self) -> None:
        """Poll for the class's news like a browser, until this is canceled."""
        await self._news_feed().listen(lambda: self._send_report(*self._news.part, True, "again"))

    def _news_feed(self) -> News:
        self._news = self._news or News(address_of(self.address), self.cookie)
        return self._news

    def _drawn(self, png: bytes) -> dict[str, object]:
        self._shown = super()._drawn(png) | {"objects": self._objects}
        return self._shown

    async def _report(self, part: str, value: object) -> None:
        await self._send_report(*self._parts[part], value)

    async def _send_report(self, part: str, fragment: str, value: object, event: str = "picked") -> None:
        message = reported(part, fragment, self._page, value, event)
        self._add_surface(message, self._shown)
        await self.socket.send(message.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        self._news_feed().take(message)
        component = message.delta.new_element.bidi_component
        for part in ("label_buttons", "send"):
            if component.id.endswith(f"-{part}"):
                self._parts[part] = component.id, message.delta.fragment_id
        if component.id.endswith("-label_buttons"):
            data = json.loads(component.json)[0]
            self._label = data["version"], data["labeled"]
        elif component.id.endswith("-send"):
            data = json.loads(component.json)[0]
            self._sent, self._refused = data["sent"], data["refused"]


class Wall:
    """A class's wall, which polls as often as the page wants.

    Attributes:
        numbers: numbers of the drawings on it.
        seen: when each came, by `time.perf_counter`.
    """

    def __init__(self, address: str, code: str, key: str) -> None:
        """Prepare the wall of the class with this code and key."""
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.query, self.numbers, self.seen = f"class={code}&key={key}", set(), {}
        self._page, self._serial = "", 0
        self._missed: ForwardMsg | None = None  # tiles that follow others which never arrived: see wall.js
        self._news = News(address, "")

    async def watch(self, is_over: asyncio.Event) -> None:
        """Watch until it's over."""
        async with websockets.connect(
            self.address, subprotocols=["streamlit"], max_size=None, ping_interval=None, close_timeout=0.1
        ) as socket:
            opening = BackMsg()
            opening.rerun_script.query_string, opening.rerun_script.page_name = self.query, "wall"
            await socket.send(opening.SerializeToString())

            async def report() -> None:
                await socket.send(reported(*self._news.part, self._page, True, "again").SerializeToString())

            listening = asyncio.create_task(self._news.listen(report))
            while not is_over.is_set():
                with suppress(asyncio.TimeoutError):
                    self._take(ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), 0.5)))
                if self._missed:
                    await socket.send(self._asked_again(self._missed))
                    self._missed = None
            listening.cancel()

    def _asked_again(self, missed: ForwardMsg) -> bytes:
        part = missed.delta.new_element.bidi_component.id
        deed = {"do": "again", "number": self._serial}
        return reported(part, missed.delta.fragment_id, self._page, deed).SerializeToString()

    def _take(self, message: ForwardMsg) -> None:
        self._news.take(message)
        if message.WhichOneof("type") == "navigation":
            self._page = message.navigation.page_script_hash
        component = message.delta.new_element.bidi_component
        if component.id.endswith("-wall_tiles"):
            data = json.loads(component.json)[0]
            if data["from"] > self._serial:
                self._missed = message
                return
            self._serial = max(self._serial, data["to"])
            for tile in data["tiles"]:
                (self.numbers.add if "src" in tile else self.numbers.discard)(tile["number"])
                self.seen.setdefault(tile["number"], time.perf_counter())
