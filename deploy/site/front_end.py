"""Streamlit's front end from stlite, without the parts that our pages never use, and with its bugs fixed.

Takes the files of stlite's npm package, returns those that are needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from deploy.site.registries import FetchError

ELEMENTS = (
    *("BidiComponent", "Button", "ButtonGroup", "Checkbox", "DownloadButton", "FileUploader", "Html"),
    *("IFrame", "ImageList", "LinkButton", "PageLink", "Progress", "Radio", "Selectbox", "Slider", "Spinner"),
    *("StreamlitSyntaxHighlighter", "TextInput", "Toast", "index"),
)  # parts that are fetched when a page first needs them
FONTS = ("Material Symbols Rounded",)  # icons; the theme's other fonts are the system's
_STATIC = re.compile(r'(?:from\s*|import\s*)"\./([^"]+\.js)"')
_ASSET = re.compile(r"assets/[0-9a-f]+\.\w+")
_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*\"?([^;\"]+)[^}]*\}")


class Mended(NamedTuple):
    """A bug in this stlite.

    Attributes:
        file: a pattern for its name.
        fault: the code in it, which occurs once.
        instead: its replacement, in the syntax of `re.sub`.
    """

    file: str
    fault: re.Pattern[bytes]
    instead: bytes


# This stlite could get a file that is made on request from Python, as it gets others. But it opens an address
# where nobody answers, which ends the page.
DOWNLOADS = Mended(
    r"DownloadButton-[^/]*\.js$",
    re.compile(
        rb"let e = await L\.requestDeferredFile\(D\), t = y\.buildDownloadUrl\(e\.url\);"
        rb".{0,200}?\.click\(\);",
        re.DOTALL,
    ),
    b"await V((await L.requestDeferredFile(D)).url);",
)
# A component's report is forgotten if a run of Python ends before it is sent, so a click is lost.
# Streamlit keeps it since 1.65.
REPORTS = Mended(
    r"index-[^/]*\.js$",
    re.compile(rb"(removeInactive\((\w+)\) \{\s*)(this\.widgetStates\.removeInactive\(\2\),)"),
    rb"\1\2 = new Set([...\2, ...this.pendingTriggerIds]), \3",
)
UNUSED = b"katex"  # parts with this set formulas, which no page has


def front_end(stlite: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return file name -> contents.

    Raises:
        FetchError: this isn't the version whose bugs are fixed here.
    """
    files = dict(stlite) | {"stlite.css": _with_few_fonts(stlite["stlite.css"].decode()).encode()}
    for mended in (DOWNLOADS, REPORTS):
        files |= _mend(mended, stlite)
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


def _mend(mended: Mended, stlite: Mapping[str, bytes]) -> dict[str, bytes]:
    found = [name for name in stlite if re.match(mended.file, name) and mended.fault.search(stlite[name])]
    if len(found) != 1 or len(mended.fault.findall(stlite[found[0]])) != 1:
        raise FetchError("The front end of stlite has changed: see deploy/site/front_end.py.")
    return {found[0]: mended.fault.sub(mended.instead, stlite[found[0]])}


def _with_few_fonts(styles: str) -> str:
    def kept(face: re.Match) -> str:
        return face[0] if face[1] in FONTS and "italic" not in face[0] else ""

    return _FACE.sub(kept, styles)
