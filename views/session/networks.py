"""Which network answers: the switch between them, the same on every page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from model.errors import DataError, NetworkError
from model.network import NAMES, Network
from model.reading import Reading
from model.signs.taught import Taught
from views.parts import words
from views.parts.language.language import _
from views.parts.looks.translated import translated
from views.parts.shared import needs_files, shipped_network
from views.session import state
from views.session.hidden import hidden
from views.session.one_of import one_of

OPTION_WIDTH = 150  # pixels in the switch: fixed before it has loaded, so that nothing beside it moves
OWN = "yours"  # a network that the session has trained or uploaded
TITLES = words.NETWORKS

_numbers = itertools.count(1)


def own_network() -> Network | None:
    """Return the network that only this session uses, if it has one."""
    return state.get("own_network")


def use_own(network: Network) -> None:
    """Show a network in place of the shipped ones, only in this session."""
    for key in ("saved_network_used", "swap_reads", "swap_asked"):
        state.take(key)
    state.put("own_network", network)
    state.put("network", OWN)


def use_signs(taught: Taught) -> bool:
    """Use this network for signs; return whether we can, otherwise the page says why."""
    try:
        use_own(replace(taught.network(shipped_network), name=new_name()))
    except (DataError, NetworkError) as error:  # of ours: a missing file isn't the network's fault
        state.leave_note(translated(error), ":material/build:")
    except ValueError:
        state.leave_note(_("We can't use this network, because it's damaged."), ":material/error:")
    else:
        state.put("saved_network_used", taught.run)
        return True
    return False


def new_name() -> str:
    """Return a name for a network that will be a session's own."""
    return f"{OWN} {next(_numbers)}"  # unique, because pages store what was clicked under this name


def offered() -> list[str]:
    """Return the names of the networks that can be chosen."""
    options = [name for name in NAMES if name not in hidden()]
    return options + [OWN] * bool(own_network() or state.get("own_saved"))


def network_switch() -> str:
    """Show the switch and a description of the networks; return the name of the chosen one."""
    options = offered()
    if len(options) == 1:
        return options[0]
    with st.container(horizontal=True, gap="xsmall", width="content", key="network_row"):
        name, about = _switch(options), _("About these networks")
        with st.popover(about, help=about, icon=":material/question_mark:"):
            st.markdown(_(words.WHAT_THEY_ARE))
            if OWN in options:
                st.markdown(
                    _(
                        "**Your network** is the one that you trained or used last. You can download it on "
                        "the Training page. If you uploaded it, it lasts until you reload this page."
                    )
                )
    return name


def _switch(options: Sequence[str]) -> str:
    return one_of(
        _("Network"),
        options,
        format_func=lambda name: _(TITLES[name]),
        default=options[0],
        key="network",
        persist_state="session",
        label_visibility="collapsed",
        width=OPTION_WIDTH * len(options),
        on_change=_load_own,
        args=(state.get("network", options[0]),),
    )


def _load_own(before: str) -> None:
    """Request the saved network if it was chosen; the one before it answers until it's there."""
    state.take("swap_asked")
    if state.get("network") == OWN and not own_network():
        state.leave_note(_("We're loading your network."), ":material/hourglass_empty:")
        state.put("own_awaited", True)
        state.put("network", before)


def chosen_network(name: str) -> Network | None:
    """Return the network of that name; None if it can't be loaded, and then the page says why."""
    if name == OWN:
        return own_network()
    with needs_files():
        return shipped_network(name)
    return None


def is_known(reading: Reading) -> bool:
    """Return whether it is taken for a digit or sign; True without the detector, and the page says why."""
    with needs_files():
        return reading.is_known
    return True
