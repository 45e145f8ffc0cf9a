"""What finds a word of the glossary in a text: its spellings in English, elsewhere all forms that it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

BETWEEN = " / "  # spellings, and forms


def english_pattern(spellings: str) -> re.Pattern[str]:
    """Of regular expressions; an "s" may follow."""
    either = "|".join(map(_any_case, spellings.split(BETWEEN)))
    return re.compile(rf"(?<![\w.])(?:{either})s?(?!\w)")


def pattern_of(forms: Sequence[str], others: Sequence[str]) -> re.Pattern[str]:
    """These, the longest first, as words where the script has any between them; not at the end of others.

    "Schicht" is another word in "versteckte Schicht" and in "Pooling-Schicht".
    """
    longest_first = sorted(forms, key=len, reverse=True)
    either = "|".join(_before(form, others) + _any_case(re.escape(form)) for form in longest_first)
    has_words = forms[0][0].lower() != forms[0][0].upper()  # as scripts with small and large letters have
    return re.compile(rf"(?<![\w.])(?:{either})(?!\w)" if has_words else either)


def _before(form: str, others: Sequence[str]) -> str:
    """That it does not stand at the end of one of these."""
    begin = {each.removesuffix(form) for each in others if each.endswith((f" {form}", f"-{form}"))}
    return "".join(f"(?<!{_any_case(re.escape(each))})" for each in sorted(begin))


def _any_case(spelling: str) -> str:
    first, rest = spelling[0], spelling[1:]
    return f"[{first}{first.upper()}]{rest}" if first.islower() and rest else spelling
