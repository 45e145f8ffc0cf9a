"""The sentences of a language that somebody translates back who has not seen the English.

python -m tests.back_translation LANGUAGE        prints 120 of them, drawn by a seed, in that language alone
python -m tests.back_translation LANGUAGE key    and what they are in English

What came of it is in docs/translations/.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator

from tests.catalogs import read
from views.language.catalogs import LOCALE
from views.parts.asking.glossary import OF_GLOSSARY

COUNT = 120
SEED = 28  # pixels of a side; the same for all languages, so that they can be compared
LEAST = 4  # words: fewer are a label, whose meaning is where it stands


def drawn(language: str) -> Iterator[tuple[str, str]]:
    """Of each in English and in that language (of a count, the last form), in the catalog's order."""
    path = LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "inkling.po"
    said = {}
    for each in read(path):
        english, *many = each.id if each.pluralizable else (each.id,)
        own = each.string[-1] if each.pluralizable else each.string
        if len(english.split()) >= LEAST and each.context != OF_GLOSSARY:
            said[(*many, english)[0]] = own
    chosen = {*random.Random(SEED).sample(sorted(said), COUNT)}
    yield from ((english, own) for english, own in said.items() if english in chosen)


def main(language: str, what: str = "") -> None:
    """Print them, numbered, as JSON."""
    pairs = enumerate(drawn(language), 1)
    print(json.dumps({number: pair[what != "key"] for number, pair in pairs}, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
