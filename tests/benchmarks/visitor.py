"""A person drawing, without a browser: the page's own websocket protocol, as the front end speaks it.

For loads of more people than one machine can run browsers for.
"""

from __future__ import annotations

import asyncio
import base64
import json
import struct
import time
import zlib
from collections.abc import Sequence
from types import TracebackType

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model.pen import draw_strokes

FRAMES = 8  # of a stroke before the last
SECONDS = 0.8  # a stroke
DEBOUNCE = 0.2  # after which the canvas component sends the stroke, too
PATIENCE = 10.0  # seconds for an answer


class Visitor:
    """One session."""

    def __init__(self, address: str, cookie: str = "") -> None:
        """A visitor of the page at `address`, http://host:port; connected by `async with`."""
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.cookie = cookie
        self.ids: dict[str, str] = {}  # of the components, by the end of their key
        self.fragments: dict[str, str] = {}
        self.message: dict = {}
        self.strokes = 0
        self.page = ""  # its hash
        self._state = ""

    async def __aenter__(self) -> Visitor:
        """Open the page and wait until the network is warm."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.socket = await websockets.connect(
            self.address, subprotocols=["streamlit"], additional_headers=headers, max_size=None
        )
        self.route = self.socket.response.headers.get("X-Process", "")
        opening = BackMsg()
        opening.rerun_script.query_string = ""
        await self.socket.send(opening.SerializeToString())
        await self._until(lambda: "network_view" in self.message.get("parts", {}), 60)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the page."""
        await self.socket.close()

    async def draw(self, strokes: Sequence) -> tuple[str, float]:
        """Draw over what is there, in real time; give the answer, and the seconds from pen-up to it."""
        self.strokes += 1
        whole = [point for stroke in strokes for point in stroke]
        for frame in range(1, FRAMES + 1):
            began = time.perf_counter()
            await self._answered(whole[: max(2, len(whole) * frame // FRAMES)], down=True)
            await asyncio.sleep(max(0, SECONDS / FRAMES - (time.perf_counter() - began)))
        began = time.perf_counter()
        await self._answered(whole, down=False)
        seconds = time.perf_counter() - began
        answer = self.message["parts"]["answer"].get("digit") or self.message["parts"]["answer"]["line"]
        await asyncio.sleep(DEBOUNCE)
        await self._canvas_sends()
        return answer, seconds

    async def _answered(self, points: Sequence, down: bool) -> None:
        alpha = draw_strokes([points])[..., 3]
        alpha = np.ascontiguousarray(alpha[::2, ::2] if down else alpha)
        at = time.perf_counter()
        frame = {"at": at, "change": self.message["change"], "down": down}
        frame |= {"height": alpha.shape[0], "width": alpha.shape[1]}
        frame["ink"] = base64.b64encode(zlib.compress(alpha.tobytes())).decode()
        message = self._rerun("live_ink")
        trigger = message.rerun_script.widget_states.widgets.add()
        trigger.id = f"$$STREAMLIT_INTERNAL_KEY_{self.ids['live_ink']}__events"
        trigger.json_trigger_value = json.dumps([{"event": "frame", "value": frame}])
        await self.socket.send(message.SerializeToString())
        await self._until(lambda: self.message.get("answered") == at, PATIENCE)

    async def _canvas_sends(self) -> None:
        raw = {
            "objects": [{"type": "Path", "number": self.strokes}],
            "background": f"#{self.message['change']:06x}00",
        }
        self._state = json.dumps({"drawing": {"raw": raw, "data": None}, "backgroundFit": None})
        await self.socket.send(self._rerun("surface").SerializeToString())

    def _rerun(self, key: str) -> BackMsg:
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragments[key]
        message.rerun_script.page_script_hash = self.page
        if self._state:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.json_value = self.ids["surface"], self._state
        return message

    async def _until(self, is_there, seconds: float) -> None:
        async def listen() -> None:
            while not is_there():
                self._take(ForwardMsg.FromString(await self.socket.recv()))

        await asyncio.wait_for(listen(), seconds)

    def _take(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "new_session":
            self.page = message.new_session.page_script_hash
        component = message.delta.new_element.bidi_component
        key = next((key for key in ("live_ink", "surface") if component.id.endswith(f"-{key}")), None)
        if key is None:
            return
        self.ids[key], self.fragments[key] = component.id, message.delta.fragment_id
        if key == "live_ink":
            (length,) = struct.unpack_from("<I", component.bytes)
            self.message = json.loads(component.bytes[4 : 4 + length])
