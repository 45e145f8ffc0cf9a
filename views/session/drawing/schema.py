"""Read what a browser has sent by a schema, which looks like the message and has a bound for each part.

A part is one of the classes below, a list of parts, an object of them, or a function that returns what it
reads, or None. Reading never raises an error, and stops at the first thing that is wrong. Knows no message:
see received.py.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

MISSING = ...  # what a field counts as if it isn't there


class Whole(NamedTuple):
    """A whole number in range(least, end)."""

    end: int
    least: int = 0


class OneOf(NamedTuple):
    """One of these texts, or of true and false; `MISSING` among them allows a field to be missing."""

    names: Collection[object]


class Text(NamedTuple):
    """Text of at most `most` characters, all of which match the pattern, if there is one."""

    most: int
    pattern: str = ""


class Packed(NamedTuple):
    """Base64 of `least` to `most` numbers, `step` of them more at a time.

    Attributes:
        kind: how NumPy writes their type, such as "<f4".
        limit: the largest one, either way; 0 if any number is valid, also infinite ones and NaN.
    """

    kind: str
    least: int
    most: int
    step: int = 1
    limit: int = 0


class Items(NamedTuple):
    """A list of `least` to `most` such parts.

    Attributes:
        first: what the first one has to be, if not the same as the others.
        skips: what can't be read, or comes after the first `most`, is left out; otherwise we refuse it all.
    """

    part: object
    most: int
    least: int = 0
    first: object = None
    skips: bool = False


class Either(NamedTuple):
    """The first of these parts that can be read."""

    parts: Collection[object]


class Maybe(NamedTuple):
    """A part of a list or an object that counts as None if it can't be read; otherwise we'd refuse it all."""

    part: object


class Made(NamedTuple):
    """What a function makes of what was read of a list's or an object's parts; None if it refuses them."""

    make: Callable[..., object | None]
    part: object


class Message(NamedTuple):
    """A kind of message: call it with what was sent, and with what its schema depends on."""

    schema: Callable[..., object]

    def __call__(self, sent: object, *about: object) -> object | None:
        """Return what the schema reads it as."""
        return read(self.schema(*about), sent)


def read(part: object, sent: object) -> object | None:
    """Return what was sent as its part reads it, lists and objects as tuples; None if it's out of bounds."""
    match part:
        case Whole(end, least):
            return sent if type(sent) is int and least <= sent < end else None
        case OneOf(names):
            return sent if (isinstance(sent, (str, bool)) or sent is MISSING) and sent in names else None
        case Text(most, pattern):
            is_short = isinstance(sent, str) and len(sent) <= most
            return sent if is_short and (not pattern or re.fullmatch(pattern, sent)) else None
        case Packed():
            return _unpacked(part, sent)
        case Items(skips=True):
            found = [read(part.part, each) for each in sent[: part.most]] if isinstance(sent, list) else []
            return tuple(each for each in found if each is not None)
        case Items():
            is_one = isinstance(sent, list) and part.least <= len(sent) <= part.most
            return _all_of(chain([part.first or part.part], repeat(part.part)), sent) if is_one else None
        case Either(parts):
            return next((found for each in parts if (found := read(each, sent)) is not None), None)
        case Maybe(inner):
            return None if sent is MISSING else read(inner, sent)
        case Made(make, inner):
            return None if (found := read(inner, sent)) is None else make(*found)
        case list():
            return _all_of(part, sent) if isinstance(sent, list) and len(sent) == len(part) else None
        case dict():
            is_one = isinstance(sent, Mapping)
            return _all_of(part.values(), (sent.get(name, MISSING) for name in part)) if is_one else None
    return part(sent)


def _all_of(parts: Iterable[object], sent: Iterable[object]) -> tuple | None:
    """Read each with its part; return None at the first that can't be read and isn't a `Maybe`."""
    found = []
    for part, each in zip(parts, sent):
        found.append(read(part, each))
        if found[-1] is None and not isinstance(part, Maybe):
            return None
    return tuple(found)


def _unpacked(part: Packed, sent: object) -> np.ndarray | None:
    size = np.dtype(part.kind).itemsize
    if not isinstance(sent, str) or len(sent) > 4 * -(-part.most * size // 3):  # decode no more
        return None
    try:
        content = base64.b64decode(sent, validate=True)
    except ValueError:
        return None
    count, rest = divmod(len(content), size)
    if rest or not part.least <= count <= part.most or (count - part.least) % part.step:
        return None
    numbers = np.frombuffer(content, part.kind)
    return None if part.limit and not (np.abs(numbers * 1.0) <= part.limit).all() else numbers
