"""Sentences that people read and that come from here: in English, and so that a page can translate them.

Takes the sentence with {names} in it, and what is filled in. Knows no other language: a page does
(views/parts/looks/translated.py). What is written as `Sentence("…")`, or given to an error of errors.py, is
found there by translators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = re.compile(r"\{(\w+)\}")
MOST = 1000  # characters of a sentence that another process has sent, and of each of its parts


class Sentence(str):
    """The sentence in English, as a text; and what it is made of, which pickles, too.

    Attributes:
        message: it, with {names}.
        parts: what they stand for: whole numbers, words that are the same in every language, sentences.
    """

    message: str
    parts: Mapping[str, int | str]

    def __new__(cls, message: str, **parts: int | str) -> Sentence:
        """Of a message with {names}, and what each stands for."""
        sentence = super().__new__(cls, filled(message, {name: _in_english(parts[name]) for name in parts}))
        sentence.message, sentence.parts = message, parts
        return sentence

    @property
    def content(self) -> dict[str, object]:
        """As plain values, for a message to another process; `read_sentence` reads them."""
        parts = {name: getattr(part, "content", part) for name, part in self.parts.items()}
        return {"problem": self.message, "parts": parts}


def N_(message: str) -> str:  # as gettext's manual names it
    """The same message, marked for translators: a `Sentence` is made of it later."""
    return message


def filled(message: str, parts: Mapping[str, str]) -> str:
    """The message with its {names} filled in; nothing in it counts as a format, no matter who wrote it."""
    return NAME.sub(lambda found: parts.get(found[1], found[0]), message)


def read_sentence(content: Mapping[str, object], depth: int = 2) -> Sentence:
    """A sentence that another process has sent as `Sentence.content`; "parts" may lack.

    Raises:
        ValueError: it is none, or far too long.
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
