"""A button that makes a file when it's pressed, and downloads it.

Streamlit has such a button, but loses a press while the page runs: docs/upstream.md.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from secrets import token_hex

import streamlit as st

from model.errors import Problem
from views.parts.component.component import mount
from views.parts.looks.translated import translated
from views.session import state

_hand_over = mount(__file__, "download", is_seen=False)


def download(
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    mime: str,
    *,
    key: str,
    help: str | None = None,
) -> None:
    """Show the button; the last pressed one of a session gives its file.

    Args:
        label: its text.
        make: returns the file's contents, text as UTF-8. It's called in the run after a press; if it
            raises a `Problem`, that's shown.
        file_name: the name that the browser saves it under.
        mime: its type.
        key: of the button.
        help: what appears while the pointer is over it.
    """
    st.button(label, icon=":material/download:", key=key, help=help, on_click=_ask, args=(key,))
    file = state.get("file_asked")
    if file is None or file["key"] != key:
        return
    if "contents" not in file:
        try:
            made = make()
        except Problem as error:
            state.take("file_asked")
            st.error(translated(error), icon=":material/block:")
            return
        contents = b64encode(made.encode() if isinstance(made, str) else made).decode()
        file |= {"name": file_name, "type": mime, "contents": contents}
        state.put("file_asked", file)
    # With a key of its own, so that a report about an earlier file can't be taken for this one's.
    _hand_over(key=f"file_{file['id']}", data=file, on_pick=lambda sent: _forget(file))


def _ask(key: str) -> None:
    state.put("file_asked", {"key": key, "id": token_hex(8)})


def _forget(file: dict[str, str]) -> None:
    """Forget a file, because the browser has it, unless another was asked for."""
    if state.get("file_asked") is file:
        state.take("file_asked")
