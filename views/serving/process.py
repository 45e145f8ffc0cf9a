"""Settings of the process that serves the pages, made once before anyone draws."""

from __future__ import annotations

import contextlib
import copy
import ctypes
import os
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

# One image is too little work to share, and threads that wait for more take half the machine from those who
# train. OpenBLAS reads this when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from model.load_once import load_once
from views.serving.in_browser import configure_in_browser

configure_in_browser()  # before a component is registered

SETTINGS_SECONDS = 5.0  # until a change of .streamlit/config.toml is noticed
M_ARENA_MAX, HEAPS = -8, 2  # mallopt(3): the maximum number of heaps for threads
M_MMAP_THRESHOLD, LARGE = -3, 2**20  # and from how many bytes memory is returned as soon as it is free


@load_once
def configure() -> None:
    """Make the settings that can't be made elsewhere."""
    # This registers components, and imports NumPy.
    from views.parts.component.messages import bound_waiting_messages, read_no_other_kind

    give_memory_back()
    hold_few_uploads()
    look_for_settings_less_often()
    cache_settings_messages()
    copy_containers_once()
    look_for_no_data_frames()
    give_components_values_plainly()
    queue_reruns_behind_output()
    keep_undelivered_deltas()
    forget_what_is_too_large()
    bound_waiting_messages()
    read_no_other_kind()


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


def look_for_settings_less_often() -> None:
    """Reduce how often Streamlit polls its settings.

    Streamlit checks five times a second whether its settings were edited, with a thread per file. That's most
    of the cost of a page that nobody draws on. There is no setting for this, so we patch Streamlit; if its
    internals have changed, the page costs a little more.
    """
    try:
        from streamlit.watcher import polling_path_watcher
    except ImportError:
        return
    if hasattr(polling_path_watcher, "_POLLING_PERIOD_SECS"):
        polling_path_watcher._POLLING_PERIOD_SECS = SETTINGS_SECONDS


def cache_settings_messages() -> None:
    """Save a fifth of a stroke's cost by caching the messages about settings.

    In every run, even a fragment's, Streamlit sends the theme and goes through all of its settings for that,
    six times; and through some for other messages. There is no setting against it, so we patch Streamlit; if
    its internals have changed, a stroke costs a little more.
    """
    try:
        from streamlit.runtime import app_session
    except ImportError:
        return
    for name in ("_populate_theme_msg", "_populate_config_msg"):
        if hasattr(app_session, name):
            setattr(app_session, name, _from_memory(getattr(app_session, name)))


def _from_memory(populate: Callable[..., None]) -> Callable[..., None]:
    """Return the function with its result cached for `SETTINGS_SECONDS`, by section."""
    known: dict[tuple[str, ...], tuple[float, Any]] = {}

    @wraps(populate)
    def write(message: Any, *section: str) -> None:
        until, written = known.get(section, (0, None))
        if written is None or time.monotonic() >= until:
            populate(written := type(message)(), *section)
            known[section] = (time.monotonic() + SETTINGS_SECONDS, written)
        if written.ListFields():  # an empty section isn't merged, because that would create it
            message.MergeFrom(written)

    return write


def copy_containers_once() -> None:
    """Save a tenth of a stroke's cost by copying each container once.

    In every run of a fragment, Streamlit copies the fragment's containers, and with each of them again all
    those around it. There is no setting against it, so we patch Streamlit; if its internals have changed, a
    stroke costs a little more.
    """
    try:
        from streamlit import delta_generator
    except ImportError:
        return
    kind = delta_generator.DeltaGenerator
    if getattr(delta_generator, "deepcopy", None) is not copy.deepcopy or not hasattr(kind, "__deepcopy__"):
        return
    copied, known = kind.__deepcopy__, threading.local()

    def copied_once(self: object, memo: dict) -> object:
        before, known.memo = getattr(known, "memo", None), memo
        try:
            return copied(self, memo)
        finally:
            known.memo = before

    kind.__deepcopy__ = copied_once
    delta_generator.deepcopy = lambda each: copy.deepcopy(each, getattr(known, "memo", None))


