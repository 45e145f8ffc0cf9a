"""The catalogs in locale/: which languages there are, and what each of them says for an English sentence.

Takes the compiled catalog of a language, which is there once nothing is missing in it, and languages.json, in
which is how languages write figures, as the Unicode CLDR has it. Both are read when they are first needed, a
language at a time. It knows nothing of who is spoken to.
"""

from __future__ import annotations

import json
import struct
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import NamedTuple

from model import PROJECT

ENGLISH = "en"  # in which all sentences stand in the code
DOMAIN = "inkling"
LOCALE = PROJECT / "locale"
LATER = ".later"  # behind a catalog's name: it comes once it is spoken, as on the site


class Marks(NamedTuple):
    """How a language names itself, and writes figures.

    Attributes:
        name: of the language, in itself.
        point: before the decimals.
        thousands: between groups of three digits.
        percent: "{number}" with the sign where it belongs.
    """

    name: str
    point: str
    thousands: str
    percent: str


IN_ENGLISH = Marks("English", ".", ",", "{number}%")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Those in which all is said, as `<html lang>` names them: English, then the others by their names."""
    found = (path for end in ("", LATER) for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo{end}"))
    return ENGLISH, *sorted({path.parent.parent.name.replace("_", "-") for path in found})


@lru_cache(maxsize=32)
def catalog(language: str) -> NullTranslations:
    """What a language says; what is in none, or in a file that is lost or damaged, it says in English."""
    try:
        with open(path_of(language), "rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, struct.error):
        return NullTranslations()


def path_of(language: str) -> Path:
    """Of the compiled catalog; the one that people write is beside it."""
    return LOCALE / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.mo"


def marks_of(language: str) -> Marks:
    """How it writes figures; as English does, if the table does not know it."""
    return _table().get(language, IN_ENGLISH)


@lru_cache(maxsize=1)
def _table() -> dict[str, Marks]:
    rows = json.loads((LOCALE / "languages.json").read_text(encoding="utf-8"))
    return {language: Marks(**row) for language, row in rows.items()}
