"""The process that serves the pages: what it is set to, once, before anybody draws."""

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

SETTINGS_SECONDS = 5.0  # after which a change of .streamlit/config.toml is seen
M_ARENA_MAX, HEAPS = -8, 2  # mallopt(3): the most heaps that threads spread over
M_MMAP_THRESHOLD, LARGE = -3, 2**20  # and from how many bytes on memory goes back as soon as it is free


@load_once
def configure() -> None:
    """Make the settings that have no other place."""
    from views.parts.component.messages import read_no_other_kind  # registers components, and imports NumPy

    give_memory_back()
    hold_few_uploads()
    look_for_settings_less_often()
    tell_settings_from_memory()
    copy_containers_once()
    look_for_no_data_frames()
    give_components_values_plainly()
    hear_runs_out()
    send_what_waits()
    forget_what_is_too_large()
    read_no_other_kind()


def give_memory_back() -> None:
    """Save 10 MB, and half of what a further session costs: every run of a page is a thread of its own.

    The C library gives threads up to eight heaps a processor, each of which keeps what was once needed in it.
    Where there is no such library, or it has no such setting, there is nothing to be done.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(M_ARENA_MAX, HEAPS)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


def hold_few_uploads() -> None:
    """Have Streamlit let go of files that visitors have sent as soon as they are read."""
    from streamlit.runtime import exists, get_instance

    from views.serving.uploads import bound_uploads

    if exists():
        bound_uploads(get_instance().uploaded_file_mgr)


def look_for_settings_less_often() -> None:
    """Leave the server in peace.

    Streamlit asks five times a second whether its settings have been edited, with a thread a file, which is
    most of what a page costs that nobody draws on. There is no setting for that, so this reaches inside;
    where the inside has changed, the page costs a little more.
    """
    try:
        from streamlit.watcher import polling_path_watcher
    except ImportError:
        return
    if hasattr(polling_path_watcher, "_POLLING_PERIOD_SECS"):
        polling_path_watcher._POLLING_PERIOD_SECS = SETTINGS_SECONDS


def tell_settings_from_memory() -> None:
    """Save a fifth of what a stroke costs.

    With every run, that of a fragment, too, Streamlit says what the theme is, and goes through all of its
    settings for that, six times; and through some for what else it says. There is no setting against it, so
    this reaches inside; where the inside has changed, a stroke costs a little more.
    """
    try:
        from streamlit.runtime import app_session
    except ImportError:
        return
    for name in ("_populate_theme_msg", "_populate_config_msg"):
        if hasattr(app_session, name):
            setattr(app_session, name, _from_memory(getattr(app_session, name)))


def _from_memory(populate: Callable[..., None]) -> Callable[..., None]:
    """The same function, but what it writes into a message is kept as long as settings are believed."""
    known: dict[tuple[str, ...], tuple[float, Any]] = {}

    @wraps(populate)
    def write(message: Any, *section: str) -> None:
        until, written = known.get(section, (0, None))
        if written is None or time.monotonic() >= until:
            populate(written := type(message)(), *section)
            known[section] = (time.monotonic() + SETTINGS_SECONDS, written)
        if written.ListFields():  # a section without any is none
            message.MergeFrom(written)

    return write


def copy_containers_once() -> None:
    """Save a tenth of what a stroke costs.

    For every run of a fragment, Streamlit copies the containers in which it stands, and with each of them,
    once more, all those around it. There is no setting against it, so this reaches inside; where the inside
    has changed, a stroke costs a little more.
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
    """Save 60 MB, a quarter of a second at the start, and a third of what a neuron's card costs.

    Streamlit asks of every value in what a component is sent whether it is a data frame, and imports pandas
    and pyarrow to find out. No component of ours or the canvas's is sent one. There is no setting for that,
    so this reaches inside; where the inside has changed, the page takes more memory and a little longer.
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
    """Save a tenth of what a message costs.

    With every run, that of a fragment, too, Streamlit makes a class for the value of each component that is
    shown, by which a script may change it, as none of ours does; but by which what is reported is told, too.
    There is no setting against it, so this reaches inside; where the inside has changed, a message costs a
    little more.
    """
    try:
        from streamlit.components.v2.bidi_component import main
    except ImportError:
        return
    if hasattr(main, "make_bidi_component_presenter"):
        main.make_bidi_component_presenter = _plainly(main.make_bidi_component_presenter)


def _plainly(make: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, but what it makes gives a value of which nothing is reported as it is."""

    @wraps(make)
    def made(reports: str, *given: Any) -> Callable[[Any, Any], Any]:
        present = make(reports, *given)

        def give(value: Any, session: Any) -> Any:
            states = getattr(session, "_new_widget_state", None)
            return value if states is not None and states.get(reports) is None else present(value, session)

        return give

    return made


def hear_runs_out() -> None:
    """Lose nothing that a run has shown.

    What a run shows comes to the session one by one. A request that comes when the run has ended, and some of
    that has not come yet, is run by another runner, and then Streamlit ignores what the one before it still
    says: a click was done and not shown, once in a hundred where forty people were at work. So such a request
    waits behind what is on its way. There is no setting for that, so this reaches inside; where the inside
    has changed, it is as it was.
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


def send_what_waits() -> None:
    """Have a fragment's run add to what waits to be sent, as if that had been sent before.

    What a run shows waits until the server has a moment. Where a fragment's run begins before that, Streamlit
    takes out what waits of the fragment, since the same is to come anew, but not what the browser has and is
    only told the name of. That has no place then: the browser stops there, and the page is dead. There is
    no setting for that, so this reaches inside; where the inside has changed, it is as it was.
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
            self._delta_index_map = {}  # what comes is news, and takes no place of what waits
        else:
            clear(self, *given, **named)

    ForwardMsgQueue.clear = clear_for_a_whole_run


def forget_what_is_too_large() -> None:
    """Give back at once what a packed message was unpacked to before it proved too large.

    The error holds the call that has raised it, and so all that was unpacked there; the connection holds the
    error, and the error the connection, until Python looks for such rings. There is no setting for that, so
    this reaches inside; where the inside has changed, it lasts until then.
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
