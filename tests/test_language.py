"""Tests that each session has its own language, with figures as that language writes them."""

import json
import re
import threading
import tracemalloc
from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import catalogs as workshop
from tests.pseudo_language import PSEUDO, in_pseudo, pseudo
from tests.scratch_language import speaks
from views.parts.files import words_file
from views.parts.language import catalogs, language
from views.parts.language.catalogs import IN_ENGLISH, LOCALE, Marks, languages, marks_of
from views.parts.language.language import _, cached_by_language, ngettext, pgettext, speaking
from views.parts.language.po_file import Catalog
from views.parts.looks import wording

GERMAN = {
    "under {share}": "unter {share}",
    "Undo": "Rückgängig",
    ("{count} image", "{count} images"): ("{count} Bild", "{count} Bilder"),
}


@pytest.fixture
def german(tmp_path):
    with speaks(tmp_path, de=GERMAN, pt_BR={"Undo": "Desfazer"}):
        yield


def test_without_a_session_the_language_is_english(german):
    assert (_("Undo"), ngettext("{count} image", "{count} images", 1)) == ("Undo", "{count} image")
    assert (ngettext("{count} image", "{count} images", 0), pgettext("a", "Undo")) == (
        "{count} images",
        "Undo",
    )


def test_a_language_has_its_own_sentences_and_plural_forms(german):
    with speaking("de"):
        assert (_("Undo"), _("Redo")) == ("Rückgängig", "Redo")
        said = [ngettext("{count} image", "{count} images", count) for count in (1, 2)]
        assert said == ["{count} Bild", "{count} Bilder"]
    with speaking("pt-BR"):
        assert _("Undo") == "Desfazer"
    assert _("Undo") == "Undo"


def test_languages_are_those_with_a_catalog_and_english_comes_first(german):
    assert languages() == ("en", "de", "pt-BR")


