"""How to join a class, legible from the back row: a QR code, the class's code, and where to type that."""

from __future__ import annotations

from html import escape

import streamlit as st

from views.parts.language.language import _
from views.parts.looks.encode import qr_code
from views.parts.shared import needs_files, styles


def spaced(code: str) -> str:
    """Return a code as it is read aloud: two groups of three letters."""
    return f"{code[:3]} {code[3:]}"


def base() -> str:
    """Return the app's address, as this browser reaches it."""
    return (st.context.url or "").partition("?")[0].rpartition("/")[0]


@needs_files()
def invitation(code: str) -> None:
    """Show how to join a class; the picture and the link open it, and anyone can type the code on Draw."""
    link = f"{base()}/?class={code}"
    alt = _("QR code for joining class {code}").format(code=code)
    here = f'<a href="{escape(link)}">{escape(base().partition("://")[2])}</a>'
    how = _("Scan it, or open {address}, press ⋯ below the drawing and “Join a class”, and type the code.")
    how = escape(how).format(address=here)
    picture = f'<img src="{qr_code(link) or ""}" alt="{escape(alt)}">'
    shown = f'<div class="ink-invitation">{picture}<div><b>{spaced(code)}</b><p>{how}</p></div></div>'
    st.html(styles("classroom/invitation.css") + shown)
