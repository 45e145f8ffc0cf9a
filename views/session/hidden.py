"""What a link has hidden, such as one with `?hide=training,conv`: the address says so from then on.

With `?embed=true` the page is one part of another: only what the address names, and no way to other pages.

A teacher gives such a link to a class. It is no lock: whoever opens the page without it sees everything.
"""

from __future__ import annotations

from collections.abc import Set

import streamlit as st

from views.session import state

HIDE = "<style>{} {{ display: none; }}</style>"
WAYS = (".st-key-pages", '[data-testid="stPageLink"]')  # from one page to another, but for those in the head
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


def hide_parts() -> None:
    """Have the browser show no part that is hidden by its key alone; in another page, no way to others."""
    keys = [f".st-key-{KEYS[name]}" for name in sorted(hidden()) if name in KEYS]
    if selectors := ", ".join([*keys, *(WAYS if is_one_part() else ())]):
        st.html(HIDE.format(selectors))