def look_for_no_data_frames() -> None:
    """Save 60 MB, a quarter of a second at the start, and a third of a neuron card's cost.

    Streamlit checks every value in a component's data for data frames, and imports pandas and pyarrow to do
    so. Neither our components nor the canvas receive any. There is no setting for this, so we patch
    Streamlit; if its internals have changed, the page takes more memory and a little longer.
    """
    try:
        from streamlit.components.v2.bidi_component import serialization
    except ImportError:
        return
    if hasattr(serialization, "is_dataframe_like"):
        serialization.is_dataframe_like = _is_data_frame


def _is_data_frame(value: object) -> bool:
    return False


def give_components_values_plainly() -> None:
    """Save a tenth of a message's cost.

    In every run, even a fragment's, Streamlit makes a class for each shown component's value, so that scripts
    can change it. None of ours does, but the class also delivers what the component reports. There is no
    setting against it, so we patch Streamlit; if its internals have changed, a message costs a little more.
    """
    try:
        from streamlit.components.v2.bidi_component import main
    except ImportError:
        return
    if hasattr(main, "make_bidi_component_presenter"):
        main.make_bidi_component_presenter = _plainly(main.make_bidi_component_presenter)


def _plainly(make: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the function so that a value is returned unchanged if its component has reported nothing."""

    @wraps(make)
    def made(reports: str, *given: Any) -> Callable[[Any, Any], Any]:
        present = make(reports, *given)

        def give(value: Any, session: Any) -> Any:
            states = getattr(session, "_new_widget_state", None)
            return value if states is not None and states.get(reports) is None else present(value, session)

        return give

    return made


def queue_reruns_behind_output() -> None:
    """Queue rerun requests behind a finished run's output, so that none of it is lost.

    The session receives a run's output piece by piece. If a request arrives when the run has ended but some
    output is still on its way, another runner takes it, and Streamlit ignores the rest of the first one's
    output. Then a click had an effect that wasn't shown, once in a hundred with forty people at work. So such
    a request waits for that output. There is no setting for this, so we patch Streamlit; if its internals
    have changed, the problem is back.
    """
    try:
        from streamlit.runtime.app_session import AppSession
        from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
    except ImportError:
        return
    request = getattr(AppSession, "request_rerun", None)
    if request is None:
        return

    @wraps(request)
    def request_in_turn(self: AppSession, client_state: Any) -> None:
        runner = getattr(self, "_scriptrunner", None)
        state = getattr(getattr(runner, "_requests", None), "_state", None)
        if state is ScriptRequestType.STOP and client_state is not None:
            self._event_loop.call_soon(request, self, client_state)
        else:
            request(self, client_state)

    AppSession.request_rerun = request_in_turn


def keep_undelivered_deltas() -> None:
    """Keep undelivered deltas when a fragment reruns, as if they had been sent.

    A run's output waits until the server has time to send it. If a fragment's run begins before that,
    Streamlit drops the fragment's waiting output, because the same will come again, but not references to
    messages that the browser has cached. These have no place in the page then, so the browser stops there,
    and the page is dead. There is no setting for this, so we patch Streamlit; if its internals have changed,
    the problem is back.
    """
    try:
        from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
    except ImportError:
        return
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


def forget_what_is_too_large() -> None:
    """Free what a compressed message was unpacked to as soon as it proves too large.

    The error refers to the call that raised it, and so to all that was unpacked there; the connection refers
    to the error, and the error to the connection, until Python collects such cycles. There is no setting for
    this, so we patch websockets; if its internals have changed, the memory is freed only then.
    """
    try:
        from websockets.exceptions import PayloadTooBig
        from websockets.extensions.permessage_deflate import PerMessageDeflate
    except ImportError:
        return
    decode = PerMessageDeflate.decode

    def decode_and_forget(self: PerMessageDeflate, *frame: object, **options: object) -> object:
        try:
            return decode(self, *frame, **options)
        except PayloadTooBig as error:
            raise error.with_traceback(None) from None

    PerMessageDeflate.decode = decode_and_forget
