"""Links to steps of the lesson: real ones, to be given to others; a plain click stays in this tab."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views.drawing.received import number_of
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
    data = [{"title": title, "address": address} for title, address in links.values()]

    def pick(sent: object) -> None:
        number = number_of(sent, len(links))
        if number is not None:
            go_to([*links][number])
            state.put("lesson_asked", True)

    _component(key=key, height=height, data={"links": data}, on_pick=pick)


def open_if_asked() -> None:
    """Leave for the lesson if one of them was clicked; at the top of their page."""
    if state.take("lesson_asked", None):
        st.switch_page("views/lesson/page.py")
