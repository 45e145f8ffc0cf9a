"""The live part of the page, which runs in the browser: names, drawings, learning, and what is read.

signs.js gets the address of the network whose feature maps are kept, and the digits of this session. It
reports each change of those, the network to use and, during a task, what it has learned and read.
"""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from model.signs.taught import Taught
from views.classroom.class_signs import DEEDS, class_of_signs, exchange
from views.classroom.swap.device import FROM_FILE
from views.classroom.swap.repair import share
from views.parts.component import mount
from views.parts.files.digit_files import address_of_digits
from views.parts.files.network_file import address_of, packed
from views.parts.shared import shipped_network
from views.session import state
from views.session.drawing.received import (
    class_drawings_of,
    deed_of,
    digits_changed_of,
    digits_of,
    shared_of,
    taught_of,
    told_of,
)
from views.session.networks import use_signs
from views.session.own_digits import own_digits, remove, store
from views.tasks import solving
from views.tasks.task import SIGNS

BASE = "conv"
HEIGHT = 700  # pixels

_component = mount(__file__, "signs")


def signs() -> None:
    """Show the signs.

    Raises:
        DataError, NetworkError: a file is missing or damaged.
    """
    data = {
        "digits": [digit.line for digit in own_digits()],
        "tells": solving.task_on(SIGNS) is not None,
        "ofClass": class_of_signs(),
    }
    data |= for_learning()
    _component(key="own_signs", height=HEIGHT, data=data, on_pick=_take)


def for_learning() -> dict[str, str | None]:
    """Return what learned_way.js loads: the network whose feature maps are kept, and drawings of no signs.

    Raises:
        DataError, NetworkError: a file is missing or damaged.
    """
    network = shipped_network(BASE)
    address = address_of(network)
    return {
        "network": address,
        "packed": None if address else b64encode(packed(network)).decode(),
        "background": address_of_digits("background"),
    }


def _take(sent: object) -> None:
    taught, changed, told = taught_of(sent), digits_changed_of(sent), told_of(sent)
    drawings = class_drawings_of(sent)
    if taught is not None:
        state.put("signs_used", use_signs(taught))
        state.take("class_network_asked")
    elif shared := shared_of(sent):
        share(shared[1]) if shared[0] == "share" else test_by_file(shared[1])
    elif changed is not None:
        put, removed = (digits_of([*lines]) for lines in changed)
        store(put)
        remove([digit.key for digit in removed])
    elif told is not None:
        state.put("signs_told", told)
        if told.tried is None:
            state.take("task_meant")  # the page was opened again, so drawings have other numbers
    elif drawings is not None:
        exchange(*drawings)
    elif deed_of(sent, DEEDS) is not None:
        state.put("class_network_asked", True)


def test_by_file(taught: Taught) -> None:
    """Read with a network from a file on Draw, to find what it misreads."""
    if use_signs(taught):
        state.put("swap_reads", FROM_FILE)
        state.put("swap_found", {})
        state.put("signs_used", True)


def go_if_used() -> None:
    """Switch to Draw if a network for signs is to be used; call it at the top of the page."""
    if state.take("signs_used"):
        st.switch_page("views/draw/page.py")
