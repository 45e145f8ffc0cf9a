"""One command changes a sentence in the code, in all languages and in the tests; no translation is lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog

from model import PROJECT
from tests import catalogs as workshop
from tests.sentences import entering, notes, reword, rewritten
from tests.sentences.places import in_python
from tests.sentences.reword import Change, RefusedError, read_list
from views.parts.asking.glossary import OF_GLOSSARY
from views.parts.language import po_file

LONG = (
    "This sentence is so long that it needs several lines of the code, because a line has at most so many "
    "characters, and {count} of them are gone already; [weights](words#weight) are in it, too."
)
PAGE = """import streamlit as st

TEXTS = {
    "one": N_("Draw a digit."),
    "two": N_("Undo"),
}


def page(count):
    st.button(_("Undo"), key="Undo", help=pgettext("of a curve", "Steps"))
    st.caption(_("LONG").format(count=count))
    st.text(_("Steps") + _("It's “so”,\\nand\\u00a0so"))
    st.text(ngettext("{count} image", "{count} images", count))
"""
GLOSSARY = """## ink | Draw

What a pen leaves on paper, and what the network reads of it.

## weight | Draw | weight / weights

What a number is multiplied by before it is added up.
"""
STEP = """---
done: is_drawn
---

# Look inside

1. You draw a digit on the paper that is here in front of you now, and the network says at once what it reads
   there.
2. It fires.

## guess

<!-- Translators: an answer -->
* Not at all
* 7
"""
FILES = {
    "views/draw/page.py": PAGE,
    "views/draw/part.js": 'const a = _("Draw a digit.") + ngettext("{count} image", "{count} images", n);\n',
    "content/glossary.md": GLOSSARY,
    "content/lesson/01-look.md": STEP,
    "tests/test_page.py": 'FIRST, LABEL = "### Draw a digit. Now.", "Undo"\nassert LABEL != "undo"\n',
    "tests/js/part.test.js": "expect('Draw a digit.', \"Undo\", `Undone`);\n",
    "tests/plans/draw.txt": "button “Undo” undo\nmarkdown “Draw a digit.”\n",
}
CHANGES = [
    Change(
        "Draw a digit.", 'Draw a "digit", or what you like, on the paper that is here in front of you now.'
    ),
    Change("Undo", "Take it back"),
    Change(LONG, "Short: {count}, [weights](words#weight)."),
    Change("{count} image", "{count} picture"),
    Change("{count} images", "{count} pictures"),
    Change("Steps", "Training steps", context="of a curve"),
    Change("It's “so”,\nand\u00a0so", "It’s so,\nand\u202fso."),
    Change(
        "Look inside", "Look inside the network, layer by layer, neuron by neuron, and " + "see it " * 9 + "."
    ),
    Change(
        "1. You draw a digit on the paper that is here in front of you now, and the network says at once "
        "what it reads there.\n2. It fires.",
        "1. You draw.\n2. A neuron of the first hidden layer fires if its sum is above 0, and most of the "
        "128 neurons don't.",
    ),
    Change("Not at all", "Never, whatever you draw on the paper, and however you draw it, " * 2 + "or so"),
    Change(
        "What a pen leaves on paper, and what the network reads of it.", "What a pen leaves. " * 9 + "Ink."
    ),
]


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Path:
    """A small project, in two languages."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (long,) = (each for each in in_python(PAGE) if each.text == "LONG")
    (tmp_path / "views/draw/page.py").write_text(rewritten.replaced(PAGE, [(long, LONG)]), "utf-8")
    for module in (workshop, rewritten):
        monkeypatch.setattr(module, "PROJECT", tmp_path)
    monkeypatch.setattr(workshop, "LOCALE", tmp_path / "locale")
    for module, name in ((notes, "PATH"), (reword, "NOTES")):
        monkeypatch.setattr(module, name, tmp_path / "notes.txt")
    (tmp_path / "notes.txt").write_text("# A button\nUndo\n")
    workshop.main("de", "uk")
    for path in workshop.catalogs():
        catalog = workshop.read(path)
        for number, each in enumerate(catalog):
            if each.pluralizable:
                each.string = tuple(f"{form} {{count}}" for form in range(catalog.num_plurals))
            elif each.id:
                each.string = f"{number}: " + " ".join(sorted(workshop.parts_of(each.id)))
        path.write_bytes(workshop.written(catalog))
    return tmp_path


