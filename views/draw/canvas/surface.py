"""The drawing surface of streamlit-drawable-canvas, with a script of the page's own between it and Streamlit.

Gives `st_canvas` as that package has it. What it shows is called by surface.js, as Streamlit would call it:
so a step is taken where it is pressed, and no stroke has to wait for a server. Where the package is not as
expected here, it goes on without that, and steps are Python's, as soon as it hears of them.
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
# Around the canvas, what those who use keys need: see key_pen.js.
_HTML = (
    '<div class="ink-surface">'
    '<div class="canvas-root" tabindex="0" role="application" aria-describedby="ink-key-line"></div>'
    '<span class="ink-key-pen"></span><p class="ink-key-line" id="ink-key-line"></p>'
    '<span class="ink-key-state" role="status"></span></div>'
)
_NAME = f"streamlit-drawable-canvas.{CANVAS}"  # of the component, as its package registers it
_EXPORT = re.compile(r"export\s*\{\s*(\w+)\s+as\s+default,?\s*\};?\s*$")


def _stand_between() -> None:
    """Have the package show the canvas by surface.js.

    Raises:
        AttributeError, OSError, ValueError: it is not as expected, or a script of the page's is damaged.
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
        return show(data=data | {"code": code, "most": most, "lang": language()}, **options)

    package.out = out


with contextlib.suppress(AttributeError, OSError, ValueError):
    _stand_between()
