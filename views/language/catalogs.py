"""The catalogs in locale/: which languages there are, and what each of them says for an English sentence.

Takes the catalogs as translators write them, and languages.json, which has how languages write figures, as
the Unicode CLDR has it. A catalog is read when its language is first spoken. It doesn't know who speaks.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from model import PROJECT
from views.language.po_file import Catalog, share_translated

ENGLISH = "en"  # in which all sentences stand in the code
DOMAIN = "inkling"
LOCALE = PROJECT / "locale"
LATER = ".later"  # behind a catalog's name: it comes once it is spoken, as on the site
OFFERED_FROM = 0.95  # of a language's sentences are translated; the others are in English


class Marks(NamedTuple):
    """How a language names itself, and writes figures.

    Attributes:
        name: of the language, in itself.
        point: before the decimals.
        thousands: between groups of three digits.
        percent: "{number}" with the sign where it belongs.
        grouped_from: how many digits a whole number has, at least, to be written in groups.
    """

    name: str
    point: str
    thousands: str
    percent: str
    grouped_from: int = 4


IN_ENGLISH = Marks("English", ".", ",", "{number}%")


def languages() -> tuple[str, ...]:
    """Those that are offered, as `<html lang>` names them: English, then the others by their names."""
    return ENGLISH, *(each for each, share in translated().items() if share >= OFFERED_FROM)


@lru_cache(maxsize=1)
def translated() -> dict[str, float]:
    """Of each language with a catalog, how much of it is translated, from 0 to 1.

    Who asks for one by its name gets it at any share: so translators see their first sentence in the app.
    """
    later = {_language_of(path): 1.0 for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po{LATER}")}
    here = {
        _language_of(path): share_translated(_read(path))
        for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    }
    return dict(sorted((later | here).items()))


@lru_cache(maxsize=32)
def catalog(language: str) -> Catalog:
    """What a language says; what is in none, or in a file that is lost or damaged, it says in English."""
    return Catalog(_read(path_of(language)))


def path_of(language: str) -> Path:
    """Of its catalog."""
    return LOCALE / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def _language_of(path: Path) -> str:
    return path.parent.parent.name.replace("_", "-")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def marks_of(language: str) -> Marks:
    """How it writes figures; as English does, if the table does not know it."""
    return _table().get(language, IN_ENGLISH)


@lru_cache(maxsize=1)
def _table() -> dict[str, Marks]:
    rows = json.loads((LOCALE / "languages.json").read_text(encoding="utf-8"))
    return {language: Marks(**row) for language, row in rows.items()}
