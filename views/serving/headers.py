"""HTTP headers of every answer: what a page may run, and who may embed it.

`SecurityHeaders` wraps the whole app, so every way of serving it sends them. It also closes paths that are
meant for programs and for operators. It knows nothing about what the page shows.
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

FRAMED_BY = "INKLING_FRAME_ANCESTORS"  # environment variable: the hosts that may embed the page
HOST = re.compile(r"\*|'self'|'none'|(https?://)?(\*\.)?[A-Za-z0-9.-]+(:(\d+|\*))?")  # in a policy's syntax
# Files that no browser opens as a page. A first visit fetches seventy, of which a policy would be a sixth.
OF_A_PAGE = re.compile(r"/static/.+\.(js|css|woff2)$")
CLOSED = re.compile(r"/_stcore/(metrics|agent)(/|$)")
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
NEVER_FRAMED = re.compile(r"/wall/*$")  # by another origin, because its teacher's clicks end a class
FOR_OTHERS = re.compile(rf"/({re.escape(PICTURE)}|favicon\.png)$")  # shown by chats
YEAR = 365 * 24 * 60 * 60  # seconds
FOREVER = ",".join(("public", "immutable", f"max-age={YEAR}"))  # for files named by a hash of their content
NEVER = ("camera", "geolocation", "hid", "microphone", "midi", "payment", "serial", "usb")
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # because an address contains a drawing
    "permissions-policy": ", ".join(f"{name}=()" for name in NEVER),
    "cross-origin-opener-policy": "same-origin",
}
OF_A_FILE = ("x-content-type-options", "cross-origin-resource-policy")
TEXT = re.compile(r"text/(css|javascript)|application/javascript|font/")


class SecurityHeaders:
    """Middleware that sets the headers of every answer and answers closed paths with 404."""

    def __init__(self, app: ASGIApp, page: Callable[[], str], hosts: str) -> None:
        """Wrap this app; page() returns its HTML once it runs, `hosts` comes from `framing_hosts`."""
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
        await app(scope, receive, _WithHeaders(send, headers, bool(OF_A_PAGE.search(path))))


class _WithHeaders:
    """A `send` for one request that sets these headers and replaces others of the same name."""

    def __init__(self, send: Send, headers: Mapping[str, str], is_of_a_page: bool) -> None:
        self._send, self._headers, self._is_of_a_page = send, headers, is_of_a_page

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            all_headers = MutableHeaders(raw=list(message.get("headers", ())))
            is_file = self._is_of_a_page and TEXT.match(all_headers.get("content-type", ""))
            names = OF_A_FILE if is_file else self._headers
            all_headers.update({name: self._headers[name] for name in names})
            message = message | {"headers": all_headers.raw}
        await self._send(message)


def policy(page: str, more: Mapping[str, Iterable[str]] = MappingProxyType({})) -> str:
    """Return the Content-Security-Policy for a page with this HTML, without frame-ancestors.

    Args:
        page: HTML.
        more: additional sources, by directive.

    Scripts are files of this server, the page's own inline ones by their hashes, and the modules that
    Streamlit makes of components' code as blob: addresses. Streamlit adds styles to the page while it runs.
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
    """Return the HTML that Streamlit sends for every page."""
    from streamlit.file_util import get_static_dir

    return (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")


def framing_hosts(text: str) -> str:
    """Check the hosts from the environment that may embed the page; empty if there are none.

    Raises:
        ValueError: the text isn't a list of hosts; the message is a sentence.
    """
    hosts = text.split()
    if not all(HOST.fullmatch(host) for host in hosts):
        raise ValueError(
            f"{FRAMED_BY} is {text!r}. It should be hosts with spaces between them, such as "
            "https://moodle.example.org https://*.example.edu, or * for any."
        )
    return " ".join(hosts)


def ancestors(hosts: str, query: bytes, path: str = "/") -> str:
    """Return who may embed the requested page: these hosts; without any, everyone with ?embed=true.

    An embedding page can trick people into clicking on something they don't see. That's harmless here,
    because nobody is logged in and Undo restores the page. But the wall can end a class, so only this
    server's own pages can embed it.
    """
    if NEVER_FRAMED.search(path):
        return "'self'"
    if hosts:
        return hosts
    embed = parse_qs(query.decode("latin-1")).get("embed", [""])
    return "*" if embed[-1].lower() == "true" else "'self'"
