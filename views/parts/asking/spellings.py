"""Patterns that find glossary words in a text, by their spellings in English or their forms elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

BETWEEN = " / "  # spellings, and forms
LETTERS = r"\d_A-Za-zÀ-ÖØ-öø-\u052f"  # of scripts that separate words; a Japanese letter can follow directly


def english_pattern(spellings: str) -> re.Pattern[str]:
    """Combine regular expressions into one pattern; an "s" can follow."""
    either = "|".join(map(_any_case, spellings.split(BETWEEN)))
    return re.compile(rf"(?<![\w.])(?:{either})s?(?!\w)")


def pattern_of(forms: Sequence[str], others: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for these forms, longest first, but not inside other entries' forms.

    The forms are whole words, if the script separates words.

    For example, "Schicht" isn't found in "versteckte Schicht" or "Pooling-Schicht", nor "couche" in "couche
    cachée".
    """
    longest_first = sorted(forms, key=len, reverse=True)
    either = "|".join(_not_within(form, others) + _any_case(re.escape(form)) for form in longest_first)
    has_words = forms[0][0].lower() != forms[0][0].upper()  # true for scripts with upper and lower case
    word = rf"(?<![{LETTERS}.])(?:{either})(?![{LETTERS}])" if has_words else f"(?:{either})"
    return re.compile(rf"{word}(?! ×)")  # in a formula it's a name


def _not_within(form: str, others: Sequence[str]) -> str:
    """Return an expression which makes sure that the form isn't part of one of these."""
    longer = (each.partition(form) for each in sorted(others) if form in each and form != each)
    return "".join(f"(?!{_after(before)}{_any_case(re.escape(form + rest))})" for before, _it, rest in longer)


def _after(text: str) -> str:
    return f"(?<={_any_case(re.escape(text))})" if text else ""


def _any_case(spelling: str) -> str:
    first, rest = spelling[0], spelling[1:]
    return f"[{first}{first.upper()}]{rest}" if first.islower() and rest else spelling
