"""Compression of pages, scripts and styles, and long caching of those that never change.

`Compressed` is middleware around Streamlit, which serves its page and scripts uncompressed because it would
compress them again for every visitor. We compress each file once: a first visit takes a third of the bytes.
This module knows nothing about their contents.
"""

from __future__ import annotations

import asyncio
import gzip
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.serving.headers import FOREVER
from views.serving.held_back import Answer, HeldBack
from views.serving.link_preview import is_page

# Streamlit's own files, the shell's, and components', whose names contain a hash of their content.
CONSTANT = re.compile(r"/(static|shell)/.+\.(js|css)$|/_stcore/bidi-components/.+-[\w-]{8}\.(js|css)$")
TEXT = re.compile(r"text/(html|css|javascript)|application/javascript")
LEVEL = 6  # of 9, which takes half as long again and saves 0.3%
MOST_BYTES = 2**20  # of a file: the longest that one of our pages needs has 0.9 MB
MOST_CACHED = 4 * 2**20  # bytes of all cached files, compressed


class Compressed:
    """Middleware that compresses pages, scripts and styles for browsers that accept it, and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap this app."""
        self._app = app
        self._cached: dict[str, Answer] = {}  # path -> an answer that never changes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _may_be_compressed(scope):
            await self._app(scope, receive, send)
        elif cached := self._cached.get(scope["path"]):
            await cached.send(send)
        else:
            plain = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
            held_back = HeldBack(send, _is_text)
            await self._app(scope | {"headers": plain}, receive, held_back)
            if held_back.answer:
                answer = await asyncio.to_thread(_compressed, held_back.answer)
                if is_constant(scope["path"]):
                    MutableHeaders(raw=answer.start["headers"])["cache-control"] = FOREVER
                    self._cache(scope["path"], answer)
                await answer.send(send)

    def _cache(self, path: str, answer: Answer) -> None:
        if self.bytes + len(answer.body) <= MOST_CACHED:
            self._cached[path] = answer

    @property
    def bytes(self) -> int:
        """Size of all cached answers."""
        return sum(len(each.body) for each in self._cached.values())


def is_constant(path: str) -> bool:
    """Return whether the content at a path never changes."""
    return CONSTANT.search(path) is not None


def _may_be_compressed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    is_wanted = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
    return is_wanted and (is_constant(scope["path"]) or is_page(scope))


def _is_text(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    length = headers.get("content-length", "")
    is_short = length.isdecimal() and int(length) <= MOST_BYTES
    return start["status"] == 200 and is_short and bool(TEXT.match(headers.get("content-type", "")))


def _compressed(answer: Answer) -> Answer:
    smaller = gzip.compress(answer.body, LEVEL, mtime=0)
    headers = MutableHeaders(raw=list(answer.start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges"):  # these describe the uncompressed content
        del headers[name]
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(smaller))
    headers.add_vary_header("Accept-Encoding")
    return Answer(answer.start | {"headers": headers.raw}, smaller)
