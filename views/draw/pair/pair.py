"""Two drawings: one is kept in sight while another is drawn, with a slider from the first to the second.

Here is the button, and room for what the browser makes of both (pair.js): it reads them, finds where the
answer flips on the way, and has the whole page show whatever the slider is moved to.
"""

from __future__ import annotations

import streamlit as st

from views.draw import words
from views.drawing.history import DrawingHistory
from views.parts.component import mount
from views.session.kept import keep, kept, let_go

HEIGHT = 92  # pixels: of the kept drawing and the slider, above the network,
GAP = 8  # and below them

_pair = mount(__file__, "pair")


def keep_button(history: DrawingHistory) -> None:
    """The button that keeps the drawing, while none is kept; of a blank one, the browser turns it off."""
    if kept() is None:
        st.button(
            words.KEEP_THIS,
            key="keep_this",
            help=words.KEEP_THIS_HELP,
            on_click=lambda: keep(history.current),
        )


def pair() -> None:
    """The kept drawing, the other one, and the way between them; nothing where none is kept."""
    if kept() is not None:
        _pair(key="pair", height=HEIGHT, data={"words": words.PAIR}, on_let_go_change=let_go)
