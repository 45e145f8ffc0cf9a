"""A session's long work, the last one of each kind: one slice of it in each run, until it's done.

The browser asks for the next run while it shows the progress, so the work of a closed tab ends. Only one
session at a time does a slice, so that long work never takes more than half of the processor from others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import streamlit as st

from model.steps import Steps
from views.session import state

SLICE_SECONDS = 0.04  # of a run; its last step can take as long again
AGAIN_SECONDS = 0.1  # between two runs: SLICE_SECONDS, and as much for the others

_turn = threading.Lock()


class Work:
    """Steps that are done slice by slice.

    Attributes:
        so_far: what the last step has yielded; None at first.
        slices: how many of them there were.
        is_done: whether `found` is the result.
    """

    def __init__(self, steps: Steps) -> None:
        """Do nothing yet."""
        self._steps, self.so_far, self.slices, self.is_done, self.found = steps, None, 0, False, None

    def go_on(self) -> None:
        """Do the next slice; only wait as long if another session is doing one."""
        self.slices += 1
        if not _turn.acquire(blocking=False):
            time.sleep(SLICE_SECONDS)
            return
        try:
            until = time.perf_counter() + SLICE_SECONDS
            while not self.is_done and time.perf_counter() < until:
                self.so_far = next(self._steps)
        except StopIteration as end:
            self.found, self.is_done = end.value, True
        finally:
            _turn.release()


def computed(key: str, about: tuple[object, ...], work: Callable[..., Steps], *arguments: object) -> Work:
    """Return the work of the steps work(*arguments); begin it if it is new, instead of the previous one.

    Args:
        key: the session state's key for (about, Work).
        about: what it is about: a change begins new work.
    """
    last, begun = state.get(key, (None, None))
    if last != about:
        begun = Work(work(*arguments))
        begun.go_on()
        state.put(key, (about, begun))
    return begun


def progress(work: Work, text: str, on_done: Callable[[], None] | None = None) -> None:
    """Go on with the work, show its progress, and rerun the page once it is done.

    Args:
        work: its steps yield which share of them is done.
        text: what is being done.
        on_done: called before the page reruns.
    """
    if not work.is_done:
        st.fragment(_go_on, run_every=AGAIN_SECONDS)(work, text, on_done)


def _go_on(work: Work, text: str, on_done: Callable[[], None] | None) -> None:
    work.go_on()
    if work.is_done:
        if on_done:
            on_done()
        st.rerun()
    st.progress(float(work.so_far or 0), text)
