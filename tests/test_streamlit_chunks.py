"""The installed Streamlit's scripts need no newer browser features than we support or polyfill.

The scripts are those of every page, and of the parts of Streamlit that this app's pages have. The scan finds
regular expressions with the flag v, however they are made, and calls by names that only newer features have.
"""

import json
import re
from functools import cache
from pathlib import Path

from streamlit.file_util import get_static_dir

from model import PROJECT
from tests.browser_features import newer_features
from tests.for_each import for_each

FOLDER = Path(get_static_dir()) / "static" / "js"
KNOWN = PROJECT / "tests" / "files" / "v_expressions.json"
NEWER = {each.name: since for each, since in newer_features().items() if each.kind == "script"}
# Parts of Streamlit that the app's pages have, by their file names.
PARTS = (
    *("BidiComponent", "Button", "ButtonGroup", "Checkbox", "ComponentInstance", "DownloadButton"),
    *("FileUploader", "Html", "LinkButton", "PageLink", "Progress", "Selectbox", "Slider", "Spinner"),
    *("StreamlitSyntaxHighlighter", "Text", "TextInput", "Toast"),
)
IMPORTED = re.compile(r"""(?:from|import)\s*[`"']\./([\w.-]+\.js)[`"']""")  # at once, not when needed
TEXT = r"""(?:`[^`]*`|"[^"]*"|'[^']*')"""
MADE = re.compile(rf"""RegExp\(({TEXT}|[^(){{}};]{{1,80}}),[`"']([dgimsuy]*v[dgimsuy]*)[`"']\)""")
WRITTEN = re.compile(
    r"(?<=[=(,:?!&|;{}\[])/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+)/([dgimsuy]*v[dgimsuy]*)(?=[.,;)\]}])"
)
CALLED = re.compile(r"(?:\bnew |\.)([A-Za-z_]\w+)(?=\()")
# Called by the name of a newer feature: why no browser misses it.
OF_THEIR_OWN = {  # names that their own objects have, too
    *("addElement", "createContext", "dayOfYear", "getStringValue", "isValid", "isVisible", "setStatus"),
    *("setStringValue", "toArray"),
}
ASKED_FOR = {  # the check for it, in the same file
    "captureStackTrace": "Error.captureStackTrace?",
    "checkVisibility": "checkVisibility",
    "createPolicy": "typeof e.createPolicy!=`function`",
    "createHTML": "N&&",  # all three of a policy
    "createScriptURL": "N&&",
    "getAttributeType": "typeof d.getAttributeType==`function`",
    "getAsFileSystemHandle": "typeof e.getAsFileSystemHandle==`function`",
    "getTextInfo": "typeof t.getTextInfo==`function`",
    "showOpenFilePicker": "`showOpenFilePicker`in window",
    "withResolvers": "Promise.withResolvers===void 0",
}
UNUSED = {"getDisplayMedia": "of the menu's recording, which the page has not"}


@cache
def chunks() -> dict[str, str]:
    """Return the code of every page and of those parts, with all imports: file name -> text."""
    index = (FOLDER.parent.parent / "index.html").read_text(encoding="utf-8")
    waiting = re.findall(r"/js/([\w.-]+\.js)", index)
    for part in PARTS:
        (file,) = FOLDER.glob(f"{part}.*.js")
        waiting.append(file.name)
    found: dict[str, str] = {}
    while waiting:
        if (name := waiting.pop()) not in found:
            found[name] = (FOLDER / name).read_text(encoding="utf-8")
            waiting += IMPORTED.findall(found[name])
    return found


def made(code: str) -> set[tuple[str, str]]:
    """Return a script's regular expressions with the flag v: pattern and flags, or code if it's computed."""
    found = {*MADE.findall(code), *WRITTEN.findall(code)}
    return {
        (re.sub(r"^([`\"'])(.*)\1$", r"\2", pattern).replace("\\\\", "\\"), flags) for pattern, flags in found
    }


def given(code: str) -> set[str]:
    """Return the names of newer features that are called there."""
    return {*CALLED.findall(code)} & {*NEWER} - OF_THEIR_OWN - {*UNUSED}


def test_regular_expressions_with_v_work_in_older_browsers():
    """Use u in place of v, as until_there.js does: see until_there.test.js."""
    found = {each for code in chunks().values() for each in made(code)}
    assert sorted(map(list, found)) == json.loads(KNOWN.read_text())


@for_each("name", sorted(chunks()))
def test_newer_features_are_checked_for_before_they_are_called(name):
    code = chunks()[name]
    for called in given(code):
        versions = NEWER.get(called)
        assert called in ASKED_FOR, f"{called}: Chrome, Firefox, Safari {versions}"
        assert ASKED_FOR[called] in code, f"{called}: no longer asked for"


def test_the_scan_finds_exactly_the_newer_features():
    code = "a=RegExp(`b`,`gv`);c=/d/v;e=/[/]f/iv.test(g);h=RegExp(i+`j`,'v');k=/l/g;m=n/o/v;"
    code += "x.toHex();o.getTextInfo();o.map()"
    assert made(code) == {("b", "gv"), ("d", "v"), ("[/]f", "iv"), ("i+`j`", "v")}
    assert given(code) == {"toHex", "getTextInfo"}
