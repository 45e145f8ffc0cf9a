"""A switch for the back row of a room: larger type and a larger canvas."""

from __future__ import annotations

from views.parts.component import mount
from views.parts.language.language import _

_switch = mount(__file__, "projector")


def projector_switch() -> None:
    """Show the switch; the browser does the rest by itself."""
    _switch(key="projector", width="content", data={"label": _("Larger, for a projector")})
