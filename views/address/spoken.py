"""In which language this session is spoken to: as its address, its browser or a menu has it."""

from __future__ import annotations

import os
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views.language.asked import COOKIE, LANG, is_there, meant
from views.language.catalogs import ENGLISH, translated
from views.language.language import ask
from views.serving.in_browser import IN_BROWSER
from views.session import state

NOWHERE = None, ENGLISH
# What was found for a run, each of which has a thread of its own: writing a figure takes 3 µs, the state 6.
_found: ContextVar[tuple[object, str]] = ContextVar("found", default=NOWHERE)
OF_SITE = "INKLING_LANGUAGE"  # the environment's, where Python runs in the browser: what its page has found


def begin_to_speak() -> None:
    """Choose the language of a session that has none: call it before anything is said."""
    if translated() and state.get("language") is None:
        speak(meant(*_wishes()))


def _wishes() -> tuple[list[str | None], list[str | None]]:
    if IN_BROWSER:
        return [os.environ.get(OF_SITE)], []
    return [st.query_params.get(LANG), st.context.cookies.get(COOKIE)], [st.context.locale]


def speak(language: str) -> None:
    """Go on in that language, one that is there."""
    state.put("language", language)
    _found.set(NOWHERE)


def written() -> str:
    """What the address says: the language, if the one that the session began with said one."""
    return _of_session() if state.get("language_linked", False) else ""


def for_others() -> str:
    """What a link for somebody else says: the language, but for English that nobody has chosen."""
    language = _of_session()
    is_chosen = state.get("language_chosen", False) or bool(not IN_BROWSER and st.context.cookies.get(COOKIE))
    return language if is_chosen or language != ENGLISH else written()


def choose(language: str) -> None:
    """Go on in the language that somebody has chosen from the menu."""
    state.put("language_chosen", True)
    speak(language)


def read(text: str) -> bool:
    """Whether there is such a language; it is spoken then."""
    if is_there(text):
        state.put("language_linked", True)
        speak(text)
    return is_there(text)


def _of_session() -> str:
    run = get_script_run_ctx(suppress_warning=True)
    if not translated() or run is None:
        return ENGLISH
    known, found = _found.get()
    if known is not run:
        found = state.get("language") or ENGLISH
        _found.set((run, found))
    return found


ask(_of_session)
