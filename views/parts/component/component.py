"""The page's own components: plain JavaScript and CSS beside the Python that shows them, no build step."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import streamlit as st

from model.errors import DataError
from model.files import lost
from views.parts.component.constants import CONSTANTS
from views.parts.component.following import followed
from views.parts.component.stylesheet import ELEMENTS, read_stylesheet
from views.parts.component.together import Part, collected
from views.parts.language.catalogs import ENGLISH
from views.parts.language.language import language

MOST_MESSAGES = 2**31  # of a page; more than a person can cause
NEWEST, OUTBOX = (Path(__file__).with_name(f"{name}.js") for name in ("newest", "outbox"))
_IMPORT = re.compile(r'^import\s*(\w+|\{[^}]*\})\s*from\s*"([./\w]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)((?:async )?(?:function|class|const|let)\*?\s+(\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*(?://[^\n]*|/\*\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
_CONSTANT = re.compile(r"^export const (\w+) = constants\.\1;\n", re.MULTILINE)  # as written in constants.js
_LAST = re.compile(r"(?<=\S) +// [^\n]*$", re.MULTILINE)  # trailing comments; our strings have no " // "
_INDENTED = re.compile(r"^ +|^\n", re.MULTILINE)  # safe in our strings too, because HTML collapses spaces
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def mount(beside: str, name: str, is_seen: bool = True) -> Callable:
    """Register the component in <name>.js beside that file; return its mounting command.

    Its default export is called whenever `data` changes, with `data`, with `parentElement`, which contains
    its own element of class ink-<name>, and with `setTriggerValue(name, value)` for its reports. The function
    that it returns is called when it leaves the page. `is_seen` is False if the component shows nothing.

    Its styles come from its own .css file and those of the files it imports. They aren't isolated, so that
    what is on screen stays plain, readable text for assistive software and tests. All class names start with
    `ink-`.

    The mounting command's `height`, in pixels, reserves space before the component arrives, so that what's
    below doesn't move; the component can become taller. If a script can't be used, the command shows what to
    do instead. Inside `collecting` (together.py) it doesn't show anything and takes what a `Part` has.

    Its `on_pick(sent)` is called with what the component has reported as picked: anything that a browser can
    send, or None. A second click can arrive after the first one has replaced what was clicked. Streamlit then
    still has the callback but not the value, so it sends None; other events are ignored. A message with a
    number (outbox.js) is taken once, and the component gets the number of the newest that was taken.
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
            # so that a change of language is new data; a packed message doesn't contain texts
            options["data"] = options["data"] | {"lang": language()}
        if followed() is not None:
            options["data"] = options["data"] | {"follows": [followed(), key]}
        parts = collected()
        if parts is not None:
            parts.append(Part(name, html, key, on_pick=on_pick, **options))
            return
        events = {each: _while_shown(key, options.pop(each)) for each in [*options] if each.startswith("on_")}
        if on_pick or events:
            events["on_picked_change"] = partial(_take, key, on_pick, events)
        if isinstance(options.get("data"), dict):
            # in a list, because a dict makes Streamlit import pandas: docs/upstream.md
            options["data"] = [options["data"], *([_taken().get(key, 0)] if events else [])]
        component(key=key, **options, **events)

    return show


def _take(
    key: str, on_pick: Callable[[object], None] | None, others: Mapping[str, Callable[[], None]]
) -> None:
    """Take what a component has reported: a message with a number only once."""
    sent, taken = st.session_state.get(key, {}).get("picked"), _taken()
    if not isinstance(sent, dict) or sent.keys() != {"number", "name", "sent"}:
        on_pick(sent) if on_pick else None
    elif type(number := sent["number"]) is int and taken.get(key, 0) < number < MOST_MESSAGES:
        if sent["name"] == "picked" and on_pick:
            on_pick(sent["sent"])
        elif act := others.get(f"on_{sent['name']}_change"):
            act()
        # Last, where the run can't end: if it was cut short before, the message is taken again.
        taken[key] = number


def _taken() -> dict[str, int]:
    """Return the number of the newest message that was taken, by component."""
    return st.session_state.setdefault("messages_taken", {})


def _while_shown(key: str, do: Callable[[], None]) -> Callable[[], None]:
    return lambda: do() if key in st.session_state else None


def _code_and_styles(script: Path) -> tuple[str, str]:
    """Return a component's code and styles.

    Raises:
        DataError: if a file is missing or damaged.
    """
    try:
        code = component_code(script)
        styles = [path.with_suffix(".css") for path in (ELEMENTS, Path(__file__), *modules_of(script))]
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
    """Show an error in place of a component."""
    st.error(sentence, icon=":material/build:")


def component_code(script: Path) -> str:
    """Return the code that Streamlit gets: a component's file and its imports, wrapped by newest.js.

    If it reports something, outbox.js sends that.

    Raises:
        ValueError: see `bundle`.
    """
    if any("setTriggerValue" in code for code in _files_of(script).values()):
        return bundle(NEWEST, OUTBOX, script, by="$newest.newest($outbox.mailed({}))")
    return bundle(NEWEST, script, by="$newest.newest({})")


def bundle(*scripts: Path, by: str = "{}") -> str:
    """Bundle JavaScript files and their imports into one module.

    Streamlit only takes files from installed packages. Each file becomes a function of its own, $name, so
    that its private names stay private; imports read what those functions return. The module's default export
    is the last file's, put into `by`. Comments and indentation are left out, because
    Streamlit sends the code with every new value.

    Raises:
        ValueError: if files import each other in a circle, or a name that isn't exported.
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
        parts.append(f"export default {by.format(f'${last}.default')};\n")
    code = _LAST.sub("", _COMMENT.sub("", "".join(parts)))
    values = f"globalThis.inklingConstants = {json.dumps(constants)};\n" if constants else ""
    return values + _INDENTED.sub("", code)


def _constants_of(code: str) -> dict[str, object]:
    """Return the constants that the code imports from constants.js; we only send those."""
    imported = [names for names, source in _IMPORT.findall(code) if Path(source).stem == "constants"]
    named = {name for names in imported for name in _listed(names)}
    return {name: value for name, value in CONSTANTS.items() if name in named}


def modules_of(*scripts: Path) -> list[Path]:
    """Return these files and their imports, each file after those that it imports."""
    return list(_files_of(*scripts))


def _files_of(*scripts: Path) -> dict[Path, str]:
    """Return the same files with their contents."""
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
    """Split `{ a, b as c }` into "a" and "b as c"; `a`, a default import, gives "default as a"."""
    if not names.startswith("{"):
        return [f"default as {names}"]
    return [each.strip() for each in names.strip("{}").split(",") if each.strip()]


def _renamed(names: str) -> str:
    """Turn an import's `{ a, b as c }` into the pattern `a, b: c`."""
    return ", ".join(each.replace(" as ", ": ") for each in _listed(names))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is no text") from error
