"""What is seen of a sentence in the language that is spoken, for tests that find things by what they say."""

from __future__ import annotations

import re

from views.language.language import _

FILLED_OR_MARKED = re.compile(r"[{\[*]")
MARKS = re.compile(r"\]\([^)]*\)|\*+|^#+ |\[")


def beginning(message: str) -> str:
    """Of a sentence, up to what is filled in, linked or bold; Markdown's own signs before it are not seen."""
    return FILLED_OR_MARKED.split(_(message).lstrip("*"))[0].strip()


def any_of(*messages: str, **values: object) -> str:
    """For each of them as it is seen, a regular expression: with these values, any where none is given."""
    return "|".join(_seen(_(each), values) for each in messages)


def _seen(sentence: str, values: dict[str, object]) -> str:
    parts = re.split(r"\{(\w+)\}", MARKS.sub("", sentence))
    return "".join(
        (re.escape(str(values[part])) if part in values else ".+") if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    )
