"""The menu of languages in the header, each named in itself; hidden if there is only English."""

from __future__ import annotations

import streamlit as st

from views.address.spoken import choose
from views.parts.component import mount
from views.parts.files.words_file import words_address
from views.parts.language.asked import COOKIE
from views.parts.language.catalogs import languages, marks_of
from views.parts.language.language import _, language
from views.session.drawing.received import name_of

_menu = mount(__file__, "language_menu")


def language_menu() -> None:
    """Show the menu. The browser stores the choice, and the page uses it; nothing else changes."""
    shown = dict.fromkeys((*languages(), language()))  # the current language may not be offered yet
    if len(shown) == 1:
        return
    rows = [{"lang": each, "name": marks_of(each).name, "words": words_address(each)} for each in shown]
    data = {"languages": rows, "chosen": language(), "label": _("Language"), "cookie": COOKIE}
    with st.container(key="language", width="content"):
        _menu(key="language_menu", height=40, data=data, on_pick=_take_in)


def _take_in(sent: object) -> None:
    if chosen := name_of(sent, languages()):
        choose(chosen)
