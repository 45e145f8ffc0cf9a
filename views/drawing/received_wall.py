"""Check what the class's wall sends: see received.py."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from model.novelty.digits_file import MOST_BYTES

MOST_FILES = 60  # files uploaded at once
MOST_IN_FILES = 8 * MOST_BYTES  # characters of all of them
MOST_NUMBER = 10**9  # largest number of a drawing, or of a change, in a class


class Deed(NamedTuple):
    """What someone wants to do, and the number of the drawing."""

    what: str
    number: int


def deed_of(sent: object, deeds: Container[str]) -> Deed | None:
    """Return one of these deeds, sent as {"do": name, "number": whole number}."""
    if not isinstance(sent, Mapping):
        return None
    what, number = sent.get("do"), sent.get("number")
    is_one = isinstance(what, str) and what in deeds and type(number) is int and 0 <= number < MOST_NUMBER
    return Deed(what, number) if is_one else None


def files_of(sent: object) -> list[str]:
    """Return the texts of files that were chosen together; [] if there are too many, or they're too long."""
    if not isinstance(sent, list) or len(sent) > MOST_FILES:
        return []
    texts = [each for each in sent if isinstance(each, str) and len(each) <= MOST_BYTES]
    return texts if sum(map(len, texts)) <= MOST_IN_FILES else []
