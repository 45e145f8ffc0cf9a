"""The wire between pen and page: ink comes up while it is drawn, what it means goes down at once.

Two components without a face. One watches the pen and takes pictures of the canvas (assets/pen.js).
The other carries them here, and hands every answer to the parts of the page that show it
(assets/live_ink.js): this way a stroke changes one element, and Streamlit has to send no other.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from model.pen import CANVAS_SIZE
from views.component import mount
from views.drawing import Frame, History, png_of

_KEY = "live_ink"
_wire = mount("live_ink")
_pen = mount("pen", "listen")


def watch_the_pen() -> None:
    """Take pictures of whatever is drawn on."""
    _pen(key="pen_watch")


def are_numbers_wanted() -> bool:
    """Whether somebody is reading off the picture of the network, since the pen last moved."""
    return st.session_state.get("numbers_wanted", False)


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
            st.session_state.answered, st.session_state.numbers_wanted = sent["at"], False
            history.receive_frame(Frame(png_of(decode(sent)), sent["down"]), sent["change"])

    def want_numbers() -> None:
        st.session_state.numbers_wanted = True

    order = {"answered": st.session_state.get("answered"), "change": history.change}
    data = encode(order | {"parts": dict(parts)}, blocks)
    _wire(key=_KEY, data=data, on_frame_change=take_in, on_numbers_change=want_numbers)


def decode(frame: Mapping[str, object]) -> np.ndarray:
    """The ink in a frame, uint8 (height, width).

    Raises:
        ValueError: it is larger than the canvas, or not of the size it says it is.
    """
    shape = frame["height"], frame["width"]
    if not all(0 < side <= CANVAS_SIZE for side in shape):
        raise ValueError(f"a frame of {shape} is none of this canvas")
    packed = base64.b64decode(frame["ink"])
    return np.frombuffer(zlib.decompressobj().decompress(packed, CANVAS_SIZE**2), np.uint8).reshape(shape)


def encode(header: Mapping[str, object], blocks: Sequence[np.ndarray]) -> bytes:
    """uint32 n (little-endian), n bytes of JSON, n a multiple of 4, then the blocks' own bytes."""
    encoded = json.dumps(header, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 4)
    return struct.pack("<I", len(encoded)) + encoded + b"".join(block.tobytes() for block in blocks)