def contents(tree: Path) -> dict[str, bytes]:
    return {str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def translations(language: str = "de") -> list[object]:
    return [each.string for each in catalog_of(language) if each.id]


def catalog_of(language: str) -> Catalog:
    return next(workshop.read(path) for path in workshop.catalogs() if path.parent.parent.name == language)


def test_rewording_back_leaves_every_text_unchanged(tree):
    before = contents(tree)
    reword.reword(CHANGES)
    between = contents(tree)
    changed = {name for name in before if before[name] != between[name]}
    assert {*FILES, "locale/de/LC_MESSAGES/inkling.po", "notes.txt"} <= changed
    assert all(len(line) <= rewritten.WIDTH for line in between["views/draw/page.py"].decode().splitlines())
    reword.reword([Change(each.new, each.old, context=each.context) for each in CHANGES])
    assert {name: flat(text) for name, text in contents(tree).items()} == {
        name: flat(text) for name, text in before.items()
    }


def flat(text: bytes) -> str:
    """Return a file without its layout."""
    return re.sub(rb'" *\n *"|[\s(),]', b"", text).decode()


def test_every_translation_remains_and_none_is_fuzzy(tree):
    before = {language: translations(language) for language in ("de", "uk")}
    reword.reword(CHANGES)
    assert {language: translations(language) for language in before} == before
    assert not any(each.fuzzy for each in catalog_of("uk"))
    said = {each.id for each in workshop.extracted()}
    assert {each.new for each in CHANGES if "{count} " not in each.new} <= said
    assert ("{count} picture", "{count} pictures") in said and "Steps" in said


def test_tests_may_quote_labels_whole_and_sentences_in_part(tree):
    reword.reword([Change("Draw a digit.", "Write a digit."), Change("Undo", "Back")])
    assert "### Write a digit. Now." in (tree / "tests/test_page.py").read_text()
    assert (tree / "tests/js/part.test.js").read_text() == "expect('Write a digit.', \"Back\", `Undone`);\n"
    assert (tree / "tests/plans/draw.txt").read_text() == "button “Undo” undo\nmarkdown “Write a digit.”\n"
    assert '"undo"' in (tree / "tests/test_page.py").read_text()
    assert 'button(_("Back"), key="Undo"' in (tree / "views/draw/page.py").read_text()  # nobody reads a key


def test_a_changed_meaning_makes_translations_fuzzy_but_still_shown(tree):
    said = po_file.Catalog((tree / "locale/de/LC_MESSAGES/inkling.po").read_text()).gettext("Undo")
    reword.reword([Change("Undo", "Redo", is_fuzzy=True)])
    text = (tree / "locale/de/LC_MESSAGES/inkling.po").read_text()
    assert '#, fuzzy\n#| msgid "Undo"\nmsgid "Redo"\n' in text
    assert po_file.Catalog(text).gettext("Redo") == said != "Redo"
    assert po_file.share_translated(text) == 1


def test_two_sentences_can_change_places(tree):
    before = translations()
    reword.reword([Change("Undo", "Draw a digit."), Change("Draw a digit.", "Undo")])
    assert translations() == before  # each at its new sentence's place in the code
    assert (tree / "views/draw/part.js").read_text().startswith('const a = _("Undo")')


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("Nobody says this.", "x"), "has no sentence"),
        (Change("Steps", "Paces"), "Several messages"),
        (Change("Undo", "Steps"), "already"),
        (Change("{count} image", "{number} image"), "{names} differ"),
        (Change(LONG, "No link, but {count}."), "Links differ"),
        (Change("weight", "strength", context=OF_GLOSSARY), "by hand"),
        (Change("Draw a digit.", "Draw another."), "twice"),
    ],
)
def test_an_impossible_change_changes_nothing(tree, change, why):
    before = contents(tree)
    with pytest.raises(RefusedError, match=why):
        reword.reword([Change("Draw a digit.", "Write a digit."), change])
    assert contents(tree) == before


def test_a_sentence_that_is_nowhere_whole_changes_nothing(tree, monkeypatch):
    monkeypatch.setattr(reword, "rewritten_code", lambda texts: {})
    before = contents(tree)
    with pytest.raises(RefusedError, match="by hand"):
        reword.reword([Change("Draw a digit.", "Write a digit.")])
    assert contents(tree) == before


