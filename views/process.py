"""The process that serves the pages: what it is set to, once, before anybody draws."""

from __future__ import annotations

import os

# One image is too little work to share, and threads that wait for more take half the machine from those who
# train. OpenBLAS reads this when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from model.load_once import load_once

SETTINGS_SECONDS = 5.0  # after which a change of .streamlit/config.toml is seen


@load_once
def settle() -> None:
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
