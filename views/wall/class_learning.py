"""A class teaches one network: the teacher names signs, and the wall's browser learns them from all devices.

That browser has what was learned, until the teacher gives it to the class: then the store has it, too. It
can also learn from half of the devices, to read what the others drew, and keeps that to itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import streamlit as st

from model.classes import Standing
from model.signs.taught import FEWEST_SIGNS, MOST_SIGNS, name_of_sign
from views.classroom.classes import signs_of
from views.classroom.vote import do
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.shared import needs_files
from views.session import state
from views.session.drawing.received import taught_of
from views.signs.signs import for_learning

MOST_TYPED = 200  # characters of all names

_learning = mount(__file__, "class_learning")


def name_signs(code: str, secret: str) -> None:
    """Show the field for the names of the class's own signs."""
    state.get_or_put("wall_signs", ", ".join(signs_of(code)))
    with st.expander(_("Teach one network your own signs"), key="wall_signs_sure"):
        st.text_input(_("Names, with commas between them"), key="wall_signs", max_chars=MOST_TYPED)
        st.button(_("Let the class draw them"), key="wall_name_signs", on_click=_name, args=(code, secret))
        st.caption(
            _(
                "Everyone then draws these on the page Teach it. New names clear the wall. Without names, "
                "the class draws digits. The server also stores these names and the network that you give "
                "to the class."
            )
        )


def _name(code: str, secret: str) -> None:
    typed = re.split(r"[,、，،\n]", state.get("wall_signs", ""))
    names = [each.strip() for each in typed if each.strip()]
    is_right = all(map(name_of_sign, names)) and len({*names}) == len(names)
    if names and not (is_right and FEWEST_SIGNS <= len(names) <= MOST_SIGNS):
        state.put("class_note", _("Name two to ten different signs, with at most 12 characters each."))
        return
    do(lambda store: store.name_signs(code, secret, names))


@needs_files()
def learn_from_class(
    code: str, standing: Standing, on_pick: Callable[[object], None] = lambda sent: None
) -> None:
    """Show what the wall's browser has learned from the class's drawings, and how it reads them held back.

    It learns signs, and if the teacher wants to see devices, from one half of these at a time.
    """
    signs, halves = [*standing.signs], bool(state.get("wall_devices"))
    if signs or halves:
        data = {"code": code, "names": signs, "learned": standing.learned, "halves": halves}
        with st.container(key="class_learning"):
            _learning(key="class_learned", data=data | (for_learning() if signs else {}), on_pick=on_pick)


def give(code: str, secret: str, sent: object) -> None:
    """Give the class a network that its wall's browser has learned."""
    taught = taught_of(sent)
    if taught is not None:
        do(lambda store: store.put_network(code, secret, taught.names, json.dumps(taught.message())))
