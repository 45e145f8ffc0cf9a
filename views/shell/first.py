"""The page that loads first, before Streamlit's: a canvas to draw on, and the network that answers.

Takes Streamlit's page and puts the shell around it for people who come to draw, on the first page or in the
lesson, without a link. The shell's script is a file that browsers cache by its name. The modules that build
the shell are imported on first use, because components can only be registered once Streamlit runs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope
from streamlit.file_util import get_static_dir

from model.errors import DataError, NetworkError
from model.network import NAMES
from views.parts.component import bundle
from views.parts.files import network_file
from views.parts.language.catalogs import ENGLISH, translated
from views.parts.language.language import _, cached_by_language, speaking
from views.parts.shared import shipped_network
from views.parts.words import LOADING
from views.serving.headers import FOREVER, streamlit_page
from views.shell.early import canvas_script, early, preload, with_styles
from views.shell.fonts import few_fonts
from views.shell.old_browsers import with_notices

LOADER = Path(__file__).with_name("first.js")
SCRIPT = Path(__file__).parent.parent / "shell" / "server.js"
# Streamlit's smallest scripts take waits more than bytes, so they come while the network does: as many as
# five connections carry by then, at 0.4 s each.
SMALLEST = 42
LESSON = "/lesson"  # you also draw in its first step
OF_TEACHERS = {"/teachers", "/plan", "/class", "/present", "/embed"}  # pages whose styles come with them
_OF_STREAMLIT = re.compile(
    r'<script[^>]*\ssrc=[^>]*></script>\s*|<link[^>]*\srel="(?:modulepreload|stylesheet)"[^>]*>\s*'
)
_SCRIPT = re.compile(r'<script[^>]*\ssrc="([^"]+)"')
_ROOT = '<div id="root"></div>'


def served(page: str, scope: Scope) -> str:
    """Return Streamlit's page for this request."""
    path = scope["path"].rstrip("/").removeprefix(network_file.base())
    page = with_notices(early(page, path))
    if path in OF_TEACHERS:
        page = with_styles(page, "teaching/teaching.css")
    if scope["query_string"]:
        return waiting(with_styles(page))
    return waiting(first(page, path == LESSON) if path in ("", LESSON) else begun(with_styles(page), path))


def begun(page: str, path: str) -> str:
    """Return the page with its first words; unchanged if one of their files is missing."""
    from views.shell.beginning import with_beginning

    try:
        return with_beginning(page, path)
    except (OSError, ValueError):
        return page


def waiting(page: str) -> str:
    """Return the page with a loading text where Streamlit will put its content, which replaces it."""
    text = f'<p style="margin:1rem;font-family:sans-serif">{escape(_(LOADING))}</p>'
    return page.replace(_ROOT, _ROOT.replace("><", f">{text}<"), 1)


def first_page() -> str:
    """Return Streamlit's page with everything that any page can contain, once per language."""
    pages = []
    for each in (ENGLISH, *translated()):
        with speaking(each):
            pages.append(begun(first(with_notices(early(streamlit_page()))), "/training"))
    return "".join(pages)


def first(page: str, is_lesson: bool = False) -> str:
    """Return the page with the shell; unchanged if one of the shell's files is missing or damaged."""
    try:
        styled, script, shell = _parts(is_lesson)
    except (DataError, NetworkError, OSError, ValueError):
        return page  # the page itself reports it where it needs them
    theirs = [each.strip() for each in _OF_STREAMLIT.findall(page)]
    preloads = sorted(filter(_bytes, theirs), key=_bytes)
    scripts = [preload(each) for each in _SCRIPT.findall("".join(theirs))]  # which browsers would fetch last
    others = [each for each in theirs if not _bytes(each)]
    # The two largest have a connection each, while the others take turns, and the canvas is needed last.
    first = [*scripts, *preloads[-1:]]
    small, rest = preloads[:SMALLEST], [*first, *preloads[SMALLEST:-1], *others, canvas_script()]
    templates = (
        f'<template id="small">{"".join(small)}</template><template id="streamlit">{"".join(rest)}</template>'
    )
    head = f"{styled}{templates}{script}</head>"
    page = _OF_STREAMLIT.sub("", page).replace("</head>", head, 1)
    return page.replace(_ROOT, f"{_ROOT}{shell}", 1)


def _bytes(tag: str) -> int:
    """Return the size of the script that an element of Streamlit's page preloads; of others, 0."""
    found = re.search(r'"modulepreload".* href="\./(static/[^"]+)"', tag)
    return (Path(get_static_dir()) / found[1]).stat().st_size if found else 0


@cached_by_language(maxsize=32)
def _parts(is_lesson: bool) -> tuple[str, str, str]:
    """Return what goes into the head before and after Streamlit's part, and the shell's elements."""
    from views.shell import lesson
    from views.shell.shell import described, html, in_script, styles

    style, elements = styles(), html()
    if is_lesson:
        style, elements = f"{style}\n{lesson.styles()}", lesson.with_first_step(elements)
    network = shipped_network(NAMES[0])
    weights = network_file.address_of(network)
    site = described(network) | {"weights": weights, "script": f"{network_file.base()}/shell/{_name()}"}
    script = f"<script>window.inklingSite = {in_script(site)};\n{bundle(LOADER)}</script>"
    return f"<style>{style}</style>", script, elements.replace('id="shell"', 'id="shell" hidden', 1)


def first_routes() -> list[Route]:
    """Return the route of the shell's script and of the fonts' style sheet."""
    return [Route(f"{network_file.base()}/shell/{{name}}", script_file)]


def script_file(request: Request) -> Response:
    """Return the script or style sheet with this name; 404 if it has changed."""
    files, asked = {_name(): _script(), **dict([few_fonts()])}, request.path_params["name"]
    if not files.get(asked):
        return Response(status_code=404)
    kind = "text/css" if asked.endswith(".css") else "text/javascript"
    return Response(files[asked], headers={"cache-control": FOREVER}, media_type=kind)


def _name() -> str:
    return f"shell-{sha256(_script()).hexdigest()[:16]}.js"


@lru_cache(maxsize=1)
def _script() -> bytes:
    return bundle(SCRIPT).encode()
