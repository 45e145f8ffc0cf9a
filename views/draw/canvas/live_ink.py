"""The connection between pen and page: the network runs in the browser and reads the ink while you draw.

It has three invisible components. `live_ink` sends the network to the browser, watches the pen, and publishes
what the network computes to the parts of the page that show it. `drawing` sends what Python knows: the
finished, preprocessed drawing, whether it's from the pen, a sample or undo, and the address that names it. So
a stroke costs one message each way, and the answer doesn't wait for it. `refresh` reruns a fragment, such as
a neuron's card, when it shows an older drawing. views/parts/component/reading.js describes what they publish.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from model.network import Network
from model.network.message import encode
from model.preprocess import Stages
from model.preprocess.hints import hint_of
from views.parts.component import mount
from views.parts.files.network_file import address_of, packed
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.session import state
from views.session.drawing.latest_drawing import LatestDrawing
from views.session.pinned import described_morph
from views.session.store import address

MOST_BYTES = 39 * 10**5  # of a network's message: a little less than .streamlit/config.toml allows
ALWAYS, NO_DIGIT, NEVER = "always", "no digit", "never"  # when to refresh

_live_ink = mount(__file__, "live_ink", is_seen=False)
_drawing = mount(__file__, "drawing", is_seen=False)
_refresh = mount(__file__, "refresh", is_seen=False)


def live_ink(network: Network) -> None:
    """Have the browser read whatever is drawn; a network that can't tell takes everything for a digit.

    Sends the address of the network's file or, if the browser couldn't fetch that before, the network itself.
    """

    def send_itself() -> None:
        state.put("network_by_message", True)

    address = None
    if not state.get("network_by_message"):
        address = address_of(network)
    data = {"address": address} if address else packed(network)
    if not address and len(data) > MOST_BYTES:
        st.warning(
            _(
                "Your browser couldn't load this network's file, and the network is too large to send "
                "another way. Reload the page, or choose another network."
            ),
            icon=":material/cloud_off:",
        )
        return
    _live_ink(key="live_ink", data=data, on_missing_change=send_itself)


def send_drawing(latest: LatestDrawing, stages: Stages | None) -> None:
    """Send the browser what Python knows of the drawing.

    Args:
        latest: its newest drawing is sent.
        stages: from that drawing to its image; None if it's blank.
    """
    drawing = {
        "session": latest.session,
        "given": latest.given,
        "number": latest.number,
        "version": latest.version,
        "origin": translated(latest.current.origin),
        "image": None if stages is None else stages.image,
        "hint": "" if stages is None else hint_of(stages.ink),
        "morph": described_morph(latest.current),
        "address": address(),
    }
    _drawing(key="drawing", data=encode(drawing))


def refresh(version: int, when: str, key: str, switched: Mapping[str, object] | None = None) -> None:
    """Rerun this fragment as soon as the finished drawing changes.

    Args:
        version: of the drawing that the fragment shows.
        when: ALWAYS, NEVER, or NO_DIGIT for non-digits only.
        key: of the component.
        switched: the network and its factors; the fragment also reruns if these change.
    """
    data = {"version": version, "when": when} | (switched or {})
    # Without a height, an invisible component takes 40 pixels until it has loaded.
    _refresh(key=key, height=1, data=data, on_outdated_change=lambda: None)
