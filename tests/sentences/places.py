"""Finds sentences in the sources: in literals of Python and JavaScript, and in the documents of content/.

It takes a file's text and returns each sentence with the place of its literals.
"""

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

from tests.catalogs import KEYWORDS
from views.parts.language.documents import messages_in

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
JS_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')
JS_CALL = re.compile(rf"(?<![\w.$])(\w+)\(\s*({JS_LITERAL.pattern}(?:,\s*{JS_LITERAL.pattern})*)")


class Place(NamedTuple):
    """A sentence in a file.

    Attributes:
        text: the sentence.
        context: the context that translators get with it, or None.
        start, end: the range in the file, from its first literal to the end of its last one.
        is_said: whether it is an argument of `_` or the like; otherwise it's a literal with the same text.
    """

    text: str
    context: str | None
    start: int
    end: int
    is_said: bool


def in_python(code: str) -> list[Place]:
    """Return every literal outside f-strings; adjacent literals are one."""
    tree = ast.parse(code)
    said = dict(_said(tree))
    within = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values}
    starts = _line_starts(code)
    ends = _ends_of_literals(code, starts)
    found = []
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in within:
            start = _offset(code, starts, each.lineno, each.col_offset)
            end = _offset(code, starts, each.end_lineno, each.end_col_offset)
            if end in ends:
                found.append(Place(each.value, said.get(id(each)), start, end, id(each) in said))
    return sorted(found, key=lambda place: place.start)


def _said(tree: ast.Module) -> Iterator[tuple[int, str | None]]:
    for call in ast.walk(tree):
        name = getattr(call.func, "id", getattr(call.func, "attr", "")) if isinstance(call, ast.Call) else ""
        if name in KEYWORDS:
            yield from ((id(arg), context) for arg, context in messages_of(name, call.args))


def messages_of(name: str, args: list) -> Iterator[tuple[ast.AST, str | None]]:
    """Yield the arguments of a call of this name that are messages, each with its context."""
    places = KEYWORDS[name] or (1,)
    context = [
        getattr(args[each[0] - 1], "value", None)
        for each in places
        if isinstance(each, tuple) and len(args) >= each[0]
    ]
    for each in places:
        if not isinstance(each, tuple) and len(args) >= each:
            yield args[each - 1], (context or [None])[0]


def in_javascript(code: str) -> list[Place]:
    """Return every literal; messages in `_` have double quotes, because words_file.py looks for these."""
    said = {}
    for call in JS_CALL.finditer(code):
        if call[1] in KEYWORDS:
            args = [(each.start() + call.start(2), each) for each in JS_LITERAL.finditer(call[2])]
            constants = [ast.Constant(json.loads(each[0])) for _, each in args]
            wanted = {id(arg): context for arg, context in messages_of(call[1], constants)}
            said |= {at: wanted[id(each)] for (at, _), each in zip(args, constants) if id(each) in wanted}
    found = []
    for each in LITERAL.finditer(code):
        if text := _text_in_javascript(each[0]):
            found.append(Place(text, said.get(each.start()), each.start(), each.end(), each.start() in said))
    return found


def _text_in_javascript(code: str) -> str | None:
    inside = code[1:-1] if code[0] == '"' else code[1:-1].replace('"', '\\"').replace("\\'", "'")
    try:
        return json.loads(f'"{inside}"', strict=False)
    except ValueError:
        return None


def in_document(code: str) -> list[Place]:
    """Return every message; links name the glossary's words themselves, so change those by hand."""
    messages = messages_in(code)
    return [
        Place(each.text, None, each.start, each.end, True) for each in messages if not each.text.isdigit()
    ]


def _line_starts(code: str) -> list[int]:
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _offset(code: str, starts: list[int], line: int, in_bytes: int) -> int:
    text = code[starts[line - 1] : starts[line]]
    return starts[line - 1] + len(text.encode()[:in_bytes].decode())


def _ends_of_literals(code: str, starts: list[int]) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return {starts[each.end[0] - 1] + each.end[1] for each in tokens if each.type == tokenize.STRING}
