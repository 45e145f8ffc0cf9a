"""Sentences for people: in English, and in a form that a page can translate.

Takes a sentence with {names} in it, and their values. Knows no other language: a page does
(views/parts/looks/translated.py). Translators find the texts that are written as `Sentence("…")`, or given to
an error of errors.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = re.compile(r"\{(\w+)\}")
MOST = 1000  # characters of a sentence from another process, and of each of its parts


class Sentence(str):
    """A sentence in English, as a string; with its parts, which are also pickled.

    Attributes:
        message: the sentence, with {names}.
        parts: their values: whole numbers, words that are the same in every language, sentences.
    """

    message: str
    parts: Mapping[str, int | str]

    def __new__(cls, message: str, **parts: int | str) -> Sentence:
        """Make it from a message with {names}, and the value of each name."""
        sentence = super().__new__(cls, filled(message, {name: _in_english(parts[name]) for name in parts}))
        sentence.message, sentence.parts = message, parts
        return sentence

    @property
    def content(self) -> dict[str, object]:
        """Return it as plain values, for a message to another process; `read_sentence` reads them."""
        parts = {name: getattr(part, "content", part) for name, part in self.parts.items()}
        return {"problem": self.message, "parts": parts}


def N_(message: str) -> str:  # as gettext's manual names it
    """Mark a message for translators and return it; a `Sentence` is made from it later."""
    return message


def filled(message: str, parts: Mapping[str, str]) -> str:
    """Fill in a message's {names}; nothing in it counts as a format, no matter who wrote it."""
    return NAME.sub(lambda found: parts.get(found[1], found[0]), message)


def read_sentence(content: Mapping[str, object], depth: int = 2) -> Sentence:
    """Read a sentence that another process has sent as `Sentence.content`; "parts" may be missing.

    Raises:
        ValueError: it isn't a sentence, or it is far too long.
    """
    message, parts = content.get("problem"), content.get("parts", {})
    if not _is_short(message) or not isinstance(parts, dict) or not depth:
        raise ValueError("this is no sentence")
    read = {}
    for name, part in parts.items():
        if isinstance(part, dict):
            read[name] = read_sentence(part, depth - 1)
        elif type(part) is int or _is_short(part):
            read[name] = part
        else:
            raise ValueError("a part of a sentence is a number, a word or a sentence")
    return Sentence(message, **read)


def _is_short(text: object) -> bool:
    return isinstance(text, str) and len(text) <= MOST


def _in_english(part: int | str) -> str:
    return part if isinstance(part, str) else f"{part:,}"
