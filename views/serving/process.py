"""Settings of the process that serves the pages, made once before anyone draws.

Four of them replace parts inside Streamlit. Each waits for the report of that name in docs/upstream.md, and
changes nothing if Streamlit has changed inside. tests/test_upstream.py notices that.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Callable
from functools import wraps
from typing import Any

# One image is too little work to share, and threads that wait for more take half the machine from those who
# train. OpenBLAS reads this when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from model.load_once import load_once
from views.parts.files.in_browser import configure_in_browser

configure_in_browser()  # before a component is registered

M_ARENA_MAX, HEAPS = -8, 2  # mallopt(3): the maximum number of heaps for threads
M_MMAP_THRESHOLD, LARGE = -3, 2**20  # and from how many bytes memory is returned as soon as it is free


@load_once
def configure() -> None:
    """Make the settings that can't be made elsewhere."""
    give_memory_back()
    hold_few_uploads()
    stop_watching_settings()
    cache_the_theme()
    queue_reruns()
    keep_undelivered_deltas()


def give_memory_back() -> None:
    """Save 10 MB, and half of what each further session costs: every run of a page is its own thread.

    The C library gives threads up to eight heaps per processor, and each keeps the memory that it once
    needed. If there is no such library, or it lacks this setting, this does nothing.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(M_ARENA_MAX, HEAPS)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


def hold_few_uploads() -> None:
    """Make Streamlit drop files that visitors have uploaded as soon as they are read."""
    from streamlit.runtime import exists, get_instance

    from views.serving.uploads import bound_uploads

    if exists():
        bound_uploads(get_instance().uploaded_file_mgr)


def stop_watching_settings() -> None:
    """Stop looking five times a second whether somebody has edited .streamlit/config.toml.

    Streamlit does so even with `fileWatcherType = "none"`, with a thread per file. That's most of the cost of
    a page that nobody draws on. Waits for "Settings are watched even with no file watcher".
    """
    with contextlib.suppress(ImportError):
        from streamlit.watcher.polling_path_watcher import PollingPathWatcher

        if hasattr(PollingPathWatcher, "_schedule"):
            PollingPathWatcher._schedule = lambda self: None


def cache_the_theme() -> None:
    """Make the message about the theme once.

    In every run, even a fragment's, Streamlit goes through all of its settings for it, six times. Waits for
    "The theme is made from the settings again in every run".
    """
    with contextlib.suppress(ImportError):
        from streamlit.runtime import app_session

        if hasattr(app_session, "_populate_theme_msg"):
            app_session._populate_theme_msg = _made_once(app_session._populate_theme_msg)


def _made_once(populate: Callable[..., None]) -> Callable[..., None]:
    """Return the function with its message cached, by section of the settings."""
    known: dict[tuple[str, ...], Any] = {}

    @wraps(populate)
    def write(message: Any, *section: str) -> None:
        if section not in known:
            populate(made := type(message)(), *section)
            known[section] = made
        if known[section].ListFields():  # an empty section isn't merged, because that would create it
            message.MergeFrom(known[section])

    return write


def queue_reruns() -> None:
    """Queue requests for a rerun behind the last run's output, refuse too many, and let none go back a page.

    A session gets a run's output piece by piece. If a request comes when the run has ended but some output is
    still on its way, Streamlit starts another runner and ignores the rest. Then a click had an effect that
    wasn't shown, once in a hundred with forty people at work. A report from the page that someone has just
    left led back to it. Waits for "A run's last output is lost", for "Any number of clicks can wait", and
    for "A report undoes a page change".
    """
    with contextlib.suppress(ImportError):
        from streamlit.runtime.app_session import AppSession
        from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

        from views.parts.component.messages import is_too_much_to_wait  # this imports NumPy

        request = getattr(AppSession, "request_rerun", None)
        if request is None:
            return

        def request_on_next_page(self: AppSession, client_state: Any) -> None:
            # A page change has no widgets. Anything else comes from the page that the browser shows.
            is_report = client_state and (client_state.fragment_id or client_state.widget_states.widgets)
            page = _page_asked_for(self, ScriptRequestType.RERUN) if is_report else None
            if page:
                client_state.page_script_hash = page
            request(self, client_state)

        @wraps(request)
        def request_in_turn(self: AppSession, client_state: Any) -> None:
            waiting = _requests_of(self)
            state = getattr(waiting, "_state", None)
            if client_state is not None and state is ScriptRequestType.STOP:
                self._event_loop.call_soon(request_on_next_page, self, client_state)
            elif client_state is None or not (
                state is ScriptRequestType.RERUN
                and is_too_much_to_wait(waiting._rerun_data.widget_states, client_state.widget_states)
            ):
                request_on_next_page(self, client_state)

        AppSession.request_rerun = request_in_turn


def _requests_of(session: Any) -> Any:
    """Return the queue of a session's runner; None if it has no runner or Streamlit has changed inside."""
    return getattr(getattr(session, "_scriptrunner", None), "_requests", None)


def _page_asked_for(session: Any, rerun: object) -> str:
    """Return the hash of the page that a session's next or last run shows; "" if it isn't known."""
    with contextlib.suppress(AttributeError):
        pages, requests = session._pages_manager, _requests_of(session)
        is_next = getattr(requests, "_state", None) is rerun
        asked = requests._rerun_data.page_script_hash if is_next else pages.intended_page_script_hash
        return asked if asked in pages.get_pages() else pages.current_page_script_hash
    return ""


def keep_undelivered_deltas() -> None:
    """Keep undelivered deltas when a fragment reruns, as if they had been sent.

    A run's output waits until the server has time to send it. If a fragment's run begins before that,
    Streamlit drops the fragment's waiting output, because the same will come again, but not references to
    messages that the browser has cached. These have no place in the page then, so the browser stops there,
    and the page is dead. Waits for "A cached message can lose its place".
    """
    with contextlib.suppress(ImportError):
        from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

        clear = getattr(ForwardMsgQueue, "clear", None)
        if clear is None:
            return

        @wraps(clear)
        def clear_for_a_whole_run(self: ForwardMsgQueue, *given: Any, **named: Any) -> None:
            if named.get("fragment_ids_this_run") and hasattr(self, "_delta_index_map"):
                self._delta_index_map = {}  # new deltas are appended and replace no waiting ones
            else:
                clear(self, *given, **named)

        ForwardMsgQueue.clear = clear_for_a_whole_run
