"""What a class swaps, on its wall: the networks, what others found in them, and what repairs did.

The store has all of it. The wall's browser gets networks and finds from views/classroom/swapped.py, and reads
the finds with them. So what it shows before and after a repair are the same drawings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from model.classes.swap import Swap
from model.classes.swapped import MOST_PHASE, PHASES, TEACH, SharedNetwork
from views.classroom.classes import Latest
from views.classroom.swap.part import phases
from views.classroom.swapped import address_of_finds, versions_of
from views.classroom.two_words import words_of
from views.classroom.vote import do
from views.parts.component import mount
from views.parts.language.language import _
from views.session import state
from views.session.drawing.received import deed_of

MINUTES = dict(zip(PHASES, (10, 8, 8, 5)))  # unless the teacher changes that
DEEDS = (*PHASES, "end", "draw", "remove")  # as reported by swap_wall.js; a phase's number is its seconds

_swap = mount(__file__, "swap_wall")


def swap_controls(code: str, secret: str, latest: Latest) -> None:
    """Show what only a teacher can do with what a class swaps: a round, who tests what, a ranking."""
    with st.expander(_("Swap networks, break them, repair them"), key="wall_swap_sure"):
        if not latest.swap.phase:
            begin = (code, secret, Swap.begin, TEACH, 60 * MINUTES[TEACH])
            st.button(_("Begin a round"), key="wall_swap_begin", on_click=_change, args=begin)
        st.caption(
            _(
                "Every device sends the network that it has taught, and tests another one's. The server "
                "stores these networks and what they misread until the class ends."
            )
        )
        if latest.swap.networks:
            st.toggle(_("Rank the networks"), key="wall_swap_ranks")
            _pick_pair(code, secret, latest.swap.networks)
            clear = (code, secret, Swap.clear)
            st.button(_("Delete all that was swapped"), key="wall_swap_delete", on_click=_change, args=clear)


def _change(code: str, secret: str, *change: object) -> None:
    do(lambda store: store.teach_swap(code, secret, *change))


def _pick_pair(code: str, secret: str, networks: Sequence[SharedNetwork]) -> None:
    """Show whose device gets which network, in place of the one that it got by chance."""
    names = {each.device: words_of(each.name) for each in networks}
    options = [*names]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for label, key in ((_("The device of"), "wall_swap_tester"), (_("tests"), "wall_swap_owner")):
            if state.get(key, options[0]) not in options:
                state.take(key)
            st.selectbox(label, options, format_func=names.get, key=key)
        st.button(_("Let it test this one"), key="wall_swap_pair", on_click=_pair, args=(code, secret))


def _pair(code: str, secret: str) -> None:
    tester, owner = state.get("wall_swap_tester"), state.get("wall_swap_owner")
    if isinstance(tester, int) and isinstance(owner, int):
        _change(code, secret, Swap.pair, {tester: owner})


def swap_of(code: str, secret: str, latest: Latest) -> None:
    """Show the round, the networks, and what was found, if a class swaps any; the browser reads the rest."""
    swap = latest.swap
    if not swap.phase and not swap.networks:
        return
    data = {
        "code": code,
        "address": address_of_finds(code),
        "serial": latest.standing.serial,
        "phases": [(each, title, MINUTES[each]) for each, title in phases().items()],
        "phase": swap.phase,
        "ends": swap.ends,
        "most": MOST_PHASE // 60,
        "networks": _networks(code, swap),
        "ranks": bool(state.get("wall_swap_ranks")),
    }
    with st.container(key="swap"):
        _swap(key="swap_wall", data=data, on_pick=lambda sent: _act(code, secret, sent))


def _networks(code: str, swap: Swap) -> list[dict[str, object]]:
    """Return each device's network with its versions, and how many devices test it."""
    testers, found = Counter(swap.pairs.values()), {}
    for each in swap.networks:
        about = {"device": each.device, "name": words_of(each.name), "classes": each.classes}
        about |= {"tests": swap.pairs.get(each.device), "testers": testers[each.device], "versions": []}
        found.setdefault(each.device, about)["versions"] += versions_of(code, [each])
    return [*found.values()]


def _act(code: str, secret: str, sent: object) -> None:
    deed = deed_of(sent, DEEDS)
    if deed is None:
        return
    match deed.what:
        case "end":
            _change(code, secret, Swap.begin, "")
        case "draw":
            _change(code, secret, Swap.draw)
        case "remove":
            _change(code, secret, Swap.remove_find, deed.number)
        case phase:
            _change(code, secret, Swap.begin, phase, deed.number)
