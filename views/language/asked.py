"""Which language is meant: by an address, by what a browser kept, and by what it prefers.

Takes names as browsers write them, "de-AT", from wherever they come, gives one of `languages`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from views.language.catalogs import ENGLISH, languages, translated

COOKIE = "inkling_language"  # which a browser keeps once its language was chosen, and not before
LANG = "lang"  # of an address
MOST = 35  # characters of a language's name: as long as BCP 47 has them
MOST_NAMES = 20  # of what a browser prefers


def is_there(name: str) -> bool:
    """Whether it is English or has a catalog, offered or not, by the name that `<html lang>` has."""
    return name == ENGLISH or name in translated()


def meant(asked: Iterable[str | None], preferred: Iterable[str | None] = ()) -> str:
    """The first that there is, in itself or in another country's form; else English.

    Of what somebody has asked for, any that has a catalog; of what a browser prefers, those that are offered.
    """
    there = (ENGLISH, *translated())
    found = (*(_found(each, there) for each in asked), *(_found(each, languages()) for each in preferred))
    return next(filter(None, found), ENGLISH)


def preferred(header: str) -> list[str]:
    """What Accept-Language names, as browsers write it: the most wanted first."""
    parts = header[: MOST * MOST_NAMES].split(",")[:MOST_NAMES]
    return [part.partition(";")[0].strip() for part in parts]


def _found(name: str | None, among: Collection[str]) -> str | None:
    if not name or len(name) > MOST:
        return None
    name = name.replace("_", "-").lower()
    there = {each.lower(): each for each in among}
    of_country = (each for low, each in there.items() if low.partition("-")[0] == name.partition("-")[0])
    return there.get(name) or next(of_country, None)
