"""A person who draws, without a browser: it speaks the page's own websocket protocol like the front end.

It is for loads of more people than one machine can run browsers for.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.request
from collections.abc import Sequence
from email.message import Message
from types import TracebackType

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model import PROJECT
from model.network.message import decode
from views.drawing.drawing import pen_object
from views.parts.looks.encode import as_url

STROKE_SECONDS = 0.8  # with the pen down, when nothing is sent
DEBOUNCE = 0.2  # seconds after which the canvas component sends the stroke
PATIENCE = 10.0  # seconds for an answer,
START = 60.0  # and for a page
_WAITING = (PROJECT / "views" / "draw" / "canvas" / "waiting.js").read_text()
# Seconds that the page waits after the newest stroke, and after the oldest, before it sends them.
REST, SHORTEST, LONGEST = (
    int(re.search(rf"const {name} = (\d+);", _WAITING)[1]) / 1000 for name in ("REST", "SHORTEST", "LONGEST")
)
OWN = 2**23  # from here on, bases are steps of the browser: see views/drawing/past.js


def address_of(socket: str) -> str:
    """Return http://host:port of a websocket's address."""
    return socket.replace("ws", "http", 1).removesuffix("/_stcore/stream")


class Visitor:
    """One session."""

    def __init__(self, address: str, cookie: str = "", query: str = "") -> None:
        """Prepare a visitor of the page at `address`, http://host:port; `async with` connects."""
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.cookie, self.query = cookie, query
        self.network = ""  # its address
        self.drawing: dict = {}  # the server's data of the drawing
        self.strokes = 0
        self.number = self.base = 0  # of the newest message, and the canvas's base
        self.is_running = False  # whether the page's script runs
        self._surface = self._fragment = self._page = ""  # their ids, and a hash

    async def __aenter__(self) -> Visitor:
        """Open the page and wait until the network is there."""
        page = await asyncio.to_thread(self._fetch, address_of(self.address))
        self.cookie = page.get("Set-Cookie", self.cookie).partition(";")[0]
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.socket = await websockets.connect(
            self.address,
            subprotocols=["streamlit"],
            additional_headers=headers,
            max_size=None,
            ping_interval=None,  # messages and pongs wait unread while a visitor does nothing
            close_timeout=0.1,
        )
        self.process = self.socket.response.headers.get("X-Process", "")
        opening = BackMsg()
        opening.rerun_script.query_string = self.query
        await self.socket.send(opening.SerializeToString())
        await self._until(lambda: self.network and self.drawing, START)
        await asyncio.to_thread(self._fetch, address_of(self.address) + self.network)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the page."""
        await self.socket.close()

    def _fetch(self, address: str) -> Message:
        """Request a file; return its headers."""
        request = urllib.request.Request(address, headers={"Cookie": self.cookie} if self.cookie else {})
        with urllib.request.urlopen(request, timeout=60) as file:
            file.read()
            return file.headers

    async def draw(self, png: bytes) -> tuple[np.ndarray, float]:
        """Replace the drawing with a picture, in real time.

        Returns:
            The image that the server makes of it, float32 (784,), and the seconds from pen-up to it.
        """
        await asyncio.sleep(STROKE_SECONDS)
        self.strokes += 1
        before, lifted = self.drawing["version"], time.perf_counter()
        await asyncio.sleep(DEBOUNCE)
        await self.socket.send(self._message(self._drawn(png, self.drawing["change"])))
        await self._until(lambda: self.drawing["version"] > before, PATIENCE)
        return self.drawing["image"].ravel(), time.perf_counter() - lifted

    async def tell(self, pngs: Sequence[bytes]) -> tuple[np.ndarray, float]:
        """Send several pictures at once, each of which was cleared before the next was drawn.

        Returns:
            The image that the server makes of the last one, float32 (784,), and the seconds until then.
        """
        began, steps = time.perf_counter(), []
        self.base = self.base or self.drawing["change"]
        for place, png in enumerate(pngs):
            self.strokes += 1
            self.number += 1
            shown = self._drawn(png, self.base)
            if place < len(pngs) - 1:
                self.number += 1
                makes = OWN + self.number
                steps.append(
                    {"number": self.number, "by": 0, "base": self.base, "makes": makes, "shown": shown}
                )
                self.base = makes
        await self.socket.send(self._message(shown | {"number": self.number, "steps": steps}))
        await self._until(lambda: self.drawing["heard"] == self.number, PATIENCE)
        return self.drawing["image"].ravel(), time.perf_counter() - began

    async def turn_to(self, page: str) -> None:
        """Open another page by its path, and wait until its run is over."""
        message = BackMsg()
        message.rerun_script.page_name = page
        self.is_running = True
        await self.socket.send(message.SerializeToString())
        await self.rest()

    async def rest(self) -> None:
        """Wait until the current run is over."""
        await self._until(lambda: not self.is_running, START)

    def _drawn(self, png: bytes, base: int) -> dict[str, object]:
        """Return the canvas's value after a finished stroke."""
        objects = [pen_object([["M", 9, 9], ["L", self.strokes, 9]])]
        return {"raw": {"objects": objects, "background": f"#{base:06x}00"}, "data": as_url(png)}

    def _message(self, drawing: dict[str, object]) -> bytes:
        message = BackMsg()
        message.rerun_script.fragment_id = self._fragment
        message.rerun_script.page_script_hash = self._page
        self._add_surface(message, drawing)
        return message.SerializeToString()

    def _add_surface(self, message: BackMsg, drawing: dict[str, object]) -> None:
        """Add the canvas's value, which goes along with every report of a page."""
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._surface
        state.json_value = json.dumps({"drawing": drawing, "backgroundFit": None})

    async def _until(self, is_there, seconds: float) -> None:
        async def listen() -> None:
            while not is_there():
                self._take(ForwardMsg.FromString(await self.socket.recv()))

        await asyncio.wait_for(listen(), seconds)

    def _take(self, message: ForwardMsg) -> None:
        """Store what matters of a message.

        Raises:
            RuntimeError: the page shows an exception.
        """
        kind, element = message.WhichOneof("type"), message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"the page shows an exception: {element.exception.message}")
        if kind in ("new_session", "script_finished"):
            self.is_running = kind == "new_session"
        if kind == "navigation":
            self._page = message.navigation.page_script_hash
        component = element.bidi_component
        if component.id.endswith("-surface"):
            self._surface, self._fragment = component.id, message.delta.fragment_id
        elif component.id.endswith("-live_ink"):
            self.network = json.loads(component.json)[0]["address"]
        elif component.id.endswith("-drawing") and component.bytes:
            self.drawing = decode(component.bytes)
