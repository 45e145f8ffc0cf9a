"""What a device sends to its class, what a wall shows of it, and errors that explain a refusal."""

from __future__ import annotations

from typing import NamedTuple

from model.classes.codes import CODE_LENGTH
from model.errors import Problem
from model.questions.sittings import WHEN

MOST_DEVICES = 200  # in a class, with a drawing on its wall, or an answer
MOST_DRAWINGS = 2000  # of a class
MOST_GONE = 2000  # removed drawings that a wall still learns about
MOST_QUESTION = 20  # characters of a question's name: a step of the lesson, or of `ROUNDS`
ROUNDS = {f"ten-{when}": when for when in WHEN}  # of the ten questions: name -> which time it asks for
MOST_CHOICES = 10
MOST_DRAWING = 7000  # characters; addresses have the same limit
MOST_NAMES = 1000  # characters of all signs' names, as JSON
MOST_LEARNED = 650_000  # characters of a network that reads the signs, as JSON: 400 images, and weights


class ClassError(Problem, RuntimeError):
    """A request to a class failed; the message is a sentence that says what to do."""


class NoClass(ClassError):
    """There is no such class, or it is over."""


def none_of(code: str) -> NoClass:
    """Return the error that there is no class with that code."""
    return NoClass("No class has the code {code}. Ask for the code again.", code=code[:CODE_LENGTH])


class Sent(NamedTuple):
    """A drawing as its device sends it.

    Attributes:
        drawing: as text, like in an address, at most `MOST_DRAWING` characters.
        label: 0 to 9, the digit that its author meant, or which of the class's signs.
        answer: 0 to 9, the digit that the network read; None if it took it for a non-digit.
        share: 0 to 1, of that answer.
    """

    drawing: str
    label: int
    answer: int | None
    share: float


class Shown(NamedTuple):
    """A drawing on a wall.

    Attributes:
        number: 1 for the class's first drawing.
        device: 1 for the class's first device; nothing else is known about it.
        sent: the drawing; None if it was removed.
        time: when it was sent, in seconds since 1970.
        is_hidden: whether only people who ask for it see it.
        serial: grows in a class with every change of any of its drawings.
    """

    number: int
    device: int
    sent: Sent | None
    time: int
    is_hidden: bool
    serial: int


class Standing(NamedTuple):
    """The current state of a class.

    Attributes:
        serial: of its newest change.
        drawings: how many were sent, including those that were removed.
        devices: how many have sent a drawing.
        is_paused: whether nothing can be sent for now.
        question: the name of the current question; "" without one.
        is_revealed: whether everyone sees the answers.
        signs: the names of the signs that the class draws; none for digits.
        learned: how often it got a network that reads these signs.
        swapped: the serial of the newest change of what it swaps; 0 if there was none.
    """

    serial: int
    drawings: int
    devices: int
    is_paused: bool
    question: str = ""
    is_revealed: bool = False
    signs: tuple[str, ...] = ()
    learned: int = 0
    swapped: int = 0
