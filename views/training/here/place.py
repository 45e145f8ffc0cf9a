"""Where a training runs: on the computer of the person who starts it, or on the server with Keras."""

from __future__ import annotations

import streamlit as st

from model.processes.worker import CAN_START
from model.training.choices import Choices
from views.language.language import N_, _
from views.parts.looks.wording import whole
from views.session import state
from views.session.one_of import one_of
from views.training.here.here import MOST_IMAGES

HERE, SERVER = "here", "server"
PLACES = {HERE: N_("On this computer"), SERVER: N_("On the server")}


def learns_here(choices: Choices) -> bool:
    """Return whether this browser runs a training with these choices: always, if there is no server."""
    if not CAN_START:
        return True
    is_chosen = state.get("training_place", HERE) == HERE and not state.get("training_unable")
    return is_chosen and choices.images <= MOST_IMAGES


def choose_place(choices: Choices | None, disabled: bool) -> None:
    """Show where it will learn, and a control for the other place if there is one."""
    if not CAN_START:
        st.caption(_("The network learns in the browser on this computer, even offline."))
        return
    place = one_of(
        _("Where to train"),
        PLACES,
        format_func=lambda place: _(PLACES[place]),
        default=HERE,
        key="training_place",
        persist_state="session",
        label_visibility="collapsed",
        disabled=disabled or state.get("training_unable", False),
    )
    if state.get("training_unable"):
        st.caption(_("This browser can't train a network, so the server does it."))
    elif place == SERVER:
        st.caption(_("The network learns on the server, with [Keras](words#keras)."))
    elif place == HERE and choices and choices.images > MOST_IMAGES:
        more = _(
            "With more than {images} images, the network learns on the server, because a browser doesn't "
            "fetch more than that."
        )
        st.caption(more.format(images=whole(MOST_IMAGES)))
