"""The catalogs' workshop: what there is to say, from the code; and what each language says, in locale/.

python -m tests.catalogs [LANGUAGE]    brings all catalogs up to date; begins one, such as de or pt-BR

Takes the sentences that Python and JavaScript mark, by Babel. Writes inkling.pot, what is new into every
inkling.po, an inkling.mo beside each in which nothing is missing, and languages.json.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import BinaryIO

from babel import Locale
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from model import PROJECT
from views.language.catalogs import DOMAIN, LOCALE, Marks
from views.parts.asking.glossary import GLOSSARY, OF_GLOSSARY

PLANNED = ("en", "de", "fr", "es", "pt-BR", "it", "zh-Hans", "ja", "ko", "uk", "tr", "pl", "nl")
FOLDERS = ("views", "model", "deploy/site/shell")
METHODS = [
    ("evaluation/**.py", "ignore"),  # for developers: it is on no page
    ("parts/asking/glossary.py", "tests.catalogs:of_glossary"),
    ("**.py", "python"),
    ("**.js", "javascript"),
]
OF_MODEL = (  # a sentence of model/, and errors that have one
    *("Sentence", "DataError", "NetworkError", "DigitsError", "ChoiceError", "PictureError", "WorkerError"),
    *("ClassError", "NoClass"),
)
KEYWORDS = DEFAULT_KEYWORDS | dict.fromkeys(("N_", *OF_MODEL))
COMMENT = "Translators:"
SPELLINGS = "The word; then, with “ / ” before each, all other forms in which it stands in texts"
WIDTH = 110
NO_MOMENT = datetime(2000, 1, 1, tzinfo=timezone.utc)
PART = re.compile(r"\{\w+\}|(?<=\]\()(?!lang#)[^)]+(?=\))")  # a language marks what is not its own


@cache
def extracted() -> Catalog:
    """All that the code says, in its order, with where it stands; it takes a second, so do it once."""
    catalog = Catalog(project=DOMAIN, charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(
            PROJECT / folder, METHODS, keywords=KEYWORDS, comment_tags=[COMMENT], strip_comment_tags=True
        )
        for name, line, message, comments, context in found:
            place = (f"{folder}/{Path(name).as_posix()}", line)
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def of_glossary(
    file: BinaryIO, *settings: object, options: object
) -> Iterator[tuple[int, str, object, list[str]]]:
    """What Babel's way finds in that file, and its entries: each word with its context, and each text."""
    yield from extract_python(file, *settings, options)
    for entry in GLOSSARY.values():
        yield 0, "pgettext", (OF_GLOSSARY, entry.in_english), [SPELLINGS]
        yield 0, "_", entry.meaning, []


def catalogs() -> Iterator[Path]:
    """Those that people write, one a language."""
    yield from sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """One of them."""
    with open(path, "rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def is_complete(catalog: Catalog) -> bool:
    """Whether everything is said, and nothing was guessed."""
    return all(each.id == "" or (_is_said(each) and not each.fuzzy) for each in catalog)


def _is_said(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def differing(catalog: Catalog) -> Iterator[Message]:
    """What is said with other placeholders or links than in English, or not in all forms of a count."""
    for message in catalog:
        if message.id and _is_said(message):
            one, *more = message.id if message.pluralizable else (message.id,)
            forms = message.string if message.pluralizable else (message.string,)
            # a form for one alone may do without the number
            may_lack = {"{count}"} if message.pluralizable else set()
            of_many = _parts((*more, one)[0])
            wrong = [each for each in forms[1:] or forms if _parts(each) != of_many]
            if wrong or (_parts(forms[0]) ^ _parts(one)) - may_lack:
                yield message


def _parts(text: str) -> set[str]:
    """The placeholders and targets of links in it."""
    return set(PART.findall(text))


def compiled(catalog: Catalog) -> bytes:
    """As programs read it; of no moment in time, so that the same is the same."""
    catalog.creation_date = catalog.revision_date = NO_MOMENT
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def written(catalog: Catalog) -> bytes:
    """As people do: no moment in time in it, so that the same is the same."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=WIDTH, omit_header=False, include_lineno=False, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    left_out = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
    return "".join(line for line in lines if not line.startswith(left_out)).encode()


def marks() -> dict[str, dict[str, str]]:
    """What languages.json has: how those planned, and those there are, write figures, as the CLDR says."""
    there = [path.parent.parent.name.replace("_", "-") for path in catalogs()]
    return {language: _marks(language)._asdict() for language in dict.fromkeys((*PLANNED, *there))}


def _marks(language: str) -> Marks:
    locale = Locale.parse(language, sep="-")
    symbols = locale.number_symbols["latn"]
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "{number}")
    return Marks(locale.get_display_name(), symbols["decimal"], symbols["group"], pattern)


def as_table(rows: dict[str, dict[str, str]]) -> str:
    """Of `marks`, a line a language; what does not break is escaped, to be seen."""
    lines = (f"  {json.dumps(name)}: {_row(row)}" for name, row in rows.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _row(row: dict[str, str]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    return text.replace("\u00a0", "\\u00a0").replace("\u202f", "\\u202f")


def begin(language: str) -> None:
    """An empty catalog for one more."""
    path = LOCALE / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_bytes(written(Catalog(locale=path.parent.parent.name, project=DOMAIN, fuzzy=False)))


def bring_up_to_date() -> None:
    """All of locale/; says of each language how much is missing."""
    LOCALE.mkdir(exist_ok=True)
    template = extracted()
    (LOCALE / f"{DOMAIN}.pot").write_bytes(written(template))
    for path in catalogs():
        catalog = read(path)
        catalog.update(template, no_fuzzy_matching=True)
        path.write_bytes(written(catalog))
        catalog, target = read(path), path.with_suffix(".mo")
        missing = sum(1 for each in catalog if each.id and (each.fuzzy or not _is_said(each)))
        if missing:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(compiled(catalog))
        print(f"{path.relative_to(PROJECT)}: {len(catalog)} sentences, {missing} missing")
    (LOCALE / "languages.json").write_text(as_table(marks()), encoding="utf-8")


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        begin(asked)
    bring_up_to_date()
