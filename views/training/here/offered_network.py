"""Offers what was trained in this browser as "Your network", also after a reload.

The browser owns this fact. Python learns of it once a session; await_network loads the network itself.
"""

from __future__ import annotations

from views.parts.component import mount
from views.session import state
from views.session.drawing.received import name_of

SOME = "some"  # the browser's answer if it has saved networks

_component = mount(__file__, "offered_network", is_seen=False)


def offer_network() -> None:
    """Let the switch offer the network that was used or trained last, if this browser has saved one."""
    training = state.get("training")
    data = {
        "session": state.get("address_session"),
        "offered": state.get("own_saved", False),
        "run": training.run if training and training.progress.snapshot else None,
    }
    _component(key="offered_network", height=1, data=data, on_pick=_receive)


def _receive(sent: object) -> None:
    if name_of(sent, (SOME,)):
        state.put("own_saved", True)
