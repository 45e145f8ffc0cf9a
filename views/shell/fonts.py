"""Streamlit's style sheet with our font of icons, and without its typefaces, which aren't the theme's.

Streamlit's own font has 376 kB, for 4,000 icons. assets/icons.woff2 has those that the project and
Streamlit's scripts name; `python -m tests.icons` takes them from that font. If it's missing, or a new version
of Streamlit writes its style sheet in another way, the page keeps Streamlit's.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from streamlit.file_util import get_static_dir

from model import PROJECT
from views.parts.files.network_file import base
from views.serving.headers import streamlit_page

ICONS = PROJECT / "assets" / "icons.woff2"
FAMILY, TYPEFACES = "Material", "Source "
_FACE = re.compile(r"@font-face\{[^}]*\}")
_LINK = re.compile(r'(?<=href=")\./(static/css/index\.[\w-]+\.css)(?=")')


def with_few_fonts(page: str) -> str:
    """Return Streamlit's page with our copy of its style sheet, or unchanged."""
    name, _sheet = few_fonts()
    return _LINK.sub(f"{base()}/shell/{name}", page) if name else page


@lru_cache(maxsize=1)
def few_fonts() -> tuple[str, bytes]:
    """Return the name, with a hash, and content of a style sheet with few fonts; empty if there is none."""
    try:
        (path,) = _LINK.findall(streamlit_page())
        sheet = (Path(get_static_dir()) / path).read_text(encoding="utf-8")
        icons = f"url(data:font/woff2;base64,{b64encode(ICONS.read_bytes()).decode()})"
    except (OSError, ValueError):
        return "", b""

    def few(face: re.Match) -> str:
        return (
            re.sub(r"url\([^)]*\)", icons, face[0])
            if FAMILY in face[0]
            else face[0] * (TYPEFACES not in face[0])
        )

    sheet = _FACE.sub(few, sheet).replace("url(../", "url(../static/")
    if sheet.count(icons) != 1:
        return "", b""
    return f"streamlit-{sha256(sheet.encode()).hexdigest()[:16]}.css", sheet.encode()
