"""What `model/` and other processes say, as a sentence of model/sentence.py, in the session's language."""

from __future__ import annotations

from model.errors import Problem
from model.sentence import Sentence, filled
from views.language.language import _
from views.parts.looks.wording import whole


def translated(message: str | Problem) -> str:
    """The sentence, or that of an error; a text that is none, such as Python's own errors, as it is."""
    sentence = message.sentence if isinstance(message, Problem) else message
    if not isinstance(sentence, Sentence):
        return str(sentence)
    return filled(_(sentence.message), {name: _part(part) for name, part in sentence.parts.items()})


def _part(part: int | str) -> str:
    return translated(part) if isinstance(part, str) else whole(part)
