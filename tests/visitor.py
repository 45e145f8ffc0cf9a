"""A person who draws, without a browser: it speaks the page's own websocket protocol like the front end.

It is for loads of more people than one machine can run browsers for.
"""

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
from model.preprocess import to_mnist
from model.preprocess.pen import draw_strokes
from tests.samples import SAMPLES, scaled
from views.parts.looks.encode import as_url
from views.session.drawing.drawing import pen_object, png_of

STROKE_SECONDS = 0.8  # with the pen down, when nothing is sent
Drawn = tuple[bytes, np.ndarray]  # a picture and its image
PATIENCE = 10.0  # seconds for an answer,
START = 60.0  # and for a page
_OUTBOX = (PROJECT / "views" / "draw" / "canvas" / "drawing_outbox.js").read_text()
# Seconds that the page waits after the newest stroke, and after the oldest, before it sends them.
REST = int(re.search(r"const REST = ([\d_]+);", _OUTBOX)[1]) / 1000
SHORTEST, LONGEST = (
    float(re.search(rf"const {name} = ([\d.]+) \* REST;", _OUTBOX)[1]) * REST
    for name in ("SHORTEST", "LONGEST")
)


def address_of(socket: str) -> str:
    """Return http://host:port of a websocket's address."""
    return socket.replace("ws", "http", 1).removesuffix("/_stcore/stream")


def drawing(digit: int, share: float = 1.0) -> Drawn:
    """Return a digit scaled by `share`, and the image that the network gets."""
    pixels = draw_strokes(scaled(SAMPLES[digit], share))
    return png_of(pixels[..., 3]), to_mnist(pixels).image.ravel()


class Visitor:
    """One session."""

    def __init__(self, address: str, cookie: str = "", query: str = "") -> None:
        """Prepare a visitor of the page at `address`, http://host:port; `async with` connects."""
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.cookie, self.query = cookie, query
        self.network = ""  # its address
        self.drawing: dict = {}  # the server's data of the drawing
        self.strokes = 0
        self.number = 0  # of changes: see views/session/drawing/drawing_sheet.js
        self.is_running = False  # whether the page's script runs
        self._surface = self._fragment = self._page = ""  # their ids, and a hash

    async def __aenter__(self) -> "Visitor":
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
        await self.socket.send(self._message(self._drawn(png)))
        await self._until(lambda: self.drawing["version"] > before, PATIENCE)
        return self.drawing["image"].ravel(), time.perf_counter() - lifted

    async def send_together(self, pngs: Sequence[bytes]) -> tuple[np.ndarray, float]:
        """Send several pictures at once, each of which was cleared before the next was drawn.

        Returns:
            The image that the server makes of the last one, float32 (784,), and the seconds until then.
        """
        began = time.perf_counter()
        self.strokes += len(pngs)
        self.number += 2 * len(pngs) - 2
        await self.socket.send(self._message(self._drawn(pngs[-1])))
        await self._until(lambda: self.drawing["number"] == self.number, PATIENCE)
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

    def _drawn(self, png: bytes) -> dict[str, object]:
        """Return the canvas's value after a finished stroke."""
        self.number += 1
        objects = [pen_object([["M", 9, 9], ["L", self.strokes, 9]])]
        about = {name: self.drawing[name] for name in ("session", "given")}
        return about | {"number": self.number, "name": "", "objects": objects, "png": as_url(png)}

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
        state.json_value = json.dumps({"drawing": drawing})

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
