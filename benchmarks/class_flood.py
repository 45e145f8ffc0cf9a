"""Floods the server beside a class, for `python -m benchmarks.load --class --flood`.

Three things happen at once, each as fast as the server answers: one session starts classes, sessions try
codes of no class one after the other, and four new devices at a time send drawings until they're refused.
"""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model.classes.codes import new_code
from tests.pupil import Pupil, Refused
from tests.samples import SAMPLES, scaled
from tests.visitor import PATIENCE
from views.session.drawing.drawing import Drawing, drawing_of_strokes

DEVICES = 4  # at a time


class Flooder(Pupil):
    """A device that doesn't take time to draw, and gives up when it is refused."""

    again = (0,)

    async def send_at_once(self, drawing: Drawing, label: int) -> int:
        """Send a drawing; return its number."""
        self._objects, before = drawing.objects, self.drawing["version"]
        self.strokes += 1
        await self.socket.send(self._message(self._drawn(drawing.png)))
        await self._until(lambda: self.drawing["version"] > before, PATIENCE)
        return (await self.name_and_send(label))[0]


class Flood:
    """A flood and its results.

    Attributes:
        numbers: numbers of its accepted drawings.
        devices, refused: how many devices sent any, and how many drawings were refused.
        pressed, codes: how often Start a class was pressed, and how many wrong codes were tried.
    """

    def __init__(self, address: str, code: str) -> None:
        """Prepare a flood of the app at an address, beside the class with a code."""
        self._address, self._code = address, code
        self.numbers: set[int] = set()
        self.devices = self.refused = self.pressed = self.codes = 0

    async def go(self) -> None:
        """Flood until it is canceled."""
        await asyncio.gather(
            self._begin_classes(), self._try_codes(), *(self._send() for _ in range(DEVICES))
        )

    async def _send(self) -> None:
        while True:
            with suppress(
                Refused, TimeoutError, asyncio.TimeoutError, OSError, websockets.WebSocketException
            ):
                async with Flooder(self._address, self._code) as device:
                    await self._send_all_of(device)

    async def _send_all_of(self, device: Flooder) -> None:
        for number in range(30):
            digit = random.randrange(10)
            drawn = drawing_of_strokes(digit, "ready-made", scaled(SAMPLES[digit], random.uniform(0.6, 1)))
            try:
                self.numbers.add(await device.send_at_once(drawn, digit))
            except Refused:
                self.refused += 1
                raise
            self.devices += number == 0

    async def _try_codes(self) -> None:
        while True:
            with suppress(TimeoutError, asyncio.TimeoutError, OSError, websockets.WebSocketException):
                async with Pupil(self._address, new_code()):
                    self.codes += 1

    async def _begin_classes(self) -> None:
        stream = self._address.replace("http", "ws", 1) + "/_stcore/stream"
        async with websockets.connect(
            stream, subprotocols=["streamlit"], max_size=None, ping_interval=None, close_timeout=0.1
        ) as socket:
            opening = BackMsg()
            opening.rerun_script.page_name = "wall"
            await socket.send(opening.SerializeToString())
            button = page = ""
            while True:
                message = ForwardMsg.FromString(await socket.recv())
                if message.WhichOneof("type") == "navigation":
                    page = message.navigation.page_script_hash
                if message.delta.new_element.button.id.endswith("class_start"):
                    button = message.delta.new_element.button.id
                if message.WhichOneof("type") == "script_finished" and button:
                    press = BackMsg()
                    press.rerun_script.page_script_hash = page
                    press.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
                    await socket.send(press.SerializeToString())
                    self.pressed += 1

    def __str__(self) -> str:
        """Return the results as text."""
        return (
            f"flood: {len(self.numbers)} drawings of {self.devices} devices taken, {self.refused} refused; "
            f"{self.codes} wrong codes; {self.pressed} times Start a class"
        )
