"""What every answer tells the browser besides its content: what a page may run, and who may frame it.

`SecurityHeaders` stands before the whole app, so that every way of serving it has them. It closes what is for
programs and for those who run a server. It knows nothing of what the page shows.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.serving.link_preview import PICTURE

FRAMED_BY = "INKLING_FRAME_ANCESTORS"  # the environment's: the hosts that may show the page in a frame
HOST = re.compile(r"\*|'self'|'none'|(https?://)?(\*\.)?[A-Za-z0-9.-]+(:(\d+|\*))?")  # as a policy names one
CLOSED = re.compile(r"/_stcore/(metrics|agent)(/|$)")
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
NEVER_FRAMED = re.compile(r"/wall/*$")  # by another origin: its teacher's clicks end a class
FOR_OTHERS = re.compile(rf"/({re.escape(PICTURE)}|favicon\.png)$")  # which chats show
YEAR = 365 * 24 * 60 * 60  # seconds
FOREVER = ",".join(("public", "immutable", f"max-age={YEAR}"))  # of what is named by a hash of what is in it
NEVER = ("camera", "geolocation", "hid", "microphone", "midi", "payment", "serial", "usb")
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # an address says what somebody has drawn
    "permissions-policy": ", ".join(f"{name}=()" for name in NEVER),
    "cross-origin-opener-policy": "same-origin",
}


class SecurityHeaders:
    """Middleware: every answer gets its headers; what is closed is not found."""

    def __init__(self, app: ASGIApp, page: Callable[[], str], hosts: str) -> None:
        """Stand before this app; page() gives its HTML once it runs, `hosts` is by `framing_hosts`."""
        self._app, self._hosts, self._page = app, hosts, page

    @cached_property
    def _policy(self) -> str:
        return policy(self._page())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        framing = ancestors(self._hosts, scope.get("query_string", b""), path)
        headers = ALWAYS | {
            "content-security-policy": f"{self._policy}; frame-ancestors {framing}",
            "cross-origin-resource-policy": "cross-origin" if FOR_OTHERS.search(path) else "same-origin",
        }
        app = Response(status_code=404) if CLOSED.search(path) else self._app
        await app(scope, receive, _Telling(send, headers))


class _Telling:
    """What is sent for one request, with these headers in place of others of their names."""

    def __init__(self, send: Send, headers: Mapping[str, str]) -> None:
        self._send, self._headers = send, headers

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            all_headers = MutableHeaders(raw=list(message.get("headers", ())))
            all_headers.update(self._headers)
            message = message | {"headers": all_headers.raw}
        await self._send(message)


def policy(page: str, more: Mapping[str, Iterable[str]] = MappingProxyType({})) -> str:
    """What a page with this HTML may load and run: Content-Security-Policy, but for who may frame it.

    Args:
        page: HTML.
        more: what else it may, by the names of directives.

    Scripts are files of this server, the page's own inline ones by their hashes, and the modules that
    Streamlit makes of components' code as blob: addresses. Styles it writes into the page as it goes.
    """
    allowed: dict[str, Iterable[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "blob:", *dict.fromkeys(map(_hashed, INLINE.findall(page)))],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    for name, sources in more.items():
        allowed[name] = [source for source in (*allowed.get(name, ()), *sources) if source != "'none'"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def _hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def streamlit_page() -> str:
    """The HTML that Streamlit sends for every page."""
    from streamlit.file_util import get_static_dir

    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")


def framing_hosts(text: str) -> str:
    """The hosts that may frame the page, as the environment says them: empty if it says none.

    Raises:
        ValueError: a sentence; it is no list of hosts.
    """
    hosts = text.split()
    if not all(HOST.fullmatch(host) for host in hosts):
        raise ValueError(
            f"{FRAMED_BY} is {text!r}. It should be hosts with spaces between them, such as "
            "https://moodle.example.org https://*.example.edu, or * for any."
        )
    return " ".join(hosts)


def ancestors(hosts: str, query: bytes, path: str = "/") -> str:
    """Who may frame what is asked for: those hosts; where none are named, anybody with ?embed=true.

    Whoever looks at a frame can be brought to click on what they don't see. Here nobody is logged in, and
    Undo brings back what was on the page. The wall can end a class: only this server's own pages frame it.
    """
    if NEVER_FRAMED.search(path):
        return "'self'"
    if hosts:
        return hosts
    embed = parse_qs(query.decode("latin-1")).get("embed", [""])
    return "*" if embed[-1].lower() == "true" else "'self'"
