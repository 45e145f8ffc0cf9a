"""Writes figures as in the current language; it's the only place in Python that does.

It takes figures as Python writes them, such as "60,000.5". What programs read, such as links and files, is
never written like this.
"""

from __future__ import annotations

import re

from views.parts.language.catalogs import ENGLISH, marks_of
from views.parts.language.language import language

FOUR_DIGITS = re.compile(r"(?<![\d,])(\d),(?=\d{3}(?![\d,]))")


def localized(number: str) -> str:
    """Replace a figure's decimal sign and thousands separator by the language's own."""
    spoken = language()
    if spoken == ENGLISH:
        return number
    marks = marks_of(spoken)
    if marks.grouped_from > 4:
        number = FOUR_DIGITS.sub(r"\1", number)
    return number.translate({ord("."): marks.point, ord(","): marks.thousands})


def with_percent_sign(number: str) -> str:
    """Add the percent sign before or after a figure that is already localized."""
    return marks_of(language()).percent.replace("{number}", number)
