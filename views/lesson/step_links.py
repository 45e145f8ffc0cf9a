"""Links to steps of the lesson: real ones, to be given to others; a plain click stays in this tab."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views.parts.component import mount
from views.session import state
from views.session.lesson import go_to

_component = mount(__file__, "step_links")


def step_links(key: str, links: Mapping[str, tuple[str, str]], height: int) -> None:
    """Show them, one below the other, with numbers where they are several.

    Args:
        key: of the component.
        links: id of a step -> its title and its address.
        height: pixels.
    """
    data = [{"id": id, "title": title, "address": address} for id, (title, address) in links.items()]

    def pick(sent: object) -> None:
        if sent in links:
            go_to(str(sent))
            state.put("lesson_asked", True)

    _component(key=key, height=height, data={"links": data}, on_pick=pick)


def open_if_asked() -> None:
    """Leave for the lesson if one of them was clicked; at the top of their page."""
    if state.take("lesson_asked", None):
        st.switch_page("views/lesson/page.py")
