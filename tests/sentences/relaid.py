"""Replaces sentences in a Python file and lays it out as the project's formatter does.

It takes the file's text and the new text for each place. A sentence that fits in its place changes nothing
else, and a longer one is broken between words as far to the right as possible.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from tokenize import OP, generate_tokens

from model import PROJECT
from tests.sentences.places import Place, in_python

WIDTH = 110  # characters in a line, from pyproject.toml
TABLES = (ast.Dict, ast.List, ast.Set, ast.Tuple)
ESCAPED = {each: f"\\u{ord(each):04x}" for each in "\u00a0\u202f\u200b\u2011"} | {"\n": "\\n", "\\": "\\\\"}


def replaced(code: str, changes: Sequence[tuple[Place, str]]) -> str:
    """Return the file with these texts in these places."""
    number_of = {place: number for number, place in enumerate(in_python(code))}
    for place, text in sorted(changes, key=lambda change: -change[0].start):  # each moves the places after it
        code = _with(code, in_python(code)[number_of[place]], text)
    return code


def _with(code: str, place: Place, text: str) -> str:
    start, stop = _statement(code, place)
    short = f"{code[: place.start]}{literal(text)}{code[place.end :]}"
    if start == stop and len(short.splitlines()[start - 1]) <= WIDTH:
        return short
    was_tight = not _is_in_table(code, place) and _formatted(code, start, stop, True) == code
    if (in_same_lines := _in_same_lines(code, place, text)) is not None:
        return _formatted(in_same_lines, start, stop, was_tight)
    lines_less = code.count("\n", place.start, place.end)
    formatted = _formatted(short, start, stop - lines_less, was_tight)
    return _broken(formatted, code, place, text, was_tight)


def _is_in_table(code: str, place: Place) -> bool:
    """Return whether it is in data over several lines, which somebody gave their own lines on purpose."""
    line = code.count("\n", 0, place.start) + 1
    tables = (each for each in ast.walk(ast.parse(code)) if isinstance(each, TABLES))
    return any(each.lineno <= line <= each.end_lineno > each.lineno for each in tables)


def _in_same_lines(code: str, place: Place, text: str) -> str | None:
    """Fill each line with as many words as before; return None if that is impossible or too long."""
    lines, words = code[place.start : place.end].split("\n"), text.split(" ")
    if len(lines) == 1 or len(words) != len(place.text.split(" ")):
        return None
    pieces = []
    for line in lines:
        count = ast.literal_eval(line.strip()).count(" ")
        pieces.append(" ".join(words[:count]) + " " * (count > 0))
        words = words[count:]
    pieces[-1] += " ".join(words)
    indent = place.start - code.rfind("\n", 0, place.start) - 1
    is_narrow = max(len(literal(each)) for each in pieces) <= WIDTH - indent - len(",")
    inside = f"\n{' ' * indent}".join(map(literal, pieces))
    return f"{code[: place.start]}{inside}{code[place.end :]}" if is_narrow else None


def _broken(formatted: str, code: str, place: Place, text: str, was_tight: bool) -> str:
    number = sum(each.start < place.start and each.text == text for each in in_python(code))
    now = [each for each in in_python(formatted) if each.text == text][number]
    begin = formatted.rfind("\n", 0, now.start) + 1
    end = formatted.index("\n", now.end)
    if end - begin <= WIDTH:
        return formatted
    indent = now.start - begin
    pieces = f"\n{' ' * indent}".join(literal(each) for each in pieces_of(text, WIDTH - indent))
    if "\n" in pieces and not _is_in_brackets(formatted, now.start):
        pieces = f"({pieces})"
    broken = f"{formatted[: now.start]}{pieces}{formatted[now.end :]}"
    first, last = _statement(broken, now._replace(end=now.start + len(pieces)))
    return _formatted(broken, first, last, was_tight)


def _is_in_brackets(code: str, start: int) -> bool:
    """Return whether a text that starts here is inside brackets and can go on in the next line."""
    depth, tokens = 0, generate_tokens(StringIO(code).readline)
    at = code.count("\n", 0, start) + 1, start - code.rfind("\n", 0, start) - 1
    for each in tokens:
        if each.start >= at:
            break
        depth += (each.string in "([{") - (each.string in ")]}") if each.type == OP else 0
    return depth > 0


def pieces_of(text: str, width: int) -> list[str]:
    """Split a text into pieces whose literals have at most this width; all but the last end with a space."""
    pieces, rest = [], text
    while len(literal(rest)) > width and " " in rest.rstrip(" "):
        words = rest.split(" ")
        count = len(words) - 1
        while count > 1 and len(literal(" ".join(words[:count]) + " ")) > width:
            count -= 1
        pieces.append(" ".join(words[:count]) + " ")
        rest = " ".join(words[count:])
    return [*pieces, rest]


def literal(text: str, quote: str = "") -> str:
    """Return a literal as the formatter writes it; JavaScript always has double quotes."""
    quote = quote or ("'" if '"' in text and "'" not in text else '"')
    inside = "".join(ESCAPED.get(each, each) for each in text)
    return f"{quote}{inside.replace(quote, chr(92) + quote)}{quote}"


def _statement(code: str, place: Place) -> tuple[int, int]:
    """Return the lines, from 1, of the smallest statement around a place, or only its head before a body."""
    line = code.count("\n", 0, place.start) + 1
    found = (1, code.count("\n") + 1)
    for each in ast.walk(ast.parse(code)):
        if isinstance(each, ast.stmt) and each.lineno <= line <= each.end_lineno:
            body = getattr(each, "body", None)
            end = body[0].lineno - 1 if body and body[0].lineno > line else each.end_lineno
            if end - each.lineno <= found[1] - found[0]:
                found = each.lineno, max(end, line)
    return found


def _formatted(code: str, start: int, end: int, is_tight: bool) -> str:
    """Format these lines with ruff; `is_tight` ignores a comma after the last argument."""
    tight = ["--config", "format.skip-magic-trailing-comma=true"] if is_tight else []
    command = [sys.executable, "-m", "ruff", "format", "--range", f"{start}-{end}", *tight, "-"]
    done = subprocess.run(command, input=code, capture_output=True, text=True, cwd=PROJECT, check=True)
    return done.stdout
