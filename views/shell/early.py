"""What Streamlit's page says more as we serve it: what it will need, before it knows, and what it looks like.

It names the scripts that it begins with. What the others are it learns from the server, fetches them then,
and what they import after that: on a slow line, a wait for each. And until it is told of the theme, it has
one of its own, with a font of 171 kB. And our styles are a message to it: whatever it has painted before they
came would move. And that a line is broken the page says itself, and where the browser goes back it hears
first. It knows nothing of what the page shows.
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
# Streamlit's notice of a broken line lies over the page, which works on meanwhile: lost.js says so instead.
WITHOUT_NOTICES = "<script>window.__streamlit.HOST_CONFIG={blockErrorDialogs:true}</script>"
# Before Streamlit listens: in Chromium, who listens first hears first where the browser goes, see address.js.
GOES_BACK = '<script>addEventListener("popstate",(event)=>window.inklingAddress?.goBack(event))</script>'
PARTS = ("BidiComponent", "Button", "ButtonGroup", "Html", "PageLink")  # of Streamlit's, on the first page
_IMPORTED = re.compile(r'(?:from|import)\s*[`"\']\./([\w.-]+\.js)[`"\']')  # at once, not when needed
_NAMED = re.compile(r'(?:src|href)="\./static/js/([\w.-]+\.js)"')
_FONT = re.compile(r'<link\s+rel="preload"[^>]*\sas="font"[^>]*>\s*')


def early(page: str, path: str = "") -> str:
    """Streamlit's page as it is served: its HTML, with what it says more, and without its own font.

    Args:
        page: its HTML.
        path: of the page, such as /training: if there is none of that path, Streamlit's own notice says so.
    """
    links = [f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in more_scripts()]
    notices = WITHOUT_NOTICES if path.strip("/") in ("", *PAGES) else ""
    page = page.replace("<script", f"{_theme()}{GOES_BACK}{notices}<script", 1)
    return _FONT.sub("", page).replace("</head>", "".join([*links, "</head>"]), 1)


def _theme() -> str:
    """The font, as Streamlit's page takes it from whoever serves it: the rest comes soon enough."""
    theme = {"bodyFont": st.get_option("theme.font")}
    told = json.dumps({"LIGHT_THEME": theme, "DARK_THEME": theme}).replace("<", "\\u003c")
    return f"<script>window.__streamlit={told}</script>"


def with_styles(page: str, name: str = THEME) -> str:
    """The page with the styles of every page; as it was if their file is missing, which it says by itself."""
    try:
        return page.replace("</head>", f"{styles(name)}</head>", 1)
    except DataError:
        return page


@lru_cache(maxsize=1)
def more_scripts() -> tuple[str, ...]:
    """File names of what the first page needs, and Streamlit's page does not name."""
    folder = Path(get_static_dir()) / "static" / "js"
    named = _NAMED.findall((folder.parent.parent / "index.html").read_text(encoding="utf-8"))
    waiting = [path.name for part in PARTS for path in folder.glob(f"{part}.*.js")]
    found: dict[str, None] = {}
    while waiting:
        if (name := waiting.pop(0)) not in found and name not in named:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)
