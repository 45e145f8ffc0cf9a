"""A session's first page: the browser gets its width before its contents."""

from __future__ import annotations

import time

from views.session import state

HEAD_START = 0.04  # seconds: two frames of a screen, and the 10 ms for which Streamlit collects messages


def wait_for_layout() -> None:
    """Let the browser lay out the empty page when it is opened.

    Streamlit's page is narrow and centered until `st.set_page_config` has arrived; anything in it by then
    moves by a fifth of the window. Call this afterwards, and before anything is shown.
    """
    if not state.get("opened"):
        state.put("opened", True)
        time.sleep(HEAD_START)
