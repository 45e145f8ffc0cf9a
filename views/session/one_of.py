"""One of several, always: a control of which one choice is pressed, whatever a browser sends.

That one is required is nothing but the browser's affair: whoever sends that none is chosen would have None in
the session.
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


def when_one_of(key: str, options: Sequence, do: Callable[[object], None]) -> Callable[[], None]:
    """What a control does when its choice has changed: it does that with one of the options alone."""

    def take_in() -> None:
        chosen = state.get(key)
        if chosen in options:
            do(chosen)

    return take_in
