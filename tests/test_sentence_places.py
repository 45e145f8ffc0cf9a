"""The project's sentences are found where they can be changed, and labels are explained."""

import ast
import random
from functools import cache
from pathlib import Path

import pytest

from model import PROJECT
from tests import catalogs as workshop
from tests.sentences import notes, rewritten
from tests.sentences.places import Place, in_document, in_javascript, in_python
from views.parts.asking.glossary import OF_GLOSSARY

FIND = {".py": in_python, ".js": in_javascript, ".md": in_document}


@cache
def everywhere() -> list[tuple[Path, Place]]:
    return [
        (path, place)
        for folder in workshop.FOLDERS
        for path in rewritten.sources(PROJECT / folder)
        for place in FIND[path.suffix](path.read_text("utf-8"))
        if place.is_said
    ]


def test_every_translatable_sentence_is_found_in_its_place():
    given = {
        (each.context, form)
        for each in workshop.extracted_once()
        if each.id and each.context != OF_GLOSSARY
        for form in (each.id if each.pluralizable else (each.id,))
    }
    assert {(each.context, each.text) for _, each in everywhere()} == given


@pytest.mark.parametrize("kind", [".py", ".md"])
def test_a_longer_sentence_changes_nothing_else_and_no_line_is_too_long(kind):
    """It can be shortened again, too."""
    find, change = FIND[kind], rewritten.with_texts
    there = [each for each in everywhere() if each[0].suffix == kind]
    for path, place in random.Random(7).sample(there, 40):
        code = path.read_text("utf-8")
        number = find(code).index(place)
        text = f"{place.text}, and much more than could ever be said about it"
        longer = change(kind, code, [(place, text)])
        assert find(longer)[number].text == text
        new = {*longer.splitlines()} - {*code.splitlines()}
        assert all(len(line) <= rewritten.WIDTH for line in new if not line.startswith("# "))
        again = change(kind, longer, [(find(longer)[number], place.text)])
        assert again == code if kind == ".md" else ast.dump(ast.parse(again)) == ast.dump(ast.parse(code))


def test_every_bare_label_and_no_other_has_a_note():
    bare = {each.id: each for each in workshop.extracted_once() if notes.is_bare(each)}
    assert [label for label, each in bare.items() if not each.auto_comments] == []
    assert {*notes.notes()} <= {*bare}


def test_every_document_is_laid_out_as_rewording_lays_it_out():
    for path in rewritten.sources(PROJECT / "content"):
        code = path.read_text("utf-8")
        assert rewritten.with_texts(".md", code, [(each, each.text) for each in in_document(code)]) == code
