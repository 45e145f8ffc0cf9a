"""The menu of languages in the header, each named in itself; where there is English alone, there is none."""

from __future__ import annotations

import streamlit as st

from views.address.spoken import choose
from views.drawing.received import name_of
from views.language.asked import COOKIE
from views.language.catalogs import ENGLISH, languages, marks_of
from views.language.language import _, language
from views.language.words_file import words_file
from views.parts.component import mount
from views.serving import network_file
from views.serving.in_browser import IN_BROWSER
from views.serving.link_preview import words_address

_menu = mount(__file__, "language_menu")


def language_menu() -> None:
    """Show it. What is chosen, the browser keeps, and all is said in it; nothing else changes."""
    if len(languages()) == 1:
        return
    rows = [{"lang": each, "name": marks_of(each).name, "words": _address(each)} for each in languages()]
    data = {"languages": rows, "chosen": language(), "label": _("Language"), "cookie": COOKIE}
    with st.container(key="language", width="content"):
        _menu(key="language_menu", height=40, data=data, on_pick=_take_in)


def _address(language: str) -> str:
    return words_address(language) if _can_fetch() else ""


def _can_fetch() -> bool:
    return IN_BROWSER or network_file.is_routed


def tell_words() -> None:
    """Give the browser the words that it says by itself where it can't fetch them: `streamlit run app.py`."""
    if language() != ENGLISH and not _can_fetch():
        words = words_file(language()).decode().replace("</", r"<\/")
        st.html(f"<script>{words}</script>", unsafe_allow_javascript=True)


def _take_in(sent: object) -> None:
    if chosen := name_of(sent, languages()):
        choose(chosen)
