"""The answers of all networks to one drawing, side by side, if somebody compares them.

The browser reads the drawing with each (others.js). This module says which ones there are and where their
files are, and takes which one should be shown.
"""

from __future__ import annotations

import base64

import streamlit as st

from model.network import NAMES
from views.parts.component import mount
from views.parts.files.network_file import address_of, packed
from views.parts.language.language import _
from views.parts.looks.wording import no_answer
from views.session import state
from views.session.drawing.received import name_of
from views.session.networks import TITLES, chosen_network, offered, own_network
from views.session.selection import described_factors

COMPARE = "compare"  # what is reported if the comparison is switched on or off; otherwise a network's name

_others = mount(__file__, "others")


def other_networks(chosen: str) -> None:
    """Show the switch and, if it's on, every network's answer, beside that of the chosen one."""
    names = [name for name in offered() if name in NAMES or own_network()]
    if len(names) == 1:
        return
    is_on = state.get("networks_compared", False)
    texts = {
        "compare": _("Compare all networks"),
        "blank": _("The canvas is empty."),
        "agree": _("They agree."),
        "differ": _("They disagree. Click a network to see why, neuron by neuron."),
        "failed": _("This network couldn't be loaded."),
    }
    networks = [_described(name) for name in names] if is_on else []
    with st.container(key="others"):
        _others(
            key="other_networks",
            data={"words": texts, "networks": networks, "chosen": chosen, "on": is_on},
            on_pick=lambda sent: _pick(name_of(sent, (COMPARE, *names))),
        )


def _described(name: str) -> dict[str, object]:
    """Return what others.js needs of a network: its file's address or, without one, the file itself."""
    network = chosen_network(name)
    if network is None:
        return {"name": name, "title": _(TITLES[name])}
    address = address_of(network)
    file = {"address": address} if address else {"file": base64.b64encode(packed(network)).decode()}
    return {
        "name": name,
        "title": _(TITLES[name]),
        "factors": described_factors(network),
        "none": no_answer(network.knows_signs)[0],
        **file,
    }


def _pick(picked: str | None) -> None:
    if picked == COMPARE:
        state.put("networks_compared", not state.get("networks_compared", False))
    elif picked:
        state.put("network", picked)
