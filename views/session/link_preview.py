"""What a link to the page shows where it is pasted: a title, a sentence and a picture, and which icon it has.

Chats and search engines read the HTML that the server sends and run no script. Streamlit sends everybody the
same, with a title of its own; `LinkPreview` stands before it and puts ours in. It knows nothing of what the
page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.session import words

PICTURE, PICTURE_SIZE = "preview.png", (1200, 630)  # the size that chats show whole
NO_PAGE = re.compile(r"^/(_stcore|media|component|static)/|\.\w+$")  # Streamlit's own paths, and files
FOR_A_COPY = ("accept-encoding", "if-none-match", "if-modified-since", "range")  # of a page that will differ
OF_A_COPY = ("content-length", "etag", "last-modified", "accept-ranges")


def _as_it_is(html: str, _: Scope) -> str:
    return html


class LinkPreview:
    """Middleware: every page's HTML gets a head of ours; whatever else is served is let through."""

    def __init__(self, app: ASGIApp, also: Callable[[str, Scope], str] = _as_it_is) -> None:
        """Stand before this app; `also` is what else is changed in the HTML of a page, for that request."""
        self._app, self._also = app, also

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if is_page(scope):
            whole = [(name, value) for name, value in scope["headers"] if name.decode() not in FOR_A_COPY]
            await self._app(
                scope | {"headers": whole}, receive, _Rewriting(send, partial(self._changed, scope))
            )
        else:
            await self._app(scope, receive, send)

    def _changed(self, scope: Scope, html: str) -> str:
        return self._also(with_head(html, preview_head(address(scope))), scope)


class _Rewriting:
    """What is sent for one request, held back until it is whole, if it is HTML."""

    def __init__(self, send: Send, changed: Callable[[str], str]) -> None:
        self._send, self._changed = send, changed
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()

    async def _finish(self) -> None:
        body = self._changed(self._body.decode()).encode()
        headers = MutableHeaders(raw=list(self._start["headers"]))
        for name in OF_A_COPY:
            del headers[name]
        if body:
            headers["content-length"] = str(len(body))
        await self._send(self._start | {"headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def is_page(scope: Scope) -> bool:
    """Whether a page is asked for, to be read."""
    is_read = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    return is_read and not NO_PAGE.search(scope["path"])


def _is_html(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def with_head(html: str, head: str) -> str:
    """The page with our head in place of its own title; as it was, if it has none."""
    return re.sub(r"<title>[^<]*</title>", lambda _: head, html, count=1)


def preview_head(base: str) -> str:
    """The title and what says the rest, as HTML; pictures are named with that address before them."""
    width, height = PICTURE_SIZE
    said: Mapping[str, str] = {
        "og:type": "website",
        "og:site_name": words.TITLE,
        "og:title": words.TITLE,
        "og:description": words.DESCRIPTION,
        "og:image": f"{base}/{PICTURE}",
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": words.PREVIEW,
    }
    tags = [f'<meta property="{name}" content="{escape(value)}" />' for name, value in said.items()]
    return "\n    ".join(
        [
            f"<title>{escape(words.TITLE)}</title>",
            f'<meta name="description" content="{escape(words.DESCRIPTION)}" />',
            *tags,
            '<meta name="twitter:card" content="summary_large_image" />',
        ]
    )


def address(scope: Scope) -> str:
    """The address by which this request came, without the path: "https://digits.example.org".

    Whoever ends TLS before this server says so in X-Forwarded-Proto.
    """
    headers = Headers(scope=scope)
    told = headers.get("x-forwarded-proto", "").partition(",")[0].strip()
    scheme = told if told in ("http", "https") else scope.get("scheme", "http")
    return f"{scheme}://{headers.get('host', 'localhost')}{scope.get('root_path', '')}"
