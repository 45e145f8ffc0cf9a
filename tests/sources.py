"""The project's own files: their literals and comments, and the texts in a file of words."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from model import PROJECT
from tests.sentences.places import LITERAL
from views.parts.asking.asking import plain

VIEWS = PROJECT / "views"
COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=[\s;{}(,]))//[^\n]*", re.DOTALL | re.MULTILINE)
SOURCES = sorted(path for folder in ("model", "views") for path in (PROJECT / folder).rglob("*.py"))
SOURCES += [PROJECT / name for name in ("app.py", "command.py", "page.py", "train_model.py")]


def name_of(path: Path) -> str:
    """Return a file's path in the project."""
    return path.relative_to(PROJECT).as_posix()


@cache
def _all_nodes(path: Path) -> list[ast.AST]:
    return [*ast.walk(ast.parse(path.read_text("utf-8")))]


def nodes(path: Path, *kinds: type) -> Iterator[ast.AST]:
    """Yield a Python file's nodes of these kinds."""
    return (node for node in _all_nodes(path) if isinstance(node, kinds))


def texts_in(path: Path) -> Iterator[str]:
    """Return all texts that people read in a file of words, one sentence or piece each."""
    code = path.read_text("utf-8")
    if path.suffix == ".js":
        yield from (read(literal[1:-1]) for literal in LITERAL.findall(COMMENT.sub("", code)))
        return
    tree = ast.parse(code)
    joined = [each for each in ast.walk(tree) if isinstance(each, ast.JoinedStr)]
    docstrings = [each.value for each in ast.walk(tree) if isinstance(each, ast.Expr)]
    parts = {id(part) for each in joined for part in ast.walk(each)} | set(map(id, docstrings))
    yield from (
        read(
            "".join(
                getattr(part, "value", "") if isinstance(part, ast.Constant) else "…" for part in each.values
            )
        )
        for each in joined
    )
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in parts:
            yield read(each.value)


def read(text: str) -> str:
    """Return a text as people read it: without links, bold type and line ends, … for placeholders."""
    text = re.sub(r"\{[^{}]*\}", "…", plain(text)).replace("**", "")
    return re.sub(r"\s+", " ", text.replace("\\n", " "))
