"""What a device sends to its class, what a wall shows of it, and why it may be refused."""

from __future__ import annotations

from typing import NamedTuple

from model.errors import Problem

MOST_DRAWINGS = 2000  # of a class
MOST_GONE = 2000  # drawings of which a wall still learns that they are gone
MOST_QUESTION = 20  # characters of its name, a step of the lesson
MOST_CHOICES = 10
MOST_DRAWING = 7000  # characters of a drawing, which is as long as an address says one


class ClassError(Problem, RuntimeError):
    """What was asked of a class can't be done; the message is a sentence that says what to do."""


class NoClass(ClassError):
    """There is no such class, or it is over."""


class Sent(NamedTuple):
    """A drawing as its device sends it.

    Attributes:
        drawing: as an address says it, at most `MOST_DRAWING` characters.
        label: 0 to 9, which digit it is, by who drew it.
        answer: 0 to 9, which digit the network read; None if it took it for none.
        certainty: 0 to 1, of that answer.
    """

    drawing: str
    label: int
    answer: int | None
    certainty: float


class Shown(NamedTuple):
    """A drawing as a wall has it.

    Attributes:
        number: 1 for the class's first.
        device: 1 for the class's first device; nothing else is known of it.
        sent: the drawing; None if it was removed.
        time: of sending, in seconds since 1970.
        is_hidden: whether it is to be seen only by who asks for it.
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
        drawings: how many were sent, with those that were removed.
        devices: how many have sent any.
        is_paused: whether nothing can be sent for now.
        question: the name of what the class is asked; "" for nothing.
        is_revealed: whether what was answered is seen.
    """

    serial: int
    drawings: int
    devices: int
    is_paused: bool
    question: str = ""
    is_revealed: bool = False