def test_a_list_has_two_sentences_and_a_tab_per_line():
    assert read_list("a\tb\n\nc\\nd\te\tmeaning\tof a curve\n") == [
        Change("a", "b"),
        Change("c\nd", "e", True, "of a curve"),
    ]
    for text in ("a", "a\t", "\tb", "a\tb\tc\td\te"):
        with pytest.raises(RefusedError, match="Line 2"):
            read_list(f"a\tb\n{text}")


def edit(tree: Path, old: str, new: str) -> None:
    """Edit by hand and then call `make words`."""
    for path in (path for folder in ("content", "views") for path in (tree / folder).rglob("*.*")):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    workshop.main()


def test_editing_by_hand_loses_no_translation(tree):
    before = translations()
    edit(tree, "Draw a digit.", "Please draw a digit")
    assert translations() == before
    assert [each.id for each in catalog_of("de") if each.fuzzy] == ["Please draw a digit"]
    assert catalog_of("de").get("Please draw a digit").previous_id == ["Draw a digit."]
    edit(tree, "Look inside", "Look inside it")
    assert catalog_of("de").get("Look inside it").fuzzy and translations() == before
    (path,) = (each for each in workshop.catalogs() if each.parent.parent.name == "de")
    assert path.read_bytes() == workshop.written(workshop.read(path))


def test_new_sentences_start_untranslated_and_removed_ones_are_named(tree, capsys):
    edit(tree, '_("Undo")', '_("Nothing like it at all") + _("Draw a digit!")')
    assert not any(catalog_of("de").get(each).string for each in ("Nothing like it at all", "Draw a digit!"))
    edit(tree, "{count} of them", "{number} of them")  # other placeholders need a new translation
    assert not catalog_of("de").get(LONG.replace("{count}", "{number}")).string
    edit(tree, '_("Nothing like it at all")', '""')
    assert "Nothing like it at all" in capsys.readouterr().out


def test_translations_from_a_file_are_entered(tree):
    edit(tree, '_("Undo")', '_("Go back") + ngettext("{count} a", "{count} as", 1)')
    forms = ["{count} x", "{count} y", "{count} z"]
    rows = [
        {"en": "Go back", "old": "Undo", "context": None, "de": "Zurück", "uk": "Назад"},
        {"en": "{count} a", "plural": "{count} as", "uk": forms},
        {"en": "New", "de": "Neu", "uk": "Нове"},
    ]
    (tree / "rows.json").write_text(json.dumps(rows))
    page = tree / "views/draw/page.py"  # without `make words` for it
    page.write_text(page.read_text("utf-8") + '_("New")\n', "utf-8")
    assert entering.enter([tree / "rows.json"]) is None
    assert catalog_of("uk").get("{count} a").string == tuple(forms)
    assert catalog_of("de").get("Go back").string == "Zurück"
    assert [catalog_of(each).get("New").string for each in ("de", "uk")] == ["Neu", "Нове"]
    assert not workshop.extracted().get("New").string


@pytest.mark.parametrize(
    "row",
    [
        {"en": "Nobody says this.", "de": "x"},
        {"en": "Draw a digit.", "old": "Undo", "de": "x"},
        {"en": "Draw a digit.", "xx": "x"},
        {"en": "Draw a digit.", "de": "Zeichne {what}"},
        {"en": "Draw a digit.", "de": ["Zeichne"]},
        {"en": "{count} image", "plural": "{count} images", "de": ["{count} Bild"]},
    ],
)
def test_invalid_entries_change_nothing(tree, row):
    (tree / "rows.json").write_text(json.dumps([{"en": "Undo", "de": "Zurück"}, row]))
    before = contents(tree)
    assert "Nothing was entered" in entering.enter([tree / "rows.json"])
    assert contents(tree) == before


def test_translators_tools_need_only_babel_and_ruff():
    """These are what .venv-words of the Makefile has."""
    lacking = dict.fromkeys(("streamlit", "numpy", "keras", "tensorflow", "pytest"))
    code = f"import sys; sys.modules |= {lacking}; import tests.sentences.reword, tests.sentences.entering"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)
