"""The process that serves the pages: what it is set to, once, before anybody draws."""

from __future__ import annotations

import contextlib
import ctypes
import os

# One image is too little work to share, and threads that wait for more take half the machine from those who
# train. OpenBLAS reads this when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from model.load_once import load_once
from views.session.in_browser import settle_in_browser

settle_in_browser()  # before a component is registered

SETTINGS_SECONDS = 5.0  # after which a change of .streamlit/config.toml is seen
M_ARENA_MAX, HEAPS = -8, 2  # mallopt(3): the most heaps that threads spread over
M_MMAP_THRESHOLD, LARGE = -3, 2**20  # and from how many bytes on memory goes back as soon as it is free


@load_once
def settle() -> None:
    """Make the settings that have no other place."""
    give_memory_back()
    hold_few_uploads()
    look_for_settings_less_often()
    look_for_no_data_frames()
    forget_what_is_too_large()


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

    from views.session.uploads import bound_uploads

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
