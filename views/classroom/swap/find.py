"""A find on Draw: a drawing that the tested network doesn't read as what one says it is; finds as a file."""

from __future__ import annotations

import json

import streamlit as st

from model.classes.swapped import MOST_FINDS
from model.novelty.own_digits import DigitsError
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.looks.wording import whole
from views.session import state
from views.session.activations import latest_drawing, reading_of
from views.session.downloads.download import download
from views.session.drawing.received import Deed, deed_of
from views.session.networks import own_network
from views.session.own_digits import digit_of

DEEDS = ("send", "load", "find", "judge")  # as reported by swap.js
FROM_FILE = 0  # in place of the number of a class's network
SOURCE = "find"  # of a drawing in a file: see repair.js

show_part = mount(__file__, "swap")


def misread(deed: Deed) -> tuple[int, int | None] | None:
    """Return what the drawing is said to be, and what the network reads; None if it reads it right."""
    latest, network = latest_drawing(), own_network()
    if network is None or deed.number != latest.version or deed.label not in range(len(network.classes)):
        return None
    reading = reading_of(network, latest.current)
    if reading is None:
        return None
    answer = reading.digit if reading.is_known else None
    if answer == deed.label:
        state.put("swap_note", _("The network reads it right. Draw something that it misreads."))
        return None
    return deed.label, answer


def test_file() -> None:
    """Show what tests a network from a file, and the file with what was found."""
    network, found = own_network(), state.get("swap_found", {})
    if network is None:
        return
    count = _("Finds: {count} of {most}").format(count=whole(len(found)), most=whole(MOST_FINDS))
    data = {
        "title": _("Break"),
        "ends": 0,
        "says": [_("You test a network from a file. Draw what people can read and it can't."), count],
        "acts": [],
        "find": network.classes,
        "judge": None,
        "note": state.take("swap_note", ""),
    }
    with st.container(key="swap_device"):
        show_part(key="swap", data=data, on_pick=_keep)
        if found:
            label = _("Save the finds as a file")
            download(
                label, lambda: "".join(found.values()), "finds.jsonl", "application/jsonl", key="swap_file"
            )


def _keep(sent: object) -> None:
    """Keep the drawing as a find in a network from a file: a line as on the page Teach it, by its version."""
    deed, network, found = deed_of(sent, DEEDS), own_network(), state.get("swap_found", {})
    if deed is None or deed.what != "find" or len(found) >= MOST_FINDS or not (said := misread(deed)):
        return
    label, _answer = said
    try:
        line = json.loads(digit_of(latest_drawing().current, label).line)
    except DigitsError:
        state.put("swap_note", _("A find has to be drawn with the pen."))
        return
    line |= {"label": network.classes[label], "source": SOURCE}
    state.put("swap_found", {**found, deed.number: json.dumps(line, ensure_ascii=False) + "\n"})
    state.put("swap_note", _("It's one of your finds now."))
