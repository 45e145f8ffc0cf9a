"""A switch for the back row of a room: all type and the canvas larger."""

from __future__ import annotations

from views.language.language import _
from views.parts.component import mount

_switch = mount(__file__, "projector")


def projector_switch() -> None:
    """Show the switch; what it does, the browser does alone."""
    _switch(key="projector", width="content", data={"label": _("Larger, for a projector")})
