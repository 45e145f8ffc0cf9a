"""What a class swaps, for the browser of its wall: networks as text, and finds with their images.

A wall would otherwise get all of it again with every run of the page.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from model.classes import ClassError
from model.classes.swapped import Find
from model.errors import DataError
from views.classroom.classes import classes, watch
from views.classroom.news import proof_of
from views.parts.files.network_file import base
from views.parts.looks.encode import as_base64
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import image_in_code

PATH = "classes/swapped"
OF_WALL = " wall"  # a device's proof opens nothing here: who judges a find shouldn't know what others say
NUMBERS = range(1, 10**9)
AGREED, OPEN, UNSURE = "agreed", "open", "unsure"
KNOWN_IMAGES = 2000  # finds whose images this process caches, 1 kB each
_HEADERS = {"cache-control": "no-store"}


def address_of_swapped(code: str) -> str:
    """Return the address for a class's wall; its browser adds "&number=" of a network, or "&since="."""
    return f"{base()}/{PATH}?code={code}&proof={proof_of(code + OF_WALL)}"


def address_of_network(code: str, number: int) -> str:
    """Return the address of one network's text, for its owner's browser."""
    return f"{base()}/{PATH}?code={code}&proof={proof_of(_of_network(code, number))}&number={number}"


def _of_network(code: str, number: object) -> str:
    return f"{code} {number}"


def swapped_routes() -> list[Route]:
    """Return the route."""
    return [Route(f"{base()}/{PATH}", swapped)]


async def swapped(request: Request) -> Response:
    """Return a network's text, or as JSON the finds that have changed since a serial; 404 to others.

    Only a page of this process has the proof: the wall's for everything, an owner's for one network.
    """
    code, proof, number, since = (
        request.query_params.get(name, "") for name in ("code", "proof", "number", "since")
    )
    is_walls, is_owners = (
        hmac.compare_digest(proof.encode(), proof_of(about).encode())
        for about in (code + OF_WALL, _of_network(code, number))
    )
    with suppress(ClassError):
        if (is_walls or is_owners) and _is_number(number):
            text = await run_in_threadpool(lambda: classes().packed(code, int(number)))
            return PlainTextResponse(text, status_code=200 if text else 404, headers=_HEADERS)
        if is_walls and (since == "0" or _is_number(since)):
            return JSONResponse(await run_in_threadpool(_finds, code, int(since)), headers=_HEADERS)
    return Response(status_code=404, headers=_HEADERS)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) in NUMBERS


def _finds(code: str, since: int) -> dict[str, object]:
    """Return the numbers of all finds, those that have changed, and the serial that this reaches."""
    latest = watch.look(code)
    changed = [_described(each) for each in latest.finds.values() if each.serial > since]
    return {
        "numbers": [*latest.finds],
        "finds": [each for each in changed if each],
        "serial": latest.standing.serial,
    }


def _described(find: Find) -> dict[str, object] | None:
    """Return what swap_wall.js knows of a find; None if its drawing can't be read."""
    image = _image(find.drawing)
    if image is None:
        return None
    state = AGREED if find.is_agreed else UNSURE if find.is_judged else OPEN
    said: Sequence[int | None] = find.judgments if find.is_judged else ()
    names = ("number", "owner", "version", "label", "answer")
    about = {name: getattr(find, name) for name in names}
    return {**about, "state": state, "said": said, "image": image}


@lru_cache(maxsize=KNOWN_IMAGES)
def _image(code: str) -> str | None:
    """Return a drawing's image: base64 of uint8 (784,), 255 for ink."""
    with suppress(CodeError, DataError):
        return as_base64(np.round(255 * image_in_code(code)), "|u1")
    return None
