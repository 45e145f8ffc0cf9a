"""An answer that is held back until it is complete, because another one will be sent instead.

Takes what an app sends for one request and returns it in one piece. Knows nothing about its contents or what
becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from starlette.types import Message, Send


class Answer(NamedTuple):
    """The answer to a request: status and headers, then the body."""

    start: Message
    body: bytes

    async def send(self, send: Send) -> None:
        """Send the answer."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})


class HeldBack:
    """A `send` for one request that holds back the wanted answers and passes on all others."""

    def __init__(self, send: Send, is_wanted: Callable[[Message], bool]) -> None:
        """Wrap `send`; `is_wanted` decides by status and headers."""
        self._send, self._is_wanted = send, is_wanted
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Receive a message from the app."""
        if message["type"] == "http.response.start" and self._is_wanted(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")

    @property
    def answer(self) -> Answer | None:
        """The answer that was held back, once the app has sent all of it; None if it wasn't held back."""
        return None if self._start is None else Answer(self._start, self._body)
