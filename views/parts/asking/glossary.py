"""The glossary: the meaning of every technical word on the pages, from content/glossary.md.

An entry's first line has the word, the pages that use it and, if needed, the expressions that find it. Its
meaning follows in at most two sentences, which use no other entry's word except those of `BASIC`. In another
language a word has its own forms, such as "Gewicht / Gewichte / Gewichten".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from views.parts.asking.spellings import BETWEEN, english_pattern, pattern_of
from views.parts.language.catalogs import ENGLISH
from views.parts.language.documents import Document, documents
from views.parts.language.language import N_, _, cached_by_language, language, pgettext

BASIC = ("bias", "layer", "neuron", "pixel", "weight")
CARD = N_("a neuron's card")  # on any page
OF_GLOSSARY = "a word of the glossary"  # the context of a word, for translators


@dataclass(frozen=True)
class Entry:
    """One word.

    Attributes:
        in_english: the word.
        pages: the titles of the pages that use it.
        meaning: its meaning, in English.
        spellings: the pattern that finds it in an English text.
    """

    in_english: str
    pages: tuple[str, ...]
    meaning: str
    spellings: re.Pattern[str]

    @property
    def word(self) -> str:
        """The word as listed; this and the properties below are in the session's language."""
        return self._forms[0]

    @property
    def title(self) -> str:
        """The word with a capital letter, for the beginning of a line."""
        return self.word[0].upper() + self.word[1:] if len(self.word) > 1 else self.word

    @property
    def where(self) -> tuple[str, ...]:
        """The titles of the pages that use it."""
        return tuple(map(_, self.pages))

    @property
    def text(self) -> str:
        """Its meaning."""
        return _(self.meaning)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that finds it in a text."""
        return self.spellings if language() == ENGLISH else _pattern(self.in_english)

    @property
    def _forms(self) -> list[str]:
        return pgettext(OF_GLOSSARY, self.in_english).split(BETWEEN)


def in_order(word: str) -> tuple[str, str]:
    """Return a sort key that ignores accents and case."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each)), word


def key_of(word: str) -> str:
    """Return an entry's key as used in links: "epoch", "hidden-layer"."""
    return word.lower().replace(" ", "-")


def _read(page: Document) -> dict[str, Entry]:
    """Return the entries by key."""
    found = {}
    for head, (meaning,) in page.fields.items():
        word, where, spellings = (*head.split(" | "), "")[:3]
        pages = tuple(CARD if page == "card" else page for page in where.split(", "))
        found[key_of(word)] = Entry(word, pages, meaning, english_pattern(spellings or word))
    return found


@cached_by_language(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Return the pattern that finds a word in another language, and cache it."""
    forms = {entry.in_english: entry._forms for entry in GLOSSARY.values()}
    return pattern_of(forms[word], [each for other in forms if other != word for each in forms[other]])


GLOSSARY: Mapping[str, Entry] = _read(documents("")["glossary"])
"""Every entry by its key."""
