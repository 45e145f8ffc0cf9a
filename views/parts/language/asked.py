"""Chooses the language: from an address, from the browser's cookie, and from the browser's preferences.

It takes language names as browsers write them, such as "de-AT", and returns one of `languages`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from views.parts.language.catalogs import ENGLISH, languages, translated

COOKIE = "inkling_language"  # we only set it once someone has chosen a language
LANG = "lang"  # the field in an address
MOST = 35  # characters of a language's name, the length that BCP 47 suggests
MOST_NAMES = 20  # of the languages that a browser prefers


def is_available(name: str) -> bool:
    """Return whether a language is English or has a catalog, offered or not, by its `<html lang>` name."""
    return name == ENGLISH or name in translated()


def resolve(asked: Iterable[str | None], preferred: Iterable[str | None] = ()) -> str:
    """Return the first available language, regional variants included; else English.

    Anyone can ask for a language that has a catalog, but the browser's preferences only choose offered ones.
    """
    there = (ENGLISH, *translated())
    found = (*(_found(each, there) for each in asked), *(_found(each, languages()) for each in preferred))
    return next(filter(None, found), ENGLISH)


def preferred(header: str) -> list[str]:
    """Return the languages in an Accept-Language header, the most preferred first."""
    parts = header[: MOST * MOST_NAMES].split(",")[:MOST_NAMES]
    return [part.partition(";")[0].strip() for part in parts]


def _found(name: str | None, among: Collection[str]) -> str | None:
    if not name or len(name) > MOST:
        return None
    name = name.replace("_", "-").lower()
    there = {each.lower(): each for each in among}
    of_country = (each for low, each in there.items() if low.partition("-")[0] == name.partition("-")[0])
    return there.get(name) or next(of_country, None)
