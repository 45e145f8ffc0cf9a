"""Translates sentences from `model/` and other processes (see model/sentence.py) for the session."""

from __future__ import annotations

from model.errors import Problem
from model.sentence import Sentence, filled
from views.parts.language.language import _
from views.parts.looks.wording import whole


def translated(message: str | Problem) -> str:
    """Translate a sentence or a problem; return any other text, such as Python's own errors, unchanged."""
    sentence = message.sentence if isinstance(message, Problem) else message
    if not isinstance(sentence, Sentence):
        return str(sentence)
    return filled(_(sentence.message), {name: _part(part) for name, part in sentence.parts.items()})


def _part(part: int | str) -> str:
    return translated(part) if isinstance(part, str) else whole(part)
