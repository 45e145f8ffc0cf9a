"""Links to steps of the lesson that one can share; a plain click stays in this tab."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views.parts.component import mount
from views.session import state
from views.session.drawing.received import number_of
from views.session.lesson import go_to

_component = mount(__file__, "step_links")


def step_links(key: str, links: Mapping[str, tuple[str, str]], height: int) -> None:
    """Show the links one below another, numbered if there are several.

    Args:
        key: the component's key.
        links: a step's id -> its title and its address.
        height: in pixels.
    """
    data = [{"title": title, "address": address} for title, address in links.values()]

    def pick(sent: object) -> None:
        number = number_of(sent, len(links))
        if number is not None:
            go_to([*links][number])
            state.put("lesson_asked", True)

    _component(key=key, height=height, data={"links": data}, on_pick=pick)


def open_if_asked() -> None:
    """Switch to the lesson if a link was clicked; call it at the top of the links' page."""
    if state.take("lesson_asked", None):
        st.switch_page("views/lesson/page.py")
