"""The links of a class: one for its devices, and one for its teacher alone."""

from __future__ import annotations

import streamlit as st


def _base() -> str:
    """Where the app is, as this browser reaches it."""
    return (st.context.url or "").partition("?")[0].rpartition("/")[0]


def device_link(code: str) -> str:
    """To draw and send."""
    return f"{_base()}/?class={code}"


def teacher_link(code: str, key: str) -> str:
    """To the wall, with the right to remove what is on it."""
    return f"{_base()}/wall?class={code}&key={key}"
