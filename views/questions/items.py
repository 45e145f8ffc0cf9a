"""The ten questions in their two forms, as documents; docs/questions.md has the rules that they follow.

A document's title names its idea. Its header has `step`, the step of the lesson that answers it, perhaps
`does`, a task that answers it by doing, and for each form what its four answers show: a misconception, or
"right". The field of a form has the question, then its answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.questions.sittings import FORMS, RIGHT
from views.parts.language.documents import Document, documents
from views.parts.language.language import N_

ABOUT = N_(
    "The questions are about a neural network that reads handwritten digits. It consists of many small units "
    "with connections between them, and it has learned from pictures."
)
ANSWERS = 4


@dataclass(frozen=True)
class Form:
    """One wording of a question, in English: its text, its answers, and what each of them shows."""

    question: str
    answers: Sequence[str]
    kinds: Sequence[str]

    @property
    def right(self) -> int:
        """The number of the right answer."""
        return self.kinds.index(RIGHT)


@dataclass(frozen=True)
class Item:
    """A question.

    Attributes:
        id: its document's.
        title: its idea, in English.
        step: the lesson's step that answers it.
        does: the task that answers it by doing; "" for none.
        forms: its wordings, by letter.
    """

    id: str
    title: str
    step: str
    does: str
    forms: Mapping[str, Form]


def read_item(page: Document) -> Item:
    """Return the question that a document describes.

    Raises:
        KeyError: if a form or the step is missing.
        ValueError: if a form hasn't four answers, of which one is right.
    """
    forms = {}
    for letter in FORMS:
        (question, *answers), kinds = page.fields[letter], page.names(letter)
        if not len(answers) == len(kinds) == ANSWERS or kinds.count(RIGHT) != 1:
            raise ValueError(f"Form {letter} of {page.id} hasn't four answers, of which one is right.")
        forms[letter] = Form(question, answers, kinds)
    return Item(page.id, page.english("title"), page.header["step"], page.header.get("does", ""), forms)


ITEMS = tuple(map(read_item, documents("questions").values()))
IDS = tuple(item.id for item in ITEMS)
KINDS = {letter: [item.forms[letter].kinds for item in ITEMS] for letter in FORMS}
