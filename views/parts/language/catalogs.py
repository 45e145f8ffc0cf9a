"""The catalogs in locale/: the available languages and their translations of English sentences.

It reads the translators' catalogs, and languages.json, which has the Unicode CLDR's rules for figures. A
catalog is read when its language is first used. This module doesn't know the session.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from model import PROJECT
from views.parts.language.po_file import Catalog, share_translated

ENGLISH = "en"  # the language of all sentences in the code
DOMAIN = "inkling"
LOCALE = PROJECT / "locale"
LATER = ".later"  # suffix of a catalog that is loaded when its language is first used, as on the site
OFFERED_FROM = 0.95  # we offer a language from this share of translations; the rest is in English


class Marks(NamedTuple):
    """A language's own name, and how it writes figures.

    Attributes:
        name: the language's name in that language.
        point: the decimal sign.
        thousands: what separates groups of three digits.
        percent: "{number}" with the percent sign in its place.
        grouped_from: the fewest digits of a whole number to group.
    """

    name: str
    point: str
    thousands: str
    percent: str
    grouped_from: int = 4


IN_ENGLISH = Marks("English", ".", ",", "{number}%")


def languages() -> tuple[str, ...]:
    """Return the offered languages by their `<html lang>` names: English first, then the others by name."""
    return ENGLISH, *(each for each, share in translated().items() if share >= OFFERED_FROM)


@lru_cache(maxsize=1)
def translated() -> dict[str, float]:
    """Return the translated share, from 0 to 1, for each language with a catalog.

    Anyone who asks for a language by name gets it at any share, so translators see their first sentence.
    """
    later = {_language_of(path): 1.0 for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po{LATER}")}
    here = {
        _language_of(path): share_translated(_read(path))
        for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    }
    return dict(sorted((later | here).items()))


@lru_cache(maxsize=32)
def catalog(language: str) -> Catalog:
    """Return a language's catalog; what it or a missing or damaged file lacks is in English."""
    return Catalog(_read(path_of(language)))


def path_of(language: str) -> Path:
    """Return the path of a language's catalog."""
    return LOCALE / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def _language_of(path: Path) -> str:
    return path.parent.parent.name.replace("_", "-")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def marks_of(language: str) -> Marks:
    """Return how a language writes figures; as English does if the table doesn't have it."""
    return _table().get(language, IN_ENGLISH)


@lru_cache(maxsize=1)
def _table() -> dict[str, Marks]:
    rows = json.loads((LOCALE / "languages.json").read_text(encoding="utf-8"))
    return {language: Marks(**row) for language, row in rows.items()}
