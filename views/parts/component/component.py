"""The page's own components: plain JavaScript and CSS beside the Python that shows them, no build step."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from model.errors import DataError
from model.files import lost
from views.language.catalogs import ENGLISH
from views.language.language import language
from views.parts.component.constants import CONSTANTS
from views.parts.component.following import followed
from views.parts.component.stylesheet import read_stylesheet
from views.parts.component.together import Part, collected

NEWEST = Path(__file__).with_name("newest.js")
_IMPORT = re.compile(r'^import\s*(\w+|\{[^}]*\})\s*from\s*"([./\w]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)((?:async )?(?:function|class|const|let)\*?\s+(\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*(?://[^\n]*|/\*\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
_CONSTANT = re.compile(r"^export const (\w+) = constants\.\1;\n", re.MULTILINE)  # as constants.js has them
_LAST = re.compile(r"(?<=\S) +// [^\n]*$", re.MULTILINE)  # of a line: in no text of ours are two such strokes
_INDENTED = re.compile(r"^ +", re.MULTILINE)  # in a text of ours, spaces in a row are as one: it is HTML
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def mount(beside: str, name: str, is_seen: bool = True) -> Callable:
    """Register the component whose code is <name>.js, beside that file; gives its mounting command.

    Its default export is called with `data`, whenever that changes, with `parentElement`, in which its own
    element has the class ink-<name>, and with `setTriggerValue(name, value)`, by which it reports. What it
    returns is called when it leaves the page. One that only does something is not `is_seen`.

    Its styles are those of its own .css file and of the files it imports. Styles are not isolated: what is on
    screen stays plain, readable text of the page, for people's assistive software and for tests. Every class
    name starts with `ink-`.

    The mounting command's `height`, in pixels, is the room kept from before the component is there, so that
    what is below it stays where it is; it may become taller. Where a script can't be used, the command shows
    what to do in place of the component. While somebody is `collecting` (together.py), it shows nothing, and
    takes what a `Part` has.

    Its `on_pick(sent)` is called with what the component has reported as picked: anything that a browser can
    send, or None. A second click may come after the first has replaced what was clicked; Streamlit then still
    has what to do and no longer the value, so that None is sent, and of other events nothing is done.
    """
    script = Path(beside).with_name(f"{name}.js")
    try:
        code, styles = _code_and_styles(script)
    except DataError as error:
        return partial(_say, error)
    html = f'<div class="ink-{name.replace("_", "-")}"{"" if is_seen else " hidden"}></div>\n'
    component = st.components.v2.component(
        f"inkling_{name}", html=html, js=code, css=styles, isolate_styles=False
    )

    def show(key: str, on_pick: Callable[[object], None] | None = None, **options: object) -> None:
        if language() != ENGLISH and isinstance(options.get("data"), dict):
            # so that another language is news; a packed message has no words
            options["data"] = options["data"] | {"lang": language()}
        if followed() is not None:
            options["data"] = options["data"] | {"follows": [followed(), key]}
        parts = collected()
        if parts is not None:
            parts.append(Part(name, html, key, on_pick=on_pick, **options))
            return
        events = {each: _while_shown(key, options.pop(each)) for each in [*options] if each.startswith("on_")}
        if on_pick:
            events["on_picked_change"] = lambda: on_pick(st.session_state.get(key, {}).get("picked"))
        component(key=key, **options, **events)

    return show


def _while_shown(key: str, do: Callable[[], None]) -> Callable[[], None]:
    return lambda: do() if key in st.session_state else None


def _code_and_styles(script: Path) -> tuple[str, str]:
    """Of a component.

    Raises:
        DataError: a file is missing or damaged.
    """
    try:
        code = component_code(script)
        styles = [path.with_suffix(".css") for path in (Path(__file__), *modules_of(script))]
        if not _DEFAULT.search(_read(script)):
            raise ValueError(f"{script.name} exports no component")
        return code, "".join(read_stylesheet(path) for path in styles if path.exists())
    except OSError as error:
        raise lost(Path(error.filename)) from error
    except ValueError as error:
        raise DataError(
            "A script is damaged: {error}. Restore it with `git checkout -- views`.", error=str(error)
        ) from error


def _say(sentence: str, **_settings: object) -> None:
    """In place of a component."""
    st.error(sentence, icon=":material/build:")


def component_code(script: Path) -> str:
    """What Streamlit is given of a component: its file, and all that it imports, called by newest.js.

    Raises:
        ValueError: as `bundle`.
    """
    return bundle(NEWEST, script, by="$newest.newest")


def bundle(*scripts: Path, by: str = "") -> str:
    """Files of JavaScript and all that they import, as one module.

    Streamlit takes files only from installed packages. Every file becomes a function of its own, $name, so
    that what it does not export is nobody else's, and what it imports is taken from what those functions
    give. The module's default is that of the last file, or what the function `by` makes of it. Comments stay
    here, and what lines are indented by: Streamlit sends the code along with every new value.

    Raises:
        ValueError: files import each other in a circle, or a name that is not exported.
    """
    parts, exported = [], {}
    files = _files_of(*scripts)
    constants = _constants_of("".join(files.values()))
    for path, whole in files.items():
        code = _CONSTANT.sub(lambda found: found[0] if found[1] in constants else "", whole)
        for imported, source in _IMPORT.findall(code):
            missing = {each.split()[0] for each in _listed(imported)} - exported[Path(source).stem]
            if missing:
                unknown = ", ".join(sorted(missing))
                raise ValueError(f"{path.name} imports {unknown}, which {source} does not export")
        inner = _IMPORT.sub(
            lambda found: f"const {{ {_renamed(found[1])} }} = ${Path(found[2]).stem};\n", code
        )
        inner, has_default = _DEFAULT.subn("const $default = ", _EXPORT.sub(r"\1", inner))
        names = {found for _code, found in _EXPORT.findall(code)}
        exported[path.stem] = names | {"default"} if has_default else names
        gives = ", ".join([*sorted(names), *(["default: $default"] if has_default else [])])
        parts.append(f"const ${path.stem} = (() => {{\n{inner}return {{ {gives} }};\n}})();\n")
    last = path.stem
    if "default" in exported[last]:
        parts.append(f"export default {by}(${last}.default);\n")
    code = _LAST.sub("", _COMMENT.sub("", "".join(parts)))
    values = f"globalThis.inklingConstants = {json.dumps(constants)};\n" if constants else ""
    return values + _INDENTED.sub("", code)


def _constants_of(code: str) -> dict[str, object]:
    """Those that files, one after the other, import from constants.js; no others are sent."""
    imported = [names for names, source in _IMPORT.findall(code) if Path(source).stem == "constants"]
    named = {name for names in imported for name in _listed(names)}
    return {name: value for name, value in CONSTANTS.items() if name in named}


def modules_of(*scripts: Path) -> list[Path]:
    """The files that these consist of, each after those that it imports."""
    return list(_files_of(*scripts))


def _files_of(*scripts: Path) -> dict[Path, str]:
    """The same, with what they hold."""
    found: dict[Path, str] = {}

    def add(path: Path, importing: tuple[Path, ...]) -> None:
        if path in importing:
            names = [each.name for each in (*importing, path)]
            raise ValueError(f"{' imports '.join(names)}: a circle")
        if path not in found:
            code = _read(path)
            for _names, source in _IMPORT.findall(code):
                add((path.parent / source).resolve(), (*importing, path))
            found[path] = code

    for script in scripts:
        add(script.resolve(), ())
    return found


def _listed(names: str) -> list[str]:
    """Of `{ a, b as c }`: "a" and "b as c"; of `a`, a file's default: "default as a"."""
    if not names.startswith("{"):
        return [f"default as {names}"]
    return [each.strip() for each in names.strip("{}").split(",") if each.strip()]


def _renamed(names: str) -> str:
    """`{ a, b as c }` of an import, as the pattern `a, b: c`."""
    return ", ".join(each.replace(" as ", ": ") for each in _listed(names))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is no text") from error
