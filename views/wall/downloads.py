"""Downloads of everything on a class's wall, and its way into My digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from model.classes import ClassError, Shown
from views.classroom.classes import watch
from views.classroom.start import CONSENT
from views.parts.language.language import _, ngettext
from views.parts.looks.translated import translated
from views.parts.looks.wording import whole
from views.session import state
from views.session.own_digits import store
from views.wall.take_along import ClassDigit, as_arrays, as_digits_file, as_table, by_turns, digits_of


def downloads(code: str) -> None:
    """Show the files, and the button to My digits."""
    try:
        drawings = watch.look(code).drawings
    except ClassError as error:
        st.warning(translated(error), icon=":material/info:")
        return
    st.markdown(_("Here are the drawings made with the pen, each with its digit and device number:"))
    for label, name, made in (
        (_("For My digits"), "digits.jsonl", as_digits_file),
        (_("Arrays like MNIST's (.npz)"), "digits.npz", as_arrays),
        (_("A table (.csv)"), "digits.csv", as_table),
    ):
        content = partial(_file, made, drawings)
        st.download_button(label, content, f"class_{name}", key=f"class_{name}", on_click="ignore")
    st.button(_("Add them to My digits"), key="class_to_own", on_click=_to_own_digits, args=(drawings,))
    st.caption(_(CONSENT))
    st.page_link(
        "views/training/page.py", label=_("Train a network with them"), icon=":material/model_training:"
    )


def _file(made: Callable[[Sequence[ClassDigit]], str | bytes], drawings: Mapping[int, Shown]) -> str | bytes:
    """Return a file of the drawings, made on a click and without a session."""
    return made(digits_of(drawings.values()))


def _to_own_digits(drawings: Mapping[int, Shown]) -> None:
    """Add them to My digits in this browser, while there is room."""
    digits = digits_of(drawings.values())
    turns = by_turns(digits, lambda each: each.shown.device)
    say_added(len(digits), store([each.digit for each in turns]))


def say_added(count: int, left_out: int) -> None:
    """Store a message that says how many of the drawings were added."""
    added = ngettext("{count} drawing", "{count} drawings", count - left_out)
    # Translators: {drawings} is such as "12 drawings"
    sentence = _("{drawings} added to My digits. You can train a network on the Training page.")
    state.put("class_note", sentence.format(drawings=added.format(count=whole(count - left_out))))
