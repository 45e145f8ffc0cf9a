"""The drawer below the canvas: what people choose less often, behind one row of tools.

A part of it is a container: `with drawer("more", "large"): …`. The browser opens one tool's parts at a time
(drawer.js) and shows no button for a tool without parts. Python neither knows nor asks which one is open.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from views.parts.component import mount
from views.parts.language.language import N_, _

HEIGHT = 40  # pixels, as all of the row
TOOLS = {  # in the order of the row; layout.css opens and hides them by these names
    "samples": N_("Samples and photos"),
    "break": N_("Break it"),
    "compare": N_("Compare"),
    "more": N_("More tools"),
}

_buttons = mount(__file__, "drawer")


def tool_buttons() -> None:
    """Show the buttons that open the drawer."""
    names = {tool: _(name) for tool, name in TOOLS.items()}
    _buttons(key="drawer", height=HEIGHT, data={"names": names})


def drawer(tool: str, part: str) -> DeltaGenerator:
    """Return the container of a part, which shows while its tool is open."""
    return st.container(key=f"tool_{tool}_{part}", gap="xsmall")
