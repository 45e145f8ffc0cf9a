"""Maintain the catalogs: extract the texts from the code, and keep each language's translations in locale/.

python -m tests.catalogs [LANGUAGE]         updates all catalogs; begins one, such as de or pt-BR
python -m tests.catalogs --enter FILE…      the same, and enters translations from JSON files: see entering.py

Extracts the sentences that Python and JavaScript mark, with Babel, its only dependency. Writes inkling.pot,
new sentences into every inkling.po, and languages.json. An edited sentence keeps its translation, marked as
fuzzy.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import BinaryIO

from babel import Locale
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from model import PROJECT
from tests.sentences.edited import carry_over, edited, key_of
from tests.sentences.notes import notes
from views.parts.asking.glossary import OF_GLOSSARY
from views.parts.language.catalogs import DOMAIN, LOCALE, Marks
from views.parts.language.documents import messages_in
from views.parts.language.po_file import FIELD, unquoted

TOGETHER = ("es", "it", "pl")  # write 7840: the CLDR's minimumGroupingDigits of 2, which Babel leaves out
PLANNED = ("en", "de", "fr", "es", "pt-BR", "it", "zh-Hans", "ja", "ko", "uk", "tr", "pl", "nl")
FOLDERS = ("content", "views", "model", "deploy/site/shell")
METHODS = [
    ("evaluation/**.py", "ignore"),  # for developers: no page shows it
    ("trained/**.md", "ignore"),  # cards of networks
    ("glossary.md", "tests.catalogs:of_glossary"),
    ("**.md", "tests.catalogs:of_document"),
    ("**.py", "python"),
    ("**.js", "javascript"),
]
OF_MODEL = (  # a sentence of model/, and errors that have one
    *("Sentence", "DataError", "NetworkError", "ChoiceError", "PictureError"),
    *("ClassError", "NoClass", "PackedError"),
)
KEYWORDS = DEFAULT_KEYWORDS | dict.fromkeys(("N_", *OF_MODEL))
COMMENT = "Translators:"
SPELLINGS = "The word; then, with “ / ” before each, all other forms in which it stands in texts"
NAME = "Inkling"
DEFAULTS = re.compile(  # Babel's headers that say nothing, or change each time
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To: EMAIL|'
    r"Last-Translator: FULL NAME|Language-Team: LANGUAGE).*\n",
    re.MULTILINE,
)
PREVIOUS = re.compile(
    rf"((?:#\| .*\n)+)(?:msgctxt {FIELD})?msgid {FIELD}"
)  # an edited sentence in its old form
PREVIOUS_ID = re.compile(rf"msgid(?:_plural)? {FIELD}")
PART = re.compile(r"\{\w+\}|(?<=\]\()(?!lang#)[^)]+(?=\))")  # a language links what isn't its own


def extracted() -> Catalog:
    """Return a catalog of all messages in the code, in order, with places and with notes on bare labels."""
    catalog, of_labels = _empty(None), notes()
    for folder in FOLDERS:
        found = extract_from_dir(
            PROJECT / folder, METHODS, keywords=KEYWORDS, comment_tags=[COMMENT], strip_comment_tags=True
        )
        for name, line, message, comments, context in found:
            place = (f"{folder}/{Path(name).as_posix()}", line)
            if not context and not comments and message in of_labels:
                comments = [of_labels[message]]
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


extracted_once = cache(extracted)  # for tests, which don't change the code: it takes a second


def of_document(
    file: BinaryIO, *settings: object, options: object
) -> Iterator[tuple[int, str, object, list[str]]]:
    """Yield Babel's messages of a document of content/; a mere number is none."""
    for each in messages_in(file.read().decode()):
        if not each.text.isdigit():
            yield 0, "_", each.text, [each.note] * bool(each.note)


def of_glossary(
    file: BinaryIO, *settings: object, options: object
) -> Iterator[tuple[int, str, object, list[str]]]:
    """Yield Babel's messages of the glossary: each word with its context, and each text."""
    for each in messages_in(file.read().decode()):
        yield 0, "pgettext", (OF_GLOSSARY, each.field.partition(" | ")[0]), [SPELLINGS]
        yield 0, "_", each.text, []


