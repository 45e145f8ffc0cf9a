"""Limits how much of visitors' uploads this process receives at once: as much as there is room for.

`UploadRoom` wraps Streamlit, which accepts every file at once, however many there are. Here each waits until
the stored and the arriving files leave enough room. It doesn't read what is sent.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import exists, get_instance

from model.files import MAX_MEGABYTES
from views.serving.uploads import MOST_BYTES, MOST_UNREAD, UNREAD_SECONDS, BoundedFiles

ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
UPLOAD = re.compile(rf"/_stcore/upload_file/(?P<session>{ID})/{ID}")  # Streamlit's format
UPLOADS = "/_stcore/upload_file/"
MOST = (MAX_MEGABYTES + 1) * 1024**2  # bytes: the file, and the form that a browser wraps around it
LOOKS = 200  # for room, in the time that unread files stay
SLOWEST = 30_000  # bytes per second, after a grace period of half as long as unread files stay


class UploadRoom:
    """Middleware that admits uploads while there is room and passes on all other requests."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap this app."""
        self._app = app
        self._coming: Counter[str] = Counter()  # session -> files on their way
        self._bytes = 0  # total size of those files
        self._line = asyncio.Lock()  # the first in line waits for room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or UPLOADS not in scope["path"] or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        status = await self._let_in(scope, receive, send)
        if status:
            await Response(status_code=status)(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> int | None:
        """Let the app answer, or return the status code of the refusal."""
        found, size = UPLOAD.search(scope["path"]), announced(scope)
        if not found or not exists() or not get_instance().is_active_session(found["session"]):
            return 400
        if size > MOST:
            return 413
        session = found["session"]
        if self._coming[session] >= MOST_UNREAD:
            return 429
        self._coming[session] += 1
        try:
            return await self._once_there_is_room(size, scope, receive, send)
        finally:
            self._coming -= Counter([session])

    async def _once_there_is_room(self, size: int, scope: Scope, receive: Receive, send: Send) -> int | None:
        files = get_instance().uploaded_file_mgr
        if isinstance(files, BoundedFiles) and not await self._take_room(files, size):
            return 503
        try:
            await self._app(scope, _Timely(receive), send)
        except TooSlow:
            return 408
        except ClientDisconnect:  # there is nobody to answer
            return None
        finally:
            self._bytes -= size
        return None

    async def _take_room(self, files: BoundedFiles, size: int) -> bool:
        """Wait for room; return False if there is none in time."""
        deadline = time.monotonic() + 3 * UNREAD_SECONDS  # long after unread files have made some
        async with self._line:
            while files.make_room() + self._bytes + size > MOST_BYTES:
                if time.monotonic() > deadline:
                    return False
                await asyncio.sleep(UNREAD_SECONDS / LOOKS)
            self._bytes += size
            return True


class TooSlow(Exception):
    """An upload arrives too slowly."""


class _Timely:
    """A `receive` for one request that fails if data comes too slowly, because that keeps others waiting."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._deadline: float | None = time.monotonic() + UNREAD_SECONDS / 2

    async def __call__(self) -> Message:
        """Receive the next piece.

        Raises:
            TooSlow: it took too long.
        """
        if self._deadline is None:  # everything has arrived
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._deadline - time.monotonic())
        except asyncio.TimeoutError as error:
            raise TooSlow from error
        more = message.get("more_body", False)
        self._deadline = self._deadline + len(message.get("body", b"")) / SLOWEST if more else None
        return message


def announced(scope: Scope) -> int:
    """Return the announced size of a request in bytes; the maximum if it doesn't announce any."""
    text = Headers(scope=scope).get("content-length", "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else MOST
