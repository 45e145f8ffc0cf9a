"""The exit ticket: five questions in two versions, and their answer key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from views.lesson.teaching.document import Document, Leaf
from views.lesson.teaching.stretches import STRETCHES, figures
from views.parts.language.language import N_, _
from views.parts.looks.wording import figure

KEY = N_("Answer key")
BLANK = "……………………………………"
NAME = N_("Name: {blank}")
ADDS = N_("A pixel is {value}, and its weight is {weight}. What does the pixel add to the sum?")
PASSES = N_("A neuron's sum is {z}. What would a step pass on, and what would ReLU pass on?")
PASSED = N_("The step function passes on {step}, and ReLU {relu}.")
STATED = N_("True or false, and why? “{statement}”")
RIGHT, WRONG = "✓ {says}", "✗ {says}"
SHARED_OUT = (
    N_("The ten shares always add up to the same total, whatever you draw."),
    N_("Softmax always divides 100% among the ten digits."),
)
PAPER = N_("Empty pixels add nothing to the sum.")


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


def _wrong(name: str) -> tuple[str, str, bool]:
    return STRETCHES[name].corrects, STRETCHES[name].says, False


VERSIONS = (
    Version("A", 0.5, 1.2, 0.3, [_wrong("likes"), (*SHARED_OUT, True), _wrong("learn")]),
    Version("B", 0.8, -0.5, -0.3, [_wrong("share"), (PAPER, STRETCHES["neuron"].says, True), _wrong("slid")]),
)


def ticket() -> Document:
    """Make one leaf per version, and another one with the key."""
    key = [f"### {_(KEY)}", *(text for version in VERSIONS for text in _key(version))]
    return Document(_("Exit ticket"), [*map(_questions, VERSIONS), ["\n\n".join(key)]])


def _questions(version: Version) -> Leaf:
    questions = [
        _(ADDS).format(value=figure(version.value), weight=figure(version.weight)),
        _(PASSES).format(z=figure(version.z)),
        *(_(STATED).format(statement=_(text).format(**figures())) for text, *_rest in version.statements),
    ]
    lines = [f"{number}. {text}\n\n   {BLANK}{BLANK}" for number, text in enumerate(questions, start=1)]
    head = [_heading(version), _(NAME).format(blank=BLANK)]
    return ["\n\n".join([*head, *lines])]


def _key(version: Version) -> Sequence[str]:
    answers = [
        figure(version.value * version.weight),
        _(PASSED).format(step=int(version.z > 0), relu=figure(max(0.0, version.z))),
        *(
            (RIGHT if is_right else WRONG).format(says=_(says).format(**figures()))
            for _text, says, is_right in version.statements
        ),
    ]
    return [_heading(version), "\n".join(f"{number}. {text}" for number, text in enumerate(answers, start=1))]


def _heading(version: Version) -> str:
    return "#### " + _("Version {letter}").format(letter=version.letter)
