"""A page's first words, in its HTML, to read until Streamlit shows the page itself: see until_there.js.

Takes a page's HTML and adds its first words, at the places where the page will have them. It doesn't know who
sees the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from views.parts.component.stylesheet import read_stylesheet
from views.parts.language.language import _
from views.parts.words import LOADING, NOISE_TO_STROKES, REPLAY
from views.shell.shell import as_html, logo, themed

FILE = Path(__file__)
BEGINNINGS: Mapping[str, Mapping[str, str]] = {  # path -> name in beginning.css, and text
    "/training": {"about": REPLAY, "noise": NOISE_TO_STROKES},
}


def with_beginning(page: str, path: str) -> str:
    """Return the page with its first words; unchanged if this path has none.

    Raises:
        OSError: one of their files is missing.
    """
    if path not in BEGINNINGS:
        return page
    style = f"{themed('#beginning')}\n{read_stylesheet(FILE.with_suffix('.css'))}"
    texts = "".join(f'<p class="{name}">{as_html(_(text))}</p>' for name, text in BEGINNINGS[path].items())
    elements = (
        f'<div id="beginning"><header>{logo()}<p role="status">{escape(_(LOADING))}</p></header>'
        f"<main>{texts}</main></div>"
    )
    return page.replace("</head>", f"<style>{style}</style></head>", 1).replace(
        "</body>", f"{elements}</body>", 1
    )
