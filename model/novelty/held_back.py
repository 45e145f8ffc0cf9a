"""Which people of a class a network doesn't learn from, to see how it reads handwriting that it never saw.

Whole people are held back, never single drawings, because the drawings of one person are similar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from model.novelty.own_digits import OwnDigit

EVERY = 4  # one of this many devices of a class is held back
_DEVICE = re.compile(r"device (\d{1,9})", re.ASCII)


def source_of(device: int) -> str:
    """Return the source of digits from that device of a class."""
    return f"device {device}"


def device_of(digit: OwnDigit) -> int | None:
    """Return the number of a digit's device in a class; None for one that was drawn here."""
    found = _DEVICE.fullmatch(digit.source)
    return int(found[1]) if found else None


def held_back(digits: Iterable[OwnDigit]) -> frozenset[int]:
    """Return the devices that are held back: of two or three the last, of more every fourth."""
    devices = sorted({device_of(digit) for digit in digits} - {None})
    if len(devices) < 2:
        return frozenset()
    return frozenset(devices[EVERY - 1 :: EVERY] or devices[-1:])


def taught_of(digits: Sequence[OwnDigit]) -> tuple[OwnDigit, ...]:
    """Return the digits that a network learns from."""
    left_out = held_back(digits)
    return tuple(digit for digit in digits if device_of(digit) not in left_out)
