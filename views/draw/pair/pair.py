"""Two drawings: one stays in view while you draw another, with a slider from the first to the second.

This module shows the button and makes room for the browser's part (pair.js), which reads both drawings, finds
where the answer flips between them, and makes the whole page show what the slider is moved to.
"""

from __future__ import annotations

import streamlit as st

from views.parts.component import mount
from views.parts.language.language import _, pgettext
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.pinned import pin, pinned, unpin

HEIGHT = 92  # pixels: the pinned drawing and the slider, above the network
GAP = 8  # pixels below them

_pair = mount(__file__, "pair")


def pin_button(latest: LatestDrawing) -> None:
    """Show the button that pins the drawing, if none is pinned; the browser disables it for a blank one."""
    if pinned() is None:
        st.button(
            _("Keep to compare"),
            key="keep_this",
            help=_("This drawing stays in view while you draw another one to compare"),
            on_click=lambda: pin(latest.current),
        )


def pair(none: tuple[str, str]) -> None:
    """Show the pinned drawing, the new one, and the slider between them; nothing if no drawing is pinned.

    Args:
        none: what a network says of what is none of its digits or signs, see `no_answer`.
    """
    if pinned() is not None:
        _pair(key="pair", height=HEIGHT, data={"words": _words(none)}, on_unpin_change=unpin)


def _words(none: tuple[str, str]) -> dict[str, str]:
    """Return the texts of pair.js."""
    return {
        "pinned": pgettext("of two drawings, the one that was kept", "Kept"),
        "drawn": pgettext("of two drawings, the one on the canvas", "Now"),
        "unpin": _("Remove"),
        "slider": _("From the drawing you kept to the one on the canvas"),
        "at": _("{share} of the way"),
        "card": _("{share} of the way. The card is about the drawing at the end."),
        "draw": _("Draw again to see which neurons turn on or off."),
        "looking": _("Looking for [flips](words#flip) on the way …"),
        # Translators: {before} and {after} are digits or names of signs, or “not a digit”
        "flip": _("From {before} to {after}, {share} of the way"),
        # Translators: {before} is a digit, or “not a digit”; {parts} are such as “from 54% on, 9; …”
        "flips": _("At first, the answer is {before}. Then it [flips](words#flip): {parts}."),
        # Translators: {answer} is a digit, or “not a digit”
        "from": _("from {share} on, {answer}"),
        "no_flips": _("The answer is {answer} all the way. It never [flips](words#flip)."),
        **dict(zip(("no_digit", "none"), none)),
    }
