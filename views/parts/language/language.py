"""Translates texts into the running session's language: `_("It says {digit}").format(digit=7)`.

The English sentence is in the code. The process has no language of its own: each session has one, and so
does each request before a session exists. Without a session, as in scripts and tests, it's English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TypeVar

from views.parts.language.catalogs import ENGLISH, catalog, marks_of

FOUR_DIGITS = re.compile(r"(?<![\d,])(\d),(?=\d{3}(?![\d,]))")
T = TypeVar("T")
_language: ContextVar[str | None] = ContextVar("language", default=None)
_of_session: Callable[[], str] | None = None


def ask(of_session: Callable[[], str]) -> None:
    """Set the function that returns the session's language; views/address/spoken.py calls this."""
    global _of_session
    _of_session = of_session


def language() -> str:
    """Return the current language by its `<html lang>` name."""
    language_here = _language.get()
    if language_here is None and _of_session:
        return _of_session()
    return language_here or ENGLISH


@contextmanager
def speaking(language_here: str) -> Iterator[None]:
    """Use that language, one of `languages`, inside: for a request, which has no session."""
    before = _language.set(language_here)
    try:
        yield
    finally:
        _language.reset(before)


def _(message: str) -> str:
    """Translate a sentence; its {placeholders} are the same in every language."""
    spoken = language()
    return message if spoken == ENGLISH else catalog(spoken).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence with a {count}, given in English for 1 and for any other number."""
    spoken = language()
    if spoken == ENGLISH:
        return one if count == 1 else many
    return catalog(spoken).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Translate a word with several meanings; only translators see the context that says which one."""
    spoken = language()
    return message if spoken == ENGLISH else catalog(spoken).pgettext(context, message)


def N_(message: str) -> str:  # as gettext's manual names it
    """Return the message unchanged: this marks it for translators, and `_` translates it later."""
    return message


def cached_by_language(maxsize: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Cache results like `lru_cache`, but separately for each language, because they contain sentences."""

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


def localized(number: str) -> str:
    """Write a figure, such as "60,000.5", as in the current language; only wording.py calls this.

    What programs read, such as links and files, is never written like this.
    """
    spoken = language()
    if spoken == ENGLISH:
        return number
    marks = marks_of(spoken)
    if marks.grouped_from > 4:
        number = FOUR_DIGITS.sub(r"\1", number)
    return number.translate({ord("."): marks.point, ord(","): marks.thousands})


def with_percent_sign(number: str) -> str:
    """Add the percent sign before or after a figure that is already localized."""
    return marks_of(language()).percent.replace("{number}", number)
