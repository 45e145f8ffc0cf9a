"""What is seen of a sentence in the language that is spoken, for tests that find things by what they say."""

from __future__ import annotations

import re

from views.language.language import _

FILLED_OR_MARKED = re.compile(r"[{\[*]")


def beginning(message: str) -> str:
    """Of a sentence, up to what is filled in, linked or bold; Markdown's own signs before it are not seen."""
    return FILLED_OR_MARKED.split(_(message).lstrip("*"))[0].strip()
