"""What a stylesheet speaks of is there: a class that a script writes, a part that a page names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model import PROJECT

VIEWS = PROJECT / "views"
STYLES = sorted(VIEWS.rglob("*.css"))
CODE = "\n".join(
    path.read_text()
    for path in [PROJECT / "app.py", *VIEWS.rglob("*.py"), *VIEWS.rglob("*.js"), *VIEWS.rglob("*.html")]
)
WORDS = set(re.findall(r"[\w-]+", CODE))


def selectors(path: Path) -> str:
    """All that stands before a brace, without what is said beside it."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return "\n".join(re.findall(r"([^{};]+)\{", text))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_every_class_of_a_stylesheet_is_one_that_a_script_writes(path):
    written = {name for name in WORDS if name.startswith("ink-")}
    roots = {f"ink-{path.stem.replace('_', '-')}" for path in VIEWS.rglob("*.js")}  # see mount
    found = set(re.findall(r"\.(ink-[a-z-]+)", selectors(path)))  # some are numbered
    assert found <= written | roots


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_every_part_of_a_page_that_a_stylesheet_speaks_of_is_named_by_a_page(path):
    keys = set(re.findall(r"\.st-key-([\w-]+)", selectors(path)))
    named = {key for key in keys if re.search(rf"""["']{key}["']""", CODE)}
    assert keys == named
