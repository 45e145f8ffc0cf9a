"""Networks saved in the browser, which stores each one when its training has ended (training_here.js).

Takes a function that makes a network the session's own. Shows the stored networks, and loads a requested one
on any page. We check what comes from a browser's store as strictly as a training's report.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.training.snapshot import Progress
from views.parts import words
from views.parts.component import mount
from views.parts.language.language import _
from views.serving.shared import needs_files
from views.session import state
from views.session.drawing.received import choices_of, learned_of, name_of
from views.training.here.here import TrainingHere

NONE = "none"  # the browser's answer if it doesn't have the network

_component = mount(__file__, "saved_networks")
_awaited = mount(__file__, "awaited_network", is_seen=False)


def saved_networks(training: TrainingHere | None, use: Callable[[Progress], None]) -> None:
    """Show the saved networks.

    Args:
        training: this session's, if any; when it has ended, the list has one more.
        use: makes a network the session's own.
    """
    is_saved = training is not None and training.progress.snapshot is not None
    data = {"run": training.run if is_saved else None, "used": state.get("saved_network_used")}
    _component(key="kept_networks", data=data, on_pick=lambda sent: _receive(sent, use))


def await_network(use: Callable[[Progress], None]) -> None:
    """Load the requested network; show a message if this browser doesn't have it."""
    awaited = state.get("own_awaited")
    if awaited == NONE:
        st.toast(_(words.OWN_IS_LOST), icon=":material/link_off:", duration="infinite")
        state.take("own_awaited")  # only after the message, because a run can be cut short
    else:
        data = {"session": state.get("address_session"), "coming": _coming(), "none": NONE}
        _awaited(key="awaited_network", height=1, data=data, on_pick=lambda sent: _receive_awaited(sent, use))


def _coming() -> dict[str, object] | None:
    """Return which saved network Python requests and how many parts of it have arrived.

    While a complete network isn't in use yet, we don't count its last part: the run that was loading it was
    cut short.
    """
    coming = state.get("saved_network_coming")
    is_whole = bool(coming and coming.progress.snapshot)
    return coming and {"run": coming.run, "received": len(coming.parts) - is_whole}


def _receive_awaited(sent: object, use: Callable[[Progress], None]) -> None:
    if name_of(sent, (NONE,)):
        state.put("own_awaited", NONE)
        state.put("own_saved", False)
        state.take("saved_network_coming")
    else:
        _receive(sent, use)


def _receive(sent: object, use: Callable[[Progress], None]) -> None:
    chosen, coming = choices_of(sent), state.get("saved_network_coming")
    if chosen is not None:
        state.put("saved_network_coming", TrainingHere(chosen[1], run=chosen[0]))
    elif coming is not None:
        choices = coming.choices
        learned = learned_of(sent, coming.run, choices.number_of_weights, choices.hidden_layers + 1)
        if learned is None:
            return
        coming.take(learned)
        if coming.progress.snapshot:
            with needs_files():
                # This takes seconds on a busy server, and any message from the browser interrupts it.
                use(coming.progress)
                state.put("saved_network_used", coming.run)
                if state.get("training") is None:
                    state.put("training", coming)
            state.take("saved_network_coming")
            state.take("own_awaited")
