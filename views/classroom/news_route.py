"""The route where browsers poll for news of a class: see news.py."""

from __future__ import annotations

from contextlib import suppress
from hmac import compare_digest

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from model.classes import ClassError
from views.classroom import news
from views.classroom.classes import watch
from views.serving.network_file import base


def class_routes() -> list[Route]:
    """Return the route."""
    return [Route(f"{base()}/{news.PATH}", news_of_class)]


async def news_of_class(request: Request) -> Response:
    """Return a class's `News` as JSON; 404 if no page of this process has shown it, or it was forgotten.

    So nobody can guess codes here, and the store isn't queried more often than sessions query it.
    """
    code, proof = (request.query_params.get(name, "") for name in ("code", "proof"))
    is_proved = compare_digest(proof.encode(), news.proof_of(code).encode())
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
