"""Convert sentences to what a page shows of them in the current language, so that tests can find them."""

import re

from views.parts.language.language import _

FILLED_OR_MARKED = re.compile(r"[{\[*]")


def beginning(message: str) -> str:
    """Return the start of a sentence, without Markdown signs, up to the first value, link or bold word."""
    return FILLED_OR_MARKED.split(_(message).lstrip("*"))[0].strip()
