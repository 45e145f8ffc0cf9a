"""A page's head in HTML: its language, and the sentence and picture that a link preview shows.

Chats and search engines read the HTML that the server sends and run no script. Streamlit sends the same to
everyone, with its own title; `LinkPreview` wraps it and inserts ours. It knows nothing about what the page
shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.parts import words
from views.parts.files.words_file import words_address
from views.parts.language.asked import COOKIE, LANG, preferred, resolve
from views.parts.language.catalogs import ENGLISH, translated
from views.parts.language.language import _, speaking
from views.serving.held_back import Answer, HeldBack

PICTURE, PICTURE_SIZE = "preview.png", (1200, 630)  # the size that chats show uncropped
NO_PAGE = re.compile(r"^/(_stcore|media|component|static)/|\.\w+$")  # Streamlit's own paths, and files
FOR_A_COPY = ("accept-encoding", "if-none-match", "if-modified-since", "range")  # of a page we'll change
OF_A_COPY = ("content-length", "etag", "last-modified", "accept-ranges")


def _as_it_is(html: str, _: Scope) -> str:
    return html


class LinkPreview:
    """Middleware that inserts our head into every page's HTML and passes on everything else."""

    def __init__(self, app: ASGIApp, also: Callable[[str, Scope], str] = _as_it_is) -> None:
        """Wrap this app; `also` makes other changes to a page's HTML for a request."""
        self._app, self._also = app, also

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_page(scope):
            await self._app(scope, receive, send)
            return
        whole = [(name, value) for name, value in scope["headers"] if name.decode() not in FOR_A_COPY]
        held_back = HeldBack(send, _is_html)
        await self._app(scope | {"headers": whole}, receive, held_back)
        if held_back.answer:
            await self._changed(held_back.answer, scope).send(send)

    def _changed(self, answer: Answer, scope: Scope) -> Answer:
        language = language_of(scope)
        with speaking(language):
            page = with_head(answer.body.decode(), preview_head(address(scope)))
            body = in_language(self._also(page, scope), language).encode()
        headers = MutableHeaders(raw=list(answer.start["headers"]))
        for name in OF_A_COPY:
            del headers[name]
        if body:
            headers["content-length"] = str(len(body))
        return Answer(answer.start | {"headers": headers.raw}, body)


def is_page(scope: Scope) -> bool:
    """Return whether the request is for a page."""
    is_read = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    return is_read and not NO_PAGE.search(scope["path"])


def _is_html(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def with_head(html: str, head: str) -> str:
    """Return the page with our head in place of its title; unchanged if it has no title."""
    return re.sub(r"<title>[^<]*</title>", lambda _: head, html, count=1)


def preview_head(base: str) -> str:
    """Return the title and the preview's tags as HTML; `base` is the address in front of pictures."""
    width, height = PICTURE_SIZE
    text: Mapping[str, str] = {
        "og:type": "website",
        "og:site_name": words.TITLE,
        "og:title": words.TITLE,
        "og:description": _(words.DESCRIPTION),
        "og:image": f"{base}/{PICTURE}",
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": _("A hand-drawn 7, the network's answer and, below it, the neurons that fired"),
    }
    tags = [f'<meta property="{name}" content="{escape(value)}" />' for name, value in text.items()]
    return "\n    ".join(
        [
            f"<title>{escape(words.TITLE)}</title>",
            f'<meta name="description" content="{escape(_(words.DESCRIPTION))}" />',
            *tags,
            '<meta name="twitter:card" content="summary_large_image" />',
        ]
    )


def address(scope: Scope) -> str:
    """Return the address of this request without the path: "https://digits.example.org".

    A proxy that ends TLS before this server says so in X-Forwarded-Proto.
    """
    headers = Headers(scope=scope)
    forwarded = headers.get("x-forwarded-proto", "").partition(",")[0].strip()
    scheme = forwarded if forwarded in ("http", "https") else scope.get("scheme", "http")
    return f"{scheme}://{headers.get('host', 'localhost')}{scope.get('root_path', '')}"


def language_of(scope: Scope) -> str:
    """Return a request's language: the address's, else the one chosen, else the browser's preferred one."""
    if not translated():
        return ENGLISH
    headers, in_address = Headers(scope=scope), QueryParams(scope.get("query_string", b"")).get(LANG)
    chosen = cookie_parser(headers.get("cookie", "")).get(COOKIE)
    return resolve([in_address, chosen], preferred(headers.get("accept-language", "")))


def in_language(html: str, language: str) -> str:
    """Set the page's language and add the script with the texts that the browser shows by itself."""
    if language == ENGLISH:
        return html
    html = re.sub(r"<html[^>]*>", f'<html lang="{language}">', html, count=1)
    words = f'<script src="{words_address(language)}"></script>'
    return re.sub(r"<head[^>]*>", lambda found: found[0] + words, html, count=1)
