"""How much of what visitors send is on its way into this process at once: as much as there is room for.

`UploadRoom` stands before Streamlit, which takes every file in at once, however many. Here each waits for its
turn until what is held and what is coming leave room for it. It reads nothing of what is sent.
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
UPLOAD = re.compile(rf"/_stcore/upload_file/(?P<session>{ID})/{ID}")  # as Streamlit makes its addresses
UPLOADS = "/_stcore/upload_file/"
MOST = (MAX_MEGABYTES + 1) * 1024**2  # bytes: the file, and the form that a browser puts around it
WAIT_SECONDS = 3 * UNREAD_SECONDS  # for room; more than it takes until what is not read makes some
LOOK_SECONDS = 0.1
SLOWEST, GRACE_SECONDS = 30_000, 10.0  # bytes a second, from then on


class UploadRoom:
    """Middleware: files are let in while there is room; whatever else is asked for is let through."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before this app."""
        self._app = app
        self._coming: Counter[str] = Counter()  # session -> files on their way
        self._bytes = 0  # that they may have
        self._line = asyncio.Lock()  # whoever came first looks for room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or UPLOADS not in scope["path"] or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        status = await self._let_in(scope, receive, send)
        if status:
            await Response(status_code=status)(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> int | None:
        """Have the app answer; else give the status that says why not."""
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
        """Wait for room; False if there is none in time."""
        deadline = time.monotonic() + WAIT_SECONDS
        async with self._line:
            while files.make_room() + self._bytes + size > MOST_BYTES:
                if time.monotonic() > deadline:
                    return False
                await asyncio.sleep(LOOK_SECONDS)
            self._bytes += size
            return True


class TooSlow(Exception):
    """What is sent comes too slowly."""


class _Timely:
    """What comes for one request, which is over if it comes too slowly: it keeps others waiting."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._deadline: float | None = time.monotonic() + GRACE_SECONDS

    async def __call__(self) -> Message:
        """The next piece.

        Raises:
            TooSlow: it took too long.
        """
        if self._deadline is None:  # all is there
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._deadline - time.monotonic())
        except asyncio.TimeoutError as error:
            raise TooSlow from error
        more = message.get("more_body", False)
        self._deadline = self._deadline + len(message.get("body", b"")) / SLOWEST if more else None
        return message


def announced(scope: Scope) -> int:
    """How many bytes a request says that it has; the most there may be, where it doesn't say."""
    text = Headers(scope=scope).get("content-length", "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else MOST
