"""The head of each page for teachers: its title, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.network import Network
from views.lesson.steps.set_up import dense
from views.parts.language.language import _
from views.parts.shared import needs_files, styles
from views.parts.words import PAGES

FILES = {
    "plan": "views/teaching/plan.py",
    "class": "views/teaching/class_page.py",
    "present": "views/teaching/present.py",
    "embed": "views/teaching/embed.py",
}  # page -> its file, in the cards' order
ICONS = {
    "plan": ":material/event_note:",
    "class": ":material/groups:",
    "present": ":material/slideshow:",
    "embed": ":material/link:",
}  # page -> icon
Address = Callable[[str, str], str]


def address(query: str) -> str:
    """Return the lesson's address as this browser reaches it, with that query."""
    here = (st.context.url or "").partition("?")[0]
    return f"{here.rpartition('/')[0]}/lesson?{query}"


def page_address(path: str, query: str) -> str:
    """Return another page's address with that query."""
    return address(query).replace("/lesson?", f"/{path}?")


def head(page: str) -> Network | None:
    """Show a page's head; return the lesson's network, or None, with the reason on the page."""
    with needs_files():
        st.html(styles("teaching/teaching.css"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="teaching_head"):
        st.title(_(PAGES[page]), anchor=False)
        st.page_link("views/teaching/page.py", label=_(PAGES["teachers"]), icon=":material/arrow_back:")
        for name, icon in ICONS.items():
            if name != page:
                st.page_link(FILES[name], label=_(PAGES[name]), icon=icon)
    return dense()
