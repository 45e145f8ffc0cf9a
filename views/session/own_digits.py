"""This session's labeled drawings, "my digits"; and the browser's store, where they outlast the session.

A browser keeps them under one name, a line of a file each, and gives them to every new session that asks.
What comes from there is read with suspicion, line by line: a damaged one is left out. No other session's
digits are ever seen here.
"""

from __future__ import annotations

from collections.abc import Iterable

from model.novelty.own_digits import MOST_DIGITS, DigitsError, OwnDigit, as_many_as_fit, own_digit
from views.drawing.drawing import Drawing, pen_strokes_of
from views.drawing.received import digits_of
from views.parts.component import mount
from views.session import state

_component = mount(__file__, "store_digits")


def own_digits() -> tuple[OwnDigit, ...]:
    """This session's, in the order they were kept."""
    return state.get("own_digits", ())


def digit_of(drawing: Drawing, label: int) -> OwnDigit:
    """A drawing with its label.

    Raises:
        DigitsError: it holds what no pen has drawn, such as a photo, or nothing, or more than a digit has.
    """
    strokes = pen_strokes_of(drawing)
    if strokes is None:
        raise DigitsError("This wasn't drawn with a pen.")
    return own_digit(label, [each.points for each in strokes], [round(each.width) for each in strokes])


def keep(digits: Iterable[OwnDigit]) -> int:
    """Keep these, as many as there is room for; a drawing that is there already gets its new label.

    Returns:
        How many there was no room for.
    """
    kept = {digit.key: digit for digit in (*own_digits(), *digits)}
    _put(kept.values())
    return len(kept) - len(own_digits())


def relabel(key: str, label: int) -> None:
    """Say of one which digit it is."""
    _put(digit.labeled(label) if digit.key == key else digit for digit in own_digits())


def remove(keys: Iterable[str]) -> None:
    """Remove these; `undo` brings them back."""
    keys = {*keys} & {digit.key for digit in own_digits()}
    if not keys:
        return  # they were removed before: what that can bring back stays
    state.put("own_digits_before", own_digits())
    state.put("own_digits_removed", state.get("own_digits_removed", frozenset()) | keys)
    _put(digit for digit in own_digits() if digit.key not in keys)


def can_undo() -> bool:
    """Whether any were removed that can be brought back."""
    return bool(state.get("own_digits_before"))


def undo() -> None:
    """Bring back what was removed last; what was kept since stays."""
    before = {digit.key: digit for digit in state.get("own_digits_before", ())}
    _put((before | {digit.key: digit for digit in own_digits()}).values())
    state.take("own_digits_before")


def _put(digits: Iterable[OwnDigit]) -> None:
    digits = tuple(as_many_as_fit(digits))
    state.put("own_digits", digits)
    removed = state.get("own_digits_removed", frozenset()) - {digit.key for digit in digits}
    state.put("own_digits_removed", removed)


def keep_in_browser() -> None:
    """Have the browser keep what is kept here, and once give what it has; it is invisible.

    Put it where it runs again after every change.
    """
    data = {
        "session": state.get("address_session"),
        "read": state.get("own_digits_read", False),
        "digits": {digit.key: digit.line for digit in own_digits()},
        "removed": sorted(state.get("own_digits_removed", ())),
        "most": MOST_DIGITS,
    }
    _component(key="store_digits", height=1, data=data, on_pick=_take_in, on_unkept_change=_give_up)


def is_kept() -> bool:
    """Whether the browser keeps them, as far as is known."""
    return not state.get("own_digits_unkept", False)


def _take_in(sent: object) -> None:
    """What the browser has had from before."""
    had = digits_of(sent)
    if not had:
        return  # it may have come from a page that has been left
    known = state.get("own_digits_removed", frozenset()) | {digit.key for digit in own_digits()}
    keep([each for each in had if each.key not in known])
    state.put("own_digits_read", True)  # last: where this is cut short, the browser gives them again


def _give_up() -> None:
    state.put("own_digits_unkept", True)
