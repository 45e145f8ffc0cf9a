"""Page: people teach networks signs of their own, and see how sure they are."""

import streamlit as st

from views.classroom.classes import has_classes
from views.classroom.joined import joined
from views.classroom.send import show_note_once
from views.classroom.start import join_class
from views.classroom.swap.device import swap_device
from views.parts.language.language import _
from views.parts.shared import needs_files
from views.session import state
from views.session.own_digits import store_in_browser
from views.signs.signs import go_if_used, signs
from views.tasks.task import SIGNS
from views.tasks.task_panel import task_panel


@st.fragment
@needs_files()
def teach() -> None:
    """Show the page; what is drawn stays in the browser, except digits, until a network is used."""
    go_if_used()
    st.markdown(
        _(
            "Name some signs, and draw each one a few times. Two networks learn them right here, in your "
            "browser."
        )
    )
    task_panel(SIGNS)
    store_in_browser()
    if has_classes() and joined() is None:
        with st.popover(_("Join a class"), icon=":material/groups:", key="class_join"):
            join_class()
    show_note_once()
    state.show_note()
    swap_device(is_on_draw=False)
    signs()


teach()
