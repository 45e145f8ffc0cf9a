"""What a class swaps, as files: networks for the browsers of their owner and the wall; for that, finds, too.

They would otherwise get all of it again with every run of the page.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from model.classes import ClassError
from model.classes.swapped import Find, SharedNetwork
from model.errors import DataError, NetworkError
from model.training.packed import unpack
from views.classroom.classes import classes, watch
from views.classroom.news import proof_of
from views.parts.files.network_file import KIND, base, zipped
from views.parts.looks.encode import as_base64
from views.parts.shared import shipped_network
from views.session.drawing.drawing_code import CodeError
from views.session.drawing.linked_drawing import image_in_code

PATH = "classes/swapped"
OF_WALL = "wall"  # a device's proof doesn't open this: who judges a find shouldn't know what others say
AGREED, OPEN, UNSURE = "agreed", "open", "unsure"
KNOWN_FILES, KNOWN_IMAGES = 8, 2000  # of networks and drawings, which this process caches: 0.4 MB, 1 kB each
_HEADERS = {"cache-control": "no-store"}


def address_of_finds(code: str) -> str:
    """Return the address for a class's wall; its browser adds "&since="."""
    return _address(code, OF_WALL)


def versions_of(code: str, networks: Iterable[SharedNetwork]) -> list[dict[str, object]]:
    """Return networks' versions, and the address where a browser gets each one: see history.js."""
    return [{"version": each.version, "address": _address(code, str(each.number))} for each in networks]


def _address(code: str, of: str) -> str:
    return f"{base()}/{PATH}?code={code}&of={of}&proof={proof_of(f'{code} {of}')}"


def swapped_routes() -> list[Route]:
    """Return the route."""
    return [Route(f"{base()}/{PATH}", swapped)]


async def swapped(request: Request) -> Response:
    """Return a network's file, or as JSON the finds that have changed since a serial; 404 to others.

    Only a page of this process has the proof, which is for one network, or for the wall's finds.
    """
    code, of, proof, since = (request.query_params.get(name, "") for name in ("code", "of", "proof", "since"))
    if hmac.compare_digest(proof.encode(), proof_of(f"{code} {of}").encode()):
        with suppress(ClassError, DataError, NetworkError):
            if of != OF_WALL:
                file = await run_in_threadpool(lambda: _file(classes().packed(code, int(of))))
                return Response(file, media_type=KIND, headers=_HEADERS)
            if since.isdecimal() and len(since) < 10:
                return JSONResponse(await run_in_threadpool(_finds, code, int(since)), headers=_HEADERS)
    return Response(status_code=404, headers=_HEADERS)


@lru_cache(maxsize=KNOWN_FILES)
def _file(text: str) -> bytes:
    return zipped(unpack(text, shipped_network))


def _finds(code: str, since: int) -> dict[str, object]:
    """Return the numbers of all finds, those that have changed, and the serial that this reaches."""
    latest = watch.look(code)
    changed = [_described(each) for each in latest.swap.finds.values() if each.serial > since]
    return {
        "numbers": [*latest.swap.finds],
        "finds": [each for each in changed if each],
        "serial": latest.standing.serial,
    }


def _described(find: Find) -> dict[str, object] | None:
    """Return what swap_wall.js knows of a find; None if its drawing can't be read."""
    image = image_of(find.drawing)
    if image is None:
        return None
    state = AGREED if find.is_agreed else UNSURE if find.is_judged else OPEN
    said: Sequence[int | None] = find.judgments if find.is_judged else ()
    names = ("number", "owner", "version", "label", "answer")
    about = {name: getattr(find, name) for name in names}
    return {**about, "state": state, "said": said, "image": image}


@lru_cache(maxsize=KNOWN_IMAGES)
def image_of(code: str) -> str | None:
    """Return a drawing's image: base64 of uint8 (784,), 255 for ink."""
    with suppress(CodeError, DataError):
        return as_base64(np.round(255 * image_in_code(code)), "|u1")
    return None
