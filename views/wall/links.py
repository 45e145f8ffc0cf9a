"""The links of a class: one for its devices, and one only for its teacher."""

from __future__ import annotations

import streamlit as st


def _base() -> str:
    """Return the app's address, as this browser reaches it."""
    return (st.context.url or "").partition("?")[0].rpartition("/")[0]


def device_link(code: str) -> str:
    """Return the link for drawing and sending."""
    return f"{_base()}/?class={code}"


def teacher_link(code: str, key: str) -> str:
    """Return the link to the wall, with the right to remove drawings."""
    return f"{_base()}/wall?class={code}&key={key}"
