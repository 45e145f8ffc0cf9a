"""What a link has hidden, such as one with `?hide=training,conv`: the address says so from then on.

With `?embed=true` the page is one part of another: only what the address names, and no way to other pages; of
the lesson one step, if the address says which, and no way to others.

A teacher gives such a link to a class. It is no lock: whoever opens the page without it sees everything.
"""

from __future__ import annotations

from collections.abc import Set

import streamlit as st

from views.session import state

HIDE = "<style>{} {{ display: none; }}</style>"
LINKS = (".st-key-pages", '[data-testid="stPageLink"]')  # from one page to another, but for those in the head
STEPS = (".st-key-lesson_back", ".st-key-lesson_next", ".st-key-lesson_progress")  # from one to another
KEYS = {"samples": "samples", "random": "random", "photo": "upload_open", "projector": "projector"}


def hidden() -> frozenset[str]:
    """The names of the parts that are hidden."""
    return state.get("hidden", frozenset())


def visibility_of(page: str) -> str:
    """Of a page by the name under which it can be hidden, as `st.Page` takes it."""
    return "hidden" if page in hidden() else "visible"


def hide(names: Set[str]) -> None:
    """Hide these parts from now on, and no others."""
    state.put("hidden", frozenset(names))


def is_one_part() -> bool:
    """Whether the page stands in another, as one part of it."""
    return bool(st.context.is_embedded)


def is_one_step() -> bool:
    """Whether it is one step of the lesson, as the address had it when the page was opened."""
    return bool(state.get_or_put("one_step", is_one_part() and "step" in st.query_params))


def hide_parts() -> None:
    """Have the browser show no part that is hidden by its key alone; in another page, no link to others.

    Call it before the address is written for the first time.
    """
    keys = [f".st-key-{KEYS[name]}" for name in sorted(hidden()) if name in KEYS]
    links = [*(LINKS if is_one_part() else ()), *(STEPS if is_one_step() else ())]
    if selectors := ", ".join([*keys, *links]):
        st.html(HIDE.format(selectors))
