"""Whether a session is still there, for work that goes on without its page."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx


def is_here() -> Callable[[], bool]:
    """What says from now on, in any thread, whether this session's browser is connected, on any page."""
    context = get_script_run_ctx()
    if not exists() or context is None:
        return lambda: True
    runtime, session = get_instance(), context.session_id
    return lambda: runtime.is_active_session(session)
