"""What is said, in the language of the session that runs: `_("It says {digit}").format(digit=7)`.

The English sentence stands in the code. Nothing here is the process's own: each session, and each request
before there is one, has its language. Where there is no session, as in scripts and tests, it is English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TypeVar

from views.language.catalogs import ENGLISH, catalog

T = TypeVar("T")
_language: ContextVar[str | None] = ContextVar("language", default=None)
_of_session: Callable[[], str] | None = None


def ask(of_session: Callable[[], str]) -> None:
    """Have that say what the running session's language is: views/address/spoken.py, which knows sessions."""
    global _of_session
    _of_session = of_session


def language() -> str:
    """The one that is spoken here and now, as `<html lang>` names it."""
    language_here = _language.get()
    if language_here is None and _of_session:
        return _of_session()
    return language_here or ENGLISH


@contextmanager
def speaking(language_here: str) -> Iterator[None]:
    """Speak that language inside, one of `languages`: for a request, which has no session."""
    before = _language.set(language_here)
    try:
        yield
    finally:
        _language.reset(before)


def _(message: str) -> str:
    """A sentence; with {names} for what is filled in, the same in every language."""
    spoken = language()
    return message if spoken == ENGLISH else catalog(spoken).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """A sentence with a {count} in it: what is said of 1, and of any other number."""
    spoken = language()
    if spoken == ENGLISH:
        return one if count == 1 else many
    return catalog(spoken).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """A word that means several things: which of them, the context says to translators alone."""
    spoken = language()
    return message if spoken == ENGLISH else catalog(spoken).pgettext(context, message)


def N_(message: str) -> str:  # as gettext's manual names it
    """The same message: it is said by `_` later, and is marked here for translators."""
    return message


def cached_by_language(maxsize: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """As `lru_cache`, for what has sentences in it: kept once in each language in which it is asked for."""

    def decorate(make: Callable[..., T]) -> Callable[..., T]:
        @lru_cache(maxsize=maxsize)
        def made(_language: str, *about: object) -> T:
            return make(*about)

        @wraps(make)
        def here(*about: object) -> T:
            return made(language(), *about)

        here.cache_clear = made.cache_clear
        return here

    return decorate
