"""An answer that is held back until it is whole, since it will be sent as another.

Takes what an app sends for one request, gives all of it in one piece. Knows nothing of what is said in it, or
of what is made of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from starlette.types import Message, Send


class Answer(NamedTuple):
    """What is sent for a request: status and headers, then the body."""

    start: Message
    body: bytes

    async def send(self, send: Send) -> None:
        """Send it."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})


class HeldBack:
    """In place of `send` for one request: what is wanted is kept from it, whatever else is handed on."""

    def __init__(self, send: Send, is_wanted: Callable[[Message], bool]) -> None:
        """`is_wanted` decides by status and headers."""
        self._send, self._is_wanted = send, is_wanted
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Take in what the app sends."""
        if message["type"] == "http.response.start" and self._is_wanted(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")

    @property
    def answer(self) -> Answer | None:
        """What was kept, once the app has sent all of it; None if nothing was."""
        return None if self._start is None else Answer(self._start, self._body)
