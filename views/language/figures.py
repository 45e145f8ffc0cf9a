"""How figures are written in the language that is spoken: the one place in Python that knows it.

Takes figures as Python writes them, "60,000.5". What programs read, such as links and files, is never
written so.
"""

from __future__ import annotations

import re

from views.language.catalogs import ENGLISH, marks_of
from views.language.language import language

FOUR_DIGITS = re.compile(r"(?<![\d,])(\d),(?=\d{3}(?![\d,]))")


def localized(number: str) -> str:
    """The same figure with the language's decimal sign and what it has between thousands."""
    spoken = language()
    if spoken == ENGLISH:
        return number
    marks = marks_of(spoken)
    if marks.grouped_from > 4:
        number = FOUR_DIGITS.sub(r"\1", number)
    return number.translate({ord("."): marks.point, ord(","): marks.thousands})


def with_percent_sign(number: str) -> str:
    """A figure, already in the language's way, with the sign before or behind it."""
    return marks_of(language()).percent.replace("{number}", number)
