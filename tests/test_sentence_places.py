"""The project's sentences are found where they can be changed, and labels are explained."""

from __future__ import annotations

import ast
import random
from pathlib import Path

from model import PROJECT
from tests import catalogs as workshop
from tests.sentences import notes, rewritten
from tests.sentences.places import in_glossary, in_javascript, in_python
from views.parts.asking.glossary import OF_GLOSSARY


def code_of() -> dict[Path, str]:
    paths = (path for folder in workshop.FOLDERS for path in sorted((PROJECT / folder).rglob("*.*")))
    return {path: path.read_text("utf-8") for path in paths if path.suffix in (".py", ".js")}


def test_every_translatable_sentence_is_found_in_its_place():
    found = set()
    for path, code in code_of().items():
        places = in_javascript(code) if path.suffix == ".js" else in_python(code)
        found |= {(each.context, each.text) for each in places if each.is_said}
        if path.name == "glossary.py":
            found |= {(None, each.text) for each in in_glossary(code)}
    given = {
        (each.context, form)
        for each in workshop.extracted_once()
        if each.id and each.context != OF_GLOSSARY
        for form in (each.id if each.pluralizable else (each.id,))
    }
    assert found == given


def test_a_longer_sentence_changes_nothing_else_and_no_line_is_too_long():
    """It can be shortened again, too."""
    everywhere = [
        (code, number)
        for path, code in code_of().items()
        if path.suffix == ".py" and path.name != "glossary.py"
        for number, place in enumerate(in_python(code))
        if place.is_said
    ]
    for code, number in random.Random(7).sample(everywhere, 40):
        place = in_python(code)[number]
        text = f"{place.text}, and much more than could ever be said about it"
        longer = rewritten.replaced(code, [(place, text)])
        assert in_python(longer)[number].text == text
        assert max(map(len, {*longer.splitlines()} - {*code.splitlines()})) <= rewritten.WIDTH
        again = rewritten.replaced(longer, [(in_python(longer)[number], place.text)])
        assert ast.dump(ast.parse(again)) == ast.dump(ast.parse(code))


def test_every_bare_label_and_no_other_has_a_note():
    bare = {each.id: each for each in workshop.extracted_once() if notes.is_bare(each)}
    assert [label for label, each in bare.items() if not each.auto_comments] == []
    assert {*notes.notes()} <= {*bare}
