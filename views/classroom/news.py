"""News of a class: a browser polls for it, and makes Python run only if there is any.

A run of the page costs the server many times what such an answer does.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from model.classes import ClassError
from views.classroom.classes import News, watch
from views.parts.component import mount
from views.parts.files.network_file import base

PATH = "classes/news"

_SECRET = secrets.token_bytes(16)  # of this process
_news = mount(__file__, "news", is_seen=False)


def run_with_news(code: str, of: Sequence[str], seen: News, every: float, key: str = "class_news") -> None:
    """Run the surrounding fragment again as soon as there is news of a class.

    Args:
        code: of the class.
        of: the fields of `News` that count.
        seen: what the fragment shows.
        every: seconds between two polls.
        key: of the component that polls.
    """
    address = f"{base()}/{PATH}?code={code}&proof={proof_of(code)}"
    data = {
        "address": address,
        "seen": {name: getattr(seen, name) for name in of},
        "every": round(1000 * every),
    }
    _news(key=key, height=1, data=data, on_again_change=lambda: None)


def proof_of(code: str) -> str:
    """Return a proof, 32 hexadecimal digits, that a page of this process has shown that class."""
    return hmac.digest(_SECRET, code.encode(), "sha256").hex()[:32]


def class_routes() -> list[Route]:
    """Return the route."""
    return [Route(f"{base()}/{PATH}", news_of_class)]


async def news_of_class(request: Request) -> Response:
    """Return a class's `News` as JSON; 404 if no page of this process has shown it, or it was forgotten.

    So nobody can guess codes here, and the store isn't queried more often than sessions query it.
    """
    code, proof = (request.query_params.get(name, "") for name in ("code", "proof"))
    is_proved = hmac.compare_digest(proof.encode(), proof_of(code).encode())
    if is_proved and watch.is_due(code):
        with suppress(ClassError):  # then we return what was seen before
            await run_in_threadpool(watch.look, code)
    known = watch.known(code) if is_proved else None
    headers = {"cache-control": "no-store"}
    return (
        JSONResponse(known._asdict(), headers=headers)
        if known
        else Response(status_code=404, headers=headers)
    )
