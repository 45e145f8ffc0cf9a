"""The drawing surface of streamlit-drawable-canvas, with a script of our own between it and Streamlit.

Provides the package's `st_canvas`. surface.js calls the package's code as Streamlit would, so undo, redo and
clear happen in the browser, and no stroke waits for the server. If the package isn't as expected, it works
without our script, and Python takes the steps when it gets them.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import streamlit as st
import streamlit_drawable_canvas as package
from streamlit_drawable_canvas import st_canvas

from views.drawing.received import MOST_STEPS, MOST_WAITING_BYTES
from views.language.language import language
from views.parts.component import component_code
from views.serving.in_browser import CANVAS, IN_BROWSER

__all__ = ["st_canvas"]
_SCRIPT = Path(__file__).with_name("surface.js")
_STYLES = _SCRIPT.with_suffix(".css")
# Elements around the canvas for people who use the keyboard: see key_pen.js.
_HTML = (
    '<div class="ink-surface">'
    '<div class="canvas-root" tabindex="0" role="application" aria-describedby="ink-key-line"></div>'
    '<span class="ink-key-pen"></span><p class="ink-key-line" id="ink-key-line"></p>'
    '<span class="ink-key-state" role="status"></span></div>'
)
_NAME = f"streamlit-drawable-canvas.{CANVAS}"  # the component's name, as its package registers it
_EXPORT = re.compile(r"export\s*\{\s*(\w+)\s+as\s+default,?\s*\};?\s*$")


def _stand_between() -> None:
    """Make the package show the canvas through surface.js.

    Raises:
        AttributeError, OSError, ValueError: the package isn't as expected, or one of our scripts is damaged.
    """
    folder = Path(package.out and package.__file__).parent / "frontend" / "build"
    (script,), (styles,) = (list(folder.glob(f"index-*.{kind}")) for kind in ("js", "css"))
    own, code = component_code(_SCRIPT), None
    if IN_BROWSER:  # there is no server to fetch it from
        own = _EXPORT.sub(r"globalThis.inklingCanvas = \1;\n", script.read_text(encoding="utf-8")) + own
    else:
        base = st.get_option("server.baseUrlPath").strip("/")
        code = f"{base and '/'}{base}/_stcore/bidi-components/{_NAME}/{script.name}"
    show = st.components.v2.component(
        "inkling_surface",
        html=_HTML,
        js=own,
        css=styles.read_text(encoding="utf-8") + _STYLES.read_text(encoding="utf-8"),
        isolate_styles=True,
    )

    def out(*, data: dict[str, object], **options: object) -> object:
        most = {"steps": MOST_STEPS, "bytes": MOST_WAITING_BYTES}
        return show(data=[data | {"code": code, "most": most, "lang": language()}], **options)

    package.out = out


with contextlib.suppress(AttributeError, OSError, ValueError):
    _stand_between()
