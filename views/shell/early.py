"""What we add to Streamlit's HTML: preloads, the theme, styles and two scripts.

Streamlit's page only names the scripts that it starts with. It fetches the others, and then their imports,
one after another, and each costs a wait on a slow connection. Until it gets the theme, it uses its own, with
a font of 171 kB. Our styles also arrive as a message, so whatever was painted before would move. The page
reports a broken connection itself, and our listener for the browser's "back" has to be the first. This module
doesn't know what the page shows.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from streamlit.file_util import get_static_dir

from model import PROJECT
from model.errors import DataError
from views.parts.files.network_file import base
from views.parts.shared import styles
from views.shell.fonts import with_few_fonts

THEME = "parts/looks/theme.css"
PAGES = re.findall(r'url_path="(\w+)"', (PROJECT / "page.py").read_text(encoding="utf-8"))
# Before Streamlit's listeners, because Chromium calls them in order: see page_store.js.
GOES_BACK = '<script>addEventListener("popstate",(event)=>window.inklingStore?.goBack(event))</script>'
PARTS = ("BidiComponent", "Button", "ButtonGroup", "Html", "PageLink")  # Streamlit's, on the first page
_IMPORTED = re.compile(r'(?:from|import)\s*[`"\']\./([\w.-]+\.js)[`"\']')  # static imports only
_NAMED = re.compile(r'(?:src|href)="\./static/js/([\w.-]+\.js)"')
# Its font, and what it says of itself to programs, whose paths we close: see headers.py
_LEFT_OUT = re.compile(
    r'<link\s+rel="preload"[^>]*\sas="font"[^>]*>\s*|<link rel="service-desc"[^>]*>\s*'
    r"|<!--(?!\s*Copyright).*?-->\s*|(?<=</p>)\s*<p>(?=\s*(?:Reading|The protocol)).*?</p>|(?<=\n) +",
    re.DOTALL,
)


def early(page: str, path: str = "") -> str:
    """Return Streamlit's HTML with our additions and without what isn't used.

    Args:
        page: its HTML.
        path: of the page, such as /training; for an unknown path, Streamlit's own notice stays on.
    """
    links = [preload(f"./static/js/{name}") for name in more_scripts()]
    at_once = connecting() if path.strip("/") in ("", *PAGES) else ""
    page = page.replace("<script", f"{_theme()}{GOES_BACK}{at_once}<script", 1)
    return with_few_fonts(_LEFT_OUT.sub("", page).replace("</head>", "".join([*links, "</head>"]), 1))


def connecting() -> str:
    """Return a script with what Streamlit asks its server before it connects, a wait on a slow connection.

    Its notice of a broken connection covers the page, which still works; lost.js has its own notice.
    """
    allowed = st.get_option("client.allowedOrigins")
    how = {"allowedOrigins": allowed, "useExternalAuthToken": False, "blockErrorDialogs": True}
    page = rf"/\/({'|'.join(PAGES)})?\/*$/"  # without a configured prefix, a proxy may still have one
    path = json.dumps(base()) if base() else f'location.pathname.replace({page},"")'
    where = f"location.origin+{path}"
    known = f"{{HOST_CONFIG:{_in_script(how)},BACKEND_BASE_URL:{where}}}"
    return f"<script>Object.assign(__streamlit,{known})</script>"


def _in_script(value: object) -> str:
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _theme() -> str:
    """Return a script that sets the font, as a host page of Streamlit does; the rest comes soon enough."""
    theme = {"bodyFont": st.get_option("theme.font")}
    themes = _in_script({"LIGHT_THEME": theme, "DARK_THEME": theme})
    return f"<script>window.__streamlit={themes}</script>"


@lru_cache(maxsize=1)
def canvas_script() -> str:
    """Return a link to the script of the component that is the canvas; empty if it is elsewhere now."""
    package, name = "streamlit-drawable-canvas", "streamlit_drawable_canvas"
    found = find_spec(name)
    folder = Path(found.origin).parent / "frontend" / "build" if found and found.origin else Path(package)
    address = f"./_stcore/bidi-components/{package}.{name}"
    return "".join(preload(f"{address}/{path.name}") for path in folder.glob("index-*.js"))


def preload(address: str) -> str:
    """Return a link that makes browsers fetch a script early."""
    return f'<link rel="modulepreload" crossorigin href="{address}">'


def with_styles(page: str, name: str = THEME) -> str:
    """Return the page with the common styles; unchanged if their file is missing, which the page reports."""
    try:
        return page.replace("</head>", f"{styles(name)}</head>", 1)
    except DataError:
        return page


@lru_cache(maxsize=1)
def more_scripts() -> tuple[str, ...]:
    """Return the file names of scripts that the first page needs and Streamlit's page doesn't name."""
    folder = Path(get_static_dir()) / "static" / "js"
    named = _NAMED.findall((folder.parent.parent / "index.html").read_text(encoding="utf-8"))
    waiting = [path.name for part in PARTS for path in folder.glob(f"{part}.*.js")]
    found: dict[str, None] = {}
    while waiting:
        if (name := waiting.pop(0)) not in found and name not in named:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)
