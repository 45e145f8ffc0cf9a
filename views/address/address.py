"""The page's address: read once when a session begins. address_fields.py defines its contents."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import parse_qs

import streamlit as st

from views.address.address_fields import FIELDS, NETWORK
from views.parts import words
from views.parts.component.fields import MOST_IN_LINK
from views.parts.language.language import _
from views.session import state
from views.session.activations import latest_drawing
from views.session.networks import OWN
from views.session.pinned import pinned
from views.session.store import Field


def read_address() -> None:
    """Start with the address's contents; report what can't be read. Call it before a page shows anything."""
    if state.get("address_session"):
        return
    text = st.query_params.to_dict()
    unread = [field for field in FIELDS if field.name in text and not _is_read(field, text[field.name])]
    if unread == [NETWORK] and text[NETWORK.name] == OWN:
        state.put("own_awaited", True)  # this browser may have stored it
    elif unread:
        st.toast(_in_words(unread), icon=":material/link_off:", duration="infinite")
    state.put("address_session", secrets.token_hex(4))  # last: if this is cut short, the next run reads it


def _is_read(field: Field, text: str) -> bool:
    return len(text) <= MOST_IN_LINK and field.read(text)


def _in_words(unread: Sequence[Field]) -> str:
    """Return a message short enough to fit in a toast."""
    if len(unread) > 1:
        return _("We couldn't read several parts of this link. Ask for a new link.")
    return _(words.DAMAGED[unread[0].name])


def left_out(link: str) -> list[str]:
    """Return a sentence for each thing that is shown but isn't in that link."""
    sentences, said = [], parse_qs(link.partition("#")[0].partition("?")[2])
    if latest_drawing().current.png is not None and "drawing" not in said:
        sentences.append(_(words.DRAWING_LEFT_OUT))
    if pinned() is not None and "kept" not in said:
        sentences.append(_(words.PINNED_LEFT_OUT))
    if state.get("network") == OWN:
        sentences.append(_(words.OWN_LEFT_OUT))
    return sentences
