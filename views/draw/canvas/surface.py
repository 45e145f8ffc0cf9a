"""The drawing surface: the component in surface.js, and the code of streamlit-drawable-canvas, its pen.

The package is never imported. Streamlit serves its files, because its manifest asks for that, and pen.js
calls its code as Streamlit would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import util
from pathlib import Path

import streamlit as st

from views.parts.component import component_code
from views.parts.files.in_browser import IN_BROWSER
from views.parts.language.language import language

_PACKAGE = "streamlit_drawable_canvas"
_NAME = f"streamlit-drawable-canvas.{_PACKAGE}"  # the component's name, as its package registers it
_SCRIPT = Path(__file__).with_name("surface.js")
# The paper, and elements around the pen for people who use the keyboard: see key_pen.js.
_HTML = (
    '<div class="ink-surface"><canvas class="ink-sharp"></canvas><canvas class="ink-read"></canvas>'
    '<div class="canvas-root" tabindex="0" role="application" aria-describedby="ink-key-line"></div>'
    '<span class="ink-key-pen"></span><p class="ink-key-line" id="ink-key-line"></p>'
    '<span class="ink-key-state ink-unseen" role="status"></span></div>'
)
_EXPORT = re.compile(r"export\s*\{\s*(\w+)\s+as\s+default,?\s*\};?\s*$")


def _mounted() -> tuple[Callable, str | None]:
    """Register the component; return its mounting command, and the address of the pen's code.

    Without a server to fetch it from, the pen's code is part of the component's.

    Raises:
        ValueError: the package's files aren't as expected, or one of our scripts is damaged.
    """
    folder = Path(util.find_spec(_PACKAGE).origin).parent / "frontend" / "build"
    (script,), (styles,) = (list(folder.glob(f"index-*.{kind}")) for kind in ("js", "css"))
    own, code = component_code(_SCRIPT), None
    if IN_BROWSER:
        own = _EXPORT.sub(r"globalThis.inklingCanvas = \1;\n", script.read_text(encoding="utf-8")) + own
    else:
        base = st.get_option("server.baseUrlPath").strip("/")
        code = f"{base and '/'}{base}/_stcore/bidi-components/{_NAME}/{script.name}"
    css = styles.read_text(encoding="utf-8") + _SCRIPT.with_suffix(".css").read_text(encoding="utf-8")
    show = st.components.v2.component("inkling_surface", html=_HTML, js=own, css=css, isolate_styles=True)
    return show, code


_surface, _CODE = _mounted()


def show_surface(key: str, data: Mapping[str, object], on_change: Callable[[], None]) -> None:
    """Show the drawing surface with the data that surface.js describes."""
    whole = [dict(data) | {"code": _CODE, "lang": language()}]  # a list, as in `mount`
    _surface(key=key, data=whole, on_drawing_change=on_change, width="content", height="content")
