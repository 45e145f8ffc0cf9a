"""What is asked of the server, and what its pages name."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from views.serving.network_routes import shipped_file

NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"')  # files


def scope_of(path: str, query: bytes = b"") -> dict:
    """Of somebody who asks for a page."""
    return {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}


def fetch(name: str) -> Response:
    """A shipped network's file, by its name."""
    return shipped_file(Request({"type": "http", "path_params": {"name": name}}))
