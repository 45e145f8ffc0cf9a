"""A session's computations, the last one of each kind: see model/processes/computations.py.

Short ones run immediately, longer ones in a process that all sessions share, while the session exists.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from model.processes.computations import Computation, at_once, computations
from model.steps import Steps
from views.parts.language.language import _
from views.session import state

COMPUTATIONS = computations()
AT_ONCE = 2e10  # multiply-adds, which take about half a second
POLL_SECONDS = 0.5  # between two progress updates


def computed(
    key: str, about: tuple[object, ...], operations: float, work: Callable[..., Steps], *arguments: object
) -> Computation:
    """Return the computation of work(*arguments); start it if it is new, and drop the previous one.

    Args:
        key: the session state's key for (about, Computation).
        about: what it is about: a change starts a new computation.
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
    """Drop and cancel a computation."""
    _about, computation = state.take(key, (None, None))
    if computation is not None:
        computation.cancel()


def progress(key: str, computation: Computation, text: str) -> None:
    """Show the progress until the computation is done and the page reruns; or that it has failed.

    Args:
        key: as in `computed`.
        computation: one whose steps report which share of them is done.
        text: what is being done.
    """
    if computation.has_failed:
        failed(key)
    elif not computation.done():
        st.fragment(_watch, run_every=POLL_SECONDS)(computation, text)


def failed(key: str) -> None:
    """Say that there is no result, and show a button to try again."""
    st.caption(_("The server stopped this computation, because it took too long or needed too much memory."))
    st.button(_("Again"), on_click=drop, args=(key,))


def _watch(computation: Computation, text: str) -> None:
    if computation.done():
        st.rerun()
    st.progress(float(computation.so_far or 0), text)


def is_here() -> Callable[[], bool]:
    """Return a function that informs any thread whether this session's browser is connected, on any page."""
    context = get_script_run_ctx()
    if not exists() or context is None:
        return lambda: True
    runtime, session = get_instance(), context.session_id
    return lambda: runtime.is_active_session(session)
