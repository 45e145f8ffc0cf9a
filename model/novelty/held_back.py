"""Which people of a class a network is not taught, to see what it has learned of hands it never saw.

By person and never by drawing: drawings of one hand are alike, and who has seen some knows the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from model.novelty.own_digits import OwnDigit

EVERY = 4  # devices of a class, of which one is held back
_DEVICE = re.compile(r"device (\d{1,9})", re.ASCII)


def source_of(device: int) -> str:
    """What a digit of that device of a class has as its source."""
    return f"device {device}"


def device_of(digit: OwnDigit) -> int | None:
    """The number of the device of a class that a digit is from; None for one that was drawn here."""
    found = _DEVICE.fullmatch(digit.source)
    return int(found[1]) if found else None


def held_back(digits: Iterable[OwnDigit]) -> frozenset[int]:
    """The devices that are held back: of two or three the last, of more every fourth."""
    devices = sorted({device_of(digit) for digit in digits} - {None})
    if len(devices) < 2:
        return frozenset()
    return frozenset(devices[EVERY - 1 :: EVERY] or devices[-1:])


def taught_of(digits: Sequence[OwnDigit]) -> tuple[OwnDigit, ...]:
    """Those that a network is taught."""
    left_out = held_back(digits)
    return tuple(digit for digit in digits if device_of(digit) not in left_out)
