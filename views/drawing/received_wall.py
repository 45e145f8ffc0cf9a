"""What a class's wall in a browser sends, read with suspicion: see received.py."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from model.novelty.digits_file import MOST_BYTES

MOST_FILES = 60  # that are uploaded at once
MOST_IN_FILES = 8 * MOST_BYTES  # characters of all of them
MOST_NUMBER = 10**9  # of drawings, or changes, of a class


class Deed(NamedTuple):
    """What somebody wants to have done, and with which drawing: its number."""

    what: str
    number: int


def deed_of(sent: object, deeds: Container[str]) -> Deed | None:
    """One of these deeds, sent as {"do": name, "number": whole number}."""
    if not isinstance(sent, Mapping):
        return None
    what, number = sent.get("do"), sent.get("number")
    is_one = isinstance(what, str) and what in deeds and type(number) is int and 0 <= number < MOST_NUMBER
    return Deed(what, number) if is_one else None


def files_of(sent: object) -> list[str]:
    """The texts of files that were chosen at once; none where there are too many, or they are too long."""
    if not isinstance(sent, list) or len(sent) > MOST_FILES:
        return []
    texts = [each for each in sent if isinstance(each, str) and len(each) <= MOST_BYTES]
    return texts if sum(map(len, texts)) <= MOST_IN_FILES else []
