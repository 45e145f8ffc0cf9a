"""What a session has computed elsewhere, of each kind the last: see model/processes/computations.py.

What takes a moment is computed at once, and what takes longer in a process that all share, as long as the
session is there.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from model.processes.computations import Computation, at_once, computations
from model.steps import Steps
from views.language.language import _
from views.session import state

COMPUTATIONS = computations()
AT_ONCE = 2e10  # multiply-adds, half a second or so
POLL_SECONDS = 0.5  # between two looks at how far it has come


def computed(
    key: str, about: tuple[object, ...], operations: float, work: Callable[..., Steps], *arguments: object
) -> Computation:
    """What the steps work(*arguments) lead to, begun unless it was; what was computed before is dropped.

    Args:
        key: of the session's state, where (about, Computation) is kept.
        about: what it is about: something else is computed anew.
        operations: multiply-adds that take as long.
    """
    last, computation = state.get(key, (None, None))
    if last != about:
        drop(key)
        if operations <= AT_ONCE:
            computation = at_once(work, *arguments)
        else:
            computation = COMPUTATIONS.start(work, *arguments, is_wanted=is_here())
        state.put(key, (about, computation))
    return computation


def drop(key: str) -> None:
    """Forget what was computed, and compute it no further."""
    _about, computation = state.take(key, (None, None))
    if computation is not None:
        computation.cancel()


def progress(key: str, computation: Computation, text: str) -> None:
    """Show how far it has come, until it is done and the page runs anew; where it has failed, that it has.

    Args:
        key: as `computed` has it.
        computation: one whose steps say which share of them is done.
        text: what is done.
    """
    if computation.has_failed:
        failed(key)
    elif not computation.done():
        st.fragment(_watch, run_every=POLL_SECONDS)(computation, text)


def failed(key: str) -> None:
    """Say that there is no result, beside a button that has it computed again."""
    st.caption(_("The server stopped this computation, because it took too long or needed too much memory."))
    st.button(_("Again"), on_click=drop, args=(key,))


def _watch(computation: Computation, text: str) -> None:
    if computation.done():
        st.rerun()
    st.progress(float(computation.so_far or 0), text)


def is_here() -> Callable[[], bool]:
    """What says from now on, in any thread, whether this session's browser is connected, on any page."""
    context = get_script_run_ctx()
    if not exists() or context is None:
        return lambda: True
    runtime, session = get_instance(), context.session_id
    return lambda: runtime.is_active_session(session)