def catalogs() -> Iterator[Path]:
    """Return the catalogs that translators write, one per language."""
    yield from sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """Read a catalog."""
    with open(path, "rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    empty = _empty(path.parent.parent.name)
    for name in ("project", "version", "language_team"):
        setattr(catalog, name, getattr(empty, name))
    if "FIRST AUTHOR" in catalog.header_comment:
        catalog.header_comment = empty.header_comment
    for message in catalog:  # Babel reads an edited sentence's old form as a comment
        message.user_comments = [each for each in message.user_comments if not each.startswith("| ")]
    for block, context, english in PREVIOUS.findall(path.read_text(encoding="utf-8")):
        if message := catalog.get(unquoted(english), unquoted(context) or None):
            message.previous_id = [*map(unquoted, PREVIOUS_ID.findall(block.replace("#| ", "")))]
    return catalog


def _empty(language: str | None) -> Catalog:
    locale = Locale.parse(language, sep="_") if language else None
    name = locale.get_display_name("en") if locale else "PLEASE NAME YOUR LANGUAGE"
    head = f"# {name}: what {NAME} says.\n# Copyright 2026 The Inkling authors, under CC BY 4.0."
    team = locale.get_display_name("en") if locale else ""
    return Catalog(
        language,
        project=NAME,
        version="",
        header_comment=head,
        language_team=team,
        charset="utf-8",
        fuzzy=False,
    )


def _is_said(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def differing(catalog: Catalog) -> Iterator[Message]:
    """Return the translations whose placeholders or links differ from English, or that lack a plural form.

    Fuzzy translations are left out because they still await a review.
    """
    for message in catalog:
        if message.id and _is_said(message) and not message.fuzzy:
            one, *more = message.id if message.pluralizable else (message.id,)
            forms = message.string if message.pluralizable else (message.string,)
            # a form for exactly one may do without the number
            may_lack = {"{count}"} if message.pluralizable else set()
            of_many = parts_of((*more, one)[0])
            wrong = [each for each in forms[1:] or forms if parts_of(each) != of_many]
            if wrong or (parts_of(forms[0]) ^ parts_of(one)) - may_lack:
                yield message


def parts_of(text: str) -> set[str]:
    """Return the placeholders and link targets in a message."""
    return set(PART.findall(text))


def written(catalog: Catalog) -> bytes:
    """Return a catalog as a file: one line per text, without places and times, so that diffs stay small."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, ignore_obsolete=True, include_previous=True)
    return DEFAULTS.sub("", buffer.getvalue().decode()).replace(f"{NAME} VERSION", NAME, 1).encode()


def marks() -> dict[str, dict[str, str | int]]:
    """Return what languages.json has: how planned and existing languages write figures, by the CLDR."""
    there = [path.parent.parent.name.replace("_", "-") for path in catalogs()]
    return {language: _marks(language)._asdict() for language in dict.fromkeys((*PLANNED, *there))}


def _marks(language: str) -> Marks:
    locale = Locale.parse(language, sep="-")
    symbols = locale.number_symbols["latn"]
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "{number}")
    grouped_from = 5 if language in TOGETHER else 4
    return Marks(locale.get_display_name(), symbols["decimal"], symbols["group"], pattern, grouped_from)


def as_table(rows: dict[str, dict[str, str | int]]) -> str:
    """Return `marks` as a table, one line per language; escape no-break spaces, so one sees them."""
    lines = (f"  {json.dumps(name)}: {_row(row)}" for name, row in rows.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _row(row: dict[str, str | int]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    return text.replace("\u00a0", "\\u00a0").replace("\u202f", "\\u202f")


def begin(language: str) -> None:
    """Begin an empty catalog for another language."""
    path = LOCALE / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_bytes(written(_empty(path.parent.parent.name)))


def bring_up_to_date(template: Catalog, found: dict[Path, Catalog]) -> None:
    """Bring catalogs in line with the template; edited English keeps its translation, as fuzzy."""
    before = dict.fromkeys(key_of(each) for catalog in found.values() for each in catalog if each.id)
    pairs, gone = edited([*before], [key_of(each) for each in template if each.id])
    for old in gone:
        print(f"no longer in the code, and so left out: {old[1]!r}")
    for catalog in found.values():
        carry_over(catalog, pairs, fuzzy=pairs)
        previous = {key_of(each): each.previous_id for each in catalog if each.fuzzy}
        catalog.update(deepcopy(template), no_fuzzy_matching=True)  # it takes the very messages
        for each in catalog:
            each.previous_id = previous.get(key_of(each), [])


def write(template: Catalog, found: dict[Path, Catalog]) -> None:
    """Write all of locale/; print how much is missing in each language."""
    (LOCALE / f"{DOMAIN}.pot").write_bytes(written(template))
    for path, catalog in found.items():
        path.write_bytes(written(catalog))
        said = [each for each in catalog if each.id]
        missing = sum(not _is_said(each) for each in said)
        print(
            f"{path.parent.parent.name}: {len(said)} sentences, {missing} missing, "
            f"{sum(each.fuzzy for each in said)} fuzzy"
        )
    (LOCALE / "languages.json").write_text(as_table(marks()), encoding="utf-8")


def main(*asked: str) -> None:
    """Update the catalogs on disk."""
    for language in asked:
        begin(language)
    template, found = extracted(), {path: read(path) for path in catalogs()}
    bring_up_to_date(template, found)
    write(template, found)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--enter"]:
        from tests.sentences.entering import enter

        sys.exit(enter(sys.argv[2:]))
    main(*sys.argv[1:])
