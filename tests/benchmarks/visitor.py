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


def frames_of(strokes: Sequence) -> list[dict]:
    """What assets/pen.js would send while those strokes are drawn: the passing pictures and the last."""
    points = [point for stroke in strokes for point in stroke]
    parts = [points[: max(2, len(points) * frame // FRAMES)] for frame in range(1, FRAMES + 1)]
    return [
        *(_frame(_in_steps(draw_strokes([part])[::2, ::2, 3]), True) for part in parts),
        _frame(draw_strokes(strokes)[..., 3], False),
    ]


def _in_steps(alpha: np.ndarray) -> np.ndarray:
    return 17 * np.rint(alpha / 17).astype(np.uint8)


def _frame(alpha: np.ndarray, down: bool) -> dict:
    ink = base64.b64encode(zlib.compress(alpha.tobytes())).decode()
    return {"down": down, "height": alpha.shape[0], "width": alpha.shape[1], "ink": ink}


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
            self.address,
            subprotocols=["streamlit"],
            additional_headers=headers,
            max_size=None,
            ping_interval=None,  # messages wait unread while a visitor does nothing, and pongs behind them
            close_timeout=0.1,
        )
        answer = self.socket.response.headers
        self.process = answer.get("X-Process", "")
        self.cookie = answer.get("Set-Cookie", "").partition(";")[0]
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

    async def draw(self, frames: Sequence[dict]) -> tuple[str, float]:
        """Draw over what is there, in real time; give the answer, and the seconds from pen-up to it."""
        self.strokes += 1
        *passing, last = frames
        for frame in passing:
            began = time.perf_counter()
            await self._answered(frame)
            await asyncio.sleep(max(0, SECONDS / len(passing) - (time.perf_counter() - began)))
        began = time.perf_counter()
        await self._answered(last)
        seconds = time.perf_counter() - began
        answer = self.message["parts"]["answer"].get("digit") or self.message["parts"]["answer"]["line"]
        await asyncio.sleep(DEBOUNCE)
        await self._canvas_sends()
        return answer, seconds

    async def _answered(self, frame: dict) -> None:
        at = time.perf_counter()
        frame = frame | {"at": at, "change": self.message["change"]}
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
        if message.WhichOneof("type") == "navigation":
            self.page = message.navigation.page_script_hash
        component = message.delta.new_element.bidi_component
        key = next((key for key in ("live_ink", "surface") if component.id.endswith(f"-{key}")), None)
        if key is None:
            return
        self.ids[key], self.fragments[key] = component.id, message.delta.fragment_id
        if key == "live_ink":
            (length,) = struct.unpack_from("<I", component.bytes)
            self.message = json.loads(component.bytes[4 : 4 + length])
