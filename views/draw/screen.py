"""The page as one screen: its columns at every size (screen.css), and a switch for the back row of a room."""

from __future__ import annotations

from views.parts.component import mount

LEFT, RIGHT = 300, 340  # pixels, of what stands beside the network

_screen = mount(__file__, "screen")


def projector_switch() -> None:
    """Show the switch; what it does, the browser does alone."""
    _screen(key="projector", width="content", data={"label": "Larger, for a projector"})
