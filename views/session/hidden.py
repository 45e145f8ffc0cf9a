"""What a link hides, for example with `?hide=training,conv`: the address keeps it from then on.

With `?embed=true` the page is embedded in another one. Then it shows only what the address names, without
links to other pages; of the lesson one step, if the address names it, without links to others.

A teacher gives such a link to a class. It isn't a lock: anyone who opens the page without it sees everything.
"""

from __future__ import annotations

from collections.abc import Set

import streamlit as st

from views.session import state

HIDE = "<style>{} {{ display: none; }}</style>"
LINKS = (".st-key-pages", '[data-testid="stPageLink"]')  # from one page to another, except the header's
STEPS = (".st-key-lesson_back", ".st-key-lesson_next", ".st-key-lesson_progress")  # from one step to another
KEYS = {"samples": "samples", "random": "random", "photo": "upload_open", "projector": "projector"}


def hidden() -> frozenset[str]:
    """Return the names of the hidden parts."""
    return state.get("hidden", frozenset())


def visibility_of(page: str) -> str:
    """Return a page's visibility for `st.Page`, by the name under which it can be hidden."""
    return "hidden" if page in hidden() else "visible"


def hide(names: Set[str]) -> None:
    """Hide these parts from now on, and no others."""
    state.put("hidden", frozenset(names))


def is_one_part() -> bool:
    """Return whether the page is embedded in another one."""
    return bool(st.context.is_embedded)


def is_one_step() -> bool:
    """Return whether this is one embedded step of the lesson, as in the address when the page was opened."""
    return bool(state.get_or_put("one_step", is_one_part() and "step" in st.query_params))


def hide_parts() -> None:
    """Hide with CSS the parts that have only a key and, in an embedded page, links to others.

    Call it before the address is written for the first time.
    """
    keys = [f".st-key-{KEYS[name]}" for name in sorted(hidden()) if name in KEYS]
    links = [*(LINKS if is_one_part() else ()), *(STEPS if is_one_step() else ())]
    if selectors := ", ".join([*keys, *links]):
        st.html(HIDE.format(selectors))
