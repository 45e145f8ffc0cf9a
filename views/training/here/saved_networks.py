"""Networks saved in the browser, which stores each one when its training has ended (training_here.js).

The browser owns them. Shows them on the Training page, offers them on every page, and loads a requested one.
We check what comes from a browser's store as strictly as a training's report.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from model.network.scales import SCALE_IMAGES, layer_scales
from model.training.training import Training
from views.parts import words
from views.parts.component import mount
from views.parts.language.language import _
from views.parts.shared import needs_files, test_images
from views.session import state
from views.session.drawing.received import choices_of, learned_of, name_of, taught_of
from views.session.networks import new_name, use_own, use_signs

NONE, SOME = "none", "some"  # the browser's answer: it doesn't have the network, it has saved networks

_component = mount(__file__, "saved_networks")
_offered = mount(__file__, "offered_network", is_seen=False)


def use(training: Training) -> None:
    """Make the trained network, with its detector, the one that the Draw page shows in this session."""
    network, name = training.snapshot.network, new_name()
    digits = test_images()[0][:SCALE_IMAGES]
    card = {"network": name, "scales": layer_scales(network, digits)} | dict(training.detector)
    use_own(replace(network, name=name, card=card))


def use_taught(sent: object) -> bool | None:
    """Use a network for signs that this browser has taught.

    Returns:
        Whether we use it, otherwise the page says why; None if what was sent is no such network.
    """
    taught = taught_of(sent)
    return None if taught is None else use_signs(taught)


def saved_networks(training: Training | None) -> None:
    """Show the saved networks; when this session's training has ended, the list has one more."""
    is_saved = training is not None and training.snapshot is not None
    data = {"run": training.run if is_saved else None, "used": state.get("saved_network_used")}
    _component(key="kept_networks", data=data, on_pick=_receive)


def offer_network(address: str) -> None:
    """Let the switch offer a network if this browser has saved one, and load it once it's chosen.

    The browser looks for one when the page, and so its `address`, changes, but not at the end of a training:
    its answer would run the page again while a person presses a button there.
    """
    awaited = state.get("own_awaited")
    if awaited == NONE:
        st.toast(_(words.OWN_IS_LOST), icon=":material/link_off:", duration="infinite")
        state.take("own_awaited")  # only after the message, because a run can be cut short
        return
    data = {
        "session": state.get("address_session"),
        "address": address,
        "offered": state.get("own_saved", False),
        "awaited": bool(awaited),
        "coming": _coming(),
    }
    _offered(key="offered_network", height=1, data=data, on_pick=_receive)


def _coming() -> dict[str, object] | None:
    """Return which saved network Python requests and how many parts of it have arrived.

    While a complete network isn't in use yet, we don't count its last part: the run that was loading it was
    cut short.
    """
    coming = state.get("saved_network_coming")
    is_whole = bool(coming and coming.snapshot)
    return coming and {"run": coming.run, "received": len(coming.parts) - is_whole}


def _receive(sent: object) -> None:
    answer, chosen, coming = name_of(sent, (NONE, SOME)), choices_of(sent), state.get("saved_network_coming")
    if use_taught(sent) is not None:
        state.put("own_saved", True)
        state.take("own_awaited")
    if answer == NONE:
        state.put("own_awaited", NONE)
        state.take("saved_network_coming")
    if answer:
        state.put("own_saved", answer == SOME)
    elif chosen is not None:
        state.put("saved_network_coming", Training(chosen[1], run=chosen[0]))
    elif coming is not None:
        choices = coming.choices
        learned = learned_of(sent, coming.run, choices.number_of_weights, choices.hidden_layers + 1)
        if learned is None:
            return
        coming.take(learned)
        if coming.snapshot:
            with needs_files():
                # This takes seconds on a busy server, and any message from the browser interrupts it.
                use(coming)
                state.put("saved_network_used", coming.run)
                if state.get("training") is None:
                    state.put("training", coming)
            state.take("saved_network_coming")
            state.take("own_awaited")