def test_concurrent_sessions_never_get_each_other_s_words(german, monkeypatch):
    session = threading.local()
    monkeypatch.setattr(language, "_of_session", lambda: session.language)
    texts, both = {}, threading.Barrier(2)

    def listen(own: str) -> None:
        session.language = own
        both.wait()
        texts[own] = {(_("Undo"), wording.percent(0.5), wording.whole(60000)) for _again in range(3000)}

    threads = [threading.Thread(target=listen, args=(each,)) for each in ("de", "en")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert texts == {"de": {("Rückgängig", "50,0\u00a0%", "60.000")}, "en": {("Undo", "50.0%", "60,000")}}


def test_cached_sentences_are_cached_for_each_language(german):
    made = []

    @cached_by_language(maxsize=4)
    def titled(number: int) -> str:
        made.append(number)
        return f"{_('Undo')} {number}"

    for _again in range(2):
        assert titled(7) == "Undo 7"
        with speaking("de"):
            assert titled(7) == "Rückgängig 7"
    assert made == [7, 7]


def test_a_language_takes_at_most_two_megabytes(tmp_path):
    sentence = "So long is a sentence of a page, on average, or of a card: {} characters and words."
    many = {f"{sentence}{number}": f"{sentence * 2}{number}" for number in range(2500)}
    with speaks(tmp_path, de=many), speaking("de"):
        tracemalloc.start()
        assert _(f"{sentence}7") == f"{sentence * 2}7"
        taken, _most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert taken < 2e6


# Figures

WRITTEN = {
    "en": ["−1,234.50", "99.9%", "under 0.1%", "60,000", "0.001"],
    "de": ["−1.234,50", "99,9\u00a0%", "under 0,1\u00a0%", "60.000", "0,001"],
    "fr": ["−1\u202f234,50", "99,9\u00a0%", "under 0,1\u00a0%", "60\u202f000", "0,001"],
    "tr": ["−1.234,50", "%99,9", "under %0,1", "60.000", "0,001"],
    "ja": ["−1,234.50", "99.9%", "under 0.1%", "60,000", "0.001"],
}


@pytest.mark.parametrize("spoken", WRITTEN)
def test_figures_follow_the_language(spoken, tmp_path):
    with speaks(tmp_path, **{spoken: {}} if spoken != "en" else {}), speaking(spoken):
        number = wording.localized("−1,234.50")
        written = [
            number,
            wording.percent(0.999),
            wording.percent(0),
            wording.whole(60000),
            wording.short(0.001),
        ]
        assert written == WRITTEN[spoken]
        assert wording.figure(-0.5) == "−0.50".replace(".", marks_of(spoken).point)
        assert wording.significant(4.6e-7, 3) == "4.60e−7".replace(".", marks_of(spoken).point)


@given(st.lists(st.floats(0, 1), min_size=10, max_size=10).filter(lambda each: sum(each) > 0.01))
def test_shares_are_the_same_in_every_language_so_they_add_up(values):
    shares = [value / sum(values) for value in values]
    in_english = wording.percents(shares)
    with speaking("de"), patch.object(language, "catalog", lambda _language: Catalog()):
        of_german = [each.replace(",", ".").replace("\u00a0", "") for each in wording.percents(shares)]
    assert of_german == in_english


def test_the_table_of_number_formats_matches_the_cldr():
    assert (LOCALE / "languages.json").read_text("utf-8") == workshop.as_table(workshop.marks())
    assert marks_of("en") == IN_ENGLISH


@pytest.mark.parametrize(
    ("spoken", "four", "five"),
    [("es", "7840", "17.840"), ("it", "7840", "17.840"), ("de", "7.840", "17.840")],
)
def test_spanish_and_italian_write_four_digits_together(spoken, four, five):
    with speaking(spoken):
        assert (wording.whole(7840), wording.whole(17840)) == (four, five)
        assert wording.whole(1017840) == "1.017.840"


def test_an_unknown_language_writes_figures_as_english_does():
    assert marks_of("en-XA") == IN_ENGLISH


def test_every_language_in_the_table_is_complete():
    rows = json.loads((LOCALE / "languages.json").read_text("utf-8"))
    for row in rows.values():
        marks = Marks(**row)
        assert "{number}" in marks.percent and "%" in marks.percent
        assert len(marks.point) == len(marks.thousands) == 1 and marks.point != marks.thousands


# Catalogs

read = cache(workshop.read)  # because several tests read each of them


def test_the_template_has_the_code_s_messages():
    """`make words` updates it."""
    assert (LOCALE / "inkling.pot").read_bytes() == workshop.written(workshop.extracted_once())


def test_catalogs_are_written_as_make_words_writes_them():
    for path in workshop.catalogs():
        assert path.read_bytes() == workshop.written(workshop.read(path)), path
        assert not re.search(r"^#:|EMAIL@|FULL NAME", path.read_text("utf-8"), re.MULTILINE), path


def test_all_ten_languages_are_offered():
    assert languages() == (
        "en",
        *sorted(path.parent.parent.name.replace("_", "-") for path in workshop.catalogs()),
    )
    assert len(languages()) == 10


def test_a_language_is_offered_from_95_percent_and_falls_back_to_english(tmp_path):
    says = {
        f"Sentence {number}": f"Satz {number}" for number in range(99)
    }  # with the header, each entry is 1%
    for missing, is_offered in ((5, True), (6, False)):
        some = says | {f"Sentence {number}": "" for number in range(missing)}
        with speaks(tmp_path / str(missing), de=some):
            assert catalogs.translated() == {"de": pytest.approx(1 - missing / 100)}
            assert languages() == (("en", "de") if is_offered else ("en",))
            with speaking("de"):
                assert (_("Sentence 0"), _("Sentence 98")) == ("Sentence 0", "Satz 98")


def test_catalogs_have_exactly_the_code_s_messages():
    said = {each.id for each in workshop.extracted_once() if each.id}
    for path in workshop.catalogs():
        assert {each.id for each in read(path) if each.id} == said, path


def test_javascript_messages_are_found_as_translators_find_them():
    of_scripts = [
        each for each in workshop.extracted_once() if any(".js" in place for place, _ in each.locations)
    ]
    found = {*words_file.messages(), *words_file.counts()}
    assert found == {each.id for each in of_scripts if each.id}


def test_translations_keep_placeholders_and_links():
    for path in workshop.catalogs():
        assert list(workshop.differing(read(path))) == [], path


def test_a_translation_that_lost_a_placeholder_or_link_is_found():
    catalog = workshop.Catalog(locale="de")
    catalog.add("It says {digit}", "Sie sagt {ziffer}")
    catalog.add("[neurons](words#neuron)", "[Neuronen](words#neuronen)")
    catalog.add(("{count} image", "{count} images"), ("ein Bild", "{count} Bilder"))
    catalog.add(("{count} a", "{count} as"), ("{count} a", "viele"))
    catalog.add("Fine: {a}", "Gut: {a}")
    catalog.add("By name", "Auf [by name](lang#en)")
    found = [each.id for each in workshop.differing(catalog)]
    assert found == ["It says {digit}", "[neurons](words#neuron)", ("{count} a", "{count} as")]


MARKED = re.compile(r"\[[^\]]+\]\(lang#([\w-]+)\)")
NO_WORDS = re.compile(r"`[^`]*`|\{\w+\}|\]\([^)]*\)")
IN_ENGLISH_ALONE = re.compile(  # words that no language of PLANNED has, and terms that stay English in each
    r"\b(?:and|the|this|what|which|with|your"
    r"|adversarial example|deep learning|not a number|psychological review|inkling authors)\b",
    re.IGNORECASE,
)


def unmarked(said: str) -> list[str]:
    """Return the English words in a text that aren't marked as English."""
    return IN_ENGLISH_ALONE.findall(NO_WORDS.sub("", MARKED.sub("", said)))


def test_words_that_stay_english_are_marked():
    for path in workshop.catalogs():
        for each in read(path):
            for said in each.string if each.pluralizable else (each.string,):
                assert not each.id or unmarked(said) == [], path
                assert {*MARKED.findall(said)} <= {"en"}, path


def test_unmarked_english_is_found():
    said = "Das „deep“ in „{part}“: `what` [Netze](words#with)"
    assert unmarked(said.format(part="[Deep Learning](lang#en)")) == []
    assert unmarked(said.format(part="Deep Learning")) == ["Deep Learning"]


def test_a_catalog_is_only_read_once_its_language_is_used(german):
    assert catalogs.catalog.cache_info().currsize == 0
    assert _("Undo") == "Undo"
    assert catalogs.catalog.cache_info().currsize == 0


@pytest.mark.parametrize("damage", [b"", b"no catalog", b'msgid "Undo"\nmsgstr "R', b"\xff\xfe\0"])
def test_a_missing_or_damaged_catalog_falls_back_to_english(german, damage):
    catalogs.path_of("de").write_bytes(damage)
    with speaking("de"):
        assert _("Undo") == "Undo"
        assert ngettext("{count} image", "{count} images", 2) == "{count} images"


# The language that nobody speaks


def test_every_message_has_a_pseudo_translation(tmp_path):
    sentences = in_pseudo(workshop.extracted_once())
    catalog = workshop.Catalog(locale="de")
    for message, said in sentences.items():
        catalog.add(message, said)
    assert list(workshop.differing(catalog)) == []
    with speaks(tmp_path, en_XA=sentences), speaking(PSEUDO):
        assert wording.percent(0) == pseudo("under {share}").format(share="0.1%")
