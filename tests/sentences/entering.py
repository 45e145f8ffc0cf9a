"""Enters translations from files, for example from a table that several people filled in.

python -m tests.catalogs --enter FILE…

A file has a JSON list of objects. Each has "en", the sentence in the code, and "context" and "plural" if the
sentence has them. It can have "old", the sentence that was replaced: languages without a translation in the
file take over the old one as fuzzy. Each language, "de" or "pt-BR", has its translation, or a list of
forms for a count. If any translation can't be entered, none is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages import Catalog

from tests import catalogs as workshop
from tests.sentences.edited import Key, carry_over, key_of

ABOUT = {"en", "context", "plural", "old"}
Row = Mapping[str, object]


def enter(paths: Iterable[str]) -> str | None:
    """Enter all files after updating the catalogs; return what can't be entered."""
    rows = [row for path in paths for row in json.loads(Path(path).read_text(encoding="utf-8"))]
    template, found = workshop.extracted(), {path: workshop.read(path) for path in workshop.catalogs()}
    by_language = {_name(path.parent.parent.name): catalog for path, catalog in found.items()}
    problems = [*_problems(rows, template, by_language)]
    if problems:
        return "\n".join(["Nothing was entered.", *problems])
    for catalog in found.values():
        pairs = {pair[0]: pair[1] for row in rows if (pair := _replaced(row, catalog))}
        carry_over(catalog, pairs, fuzzy=pairs)
    workshop.bring_up_to_date(template, found)
    for row in rows:
        for language in row.keys() - ABOUT:
            message = by_language[_name(language)].get(row["en"], row.get("context"))
            message.string = tuple(row[language]) if message.pluralizable else row[language]
            message.flags.discard("fuzzy")
            message.previous_id = []
    workshop.write(template, found)
    return None


def key(row: Row) -> Key:
    """Return a row's key in a catalog."""
    return row.get("context"), (row["en"], row["plural"]) if row.get("plural") else row["en"]


def _replaced(row: Row, catalog: Catalog) -> tuple[Key, Key] | None:
    old = catalog.get(row["old"], row.get("context")) if row.get("old") else None
    is_alike = old and old.pluralizable == bool(row.get("plural"))
    return (key_of(old), key(row)) if is_alike and not catalog.get(row["en"], row.get("context")) else None


def _problems(rows: Iterable[Row], template: Catalog, languages: Mapping[str, Catalog]) -> Iterator[str]:
    in_code = {key_of(each) for each in template if each.id}
    for row in rows:
        if key(row) not in in_code:
            yield f"The code doesn't have {row['en']!r} (context: {row.get('context')})."
        if row.get("old") in {text for _, text in in_code}:
            yield f"The code still has {row['old']!r}."
        for language in sorted(row.keys() - ABOUT):
            if _name(language) not in languages:
                yield f"There is no catalog for {language!r}."
            elif not _fits(row, languages[_name(language)], row[language]):
                yield f"{language} has other names, links or forms than {row['en']!r}: {row[language]!r}"


def _fits(row: Row, catalog: Catalog, translation: object) -> bool:
    """Return whether it is a text, or all forms of a count, with the English names and links."""
    forms, count = (translation, catalog.num_plurals) if row.get("plural") else ([translation], 1)
    if not isinstance(forms, list) or len(forms) != count or not all(isinstance(each, str) for each in forms):
        return False
    one = Catalog(catalog.locale, fuzzy=False)
    one.add(key(row)[1], tuple(forms) if row.get("plural") else forms[0], context=row.get("context"))
    return all(forms) and not any(workshop.differing(one))


def _name(language: str) -> str:
    return language.replace("_", "-")
