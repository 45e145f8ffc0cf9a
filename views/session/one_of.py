"""One of several, always: a control of which one choice is pressed, whatever a browser sends.

That one is required is nothing but the browser's affair: whoever sends that none is chosen would have None in
the session. And where a control that something else has moved stood before is no choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from views.session import state


def one_of(label: str, options: Sequence, *, key: str, default: object, **settings: object) -> object:
    """Show it, and give what is chosen; where it is none of the options, that is the default from then on.

    Args:
        label: what is chosen, for those who can't see it.
        options: to choose from.
        key: of the control, under which the session has what is chosen.
        default: one of the options.
        settings: as `st.segmented_control` takes them.
    """
    if state.get(key, default) not in options:
        state.take(key)
    return st.segmented_control(label, options, default=default, required=True, key=key, **settings)


def box(label: str, options: Sequence, *, name: str, default: object, **settings: object) -> None:
    """Show a select box that something else may move, too: see `chosen_in` and `move`.

    Args:
        label: what is chosen.
        options: to choose from.
        name: of the box.
        default: one of the options, where it stands at first, and where it stood at none of them.
        settings: as `st.selectbox` takes them.
    """
    if chosen_in(name, default) not in options:
        move(name, default)
    key = _key(name, _turn(name))
    state.get_or_put(key, default)
    st.selectbox(label, options, key=key, persist_state="session", **settings)


def chosen_in(name: str, default: object) -> object:
    """Where a box stands at this moment; at the default, if it was never shown."""
    return state.get(_key(name, _turn(name)), default)


def move(name: str, value: object) -> None:
    """Have a box stand there, under another key: where a browser still has the old one is no choice then."""
    state.get_or_put("turns", {})[name] = _turn(name) + 1, None
    move_on(name, value)


def when_one_of(key: str, options: Sequence, do: Callable[[object], None]) -> Callable[[], None]:
    """What a control does when its choice has changed: it does that with one of the options alone."""

    def take_in() -> None:
        chosen = state.get(key)
        if chosen in options and not _is_over(key):
            do(chosen)

    return take_in


def control_key(name: str, value: object, about: object = None) -> str:
    """The key of a control that stands there: another one once something else than a hand has moved it.

    A browser sends where all its controls stand, and with a click that follows such a move at once it sends
    where this one stood before. Under the same key that would be a hand's choice, and would undo the move.

    Args:
        name: of the control, whose keys are its name and a number.
        value: where it stands.
        about: what is chosen for; a control for something else is another one.
    """
    turns = state.get_or_put("turns", {})
    turn, before = turns.get(name, (0, about))
    is_moved = before != about or state.get(_key(name, turn), value) != value
    turns[name] = turn + is_moved, about
    move_on(name, value)
    return _key(name, turn + is_moved)


def move_on(name: str, value: object) -> None:
    """Have that control stand there, under the key that it has: it stays in the hand that holds it."""
    state.put(_key(name, _turn(name)), value)


def _turn(name: str) -> int:
    return state.get("turns", {}).get(name, (0, None))[0]


def _key(name: str, turn: int) -> str:
    return f"{name}_{turn}"


def _is_over(key: str) -> bool:
    """Whether another key has come in its place: what a control did under the old one is called, too."""
    name = key.rpartition("_")[0]
    turns = state.get("turns", {})
    return name in turns and key != _key(name, turns[name][0])
