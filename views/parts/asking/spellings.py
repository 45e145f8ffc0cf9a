"""What finds a word of the glossary in a text: its spellings in English, elsewhere all forms that it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

BETWEEN = " / "  # spellings, and forms
LETTERS = r"\d_A-Za-zÀ-ÖØ-öø-\u052f"  # of scripts that have words: a Japanese letter may follow at once


def english_pattern(spellings: str) -> re.Pattern[str]:
    """Of regular expressions; an "s" may follow."""
    either = "|".join(map(_any_case, spellings.split(BETWEEN)))
    return re.compile(rf"(?<![\w.])(?:{either})s?(?!\w)")


def pattern_of(forms: Sequence[str], others: Sequence[str]) -> re.Pattern[str]:
    """These, the longest first, as words where the script has any between them; not as a part of others.

    "Schicht" is another word in "versteckte Schicht" and in "Pooling-Schicht", "couche" in "couche cachée".
    """
    longest_first = sorted(forms, key=len, reverse=True)
    either = "|".join(_not_within(form, others) + _any_case(re.escape(form)) for form in longest_first)
    has_words = forms[0][0].lower() != forms[0][0].upper()  # as scripts with small and large letters have
    word = rf"(?<![{LETTERS}.])(?:{either})(?![{LETTERS}])" if has_words else f"(?:{either})"
    return re.compile(rf"{word}(?! ×)")  # where it is a name in a formula


def _not_within(form: str, others: Sequence[str]) -> str:
    """That it is not a part of one of these."""
    longer = (each.partition(form) for each in sorted(others) if form in each and form != each)
    return "".join(f"(?!{_after(before)}{_any_case(re.escape(form + rest))})" for before, _it, rest in longer)


def _after(text: str) -> str:
    return f"(?<={_any_case(re.escape(text))})" if text else ""


def _any_case(spelling: str) -> str:
    first, rest = spelling[0], spelling[1:]
    return f"[{first}{first.upper()}]{rest}" if first.islower() and rest else spelling
