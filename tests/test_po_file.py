"""A catalog is read as translators' tools write it, and as Babel reads it."""

import pytest

from tests import catalogs as workshop
from views.parts.language import catalogs
from views.parts.language.po_file import Catalog, share_translated

PO = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=2; "
"plural=(n != 1);\\n"

# A translator's remark
#. A button
#, fuzzy
#| msgid "Undo it"
msgctxt "a button"
msgid "Undo"
msgstr "Rück"
"gängig"

msgid ""
"Two lines,\\n"
"and \\"quotes\\""
msgstr "Zwei Zeilen,\\nund \\"Zitate\\""

msgid "Left {open}"
msgstr ""

msgid "It says {digit}"
msgstr "Es sagt {ziffer}"

msgid "{count} image"
msgid_plural "{count} images"
msgstr[0] "ein Bild"
msgstr[1] "{count} Bilder"

#~ msgid "Gone"
#~ msgstr "Weg"
"""


@pytest.mark.parametrize("text", [PO, PO.replace("\n", "\r\n"), PO.rstrip()])
def test_a_catalog_is_read_as_translators_tools_write_it(text):
    catalog = Catalog(text)
    assert catalog.pgettext("a button", "Undo") == "Rückgängig"  # although it's fuzzy
    assert (catalog.gettext("Undo"), catalog.gettext("Gone")) == ("Undo", "Gone")
    assert catalog.gettext('Two lines,\nand "quotes"') == 'Zwei Zeilen,\nund "Zitate"'
    assert catalog.gettext("Left {open}") == "Left {open}"
    assert [catalog.ngettext("{count} image", "{count} images", count) for count in (1, 2)] == [
        "ein Bild",
        "{count} Bilder",
    ]


def test_a_translation_with_an_unknown_placeholder_is_not_shown():
    assert Catalog(PO).gettext("It says {digit}") == "It says {digit}"


def test_babel_and_the_app_read_all_catalogs_the_same():
    for path in workshop.catalogs():
        catalog = catalogs.catalog(path.parent.parent.name)
        for each in workshop.read(path):
            if each.id and each.pluralizable:
                forms = each.string if any(each.string) else None  # a new sentence waits for translators
                assert catalog._forms.get(each.id) == forms, path
            elif each.id:
                message = (
                    catalog.pgettext(each.context, each.id) if each.context else catalog.gettext(each.id)
                )
                assert message == (each.string or each.id), path


def test_every_sentence_is_translated():
    """Not part of `make test`, because a person can write a sentence without knowing nine other languages."""
    for path in workshop.catalogs():
        assert share_translated(path.read_text("utf-8")) == 1, path
