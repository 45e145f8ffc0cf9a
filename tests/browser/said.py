"""Convert sentences to what a page shows of them in the current language, so that tests can find them."""

from __future__ import annotations

import re

from views.parts.language.language import _

FILLED_OR_MARKED = re.compile(r"[{\[*]")
MARKS = re.compile(r"\]\([^)]*\)|\*+|^#+ |\[")


def beginning(message: str) -> str:
    """Return the start of a sentence, without Markdown signs, up to the first value, link or bold word."""
    return FILLED_OR_MARKED.split(_(message).lstrip("*"))[0].strip()


def any_of(*messages: str, **values: object) -> str:
    """Return a regular expression for any of these messages; a value that isn't given matches any."""
    return "|".join(_seen(_(each), values) for each in messages)


def _seen(sentence: str, values: dict[str, object]) -> str:
    parts = re.split(r"\{(\w+)\}", MARKS.sub("", sentence))
    return "".join(
        (re.escape(str(values[part])) if part in values else ".+") if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    )
