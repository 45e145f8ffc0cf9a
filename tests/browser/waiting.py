"""Waiting for what a page says, where the page's own policy forbids Playwright's way.

That has the page evaluate a string again and again, which no script may there. What a debugger asks, as here,
is no script's.
"""

from __future__ import annotations

import contextlib
import time

from playwright.sync_api import Error, Page, TimeoutError

LOOK = 50  # milliseconds: a look takes seven of a processor
UP = 120_000  # milliseconds, of a first visit to the site on a busy machine


def until(page: Page, expression: str, *, arg: object = None, timeout: float = 30_000) -> None:
    """Return as soon as that expression is true in the page, whatever is loaded meanwhile.

    Raises:
        TimeoutError: it was not within so many milliseconds.
    """
    deadline = time.monotonic() + timeout / 1000
    while time.monotonic() < deadline:
        with contextlib.suppress(Error):  # another page is being loaded
            found = page.evaluate_handle(expression, arg)
            is_true = found.evaluate("found => !!found")  # in JavaScript, to which {} is true
            found.dispose()
            if is_true:
                return
        page.wait_for_timeout(LOOK)
    raise TimeoutError(f"not within {timeout / 1000} s: {expression}")


def until_page(page: Page) -> None:
    """Wait until the page has taken over from what can be drawn on before it is there."""
    until(page, "!document.querySelector('#shell')", timeout=UP)
