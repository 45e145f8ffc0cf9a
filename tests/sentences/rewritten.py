"""Puts new sentences into the project's files.

It takes new texts by the old ones, and returns the new contents of each file that changes. It writes nothing.
Ruff lays out Python: it joins and breaks the pieces of a sentence.
"""

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from model import PROJECT
from tests.catalogs import FOLDERS
from tests.sentences.places import Place, in_document, in_javascript, in_python

WIDTH = 110  # characters in a line, from pyproject.toml
BRACKETS = 24  # columns by which ruff moves a sentence to the right at most: six brackets around it
ESCAPED = {each: f"\\u{ord(each):04x}" for each in "\u00a0\u202f\u200b\u2011"} | {"\n": "\\n", "\\": "\\\\"}
ITEM = re.compile(r"- |\d+\. ")  # at the start of a list's line
WORD = re.compile(r"[^ ]+ *|^ +")  # with the spaces after it
LITTLE = 3  # words: a text of at least this many is also replaced within other texts
RECORDED = ("plans/*.txt", "browser/looks.txt")  # the recorded contents of pages, which tests compare
Changes = list[tuple[Place, str]]


def rewritten_code(texts: Mapping[tuple[str | None, str], str]) -> dict[Path, str]:
    """Return the changed code; `texts` has the new text for each context and old text."""
    files = {}
    for folder in FOLDERS:
        for path in sources(PROJECT / folder):
            changes = [
                (each, texts[each.context, each.text])
                for each in _places(path)
                if each.is_said and (each.context, each.text) in texts
            ]
            if changes:
                files[path] = with_texts(path.suffix, path.read_text(encoding="utf-8"), changes)
    return files


def rewritten_tests(texts: Mapping[str, str]) -> dict[Path, str]:
    """Return the changed tests: labels are replaced as whole texts, and sentences also within other texts."""
    files, folder = {}, PROJECT / "tests"
    long = {old: new for old, new in texts.items() if len(old.split()) >= LITTLE}
    labels = {old: new for old, new in texts.items() if " " in old or old[:1].isupper()}

    def new(text: str) -> str:
        return labels[text] if text in labels else _replaced_within(text, long)

    for path in sources(folder):
        code = path.read_text(encoding="utf-8")
        if any(old[:8] in code for old in (*long, *labels)):
            changes = [(each, new(each.text)) for each in _places(path) if new(each.text) != each.text]
            if changes:
                files[path] = with_texts(path.suffix, path.read_text(encoding="utf-8"), changes)
    for path in (path for pattern in RECORDED for path in sorted(folder.glob(pattern))):
        code = path.read_text(encoding="utf-8")
        if (changed := _replaced_within(code, long)) != code:
            files[path] = changed
    return files


def _replaced_within(text: str, texts: Mapping[str, str]) -> str:
    """Replace all texts at once, so that a replacement is never replaced again."""
    found = [(text.find(old), old) for old in texts if old in text]
    if not found:
        return text
    at, old = min(found, key=lambda each: (each[0], -len(each[1])))
    return f"{text[:at]}{texts[old]}{_replaced_within(text[at + len(old) :], texts)}"


def sources(folder: Path) -> Iterator[Path]:
    kinds = (".md",) if folder.name == "content" else (".py", ".js")
    yield from (path for path in sorted(folder.rglob("*")) if path.suffix in kinds)


def _places(path: Path) -> list[Place]:
    find = {".md": in_document, ".js": in_javascript, ".py": in_python}[path.suffix]
    return find(path.read_text(encoding="utf-8"))


def with_texts(kind: str, code: str, changes: Changes) -> str:
    """Return a file of this kind, such as ".py", with these texts in these places."""
    if kind == ".js":
        return _put(code, changes, lambda place, text: literal(text, code[place.start]))
    if kind == ".md":
        return _put(code, changes, lambda place, text: _wrapped(text, _before(code, place)))
    return replaced(code, changes)


def _before(code: str, place: Place) -> str:
    """Return what is before a sentence on its line."""
    return code[code.rfind("\n", 0, place.start) + 1 : place.start]


def _wrapped(text: str, mark: str) -> str:
    """Lay out a message of a document: a title in one line, and a list with a line or more for each item."""
    if mark == "# ":
        return text
    lines = []
    for line in text.split("\n"):
        item = ITEM.match(line)
        indent = " " * (len(mark) or (item.end() if item else 0))
        wrapper = textwrap.TextWrapper(WIDTH, mark, indent, break_long_words=False, break_on_hyphens=False)
        lines.append(wrapper.fill(line)[len(mark) :])
    return "\n".join(lines)


def replaced(code: str, changes: Changes) -> str:
    """Return a Python file with these texts in these places."""

    def write(place: Place, text: str) -> str:
        before = _before(code, place)
        indent = len(before) - len(before.lstrip()) + (BRACKETS if before.strip() else len("    ,"))
        pieces = [""]
        for word in WORD.findall(text):
            if len(literal(pieces[-1] + word)) > WIDTH - indent and pieces[-1]:
                pieces.append("")
            pieces[-1] += word
        return " ".join(map(literal, pieces))

    command = [sys.executable, "-m", "ruff", "format", "-"]
    code = _put(code, changes, write)
    return subprocess.run(command, input=code, capture_output=True, text=True, cwd=PROJECT, check=True).stdout


def literal(text: str, quote: str = "") -> str:
    """Return a literal as the formatter writes it; JavaScript always has double quotes."""
    quote = quote or ("'" if '"' in text and "'" not in text else '"')
    inside = "".join(ESCAPED.get(each, each) for each in text)
    return f"{quote}{inside.replace(quote, chr(92) + quote)}{quote}"


def _put(code: str, changes: Changes, write: Callable[[Place, str], str]) -> str:
    for place, text in sorted(changes, key=lambda each: -each[0].start):
        code = f"{code[: place.start]}{write(place, text)}{code[place.end :]}"
    return code
