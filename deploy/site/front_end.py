"""Streamlit's front end as stlite brings it, less what no page of ours can come to, and with a fault mended.

Takes the files of stlite's npm package, gives those that are needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from deploy.site.registries import FetchError

ELEMENTS = (
    *("BidiComponent", "Button", "ButtonGroup", "Checkbox", "DownloadButton", "FileUploader", "Html"),
    *("IFrame", "ImageList", "LinkButton", "PageLink", "Progress", "Radio", "Selectbox", "Slider", "Spinner"),
    *("StreamlitSyntaxHighlighter", "TextInput", "Toast", "index"),
)  # the parts that are fetched when a page first has one
FONTS = ("Material Symbols Rounded",)  # icons; the theme's other fonts are the system's
_STATIC = re.compile(r'(?:from\s*|import\s*)"\./([^"]+\.js)"')
_ASSET = re.compile(r"assets/[0-9a-f]+\.\w+")
_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*\"?([^;\"]+)[^}]*\}")


# A file that is made once somebody asks for it: this stlite knows how to get it from Python, as others,
# and goes to an address where nobody answers, which ends the page.
FROM_A_SERVER = re.compile(
    rb"let e = await L\.requestDeferredFile\(D\), t = y\.buildDownloadUrl\(e\.url\);.{0,200}?\.click\(\);",
    re.DOTALL,
)
FROM_PYTHON = b"await V((await L.requestDeferredFile(D)).url);"
UNUSED = b"katex"  # of the parts that are fetched when needed: what sets formulas, of which no page has any


def front_end(stlite: Mapping[str, bytes]) -> dict[str, bytes]:
    """File name -> contents.

    Raises:
        FetchError: it is another version than that whose fault is mended here.
    """
    files = dict(stlite) | {"stlite.css": _with_few_fonts(stlite["stlite.css"].decode()).encode()}
    for name in (name for name in stlite if re.match(r"DownloadButton-[^/]*\.js$", name)):
        files[name], count = FROM_A_SERVER.subn(FROM_PYTHON, stlite[name])
        if count != 1:
            raise FetchError("What stlite does with a download has changed: see deploy/site/front_end.py.")
    used, waiting = set(), ["stlite.js", "stlite.css"]
    parts = [name for name in files if re.match(rf"({'|'.join(ELEMENTS)})-[^/]*\.js$", name)]
    waiting += [name for name in parts if UNUSED not in files[name]]
    while waiting:
        name = waiting.pop()
        if name not in used and name in files:
            used.add(name)
            if name.endswith((".js", ".css")):
                text = files[name].decode()
                waiting += [*_STATIC.findall(text), *_ASSET.findall(text)]
    return {name: files[name] for name in used}


def _with_few_fonts(styles: str) -> str:
    def kept(face: re.Match) -> str:
        return face[0] if face[1] in FONTS and "italic" not in face[0] else ""

    return _FACE.sub(kept, styles)
