"""The language of this session: from its address, its browser or the menu."""

from __future__ import annotations

import os
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views.parts.files.in_browser import IN_BROWSER
from views.parts.language.asked import COOKIE, LANG, is_available, resolve
from views.parts.language.catalogs import ENGLISH, translated
from views.parts.language.language import ask
from views.session import state

NOWHERE = None, ENGLISH
# Cached per run, because each has its own thread: formatting a number takes 3 µs, reading the state 6.
_found: ContextVar[tuple[object, str]] = ContextVar("found", default=NOWHERE)
OF_SITE = "INKLING_LANGUAGE"  # environment variable with the page's language, if Python runs in the browser


def begin_to_speak() -> None:
    """Choose a language if the session has none: call it before any text is shown."""
    if translated() and state.get("language") is None:
        speak(resolve(*_wishes()))


def _wishes() -> tuple[list[str | None], list[str | None]]:
    if IN_BROWSER:
        return [os.environ.get(OF_SITE)], []
    return [st.query_params.get(LANG), st.context.cookies.get(COOKIE)], [st.context.locale]


def speak(language: str) -> None:
    """Switch to an available language."""
    state.put("language", language)
    _found.set(NOWHERE)


def written() -> str:
    """Return the address's value: the language, if the session's first address contained one."""
    return _of_session() if state.get("language_linked", False) else ""


def for_others() -> str:
    """Return the language for a link to share; "" for English that nobody has chosen."""
    language = _of_session()
    is_chosen = state.get("language_chosen", False) or bool(not IN_BROWSER and st.context.cookies.get(COOKIE))
    return language if is_chosen or language != ENGLISH else written()


def choose(language: str) -> None:
    """Switch to the language that the user has chosen in the menu."""
    state.put("language_chosen", True)
    speak(language)


def read(text: str) -> bool:
    """Switch to a language from an address; return whether it exists."""
    if is_available(text):
        state.put("language_linked", True)
        speak(text)
    return is_available(text)


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
