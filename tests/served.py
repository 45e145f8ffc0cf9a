"""Requests to the server, and the files that its pages name."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from views.serving.network_routes import shipped_file

NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"')  # files


def scope_of(path: str, query: bytes = b"") -> dict:
    """Return the ASGI scope of a request for a page."""
    return {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}


def fetch(name: str) -> Response:
    """Fetch a shipped network's file by name."""
    return shipped_file(Request({"type": "http", "path_params": {"name": name}}))
