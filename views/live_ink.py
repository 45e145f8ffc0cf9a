"""The wire between pen and page: ink comes up while it is drawn, what it means goes down at once.

One component without a face (assets/live_ink.js). It takes pictures of the canvas, sends the next
one when the last has been answered, and hands every answer to the parts of the page that show it:
this way a stroke changes one element of the page, and Streamlit has to send no other.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from views.component import mount
from views.drawing import Frame, History

_KEY = "live_ink"
_component = mount("live_ink")


def live_ink(history: History, parts: Mapping[str, object], blocks: Sequence[np.ndarray] = ()) -> None:
    """Answer the last frame, and listen for the next.

    Args:
        history: takes the frames in.
        parts: of the page, by name, what each shows: assets/<name>.js.
        blocks: numbers that go with the parts, in the order in which those will read them.
    """

    def take_in() -> None:
        sent = st.session_state[_KEY].frame
        if sent is not None:
            st.session_state.answered = sent["number"]
            history.receive_frame(Frame(base64.b64decode(sent["png"]), sent["down"]), sent["change"])

    order = {"answered": st.session_state.get("answered"), "change": history.change}
    _component(key=_KEY, data=encode(order | {"parts": dict(parts)}, blocks), on_frame_change=take_in)


def encode(header: Mapping[str, object], blocks: Sequence[np.ndarray]) -> bytes:
    """uint32 n (little-endian), n bytes of JSON, n a multiple of 4, then the blocks' own bytes."""
    encoded = json.dumps(header, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 4)
    return struct.pack("<I", len(encoded)) + encoded + b"".join(block.tobytes() for block in blocks)
