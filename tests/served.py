"""Requests to the server, and the files that its pages name."""

import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from tests.event_loop import run
from views.serving.network_routes import shipped_file

NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"')  # files


def scope_of(path: str, query: bytes = b"") -> dict:
    """Return the ASGI scope of a request for a page."""
    return {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}


def asked(wrap: Callable[[ASGIApp], ASGIApp], scope: dict, *answer: dict) -> tuple[list[dict], list[dict]]:
    """Return what is sent for a request through this middleware, and the requests that come through it.

    `answer` is what the app sends that `wrap` gets.
    """
    sent, came = [], []

    async def app(scope, receive, send) -> None:
        came.append(scope)
        for message in answer:
            await send(message)

    async def send(message) -> None:
        sent.append(message)

    run(wrap(app)(scope, None, send))
    return sent, came


def fetch(name: str) -> Response:
    """Fetch a shipped network's file by name."""
    return shipped_file(Request({"type": "http", "path_params": {"name": name}}))
