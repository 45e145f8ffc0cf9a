"""Addresses to test with, and a session that has read one."""

import contextlib
import io
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
import streamlit
from PIL import Image

from views.address.address import read_address
from views.session.drawing.drawing import pen_object


class Session:
    """A new session whose page was opened at an address."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said, self.sentences = said, []

    def to_dict(self) -> Mapping[str, str]:
        """Return the fields as st.query_params does."""
        return self.said

    def toast(self, sentence: str, **_: object) -> None:
        """Note a toast, as st.toast would show it."""
        self.sentences.append(sentence)


@contextlib.contextmanager
def opened(said: Mapping[str, str]) -> Iterator[list[str]]:
    """Open this address in a session and return the sentences that it has shown."""
    session = Session(said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamlit, "session_state", {})
        patch.setattr(streamlit, "query_params", session)
        patch.setattr(streamlit, "toast", session.toast)
        read_address()
        yield session.sentences


def pencil(points: np.ndarray, width: int) -> dict:
    """Return what the canvas sends of a stroke: parabolas around the points, from midpoint to midpoint."""
    ends = (points[1:-1] + points[2:]) / 2
    bends = [["Q", *point, *end] for point, end in zip(points[1:-1].tolist(), ends.tolist())]
    return pen_object([["M", *points[0].tolist()], *bends, ["L", *points[-1].tolist()]], width)


OLD_LINK = (
    "network=conv&drawing=eNplTl1IU2EYfr4ZTqM85k9JlDtoxVz5R2q4tnMGjS5KbYl0UVg2VMJChvZjIuwVApHZWKV4IzHCyhX"
    "YKBGjkFOBF3UxpaSkqENodLEiKMzUZd_ZkhKf7-d5_5-X6XJSlfV-PSDY8n0s36dzq3EGPzPU2Pw6YiKxZGJwCX4GzuOMpwSFCUG"
    "dISeD0tUE3lfA0zUIMsHBjXEGh8ArHbycR7XjiuZdmi24oDCshp6AFhV6L-BSISQB32KkqkjSaBHCkoIljQCmApmrSPlvXpW5Xs6"
    "-955dKJu9CnGsEou1iGvAS9GLiiGwUdcGWxhzQ2hwynhsRI8NzjCaCT86YXLgdWFadRMuHvXdUktUbVyC_ezy5MqxsqaSlND9qZt"
    "b7Fzn5wMeKgY-JgILHegseI7IsX503e6-0hi_eWbvSGJf-6T5hh57fBvR2Y_0kyia-YK6Fyia754JTMC4DW-sZ_D7MkpF3BlG5hP"
    "MZaLaA2P2wb4IPvX07ghONGjKa9uMy0uEPzzKU-ID31tN79YAHWlP-SYLgCEMeLPg9SioejWA6eGdGcWV253jk23uEo848JCccoj"
    "2J5MJVBg5QJ9TaGtXq_tIFgl-Oj24m34lU94-eltO04dptJau19Gzst4pM1VsEnfl2tuIo_yum_7Cfe74bH3rfOq62a8holPeS0T"
    "514giEaL2eHKfP0QtI43UPBc4kWuWZatVliWrLEmybOEvhlIe42SNkZaKWdH_35V44wpIKxyzFCvin8USVYmqWaXY0-RKuf8HUWf"
    "mJg&neuron=conv1.3.4.5&factors=conv2.7.250-hidden.5.0&layer=conv3&replay=5&watched=7&mistakes=3.5&step=off&hide=training,photo"
)


def png(size: tuple[int, int], mode: str = "L", kind: str = "png") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "white").save(buffer, kind)
    return buffer.getvalue()
