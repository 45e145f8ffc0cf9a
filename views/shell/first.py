"""The page that comes first, before Streamlit's: a canvas to draw on, and the network that answers.

Takes Streamlit's page, gives it with the shell around it, for who comes to draw, on the first page or in the
lesson, and has no link. The script
is a file, which browsers keep by its name. What makes the shell is imported when it is first asked for:
components can be registered only once Streamlit runs.
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

from model.errors import DataError, NetworkError
from model.network import NAMES
from views.language.catalogs import ENGLISH, translated
from views.language.language import _, cached_by_language, speaking
from views.parts.component import bundle
from views.parts.words import LOADING
from views.serving import network_file
from views.serving.headers import FOREVER, streamlit_page
from views.serving.shared import shipped_network
from views.shell.early import early, with_styles
from views.shell.old_browsers import with_notices

LOADER = Path(__file__).with_name("first.js")
SCRIPT = Path(__file__).parent.parent / "shell" / "server.js"
LESSON = "/lesson"  # whose first step is drawn on as well
_OF_STREAMLIT = re.compile(
    r'<script[^>]*\ssrc=[^>]*></script>\s*|<link[^>]*\srel="(?:modulepreload|stylesheet)"[^>]*>\s*'
)
_ROOT = '<div id="root"></div>'


def served(page: str, scope: Scope) -> str:
    """Streamlit's page as it is served to whoever asks so for it."""
    path = scope["path"].rstrip("/").removeprefix(network_file.base())
    page = with_notices(early(page, path))
    if scope["query_string"]:
        return waiting(with_styles(page))
    return waiting(first(page, path == LESSON) if path in ("", LESSON) else begun(with_styles(page), path))


def begun(page: str, path: str) -> str:
    """The page with its first words; as it was, where a file of theirs is missing."""
    from views.shell.beginning import with_beginning

    try:
        return with_beginning(page, path)
    except (OSError, ValueError):
        return page


def waiting(page: str) -> str:
    """The page with a word where Streamlit will put its own, which takes it away."""
    text = f'<p style="margin:1rem;font-family:sans-serif">{escape(_(LOADING))}</p>'
    return page.replace(_ROOT, _ROOT.replace("><", f">{text}<"), 1)


def first_page() -> str:
    """Streamlit's page with all that may be in one, once in each language: no page has more."""
    pages = []
    for each in (ENGLISH, *translated()):
        with speaking(each):
            pages.append(begun(first(with_notices(early(streamlit_page()))), "/training"))
    return "".join(pages)


def first(page: str, is_lesson: bool = False) -> str:
    """The page with the shell; as it was, where a file of the shell's is missing or damaged."""
    try:
        styled, script, shell = _parts(is_lesson)
    except (DataError, NetworkError, OSError, ValueError):
        return page  # which says so where it needs them
    theirs = "".join(each.strip() for each in _OF_STREAMLIT.findall(page))
    head = f'{styled}<template id="streamlit">{theirs}</template>{script}</head>'
    page = _OF_STREAMLIT.sub("", page).replace("</head>", head, 1)
    return page.replace(_ROOT, f"{_ROOT}{shell}", 1)


@cached_by_language(maxsize=32)
def _parts(is_lesson: bool) -> tuple[str, str, str]:
    """What comes into the head before Streamlit's own, and after it; the shell's elements."""
    from views.shell import lesson
    from views.shell.shell import described, html, in_script, styles

    style, elements = styles(), html()
    if is_lesson:
        style, elements = f"{style}\n{lesson.styles()}", lesson.with_first_step(elements)
    network = shipped_network(NAMES[0])
    weights = network_file.address_of(network)
    site = described(network) | {"weights": weights, "script": f"{network_file.base()}/shell/{_name()}"}
    script = f"<script>window.inklingSite = {in_script(site)};\n{LOADER.read_text(encoding='utf-8')}</script>"
    return f"<style>{style}</style>", script, elements.replace('id="shell"', 'id="shell" hidden', 1)


def first_routes() -> list[Route]:
    """Where its script is found."""
    return [Route(f"{network_file.base()}/shell/{{name}}", script_file)]


def script_file(request: Request) -> Response:
    """The script of this name; 404 if it has become another."""
    if request.path_params["name"] != _name():
        return Response(status_code=404)
    return Response(_script(), headers={"cache-control": FOREVER}, media_type="text/javascript")


def _name() -> str:
    return f"shell-{sha256(_script()).hexdigest()[:16]}.js"


@lru_cache(maxsize=1)
def _script() -> bytes:
    return bundle(SCRIPT).encode()
