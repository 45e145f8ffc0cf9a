"""A control of which exactly one choice is always pressed, whatever a browser sends.

Only the browser enforces that a choice is required: if someone sends none, the session would contain None.
And the value that a control had before something else moved it doesn't count as a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from views.session import state


def one_of(label: str, options: Sequence, *, key: str, default: object, **settings: object) -> object:
    """Show the control and return the choice; an invalid one is replaced by the default.

    Args:
        label: what is chosen, for screen readers.
        options: the choices.
        key: of the control; the session stores the choice under it.
        default: one of the options.
        settings: as for `st.segmented_control`.
    """
    if state.get(key, default) not in options:
        state.take(key)
    return st.segmented_control(label, options, default=default, required=True, key=key, **settings)


def box(label: str, options: Sequence, *, name: str, default: object, **settings: object) -> None:
    """Show a select box that code can move, too: see `chosen_in` and `move`.

    Args:
        label: what is chosen.
        options: the choices.
        name: of the box.
        default: one of the options; the initial value, which also replaces an invalid one.
        settings: as for `st.selectbox`.
    """
    if chosen_in(name, default) not in options:
        move(name, default)
    key = _key(name, _turn(name))
    state.get_or_put(key, default)
    st.selectbox(label, options, key=key, persist_state="session", **settings)


def chosen_in(name: str, default: object) -> object:
    """Return a box's current value; the default if it was never shown."""
    return state.get(_key(name, _turn(name)), default)


def move(name: str, value: object) -> None:
    """Set a box's value under a new key, so that Streamlit ignores the browser's stale value."""
    state.get_or_put("turns", {})[name] = _turn(name) + 1, None
    state.put(_key(name, _turn(name)), value)


def when_one_of(key: str, options: Sequence, do: Callable[[object], None]) -> Callable[[], None]:
    """Return a callback for a control's change: it calls `do`, but only with one of the options."""

    def take_in() -> None:
        chosen = state.get(key)
        if chosen in options and not _is_over(key):
            do(chosen)

    return take_in


def control_key(name: str, value: object, about: object = None) -> str:
    """Return the key of a control with this value: a new one if code has moved the control.

    A browser sends the values of all its controls, and with a click right after such a move it sends this
    one's old value. Under the same key that would count as a user's choice and would undo the move.

    Args:
        name: of the control; its keys are this name and a number.
        value: its value.
        about: what the choice is about; a control for something else is a new one.
    """
    turns = state.get_or_put("turns", {})
    turn, before = turns.get(name, (0, about))
    is_moved = before != about or state.get(_key(name, turn), value) != value
    turns[name] = turn + is_moved, about
    state.put(key := _key(name, turn + is_moved), value)
    return key


def _turn(name: str) -> int:
    return state.get("turns", {}).get(name, (0, None))[0]


def _key(name: str, turn: int) -> str:
    return f"{name}_{turn}"


def _is_over(key: str) -> bool:
    """Return whether a key was replaced, because Streamlit still calls the old key's callback."""
    name = key.rpartition("_")[0]
    turns = state.get("turns", {})
    return name in turns and key != _key(name, turns[name][0])
