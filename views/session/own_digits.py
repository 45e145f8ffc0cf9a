"""This session's labeled drawings, "my digits"; and the browser's store, where they outlast the session.

A browser stores them under one name, one line of a file each, and sends them to every new session that asks.
We check what comes from there line by line: a damaged line is left out. A session never sees another one's
digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from model.novelty.own_digits import DigitsError, OwnDigit, as_many_as_fit, own_digit
from model.preprocess.strokes import DrawnStroke
from views.session import state
from views.session.drawing.drawing import Drawing, pen_strokes_of
from views.session.drawing.received import digits_of
from views.session.store import Saved, save


def own_digits() -> tuple[OwnDigit, ...]:
    """Return this session's digits, in the order they were stored."""
    return state.get("own_digits", ())


def digit_of(drawing: Drawing, label: int) -> OwnDigit:
    """Return a drawing with its label.

    Raises:
        DigitsError: it wasn't drawn with a pen (a photo, for example), is empty, or too long for a digit.
    """
    return digit_of_strokes(pen_strokes_of(drawing), label)


def digit_of_strokes(strokes: Sequence[DrawnStroke] | None, label: int) -> OwnDigit:
    """Return strokes with their label.

    Raises:
        DigitsError: there are none, or as `digit_of`.
    """
    if strokes is None:
        raise DigitsError("not drawn with a pen")
    return own_digit(label, [each.points for each in strokes], [round(each.width) for each in strokes])


def store(digits: Iterable[OwnDigit]) -> int:
    """Store these digits while there is room; a drawing that is there already gets its new label.

    Returns:
        How many didn't fit.
    """
    stored = {digit.key: digit for digit in (*own_digits(), *digits)}
    state.put("own_digits", tuple(as_many_as_fit(stored.values())))
    return len(stored) - len(own_digits())


def remove(keys: Iterable[str]) -> None:
    """Remove these digits."""
    keys = {*keys}
    state.put("own_digits", tuple(digit for digit in own_digits() if digit.key not in keys))


def store_in_browser() -> None:
    """Let the browser store the digits, and send those it has once."""
    save("store_digits", DIGITS, in_link=False)


def _take_in(stored: Mapping[str, object]) -> None:
    """Add the digits that the browser had stored before."""
    known = {digit.key for digit in own_digits()}
    store([each for each in digits_of([*stored.values()]) if each.key not in known])


DIGITS = Saved(
    "digits",
    write=lambda: {digit.key: digit.line for digit in own_digits()},
    read=_take_in,
)
