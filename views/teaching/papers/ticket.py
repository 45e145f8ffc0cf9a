"""The exit ticket: five questions in two versions, and their answer key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from views.parts.language.documents import documents
from views.parts.language.language import _
from views.parts.looks.wording import figure
from views.teaching.papers.paper import BLANK, NAME, Leaf, Paper
from views.teaching.papers.plans import STRETCHES, figures

PAGE = documents("teaching")["ticket"]
RIGHT, WRONG = "✓ {says}", "✗ {says}"


@dataclass(frozen=True)
class Version:
    """One version: a pixel and its weight, a sum, and statements.

    Each statement has its text, an explanation, and whether it's right.
    """

    letter: str
    value: float
    weight: float
    z: float
    statements: Sequence[tuple[str, str, bool]]


def _statement(name: str) -> tuple[str, str, bool]:
    """Return the page's own statement of that name, which is right, or a stretch's misconception."""
    own = PAGE.fields.get(name)
    if own is None:
        return STRETCHES[name].english("corrects"), STRETCHES[name].english("says"), False
    return own[0], own[1] if len(own) > 1 else STRETCHES[name].english("says"), True


def _version(letter: str) -> Version:
    value, weight, z, *statements = PAGE.names(letter)
    return Version(letter, float(value), float(weight), float(z), list(map(_statement, statements)))


VERSIONS = tuple(map(_version, PAGE.header))


def ticket() -> Paper:
    """Make one leaf per version, and another one with the key."""
    key = ["### " + PAGE.say("key"), *(text for version in VERSIONS for text in _key(version))]
    return Paper(PAGE.say("title"), [*map(_questions, VERSIONS), ["\n\n".join(key)]])


def _questions(version: Version) -> Leaf:
    questions = [
        PAGE.say("adds", value=figure(version.value), weight=figure(version.weight)),
        PAGE.say("passes", z=figure(version.z)),
        *(
            PAGE.say("statement", statement=_(text).format(**figures()))
            for text, *_rest in version.statements
        ),
    ]
    lines = [f"{number}. {text}\n\n   {BLANK}{BLANK}" for number, text in enumerate(questions, start=1)]
    return ["\n\n".join([_heading(version), _(NAME).format(blank=BLANK), *lines])]


def _key(version: Version) -> Sequence[str]:
    answers = [
        figure(version.value * version.weight),
        PAGE.say("passed", step=int(version.z > 0), relu=figure(max(0.0, version.z))),
        *(
            (RIGHT if is_right else WRONG).format(says=_(says).format(**figures()))
            for _text, says, is_right in version.statements
        ),
    ]
    return [_heading(version), "\n".join(f"{number}. {text}" for number, text in enumerate(answers, start=1))]


def _heading(version: Version) -> str:
    return "#### " + _("Version {letter}").format(letter=version.letter)
