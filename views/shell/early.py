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
from pathlib import Path

import streamlit as st
from streamlit.file_util import get_static_dir

from model import PROJECT
from model.errors import DataError
from views.serving.shared import styles

THEME = "parts/looks/theme.css"
PAGES = re.findall(r'url_path="(\w+)"', (PROJECT / "page.py").read_text(encoding="utf-8"))
# Streamlit's notice of a broken connection covers the page, which still works; lost.js has its own notice.
WITHOUT_NOTICES = "<script>window.__streamlit.HOST_CONFIG={blockErrorDialogs:true}</script>"
# Before Streamlit's listeners, because Chromium calls them in order: see page_store.js.
GOES_BACK = '<script>addEventListener("popstate",(event)=>window.inklingStore?.goBack(event))</script>'
PARTS = ("BidiComponent", "Button", "ButtonGroup", "Html", "PageLink")  # Streamlit's, on the first page
_IMPORTED = re.compile(r'(?:from|import)\s*[`"\']\./([\w.-]+\.js)[`"\']')  # static imports only
_NAMED = re.compile(r'(?:src|href)="\./static/js/([\w.-]+\.js)"')
_FONT = re.compile(r'<link\s+rel="preload"[^>]*\sas="font"[^>]*>\s*')


def early(page: str, path: str = "") -> str:
    """Return Streamlit's HTML with our additions and without its own font.

    Args:
        page: its HTML.
        path: of the page, such as /training; for an unknown path, Streamlit's own notice stays on.
    """
    links = [f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in more_scripts()]
    notices = WITHOUT_NOTICES if path.strip("/") in ("", *PAGES) else ""
    page = page.replace("<script", f"{_theme()}{GOES_BACK}{notices}<script", 1)
    return _FONT.sub("", page).replace("</head>", "".join([*links, "</head>"]), 1)


def _theme() -> str:
    """Return a script that sets the font, as a host page of Streamlit does; the rest comes soon enough."""
    theme = {"bodyFont": st.get_option("theme.font")}
    themes = json.dumps({"LIGHT_THEME": theme, "DARK_THEME": theme}).replace("<", "\\u003c")
    return f"<script>window.__streamlit={themes}</script>"


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
