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
        self._body, self._is_whole = b"", False

    async def __call__(self, message: Message) -> None:
        """Receive a message from the app."""
        if message["type"] == "http.response.start" and self._is_wanted(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            self._is_whole = not message.get("more_body", False)

    @property
    def answer(self) -> Answer | None:
        """The answer that was held back; None if it wasn't, or if the app hasn't sent all of it.

        Starlette's FileResponse ends early, without an error, for a visitor who has left.
        """
        return Answer(self._start, self._body) if self._start is not None and self._is_whole else None
