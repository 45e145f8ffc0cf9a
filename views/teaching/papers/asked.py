"""The questions before and after a lesson, in both forms to print, and their answer key."""

from __future__ import annotations

from collections.abc import Iterator

from model.questions.sittings import FORMS
from views.lesson.steps.steps import BY_ID
from views.parts.language.documents import documents
from views.parts.language.language import _
from views.questions.items import ABOUT, ITEMS
from views.teaching.papers.paper import BLANK, NAME, Address, Leaf, Paper

PAGE = documents("teaching")["questions"]


def asked(address: Address) -> Paper:
    """Make one leaf per form, and another one with the key, which leads to the steps that answer."""
    key = ["### " + PAGE.say("key"), *(text for letter in FORMS for text in _key(letter, address))]
    return Paper(PAGE.say("title"), [*(_questions(letter) for letter in FORMS), ["\n\n".join(key)]])


def _questions(letter: str) -> Leaf:
    parts = [_heading(letter), _(NAME).format(blank=BLANK), _(ABOUT)]
    for number, item in enumerate(ITEMS, start=1):
        form = item.forms[letter]
        answers = "\n".join(f"- ☐ {_(answer)}" for answer in form.answers)
        parts += [f"**{number}.** {_(form.question)}", answers]
    return ["\n\n".join(parts)]


def _key(letter: str, address: Address) -> Iterator[str]:
    yield _heading(letter)
    lines = []
    for number, item in enumerate(ITEMS, start=1):
        form = item.forms[letter]
        step = f"[{_(BY_ID[item.step].title)}]({address('lesson', f'step={item.step}')})"
        lines.append(f"{number}. {_(form.answers[form.right])} ({step})")
    yield "\n".join(lines)


def _heading(letter: str) -> str:
    return "#### " + _("Version {letter}").format(letter=letter)
